"""Reads of inspections: programmes with coverage, one inspection, findings, repeated findings, papers, files."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db.models import Count, Q
from django.utils import timezone

from caicach.documents.values import OfficialDocument
from caicach.inspections.checklists_in_force import kept_checklist, known_checklists
from caicach.inspections.domain.catalogue import checklists_on
from caicach.inspections.domain.checklists import Checklist, Severity
from caicach.inspections.domain.cycle import HELD, UNMENDED, InspectionKind, Manner, State
from caicach.inspections.domain.paper import PaperFacts, PaperFinding, PaperKind, PaperSection, paper
from caicach.inspections.domain.programme import ScopeUnit, Visit, coverage
from caicach.inspections.domain.views import (
    FileLine,
    FindingLine,
    InspectionLine,
    InspectionView,
    ItemView,
    MemberLine,
    ProgrammeLine,
    ProgrammeView,
    SectionView,
)
from caicach.inspections.finding_lines import finding_lines
from caicach.inspections.gathering import AskedSection, Moments, sections_of
from caicach.inspections.models import Inspection, InspectionFile, Programme
from caicach.inspections.obtaining import (
    inspection_seen,
    may_conclude,
    may_write,
    programme_seen,
    visible_inspections,
    visible_programmes,
)
from caicach.kernel.access import Actor, Permission, Role
from caicach.kernel.errors import NotFound
from caicach.kernel.files import queries as files
from caicach.kernel.files.values import NamedFile
from caicach.kernel.instants import EVER, Days
from caicach.kernel.ordered_pages import ByField, ByKey, by_place, ordered_page
from caicach.kernel.ordering import Order, text_order
from caicach.kernel.pages import Page
from caicach.organisations import queries as organisations

PER_PAGE = 50


@dataclass(frozen=True, slots=True)
class InspectionFilters:
    """``minuted`` asks for those whose minutes were written in these days."""

    unit: str = ""
    year: int | None = None
    state: str = ""
    kind: str = ""
    minuted: Days = EVER
    programme: int | None = None
    order: Order | None = None


INSPECTION_COLUMNS: Final = ("unit", "first_on", "state")
"""What the list can be ordered by."""


def checklists_in_force(on: date) -> tuple[Checklist, ...]:
    """Those that can be chosen on a day. No SQL query."""
    return tuple(one.checklist for one in checklists_on(known_checklists(), on))


def programmes(actor: Actor) -> tuple[ProgrammeLine, ...]:
    """Programmes, newest first. One SQL query."""
    held = Q(inspections__state__in=[state.value for state in HELD])
    there = ~Q(inspections__state=State.CANCELLED.value) & Q(inspections__isnull=False)
    rows = visible_programmes(actor).annotate(
        held=Count("inspections", filter=held), planned=Count("inspections", filter=there)
    )
    return tuple(
        ProgrammeLine(row.pk, row.year, row.title, row.planned, row.held)
        for row in rows.order_by("-year", "title", "pk")
    )


def programme_view(actor: Actor, programme_id: int, *, on: date) -> ProgrammeView:
    """A programme with how far it reaches: of the units of its levels in force on the day, or at the year's end where
    the year is over. Some six SQL queries."""
    row = programme_seen(actor, programme_id)
    found = visible_inspections(actor).filter(programme=row).order_by("first_on", "pk")
    scope = _scope(row, min(max(on, date(row.year, 1, 1)), date(row.year, 12, 31)))
    by_office = [_visit(one) for one in found]
    in_year = visible_inspections(actor).filter(kind=InspectionKind.SELF.value, first_on__year=row.year)
    by_units = [_visit(one) for one in in_year.order_by("pk")]
    return ProgrammeView(
        id=row.pk,
        year=row.year,
        title=row.title,
        basis=row.basis,
        contents=tuple(row.contents),
        levels=tuple(row.levels),
        share_target=row.share_target,
        self_share_target=row.self_share_target,
        target_source=row.target_source,
        version=row.version,
        coverage=coverage(scope, by_office, row.share_target, kind=InspectionKind.OFFICE),
        own=coverage(scope, by_units, row.self_share_target, kind=InspectionKind.SELF),
        lines=_lines(found, on),
    )


def _scope(row: Programme, on: date) -> tuple[ScopeUnit, ...]:
    wanted = set(row.levels)
    units = (unit for unit in organisations.units_on(on) if unit.level.value in wanted)
    return tuple(ScopeUnit(unit.code, unit.office_name, unit.level.value) for unit in units)


def _visit(row: Inspection) -> Visit:
    return Visit(row.unit_id, InspectionKind(row.kind), Manner(row.manner), State(row.state))


def inspections(
    actor: Actor, *, on: date, filters: InspectionFilters | None = None, page: int = 1, size: int = PER_PAGE
) -> Page[InspectionLine]:
    """Inspections that the actor sees, newest first or as the filters order. Four to six SQL queries."""
    chosen = filters or InspectionFilters()
    rows = visible_inspections(actor)
    if chosen.unit:
        rows = rows.filter(unit_id=chosen.unit)
    if chosen.year is not None:
        rows = rows.filter(first_on__year=chosen.year)
    if chosen.state:
        rows = rows.filter(state=chosen.state)
    if chosen.kind:
        rows = rows.filter(kind=chosen.kind)
    rows = rows.filter(chosen.minuted.at("minuted_at"))
    if chosen.programme is not None:
        rows = rows.filter(programme_id=chosen.programme)
    names = organisations.office_names_on(on) if chosen.order else {}
    columns: dict[str, ByField | ByKey] = {
        "unit": ByKey(("unit_id",), lambda code: text_order(names.get(code, code))),
        "first_on": ByField("first_on"),
        "state": by_place("state", State),
    }
    own = ("-first_on", "-pk")
    shown, total, number = ordered_page(rows, chosen.order, columns, own=own, page=page, size=size)
    return Page(_lines(shown, on), total, number, size)


def _lines(rows: Iterable[Inspection], on: date) -> tuple[InspectionLine, ...]:
    kept = list(rows)
    found: dict[int, list[FindingLine]] = defaultdict(list)
    for one in finding_lines([row.pk for row in kept], on=on):
        found[one.inspection].append(one)
    return tuple(_line(row, found[row.pk]) for row in kept)


def _line(row: Inspection, findings: list[FindingLine]) -> InspectionLine:
    return InspectionLine(
        id=row.pk,
        kind=InspectionKind(row.kind),
        manner=Manner(row.manner),
        unit=row.unit_id,
        unit_name=row.unit_name,
        part=row.part,
        title=row.checklist_title,
        checklist_version=row.checklist_version,
        first_on=row.first_on,
        last_on=row.last_on,
        state=State(row.state),
        begun_at=row.begun_at,
        findings=len(findings),
        open_findings=sum(one.state in UNMENDED for one in findings),
    )


def inspection_view(actor: Actor, inspection_id: int, *, on: date) -> InspectionView:
    """One inspection with everything asked and answered. Some twelve SQL queries, however much is answered."""
    row = inspection_seen(actor, inspection_id)
    findings = finding_lines([row.pk], on=on)
    kept = tuple(_file(one) for one in row.files.filter(removed_at=None).select_related("file").order_by("pk"))
    is_office = actor.may(Permission.INSPECTION_MANAGE)
    return InspectionView(
        line=_line(row, list(findings)),
        version=row.version,
        programme=(row.programme.pk, row.programme.title) if row.programme and is_office else None,
        checklist_code=row.checklist_code,
        note=kept_checklist(row.checklist_text).note,
        sections=tuple(_section(section, kept) for section in sections_of(row)),
        team=tuple(MemberLine(one.user_id, one.name, one.is_head) for one in row.team.all()),
        findings=findings,
        files=kept,
        moment=Moments().of(row.begun_at) if row.begun_at else None,
        minuted_at=row.minuted_at,
        minuted_by=row.minuted_by_name,
        concluded_at=row.concluded_at,
        concluded_by=row.concluded_by_name,
        cancelled_reason=row.cancelled_reason,
        unit_person=row.unit_person,
        unit_post=row.unit_post,
        unit_says=row.unit_says,
        not_signed=row.not_signed_reason,
        conclusion=row.conclusion,
        letters={
            kind: letter
            for kind, letter in (
                (PaperKind.MINUTES.value, row.minutes_letter_id),
                (PaperKind.CONCLUSION.value, row.conclusion_letter_id),
            )
            if letter is not None
        },
        may_manage=is_office and row.kind == InspectionKind.OFFICE.value,
        may_write=may_write(actor, row),
        may_conclude=may_conclude(actor, row),
        may_draft=actor.may(Permission.LETTER_DRAFT) and may_conclude(actor, row),
    )


def _section(section: AskedSection, kept: tuple[FileLine, ...]) -> SectionView:
    items = tuple(
        ItemView(
            one.judgement,
            one.seen,
            one.answered_by,
            one.answered_at,
            one.earlier,
            tuple(file for file in kept if file.item == one.judgement.item.code),
        )
        for one in section.items
    )
    return SectionView(section.number, section.title, items)


def _file(row: InspectionFile) -> FileLine:
    return FileLine(row.pk, row.item, row.file.name, row.is_signed_minutes, row.added_at, row.added_by_name)


def inspection_file(actor: Actor, file_id: int) -> NamedFile:
    """A photo or the signed minutes, for who sees the inspection. Two SQL queries."""
    rows = InspectionFile.objects.filter(pk=file_id, removed_at=None, inspection__in=visible_inspections(actor))
    found = rows.select_related("file").order_by("pk").first()
    if found is None:
        raise NotFound(
            "inspection.no_file",
            what="Không có tệp này.",
            why="Tệp không tồn tại, hoặc không thuộc phạm vi của bạn.",
            todo="Hãy quay lại cuộc kiểm tra.",
        )
    return NamedFile(found.file.name, found.file.media_type, files.read_bytes(found.file))


def paper_document(actor: Actor, inspection_id: int, kind: PaperKind) -> OfficialDocument:
    """Minutes from the moment they are made, the conclusion from its own. Some ten SQL queries."""
    row = inspection_seen(actor, inspection_id)
    if not (row.minuted_at if kind is PaperKind.MINUTES else row.concluded_at):
        raise NotFound(
            "inspection.no_paper",
            what="Chưa có văn bản này.",
            why="Biên bản có khi đã lập biên bản; thông báo có khi đã kết luận.",
            todo="Hãy xem cuộc kiểm tra đang ở bước nào.",
        )
    return paper(_paper_facts(row), kind)


def _paper_facts(row: Inspection) -> PaperFacts:
    issuer, superior, symbol, place = _issuer(row)
    findings = finding_lines([row.pk], on=timezone.localdate(row.minuted_at))
    return PaperFacts(
        superior=superior,
        issuer=issuer,
        kind=InspectionKind(row.kind),
        manner=Manner(row.manner),
        unit_name=row.unit_name,
        part=row.part,
        title=row.checklist_title,
        version=row.checklist_version,
        programme=row.programme.title if row.programme else "",
        team=tuple(one.name for one in row.team.all()),
        begun_at=timezone.localtime(row.begun_at),
        minuted_at=timezone.localtime(row.minuted_at),
        sections=tuple(
            PaperSection(one.number, one.title, tuple(item.judgement for item in one.items)) for one in sections_of(row)
        ),
        findings=tuple(PaperFinding(f.text, Severity(f.severity), f.due_on, f.times > 1) for f in findings),
        unit_person=row.unit_person,
        unit_post=row.unit_post,
        unit_says=row.unit_says,
        not_signed=row.not_signed_reason,
        conclusion=row.conclusion,
        photos=row.files.filter(removed_at=None, is_signed_minutes=False).count(),
        symbol=symbol,
        place_of_issue=place,
        concluded_in=timezone.localdate(row.concluded_at).year if row.concluded_at else None,
    )


def _issuer(row: Inspection) -> tuple[str, str | None, str, str | None]:
    """Of a self-inspection the unit, else the standing office; with the body above it, its symbol, the province."""
    on = row.first_on
    offices = sorted(h.unit for h in organisations.role_holders_on(on) if h.role is Role.STANDING_OFFICE)
    code = row.unit_id if row.kind == InspectionKind.SELF.value else next(iter(offices), "")
    units = {unit.code: unit for unit in organisations.units_on(on)}
    unit = units.get(code)
    if unit is None:
        return "Cơ quan thường trực cải cách hành chính", None, "", None
    parent = units.get(unit.parent) if unit.parent else None
    symbol = unit.short_name if unit.short_name.isupper() and " " not in unit.short_name else ""
    place = next((one.short_name for one in units.values() if one.is_province), None)
    return unit.office_name, parent.office_name.upper() if parent else None, symbol, place
