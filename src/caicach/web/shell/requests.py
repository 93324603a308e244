"""What views read from a request: the actor, the day, and values of the address that may be nonsense."""

from datetime import MAXYEAR, MINYEAR, date

from django.http import HttpRequest
from django.utils import timezone

from caicach.kernel.access import Actor
from caicach.kernel.http.texts import check_year
from caicach.kernel.text.dates import parse_typed_date


def actor_of(request: HttpRequest) -> Actor:
    """The actor of a request behind sign-in."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor


def today() -> date:
    return timezone.localdate()


def day_of(text: str) -> date | None:
    """A day typed as dd/mm/yyyy, ddmmyyyy, d/m/yy or yyyy-mm-dd; None for an empty text. Raises InvalidInput for a
    partial date and a far year.
    """
    cleaned = text.strip()
    return check_year(parse_typed_date(cleaned)) if cleaned else None


def whole_number(text: str | None, default: int) -> int:
    """A number of the address; the default where it is missing or nonsense."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else default


def whole_year(text: str | None) -> int | None:
    """A year of the address; None where it is missing, nonsense, or one that no date has."""
    year = whole_number(text, 0)
    return year if MINYEAR <= year <= MAXYEAR else None


def version_of(request: HttpRequest) -> int:
    """The version that the person saw; nonsense is no version, so the lock refuses it."""
    typed = request.POST.get("version", "")
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 10 else -1
