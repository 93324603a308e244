"""How complete and how correct a portal is, with the sampling error where a part of the procedures was seen."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from caicach.procedures.auditing.findings import Finding, Status
from caicach.procedures.comparing.values import Verdict

_Z: Final = Decimal("1.959964")  # 95 %


@dataclass(frozen=True, slots=True)
class Share:
    """``low`` and ``high`` bound it at 95 %; they are the share itself where all were seen."""

    value: Decimal
    low: Decimal
    high: Decimal


@dataclass(frozen=True, slots=True)
class Tally:
    """Procedures that are due; of those seen, of those shown anywhere, with every field, without any fault."""

    due: int
    seen: int
    shown: int
    whole: int
    correct: int


def tally_of(findings: Iterable[Finding]) -> Tally:
    due = [one for one in findings if one.status is not Status.EXTRA and one.reason != "abolished"]
    seen = [one for one in due if one.status is not Status.BLOCKED]
    shown = [
        one for one in seen if one.status is not Status.BROKEN and one.reason not in {"not_published", "no_content"}
    ]
    whole = [one for one in shown if all(v.verdict is not Verdict.MISSING for v in one.fields.values())]
    correct = sum(one.status is Status.OK for one in seen)
    return Tally(len(due), len(seen), len(shown), len(whole), correct)


def share_of_seen(count: int, tally: Tally) -> Share | None:
    """Wilson's interval with the finite population taken into account, as if who was seen had been drawn.

    >>> share_of_seen(8, Tally(10, 10, 8, 8, 8))
    Share(value=Decimal('0.8'), low=Decimal('0.8'), high=Decimal('0.8'))
    >>> found = share_of_seen(8, Tally(100, 10, 8, 8, 8))
    >>> f"{found.low:.3f} {found.high:.3f}"
    '0.505 0.940'
    """
    if not tally.seen:
        return None
    value = Decimal(count) / tally.seen
    if tally.seen >= tally.due:
        return Share(value, value, value)
    n = Decimal(tally.seen) * (tally.due - 1) / (tally.due - tally.seen)
    middle = (value + _Z**2 / (2 * n)) / (1 + _Z**2 / n)
    half = _Z / (1 + _Z**2 / n) * (value * (1 - value) / n + _Z**2 / (4 * n**2)).sqrt()
    return Share(value, max(Decimal(0), middle - half), min(Decimal(1), middle + half))


def tally_from(kept: Mapping[str, int]) -> Tally:
    return Tally(*(int(kept.get(name, 0)) for name in ("due", "seen", "shown", "whole", "correct")))
