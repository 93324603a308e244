"""Who used the time: the working time of each agency while the clock ran, against its own part."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from caicach.dossiers.domain.clock.values import History, Leg, Span, SpanKind
from caicach.kernel.calendar.hours import WorkingTime

_ZERO = timedelta()
_DAY = timedelta(hours=8)


def legs_of(history: History, spans: Sequence[Span], clock: WorkingTime) -> tuple[Leg, ...]:
    """In the order in which they first had the dossier. Time that was voided counts for nobody: the applicant's
    completion made it begin again."""
    used: dict[str, timedelta] = {}
    for span in spans:
        if span.kind is SpanKind.RUNNING:
            used[span.agency] = used.get(span.agency, _ZERO) + clock.between(span.start, span.end)
    allowed = dict(history.limit.parts)
    return tuple(_leg(agency, time, allowed.get(agency)) for agency, time in used.items())


def late_by(found: Sequence[Leg], spans: Sequence[Span], due: datetime) -> tuple[str, ...]:
    """Who made a dossier late: the agencies over their own part; where nobody has one, who had it when time ran out."""
    over = tuple(leg.agency for leg in found if leg.over)
    holding = (span.agency for span in spans if span.kind is SpanKind.RUNNING and span.end >= due)
    return over or tuple(next(([agency] for agency in holding), []))


def _leg(agency: str, used: timedelta, days: int | None) -> Leg:
    over = _ZERO if days is None else max(used - days * _DAY, _ZERO)
    return Leg(agency, used, days, over)
