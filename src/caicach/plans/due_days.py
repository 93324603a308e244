"""The day by which a draft is to be done, and whether a common day may stand for one that its source does not set."""

from datetime import date

from caicach.documents.deadlines.values import Deadline as Words
from caicach.drafts.domain.draft import Draft
from caicach.drafts.domain.problems import DraftProblem, before_issue, without_calendar
from caicach.kernel.calendar import WorkingCalendar
from caicach.kernel.errors import InvalidInput
from caicach.kernel.text.dates import format_date
from caicach.plans.domain.deadlines import Deadline, due_date


def due_day(draft: Draft, issued_on: date, calendar: WorkingCalendar) -> tuple[date | None, tuple[DraftProblem, ...]]:
    """The last day counted from the day of the source, and what is wrong with it."""
    deadline = Deadline(draft.deadline_on, draft.due_days, draft.due_unit)
    try:
        due_on = due_date(deadline, issued_on=issued_on, calendar=calendar)
    except InvalidInput:  # nothing is guessed about days that no order has published yet
        return None, (without_calendar(calendar.last_day),)
    return due_on, ((before_issue(due_on, issued_on),) if due_on is not None and due_on < issued_on else ())


def takes_common_deadline(draft: Draft, due_on: date | None) -> bool:
    """Work that nothing dates: neither a day, nor how it recurs, nor an event that it waits for."""
    waits = draft.deadline is not None and draft.deadline.event is not None
    return due_on is None and draft.recurrence is None and not waits


def common_deadline(on: date) -> Words:
    """The day that was set for all work of a source that has none, kept as what it is."""
    return Words(words=format_date(on), days=(on,), is_common=True)
