"""A year of the working-day calendar entered, corrected or withdrawn: looked at first, then kept with the trail.

Deadlines that the changed calendar counts to another day are proposed to the office (ADR 56); none moves by itself.
"""

from collections.abc import Mapping
from contextlib import nullcontext
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Final

from django.db import transaction
from django.utils import timezone

from caicach.kernel.access import Actor, Permission, require
from caicach.kernel.audit import services as audit
from caicach.kernel.calendar import load_calendar
from caicach.kernel.calendar.entries import YearEntry, days_of
from caicach.kernel.calendar.in_force import calendar_in_force
from caicach.kernel.errors import Conflict
from caicach.plans.calendar_files import KnownYears, calendar_with, known_years, new_years_file, one_at_a_time
from caicach.plans.domain.calendar_years import MovedDeadline, YearOutcome, day_changes
from caicach.plans.domain.recounting import Recounting
from caicach.plans.queries.names import unit_names
from caicach.plans.services.recounting import counted_again, propose

SUBJECT: Final = "calendar_year"
_BACKWARDS: Final = timedelta(days=62)
"""Rules of series count back from the end of their period: no deadline lies so far before a day that moves it."""


def keep_year(actor: Actor, *, entry: YearEntry, version: str, now: datetime, is_check: bool = False) -> YearOutcome:
    """Enter a year or correct one; with ``is_check`` nothing is kept and what would happen is told.

    Raises InvalidInput (``calendar.*``) for what no year can be, Conflict where the years changed since ``version``.
    """
    require(actor, Permission.CALENDAR_MANAGE)
    with nullcontext() if is_check else one_at_a_time():
        known = _known_years(version)
        return _change(actor, known, {**known.added, entry.year: entry.completed()}, entry.year, now, is_check)


def withdraw_year(actor: Actor, *, year: int, version: str, now: datetime, is_check: bool = False) -> YearOutcome:
    """Go back to the packaged year, or take the last year that was entered out of the calendar."""
    require(actor, Permission.CALENDAR_MANAGE)
    with nullcontext() if is_check else one_at_a_time():
        known = _known_years(version)
        if not known.may_withdraw(year):
            raise Conflict(
                "calendar.not_withdrawn",
                what="Không bỏ được lịch năm {year}.",
                why="Chỉ bỏ được năm đã nhập thêm, và lịch phải liền năm.",
                todo="Nếu lịch sai, hãy sửa lại năm đó theo văn bản.",
                year=str(year),
            )
        rest = {key: entry for key, entry in known.added.items() if key != year}
        return _change(actor, known, rest, year, now, is_check)


def _known_years(version: str) -> KnownYears:
    known = known_years()
    if known.version != version:
        raise Conflict(
            "calendar.changed_meanwhile",
            what="Lịch làm việc vừa được người khác thay đổi.",
            why="Lịch bạn đang xem không còn là lịch hiện hành.",
            todo="Hãy mở lại trang Lịch làm việc, đối chiếu rồi nhập lại.",
        )
    return known


def _change(
    actor: Actor, known: KnownYears, added: Mapping[int, YearEntry], year: int, now: datetime, is_check: bool
) -> YearOutcome:
    text = known.text_with(added) if added else None
    before = calendar_in_force()
    after = calendar_with(text) if text else load_calendar()
    recounting = Recounting(after, former=before)
    changes = day_changes(before, after)
    since = min((change.now.on for change in changes), default=after.last_day) - _BACKWARDS
    entry = added.get(year) or known.packaged.get(year)
    days = days_of(entry, after.special_days(after.first_day, after.last_day)) if entry else ()
    outcome = YearOutcome(year, entry, days, changes, () if not is_check else _moved(recounting, since, now))
    if is_check:
        return outcome
    with new_years_file(text) as copy, transaction.atomic():
        audit.record(
            actor,
            "plans.calendar_year.kept" if year in added else "plans.calendar_year.withdrawn",
            subject=(SUBJECT, year),
            now=now,
            old=_trail_values(known.all.get(year)),
            new=_trail_values(entry),
        )
        proposed = propose(recounting, on=timezone.localdate(now), now=now, since=since) if changes else 0
    return replace(outcome, proposed=proposed, kept_copy=copy)


def _moved(recounting: Recounting, since: date, now: datetime) -> tuple[MovedDeadline, ...]:
    names = unit_names(timezone.localdate(now))
    found = [
        MovedDeadline(row.pk, row.task.text, row.unit_id, names.of(row.unit_id), due_on, again.due_on, again.reason)
        for row, due_on, again in counted_again(recounting, since=since)
    ]
    return tuple(sorted(found, key=lambda one: (one.old_due_on, one.unit_name, one.assignment_id)))


def _trail_values(entry: YearEntry | None) -> dict[str, object]:
    """As the trail keeps it: every day with its words."""
    if entry is None:
        return {}
    return {
        "orders": [str(order) for order in entry.orders],
        "holidays": [f"{one.on:%d/%m} {one.name}" for one in entry.holidays],
        "rests": [f"{one.on:%d/%m} ({one.for_:%d/%m})" for one in entry.rests],
        "swaps": [f"{one.rest:%d/%m/%Y} – {one.work:%d/%m/%Y}" for one in entry.swaps],
        "note": entry.note,
    }
