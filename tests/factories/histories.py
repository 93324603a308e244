"""Histories of assignments by chance: reports, returns, replacements, moves, pauses, events, cancellations."""

import random
from datetime import date, datetime, timedelta

from django.utils import timezone

from caicach.kernel.said import Said
from caicach.plans.domain.history import AssignmentHistory, facts_on
from caicach.plans.domain.states import TaskState, state_of
from caicach.plans.models import Assignment, AwaitedEvent, DeadlineChange, Pause, ProgressReport, Task
from factories.plans import confirmed

DAY = timedelta(days=1)
FIRST, LAST = date(2023, 5, 1), date(2023, 6, 30)


def state_on(history: AssignmentHistory, on: date) -> TaskState | None:
    """The state by the pure rule, from the facts of the day."""
    facts = facts_on(history, on)
    return None if facts is None else state_of(facts, on)


def _instant(day: date, chance: random.Random) -> datetime:
    """Any time of the local day: late evenings lie on another day of UTC."""
    return datetime(day.year, day.month, day.day, chance.randrange(24), 30, tzinfo=timezone.get_default_timezone())


def _within(chance: random.Random, low: date, high: date) -> date:
    return low + timedelta(days=chance.randrange(max(1, (high - low).days + 1)))


def _reports(row: Assignment, chance: random.Random) -> list[ProgressReport]:
    made: list[ProgressReport] = []
    day = FIRST
    for number in range(1, chance.randrange(5)):
        filed = _within(chance, day, LAST)
        is_completed = chance.random() < 0.7
        fate = chance.choice(["accepted", "returned", "replaced", "waiting"])
        decided = _within(chance, filed, LAST) if fate in {"accepted", "returned"} else None
        made.append(
            ProgressReport(
                assignment=row,
                number=number,
                state=fate,
                text="",
                is_completed=is_completed,
                completed_on=_within(chance, FIRST, filed) if is_completed else None,
                reported_at=_instant(filed, chance) if decided != filed else _instant(filed, chance).replace(hour=0),
                reported_by_name="A",
                decided_at=_instant(decided, chance).replace(minute=45) if decided else None,
                decision_reason="Thiếu" if fate == "returned" else "",
            )
        )
        day = decided or filed
        if fate == "waiting" or (fate == "accepted" and is_completed) or day >= LAST:
            break
    if made and made[-1].state == "replaced":  # something replaced it
        made[-1].state = "waiting"
    return made


def _settle(row: Assignment, reports: list[ProgressReport], chance: random.Random) -> None:
    row.begun_on = timezone.localdate(reports[0].reported_at) if reports else None
    last = reports[-1] if reports else None
    if last and last.is_completed and last.state == "accepted":
        judged = _within(chance, FIRST, LAST) if chance.random() < 0.85 else None  # nobody had given a deadline
        row.completed_on, row.judged_due_on = last.completed_on, judged
        row.accepted_on = timezone.localdate(last.decided_at)
    elif last and last.is_completed and last.state == "waiting":
        row.claimed_on = last.completed_on


def random_histories(seed: int = 20230501) -> list[date]:
    """Three hundred of them in the small province; the days from before the first fact to the last.

    Of some tasks one or two units lead and the others co-operate.
    """
    confirmed()
    chance = random.Random(seed)
    template = Task.objects.order_by("id")[0]
    Assignment.objects.all().delete()
    for number in range(60):
        template.pk, template.proposal_id = None, 5_000 + number
        template.effective_on = _within(chance, FIRST - 20 * DAY, FIRST + 20 * DAY)
        off = chance.random() < 0.15
        template.cancelled_at = _instant(_within(chance, FIRST, LAST), chance) if off else None
        template.cancelled_reason = "Thôi" if off else ""
        template.save(force_insert=True)
        leads = chance.choice((5, 5, 1, 2))
        for place, unit in enumerate(("SNV", "STP", "SYT", "HBS", "XAT")):
            _assignment(template, unit, chance, "lead" if place < leads else "cooperate")
        _release(template)
    return [FIRST + n * DAY for n in range((LAST - FIRST).days + 1)]


def _release(task: Task) -> None:
    work = Assignment.objects.filter(task_id=task.pk, is_cancelled=False)
    days = list(work.filter(role="lead").values_list("accepted_on", flat=True))
    if days and None not in days:
        work.filter(role="cooperate").update(lead_accepted_on=max(days))


def _assignment(task: Task, unit: str, chance: random.Random, role: str) -> None:
    due = _within(chance, FIRST, LAST) if chance.random() < 0.85 else None
    row = Assignment(
        task_id=task.pk,
        unit_id=unit,
        role=role,
        phrase="",
        reason=Said(""),
        given_on=task.effective_on,
        original_due_on=due,
        due_on=due,
    )
    reports = _reports(row, chance)
    _settle(row, reports, chance)
    recorded_on = _event(row, chance)
    row.is_cancelled = task.cancelled_at is not None and row.completed_on is None
    row.save()
    ProgressReport.objects.bulk_create(reports)
    _pause(row, chance)
    day = recorded_on or FIRST
    if recorded_on:
        _moved(row, None, row.due_on, recorded_on, chance)
    for _ in range(0 if row.is_awaiting else chance.randrange(3)):
        day = _within(chance, day, LAST)
        new = _within(chance, row.paused_on or FIRST, LAST)
        _moved(row, row.due_on, new, day, chance)
        row.due_on = new
        row.save()


def _moved(row: Assignment, old: date | None, new: date, day: date, chance: random.Random) -> None:
    DeadlineChange.objects.create(
        assignment=row,
        old_due_on=old,
        new_due_on=new,
        reason="Vì",
        decided_on=day,
        decided_at=_instant(day, chance),
        decided_by_name="B",
    )


def _event(row: Assignment, chance: random.Random) -> date | None:
    """Some deadlines wait for an event; the day on which it was recorded."""
    if row.completed_on is not None or row.due_on is None or chance.random() > 0.2:
        return None
    row.event = AwaitedEvent.objects.create(name="Luật được công bố", created_at=_instant(FIRST, chance))
    if chance.random() < 0.4:
        row.is_awaiting, row.due_on, row.original_due_on = True, None, None
        return None
    on = _within(chance, FIRST, LAST)
    recorded = {"happened_on": on, "reference": "Luật số 1", "recorded_at": _instant(on, chance)}
    AwaitedEvent.objects.filter(pk=row.event.pk).update(**recorded)
    return on


def _pause(row: Assignment, chance: random.Random) -> None:
    if chance.random() < 0.2:
        begins = _within(chance, FIRST, LAST)
        may_last = row.completed_on is None and (row.due_on is None or row.due_on >= begins)
        ends = None if may_last and chance.random() < 0.5 else _within(chance, begins, LAST)
        row.paused_on = None if ends else begins
        row.save()
        Pause.objects.create(
            assignment=row,
            paused_on=begins,
            reason="Chờ kinh phí",
            paused_at=_instant(begins, chance),
            paused_by_name="B",
            resumed_on=ends,
            resumed_at=_instant(ends, chance) if ends else None,
        )
