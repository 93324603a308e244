"""How time passed from start to end: running, void because it began again, suspended; without gap or overlap."""

from dataclasses import dataclass, replace
from datetime import datetime

from caicach.dossiers.domain.clock.rules import RuleSet
from caicach.dossiers.domain.clock.starting import end_of_limit, later_by_pause, start_after
from caicach.dossiers.domain.clock.values import PAUSES, Happening, History, Span, SpanKind
from caicach.kernel.calendar.hours import WorkingTime

_RESUMES = (Happening.RECEIVED, Happening.HANDLING)


@dataclass(frozen=True, slots=True)
class Course:
    """``due``: the end of the time allowed, after pauses and new starts; ``suspended_since``: where it stands still."""

    spans: tuple[Span, ...]
    due: datetime
    suspended_since: datetime | None


def course(
    history: History, received_at: datetime, start: datetime, end: datetime, rules: RuleSet, clock: WorkingTime
) -> Course:
    """From ``start`` to ``end``. What happened between the receipt and the start counts from the start."""
    spans: list[Span] = []
    due = end_of_limit(start, history.limit, clock)
    since, pause, agency = start, None, _agency_at(history, start)
    for event in history.events:
        if not received_at <= event.at <= end:
            continue
        moment = max(event.at, start)
        if pause is None and event.what in (*PAUSES, Happening.STOPPED):
            _close(spans, Span(SpanKind.RUNNING, since, moment, agency))
            since, pause = moment, event.what
        elif pause is not None and event.what in _RESUMES:
            waited = Span(SpanKind.SUSPENDED, since, moment, agency, pause)
            _close(spans, waited)
            spans, due = _resumed(spans, due, waited, history, rules, clock)
            since, pause = moment, None
        elif pause is None and event.agency and event.agency != agency:
            _close(spans, Span(SpanKind.RUNNING, since, moment, agency))
            since = moment
        agency = event.agency or agency
    kind = SpanKind.SUSPENDED if pause else SpanKind.RUNNING
    _close(spans, Span(kind, since, end, agency, pause))
    return Course(tuple(spans), due, since if pause else None)


def _close(spans: list[Span], span: Span) -> None:
    if span.start < span.end:
        spans.append(span)


def _resumed(
    spans: list[Span], due: datetime, pause: Span, history: History, rules: RuleSet, clock: WorkingTime
) -> tuple[list[Span], datetime]:
    """After a supplement the time begins again from zero where the law says so; other pauses only move the end."""
    restarts = rules.after_supplement is not None and rules.after_supplement.value == "restart"
    if pause.cause is Happening.SUPPLEMENT_ASKED and restarts:
        again = start_after(pause.end, rules, clock)
        void = [replace(one, kind=SpanKind.VOIDED) if one.kind is SpanKind.RUNNING else one for one in spans]
        return void, end_of_limit(again, history.limit, clock)
    return spans, later_by_pause(due, pause.start, pause.end, history.limit, clock)


def _agency_at(history: History, at: datetime) -> str:
    named = [event.agency for event in history.events if event.at <= at and event.agency]
    return named[-1] if named else ""
