"""Reads of the three places: the list of procedures with the status of each, one procedure field by field."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from caicach.kernel.access import Actor
from caicach.kernel.pages import Page, page_number
from caicach.kernel.said import Said
from caicach.kernel.text.folding import search_words
from caicach.organisations.domain.units import Level
from caicach.organisations.queries import office_names_on, units_on
from caicach.procedures.auditing.findings import Status
from caicach.procedures.auditing.judging import status_of
from caicach.procedures.comparing.fields import RULES, differences
from caicach.procedures.domain.three_places import (
    Cell,
    ComparedLine,
    Place,
    PlaceKind,
    ThreePlaces,
    cells_of,
    lines_of,
)
from caicach.procedures.domain.versions import KEPT
from caicach.procedures.models import Audit, NationalExport, NationalRecord, PortalFinding
from caicach.procedures.obtaining import no_procedure, versions_of, versions_on, visible_portals
from caicach.procedures.record.codes import family
from caicach.procedures.record.values import Procedure

PER_PAGE = 50


@dataclass(frozen=True, slots=True)
class NationalExportLine:
    """``read_at`` None while it waits for the worker; ``problem`` where it could not be read."""

    id: int
    filename: str
    taken_on: date
    made_at: datetime
    made_by: str
    read_at: datetime | None
    problem: Said


@dataclass(frozen=True, slots=True)
class ComparedFilters:
    text: str = ""
    only_wrong: bool = False


def national_exports() -> tuple[NationalExportLine, ...]:
    """The newest ten. One SQL query."""
    rows = NationalExport.objects.select_related("file").order_by("-taken_on", "-pk")[:10]
    return tuple(
        NationalExportLine(row.pk, row.file.name, row.taken_on, row.made_at, row.made_by_name, row.read_at, row.problem)
        for row in rows
    )


def compared_procedures(
    actor: Actor, *, on: date, filters: ComparedFilters | None = None, page: int = 1, size: int = PER_PAGE
) -> Page[ComparedLine]:
    """Procedures in force by code, each with what the places say as far as the actor sees them. Five SQL queries."""
    asked = filters or ComparedFilters()
    national, is_taken = _national_statuses()
    audits = _last_audits(actor)
    provinces = _provinces(on)
    rows = versions_on(on).filter(is_internal=False).order_by("family")
    for word in search_words(asked.text):
        rows = rows.filter(words__contains=word)
    lines = []
    for key, code, name in rows.values_list("family", "code", "name"):
        told = {unit: Status(audit.outcomes[key][0]) for unit, audit in audits.items() if key in audit.outcomes}
        line = ComparedLine(
            code,
            name,
            national.get(key, Status.MISSING) if is_taken else None,
            next((status for unit, status in told.items() if unit in provinces), None),
            dict(Counter(status for unit, status in told.items() if unit not in provinces)),
        )
        if line.is_wrong or not asked.only_wrong:
            lines.append(line)
    number = page_number(page, total=len(lines), size=size)
    return Page(tuple(lines[(number - 1) * size : number * size]), len(lines), number, size)


def _national_statuses() -> tuple[dict[str, Status], bool]:
    found = {key: Status(status) for key, status in NationalRecord.objects.order_by().values_list("family", "status")}
    return found, bool(found)


def _last_audits(actor: Actor) -> dict[str, Audit]:
    """The newest audit that is done of every portal that the actor sees, by unit."""
    portals = visible_portals(actor).order_by().values("pk")
    rows = Audit.objects.filter(portal__in=portals, done_at__isnull=False).select_related("portal")
    return {row.portal.unit_id: row for row in rows.order_by("done_at", "pk")}


def _provinces(on: date) -> frozenset[str]:
    return frozenset(unit.code for unit in units_on(on) if unit.level is Level.PROVINCE)


def three_places(actor: Actor, code: str, *, on: date) -> ThreePlaces:
    """One procedure in force, field by field. Raises NotFound. Seven SQL queries."""
    row = versions_on(on).filter(family=family(code)).order_by("pk").first()
    if row is None:
        raise no_procedure(code)
    due: Procedure = KEPT.value(row.record)
    earlier = versions_of(code).filter(valid_from__lt=row.valid_from).order_by("-valid_from")
    before = [KEPT.value(record) for record in earlier.values_list("record", flat=True)]
    places = (_national(due, before, row.family), *_portal_places(actor, row.family, on))
    register = {name: told for name in RULES if (told := _register_words(due, name, places))}
    return ThreePlaces(due, places, lines_of(register, places))


def _national(due: Procedure, before: list[Procedure], key: str) -> Place:
    export = NationalExport.objects.filter(records__isnull=False).order_by("-taken_on", "-pk").first()
    if export is None:
        return Place(PlaceKind.NATIONAL, "")
    row = NationalRecord.objects.filter(export=export, family=key).order_by("pk").first()
    if row is None:
        return Place(PlaceKind.NATIONAL, "", export.taken_on, Status.MISSING, "not_published")
    compared = differences(due, KEPT.value(row.record), before)
    return Place(PlaceKind.NATIONAL, "", export.taken_on, status_of(compared), cells=cells_of(compared))


def _portal_places(actor: Actor, key: str, on: date) -> Iterable[Place]:
    """The province's own pages first, then those of units by name, where an audit looked for the procedure."""
    names, provinces = office_names_on(on), _provinces(on)
    audits = {unit: audit for unit, audit in _last_audits(actor).items() if key in audit.outcomes}
    cells: dict[str, dict[str, Cell]] = {}
    rows = PortalFinding.objects.filter(family=key, unit__in=list(audits), closed_at__isnull=True).exclude(field="")
    for one in rows.order_by("pk"):
        cells.setdefault(one.unit_id, {})[one.field] = Cell(Status(one.status), one.portal_text, one.note)
    for unit in sorted(audits, key=lambda code: (code not in provinces, names.get(code, code))):
        status, reason, url = audits[unit].outcomes[key]
        done = audits[unit].done_at
        yield Place(
            PlaceKind.PROVINCE if unit in provinces else PlaceKind.UNIT,
            names.get(unit, unit),
            timezone.localdate(done) if done else None,
            Status(status),
            reason,
            url,
            cells.get(unit, {}),
        )


def _register_words(due: Procedure, name: str, places: Iterable[Place]) -> str:
    """The register's words of a field, as the comparison puts them."""
    verdict = RULES[name](due, Procedure())
    if verdict is not None and verdict.register:
        return verdict.register
    return str(getattr(due, name, "") or "–") if any(name in place.cells for place in places) else ""
