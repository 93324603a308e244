"""What a person does to a draft, on a row that its source has found, may change and has locked.

The source checks the right before, and saves and writes the trail after: each has its own lock and its own trail.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import fields
from datetime import date
from enum import Enum
from typing import Any, Final, TypeVar

from caicach.documents.deadlines.as_json import deadline_as_json, deadline_from_json
from caicach.documents.deadlines.values import Deadline
from caicach.drafts.domain.changes import UNCHANGED
from caicach.drafts.domain.draft import DraftChanges, LeadPhrase
from caicach.drafts.domain.typed_deadlines import SourceDay, TypedTime, deadlines_apart, typed_time
from caicach.drafts.models import DraftRow
from caicach.drafts.values_of_rows import column
from caicach.kernel.said import Said, tell
from caicach.kernel.text.folding import nfc
from caicach.kernel.vocabulary import AddressRole
from caicach.organisations.queries import directory_on

R = TypeVar("R", bound=DraftRow)
SPLIT: Final = "split"
"""Why a draft stepped back whose parts stand in its place."""
JOINED: Final = "Gộp lại"
Phrases = Callable[[tuple[str, ...]], tuple[LeadPhrase, ...]]


def typed_phrases(typed: tuple[str, ...]) -> tuple[LeadPhrase, ...]:
    """Phrases that stand nowhere in a source."""
    return tuple(LeadPhrase(words) for phrase in typed if (words := " ".join(nfc(phrase).split())))


def edit(
    row: DraftRow,
    changes: DraftChanges,
    *,
    source: SourceDay,
    phrases: Phrases = typed_phrases,
    columns: Mapping[str, str | None],
) -> None:
    """Write the named changes on the row; ``columns`` are those of the source by field, None for what it writes."""
    before = _time_of(row)
    for field in fields(changes):
        value = getattr(changes, field.name)
        place = columns.get(field.name, field.name)
        if value is UNCHANGED or place is None:
            continue
        if field.name in {"lead", "cooperate"}:
            value = phrases(value)
        setattr(row, place, _column_value(row, place, value))
    if changes.area is not UNCHANGED:
        row.area_reason = None
    if _time_of(row) != before:
        time, deadline = typed_time(before, _time_of(row), source)
        row.deadline_on, row.due_days, row.due_unit, row.recurrence = time.on, time.days, time.unit, time.recurrence
        row.deadline = deadline_as_json(deadline) if deadline else None
    row.is_edited, row.is_uncertain, row.is_looked_at = True, False, False


def _time_of(row: DraftRow) -> TypedTime:
    return TypedTime(row.deadline_raw, row.deadline_on, row.due_days, row.due_unit, row.recurrence)


def _column_value(row: DraftRow, place: str, value: object) -> object:
    """Words without white space at their ends; none at all where the column may be empty."""
    if isinstance(value, str) and not isinstance(value, Enum):
        words = nfc(value).strip()
        return words or (None if row._meta.get_field(place).null else "")
    if isinstance(value, tuple):
        value = tuple(nfc(item).strip() if isinstance(item, str) else item for item in value if item)
    return column(value)


def what_is_wrong(row: DraftRow) -> Said | None:
    """Why a draft cannot be kept so; None where it can."""
    if not row.text:
        return tell("Nhiệm vụ phải có nội dung.")
    if row.due_days is not None and (row.due_days < 1 or row.due_unit is None):
        return tell("Thời hạn tính theo ngày cần số ngày lớn hơn 0 và loại ngày (làm việc hay theo lịch).")
    if row.due_days is not None and row.deadline_on is not None:
        return tell("Thời hạn là một ngày cụ thể, hoặc là số ngày, không phải cả hai.")
    return None


def choose_units(row: DraftRow, role: AddressRole, units: Collection[str] | None) -> tuple[object, object]:
    """Units by hand in place of what the phrases mean, None for the phrases; what was chosen before and is now."""
    name = f"{role.value}_units"
    before, now = getattr(row, name), None if units is None else list(dict.fromkeys(units))
    setattr(row, name, now)
    row.is_edited = True
    return before, now


def unknown_units(units: Collection[str] | None, on: date) -> tuple[str, ...]:
    """Codes that name no unit of the day."""
    known = directory_on(on).by_code if units else {}
    return tuple(code for code in units or () if code not in known)


def look_at(row: DraftRow) -> None:
    row.is_looked_at = True


def drop(row: DraftRow, reason: str) -> None:
    row.is_dropped, row.drop_reason = True, reason


def apart_by_day(row: R) -> tuple[R, ...]:
    """The unsaved parts of an unsaved draft whose words set several days, one a day; the draft steps back then.

    A person takes it back as any that was split: one draft with the last day.
    """
    parts = tuple(
        _of_day(row, one) for one in deadlines_apart(deadline_from_json(row.deadline) if row.deadline else None)
    )
    if parts:
        drop(row, SPLIT)
    return parts


def _of_day(row: R, deadline: Deadline) -> R:
    names = (field.attname for field in row._meta.concrete_fields)
    copied = {name: getattr(row, name) for name in names if name not in {"id", "split_from_id"}}
    time = {"deadline": deadline_as_json(deadline), "deadline_raw": deadline.words, "deadline_on": deadline.on}
    return type(row)(**{**copied, **time}, split_from=row)


def untouched_ids(rows: Iterable[DraftRow], is_touched: Callable[[Any], bool]) -> set[int]:
    """Ids of the drafts that are as the reader left them; of one that it took apart, only with all of its parts."""
    parts: dict[int | None, list[DraftRow]] = defaultdict(list)
    for row in rows:
        parts[row.split_from_id].append(row)  # type: ignore[attr-defined]
    found: set[int] = set()
    for row in parts[None]:
        own = parts.get(row.pk, [])
        is_apart = row.drop_reason == SPLIT and not row.is_edited
        if (is_apart and not any(map(is_touched, own))) if own else not is_touched(row):
            found |= {one.pk for one in (row, *own)}
    return found


def restore(row: DraftRow) -> bool:
    """Take a draft back; whether it had been split, so that its parts step back instead (``JOINED``)."""
    was_split = row.drop_reason == SPLIT
    row.is_dropped, row.drop_reason, row.is_edited = False, "", True
    return was_split
