"""Rules on business: the list, one of them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from caicach.institutions.domain.documents import DocumentKind, soon_until
from caicach.institutions.domain.rules import RuleKind, RuleState, rule_state
from caicach.institutions.domain.views import RuleLine, RuleView
from caicach.institutions.models import BusinessRule, LegalDocument
from caicach.institutions.obtaining import rule_seen, visible_rules
from caicach.institutions.values_of_rows import effective_rule, rule_of
from caicach.kernel.access import Actor, Permission
from caicach.kernel.calendar.in_force import calendar_in_force
from caicach.kernel.pages import Page, page_number
from caicach.kernel.text.folding import fold
from caicach.organisations.queries import office_names_on

PER_PAGE = 50


@dataclass(frozen=True, slots=True)
class RuleFilters:
    text: str = ""
    unit: str = ""
    kind: RuleKind | None = None
    state: RuleState | None = None


def rules(actor: Actor, *, on: date, filters: RuleFilters | None = None, page: int = 1) -> Page[RuleLine]:
    """By unit and name. Two SQL queries."""
    lines = every_rule(actor, on=on, filters=filters)
    number = page_number(page, total=len(lines), size=PER_PAGE)
    return Page(tuple(lines[(number - 1) * PER_PAGE : number * PER_PAGE]), len(lines), number, PER_PAGE)


def every_rule(actor: Actor, *, on: date, filters: RuleFilters | None = None) -> list[RuleLine]:
    """Two SQL queries."""
    asked = filters or RuleFilters()
    rows = visible_rules(actor).select_related("document")
    if asked.unit:
        rows = rows.filter(unit_id=asked.unit)
    if asked.kind is not None:
        rows = rows.filter(kind=asked.kind.value)
    words = fold(asked.text).split()
    return [
        line
        for line in lines_of_rules(rows.order_by("unit_id", "name", "pk"), on)
        if asked.state in {None, line.state}
        and all(word in fold(" ".join((line.facts.name, line.facts.field, line.facts.basis))) for word in words)
    ]


def rule_view(actor: Actor, rule_id: int, *, on: date) -> RuleView:
    """Two SQL queries."""
    row = rule_seen(actor, rule_id)
    (line,) = lines_of_rules([row], on)
    return RuleView(line, rule_of(row), row.version, actor.may(Permission.INSTITUTION_MANAGE))


def _named(document: LegalDocument) -> str:
    """Number and title; before a number of the National Assembly, which does not tell, whether it is a law."""
    words = {DocumentKind.LAW.value: "Luật số", DocumentKind.ASSEMBLY.value: "Nghị quyết số"}
    before = words.get(document.kind, "") if document.number else ""
    return " ".join(filter(None, (before, document.number, document.title)))


def lines_of_rules(rows: Iterable[BusinessRule], on: date) -> list[RuleLine]:
    """The rows with their ``document``. One SQL query besides them."""
    names, soon = office_names_on(on), soon_until(on, calendar_in_force())
    found = []
    for row in rows:
        facts = effective_rule(row)
        document = _named(row.document) if row.document else ""
        found.append(
            RuleLine(
                id=row.pk,
                facts=facts,
                unit_name=names.get(row.unit_id, row.unit_id),
                document=document,
                state=rule_state(facts, on=on, soon=soon),
            )
        )
    return found
