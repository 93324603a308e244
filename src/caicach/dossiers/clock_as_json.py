"""The clock of a dossier as JSON: the law's computation and index 766's beside it, never mixed."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from caicach.dossiers.domain.clock.law import days_left, legal_clock
from caicach.dossiers.domain.clock.legs import late_by
from caicach.dossiers.domain.clock.portal import reckoning_766
from caicach.dossiers.domain.clock.starting import last_day
from caicach.dossiers.domain.clock.values import History, LegalClock, Reckoning766, Verdict
from caicach.kernel.calendar.hours import WorkingTime

_MINUTE = timedelta(minutes=1)
_LATE = frozenset({Verdict.LATE, Verdict.OPEN_OVERDUE})


@dataclass(frozen=True)
class Clocks:
    """Both computations of one dossier at one moment."""

    history: History
    law: LegalClock
    portal: Reckoning766
    late_by: tuple[str, ...]
    days_left: int | None


def clocks_of(history: History, *, now: datetime, clock: WorkingTime) -> Clocks:
    """Raises InvalidInput outside of the published calendar or before the first decree."""
    law = legal_clock(history, now=now, clock=clock)
    who = late_by(law.legs, law.spans, law.due) if law.due and law.verdict in _LATE else ()
    portal = reckoning_766(history, period_ends_on=now.date(), clock=clock)
    return Clocks(history, law, portal, who, days_left(law, now, clock))


def clocks_as_json(found: Clocks) -> dict[str, object]:
    law, portal = found.law, found.portal
    return {
        "code": found.history.code,
        "limit": {"count": found.history.limit.count, "unit": found.history.limit.unit.value},
        "law": {
            "act": law.rules.act,
            "starts_at": _moment(law.starts_at),
            "first_due_on": last_day(law.first_due).isoformat() if law.first_due else None,
            "due_on": last_day(law.due).isoformat() if law.due else None,
            "due_at": _moment(law.due) if found.history.limit.unit.is_hours else None,
            "new_due_on": law.new_due_on.isoformat() if law.new_due_on else None,
            "ended_at": _moment(law.ended_at),
            "verdict": law.verdict.value,
            "verdict_of_new_due": law.verdict_of_new_due.value if law.verdict_of_new_due else None,
            "days_left": found.days_left,
            "late_by": list(found.late_by),
            "spans": [
                {
                    "kind": span.kind.value,
                    "from": _moment(span.start),
                    "to": _moment(span.end),
                    "agency": span.agency,
                    "cause": span.cause.value if span.cause else None,
                }
                for span in law.spans
            ],
            "agencies": [
                {
                    "agency": leg.agency,
                    "used_minutes": leg.used // _MINUTE,
                    "allowed_days": leg.allowed_days,
                    "over_minutes": leg.over // _MINUTE,
                }
                for leg in law.legs
            ],
            "breaches": [
                {"code": one.code, "told": str(one.told), "source": one.source, "on": one.on.isoformat()}
                for one in law.breaches
            ],
        },
        "index_766": {
            "ended_at": _moment(portal.end),
            "is_late": portal.is_late,
            "requests": portal.requests,
            "used": float(portal.used) if portal.used is not None else None,
            "unit": portal.unit.value,
            "reason": str(portal.reason),
        },
    }


def _moment(at: datetime | None) -> str | None:
    return at.isoformat(timespec="minutes") if at else None
