"""The one way to take a number: no gap, no duplicate, however many writers come at once."""

from django.db.models import F

from caicach.correspondence.models import NumberCounter

INCOMING = "incoming"


def next_number(key: str, year: int) -> int:
    """The next number of ``key`` in ``year``, from 1; call it inside the transaction that uses the number.

    The UPDATE locks the counter's row until that transaction ends: a second writer waits, and where the first rolls
    back it gets the same number, so that no gap is left. On SQLite the transaction holds the write lock anyway.
    """
    NumberCounter.objects.get_or_create(key=key, year=year)
    NumberCounter.objects.filter(key=key, year=year).update(last=F("last") + 1)
    return NumberCounter.objects.get(key=key, year=year).last


def last_numbers(keys: list[str], year: int) -> dict[str, int]:
    """The last number given of each key; keys without one are left out."""
    rows = NumberCounter.objects.filter(key__in=keys, year=year).order_by("key")
    return dict(rows.values_list("key", "last"))


def series_key(series_id: int) -> str:
    return f"series:{series_id}"
