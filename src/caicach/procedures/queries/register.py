"""Reads of the register: lists, one procedure with its versions, the register of a day as the audit takes it."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import reduce
from typing import Final

from django.db.models import Count, Q, QuerySet

from caicach.kernel.access import Actor
from caicach.kernel.calendar.in_force import calendar_in_force
from caicach.kernel.ordered_pages import ByField, ByKey, by_text, ordered_page
from caicach.kernel.ordering import Order
from caicach.kernel.pages import Page
from caicach.kernel.text.folding import search_words
from caicach.organisations.domain.units import Level
from caicach.organisations.queries import office_names_on, units_on
from caicach.procedures.domain.clocks import Standing, clocks_of, worst_of
from caicach.procedures.domain.decisions import DecisionFacts, Issuer
from caicach.procedures.domain.telling import changes_between
from caicach.procedures.domain.versions import KEPT
from caicach.procedures.domain.views import DecisionLine, DutyLine, ProcedureLine, ProcedureView, VersionLine
from caicach.procedures.models import ProcedureVersion, PublicationDecision, PublishingDuty
from caicach.procedures.obtaining import decision_seen, no_procedure, versions_of, versions_on
from caicach.procedures.record.codes import family
from caicach.procedures.record.register import Register
from caicach.procedures.record.values import Change, Procedure

PER_PAGE = 50


@dataclass(frozen=True, slots=True)
class RegisterFilters:
    """``text``: words of code, name, field or agency, with or without diacritics. ``unit``: what it must publish."""

    text: str = ""
    field: str = ""
    unit: str = ""
    internal: bool | None = None
    change: Change | None = None
    order: Order | None = None


PROCEDURE_COLUMNS: Final[dict[str, ByField | ByKey]] = {
    "code": ByField("code"),
    "name": by_text("name"),
    "field": by_text("field"),
    "valid_from": ByField("valid_from"),
}
"""What the register can be ordered by."""


def procedures(
    _actor: Actor | None, *, on: date, filters: RegisterFilters | None = None, page: int = 1
) -> Page[ProcedureLine]:
    """Procedures in force on a day, by field and name or as asked; abolished ones where asked for.

    Some three SQL queries.
    """
    asked = filters or RegisterFilters()
    rows = _filtered(asked, on).select_related("decision")
    own = ("field", "name", "family")
    shown, total, number = ordered_page(rows, asked.order, PROCEDURE_COLUMNS, own=own, page=page, size=PER_PAGE)
    return Page(tuple(map(_line, shown)), total, number, PER_PAGE)


def records_in_force(_actor: Actor, *, on: date, filters: RegisterFilters | None = None) -> Iterator[Procedure]:
    """Whole records, by code. One SQL query."""
    rows = _filtered(filters or RegisterFilters(), on).order_by("family")
    return (KEPT.value(record) for record in rows.values_list("record", flat=True).iterator())


def _filtered(asked: RegisterFilters, on: date) -> QuerySet[ProcedureVersion]:
    if asked.change is Change.ABOLISHED:
        rows = ProcedureVersion.objects.filter(change=asked.change.value, valid_from__lte=on, valid_to__isnull=True)
    else:
        rows = versions_on(on)
        rows = rows.filter(change=asked.change.value) if asked.change else rows
    words = search_words(asked.text)
    rows = reduce(lambda found, word: found.filter(words__contains=word), words, rows)
    if asked.field:
        rows = rows.filter(field=asked.field)
    if asked.internal is not None:
        rows = rows.filter(is_internal=asked.internal)
    return _published_by(rows, asked.unit, on) if asked.unit else rows


def _published_by(rows: QuerySet[ProcedureVersion], unit: str, on: date) -> QuerySet[ProcedureVersion]:
    """What a unit must publish. The pages of the province or ministry itself show whatever is not internal."""
    level = next((one.level for one in units_on(on) if one.code == unit), None)
    if level in {Level.PROVINCE, Level.MINISTRY}:
        return rows.filter(is_internal=False)
    wanted = Q(unit_id=unit) | (Q(level=level.value) if level else Q())
    return rows.filter(family__in=PublishingDuty.objects.filter(wanted).order_by().values_list("family", flat=True))


def _line(row: ProcedureVersion) -> ProcedureLine:
    decision = row.decision.number if row.decision else KEPT.value(row.record).decision
    return ProcedureLine(row.code, row.name, row.field, row.is_internal, Change(row.change), row.valid_from, decision)


def fields_of_register(on: date) -> tuple[str, ...]:
    """The fields that procedures in force have. One SQL query."""
    rows = versions_on(on).exclude(field="").order_by("field")
    return tuple(rows.values_list("field", flat=True).distinct())


def procedure_view(_actor: Actor | None, code: str, *, on: date) -> ProcedureView:
    """A procedure as of a day with all its versions; who must publish it. Four SQL queries."""
    rows = list(versions_of(code).select_related("decision"))
    if not rows:
        raise no_procedure(code)
    shown = next((row for row in reversed(rows) if row.valid_from <= on), rows[0])
    is_in_force = shown.valid_from <= on and shown.change != Change.ABOLISHED.value
    return ProcedureView(
        procedure=KEPT.value(shown.record),
        valid_from=shown.valid_from,
        valid_to=shown.valid_to,
        is_in_force=is_in_force,
        is_internal=shown.is_internal,
        decision_id=shown.decision_id,
        duties=_duties(family(code), on),
        versions=tuple(reversed(_versions(rows))),
    )


def _versions(rows: list[ProcedureVersion]) -> list[VersionLine]:
    found, before = [], None
    for row in rows:
        one = KEPT.value(row.record)
        changed = changes_between(before, one) if before is not None else ()
        number = row.decision.number if row.decision else one.decision
        found.append(VersionLine(row.valid_from, row.valid_to, Change(row.change), number, changed))
        before = one
    return found


def _duties(key: str, on: date) -> tuple[DutyLine, ...]:
    names = office_names_on(on)
    rows = PublishingDuty.objects.filter(family=key).order_by("pk")
    return tuple(DutyLine(row.unit_id or "", names.get(row.unit_id or "", ""), row.level) for row in rows)


def register_on(on: date, *, unit: str = "") -> Register:
    """The register of a day as the audit of a portal takes it: of one unit what it must publish. Two SQL queries."""
    rows = ProcedureVersion.objects.filter(valid_from__lte=on).order_by("family", "-valid_from")
    if unit:
        rows = _published_by(rows, unit, on)
    found: dict[str, list[Procedure]] = defaultdict(list)
    for key, record in rows.values_list("family", "record"):
        found[key].append(KEPT.value(record))
    return Register({key: one[0] for key, one in found.items()}, {key: tuple(one[1:]) for key, one in found.items()})


def decisions(_actor: Actor, *, on: date, standing: Standing | None = None) -> tuple[DecisionLine, ...]:
    """Publication decisions with their clocks, the newest first. One SQL query."""
    rows = PublicationDecision.objects.annotate(procedures=Count("versions")).order_by("-signed_on", "-pk")
    lines = (_decision(row, row.procedures, on) for row in rows)
    return tuple(line for line in lines if standing is None or worst_of(line.clocks) is standing)


def decision_line(_actor: Actor, decision_id: int, *, on: date) -> DecisionLine:
    """Two SQL queries."""
    row = decision_seen(decision_id)
    return _decision(row, row.versions.count(), on)


def _decision(row: PublicationDecision, procedures: int, on: date) -> DecisionLine:
    facts = facts_of(row)
    clocks = clocks_of(facts, on=on, calendar=calendar_in_force())
    return DecisionLine(row.pk, facts, procedures, row.version, clocks)


def facts_of(row: PublicationDecision) -> DecisionFacts:
    return DecisionFacts(
        row.number,
        row.signed_on,
        Issuer(row.issuer),
        row.effective_on,
        row.is_shortened,
        row.entered_on,
        row.sent_on,
    )
