"""An inspection's rows put together: what is asked, what was answered, what each answer comes to."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from caicach.inspections.checklists_in_force import kept_checklist, office_hours
from caicach.inspections.domain.checklists import Choice, Item, Section, Severity
from caicach.inspections.domain.judging import Answer, EarlierFinding, Judgement, judgement, recheck_items
from caicach.inspections.domain.office_hours import Moment, moment_of
from caicach.inspections.models import AnswerEntry, Inspection
from caicach.kernel.calendar import WorkingCalendar
from caicach.kernel.calendar.in_force import calendar_in_force
from caicach.kernel.errors import InvalidInput
from caicach.kernel.said import Said, ready_sentence, tell

FIRST_SECTION = "0"


@dataclass(frozen=True, slots=True)
class AskedItem:
    """``seen`` is the number of the answer shown, 0 without one; ``earlier`` the id of the finding checked again."""

    judgement: Judgement
    seen: int = 0
    answered_by: str = ""
    answered_at: datetime | None = None
    earlier: int | None = None


@dataclass(frozen=True, slots=True)
class AskedSection:
    number: str
    title: Said
    items: tuple[AskedItem, ...]


def sections_of(row: Inspection) -> tuple[AskedSection, ...]:
    """Everything that the inspection asks, earlier findings first. Two SQL queries."""
    entries = newest_entries(row)
    moments = Moments()
    first = recheck_items(earlier_findings(row))
    found = [
        AskedSection(
            FIRST_SECTION,
            tell("Khắc phục tồn tại của lần kiểm tra trước"),
            tuple(_asked(item, entries, moments, earlier.id) for item, earlier in first.values()),
        )
    ]
    asked = set(row.asked)
    for section in kept_checklist(row.checklist_text).sections:
        items = tuple(_asked(item, entries, moments, None) for item in section.items if item.code in asked)
        found.append(AskedSection(section.number, ready_sentence(section.title), items))
    return tuple(section for section in found if section.items)


def chosen_sections(row: Inspection) -> tuple[Section, ...]:
    """Sections of the kept checklist that the inspection is about."""
    sections = kept_checklist(row.checklist_text).sections
    return tuple(section for section in sections if not row.sections or section.number in row.sections)


def newest_entries(row: Inspection) -> Mapping[str, AnswerEntry]:
    """By item, the answer that counts. One SQL query."""
    return {entry.item: entry for entry in row.answers.order_by("item", "number")}


def earlier_findings(row: Inspection) -> tuple[EarlierFinding, ...]:
    """What is asked first, in its order. One SQL query."""
    lines = row.rechecks.select_related("finding__inspection").order_by("position")
    return tuple(
        EarlierFinding(
            line.finding_id,
            line.finding.text,
            Severity(line.finding.severity),
            timezone.localdate(line.finding.inspection.begun_at or line.finding.inspection.made_at),
        )
        for line in lines
    )


def answer_of(entry: AnswerEntry) -> Answer:
    return Answer(
        Choice(entry.choice) if entry.choice else None,
        entry.count,
        entry.whole,
        entry.note,
        timezone.localtime(entry.observed_at),
    )


class Moments:
    """How moments stand to the calendar, which is read once and only where it is asked."""

    def __init__(self) -> None:
        self._calendar: WorkingCalendar | None = None
        self._hours = office_hours()
        self._known: dict[datetime, Moment | None] = {}

    def of(self, at: datetime) -> Moment | None:
        """None where the calendar does not reach."""
        if at not in self._known:
            self._calendar = self._calendar or calendar_in_force()
            try:
                self._known[at] = moment_of(self._calendar, self._hours, timezone.localtime(at))
            except InvalidInput:
                self._known[at] = None
        return self._known[at]


def _asked(item: Item, entries: Mapping[str, AnswerEntry], moments: Moments, earlier: int | None) -> AskedItem:
    entry = entries.get(item.code)
    answer = answer_of(entry) if entry else None
    moment = moments.of(answer.observed_at) if answer else None
    found = judgement(item, answer, moment)
    if entry is None:
        return AskedItem(found, earlier=earlier)
    return AskedItem(found, entry.number, entry.made_by_name, entry.made_at, earlier)
