"""Rules of handling that were not kept, each with the day and the article."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from caicach.dossiers.domain.clock.rules import RuleSet
from caicach.dossiers.domain.clock.starting import last_day
from caicach.dossiers.domain.clock.values import OWED, Breach, Event, Happening, History
from caicach.kernel.calendar.counting import end_of_time
from caicach.kernel.calendar.hours import WorkingTime
from caicach.kernel.said import tell
from caicach.kernel.vocabulary import DueUnit

_ANSWERS = (
    Happening.RECEIVED,
    Happening.REFUSED,
    Happening.SUPPLEMENT_ASKED,
    Happening.COMPETENT_RECEIVED,
    Happening.WITHDRAWN,
)
_COMPLETES = (Happening.RECEIVED, Happening.HANDLING, Happening.DONE, Happening.RETURNED)


def breaches_of(
    history: History,
    rules: RuleSet,
    due: datetime | None,
    ran_until: datetime,
    end: Event | None,
    now: datetime,
    clock: WorkingTime,
) -> tuple[Breach, ...]:
    """By day. Only rules that the act of the day of receipt is known to have are checked.

    ``ran_until``: the last moment at which the clock ran; while it stands still no time is gone over.
    """
    found = [
        *_late_answer(history, rules, now, clock),
        *_requests(history, rules, clock),
        *_not_closed(history, rules, end, now, clock),
        *_reappointments(history, rules),
        *_apology(history, rules, due, ran_until, end),
    ]
    return tuple(sorted(found, key=lambda one: (one.on, one.code)))


def _late_answer(history: History, rules: RuleSet, now: datetime, clock: WorkingTime) -> Iterator[Breach]:
    """Online: received or sent back within the hours allowed."""
    rule, sent = rules.online_answer_hours, history.first(Happening.REGISTERED)
    if rule is None or sent is None or not history.channel.is_online:
        return
    until = clock.later(sent.at, timedelta(hours=rule.value))
    answer = next((event for event in history.events if event.at >= sent.at and event.what in _ANSWERS), None)
    if (answer.at if answer else now) > until:
        told = tell("Hồ sơ trực tuyến chưa được trả lời trong {hours} giờ làm việc.", hours=rule.value)
        yield Breach("late_answer", told, rule.source, until.date())


def _requests(history: History, rules: RuleSet, clock: WorkingTime) -> Iterator[Breach]:
    asked = history.every(Happening.SUPPLEMENT_ASKED)
    if rules.supplement_requests and len(asked) > rules.supplement_requests.value:
        most = rules.supplement_requests.value
        told = tell("Yêu cầu bổ sung {count} lần; chỉ được {most} lần.", count=len(asked), most=most)
        yield Breach("requested_again", told, rules.supplement_requests.source, asked[-1].at.date())
    received = history.first(Happening.RECEIVED)
    rule = rules.supplement_within_days
    if rule is None or received is None or not asked or asked[0].at < received.at:
        return
    until = clock.calendar.add_working_days(received.at.date(), rule.value)
    if asked[0].at.date() > until:
        told = tell("Yêu cầu bổ sung sau {days} ngày làm việc kể từ khi tiếp nhận.", days=rule.value)
        yield Breach("late_request", told, rule.source, asked[0].at.date())


def _not_closed(
    history: History, rules: RuleSet, end: Event | None, now: datetime, clock: WorkingTime
) -> Iterator[Breach]:
    """A request that was not met in the days allowed: the dossier is to be closed."""
    rule = rules.closes_after_days
    if rule is None:
        return
    for asked in history.every(Happening.SUPPLEMENT_ASKED):
        until = end_of_time(asked.at.date(), rule.value, DueUnit.CALENDAR_DAYS, clock.calendar)
        met = next((event for event in history.events if event.at > asked.at and event.what in _COMPLETES), None)
        closed = end if end and end.at > asked.at else None
        reached = min((event.at for event in (met, closed) if event), default=now)
        if reached.date() > until:
            told = tell("Hồ sơ không được bổ sung trong {days} ngày mà chưa đóng.", days=rule.value)
            yield Breach("not_closed", told, rule.source, until)


def _reappointments(history: History, rules: RuleSet) -> Iterator[Breach]:
    told = history.every(Happening.REAPPOINTED)
    rule = rules.reappointments
    if rule and len(told) > rule.value:
        said = tell("Hẹn lại {count} lần; chỉ được {most} lần.", count=len(told), most=rule.value)
        yield Breach("reappointed_again", said, rule.source, told[-1].at.date())


def _apology(
    history: History, rules: RuleSet, due: datetime | None, ran_until: datetime, end: Event | None
) -> Iterator[Breach]:
    """A dossier that goes over its time owes an apology, so many days before the last day."""
    rule = rules.apology_days_before
    is_over = due is not None and ran_until > due and (end is None or end.what in OWED)
    if rule is None or due is None or not is_over:
        return
    latest: date = last_day(due) - timedelta(days=rule.value)
    letters = history.every(Happening.APOLOGISED)
    if not letters:
        yield Breach("no_apology", tell("Quá hạn mà không có văn bản xin lỗi."), rule.source, latest)
    elif letters[0].at.date() > latest:
        told = tell("Văn bản xin lỗi gửi sau ngày {day}.", day=f"{latest:%d/%m/%Y}")
        yield Breach("late_apology", told, rule.source, letters[0].at.date())
