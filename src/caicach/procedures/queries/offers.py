"""Which procedures each unit must publish, which of them are offered online, which have a fee: by the register."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from caicach.organisations.queries import units_on
from caicach.procedures.comparing.figures import manners_of
from caicach.procedures.domain.versions import KEPT
from caicach.procedures.models import PublishingDuty
from caicach.procedures.obtaining import versions_on
from caicach.procedures.record.fees import amounts_in
from caicach.procedures.record.values import Procedure


@dataclass(frozen=True, slots=True)
class Offers:
    """Families of procedures; ``online``: the record names a manner of sending in online, ``with_fee``: an amount above
    nought."""

    every: frozenset[str]
    online: frozenset[str]
    with_fee: frozenset[str]


def offers_of(units: Sequence[str], on: date) -> Mapping[str, Offers]:
    """Of each unit, itself alone, on a day. Three SQL queries, over the whole records of procedures."""
    rows = versions_on(on).filter(is_internal=False).order_by("family")
    records = {key: KEPT.value(record) for key, record in rows.values_list("family", "record")}
    online = frozenset(key for key, one in records.items() if _is_online(one))
    with_fee = frozenset(key for key, one in records.items() if _has_fee(one))
    levels = {one.code: one.level.value for one in units_on(on)}
    held: dict[tuple[str, str], set[str]] = {}
    for key, unit, level in PublishingDuty.objects.order_by().values_list("family", "unit_id", "level"):
        held.setdefault((unit or "", level), set()).add(key)
    found = {}
    for unit in units:
        own = held.get((unit, ""), set()) | held.get(("", levels.get(unit, "-")), set())
        every = frozenset(own & records.keys())
        found[unit] = Offers(every, every & online, every & with_fee)
    return found


def _is_online(one: Procedure) -> bool:
    told = (*(row.manner for row in one.submissions), *([] if one.submissions else [one.manners]))
    return any("online" in manners_of(text) for text in told)


def _has_fee(one: Procedure) -> bool:
    return any(amount > 0 for row in one.submissions for amount in amounts_in(row.fee))
