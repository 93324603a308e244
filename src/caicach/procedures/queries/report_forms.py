"""The forms of TT 09/2026/TT-BTP that the register and the feedback give."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from datetime import date
from typing import Final

from caicach.kernel.access import Actor
from caicach.procedures.costs.costing import Income
from caicach.procedures.domain.decisions import Issuer
from caicach.procedures.domain.feedback import FeedbackKind
from caicach.procedures.domain.publication_forms import Published, form_03a, form_03b, form_09a
from caicach.procedures.domain.report_forms import FieldFeedback, ReportForm, form_06
from caicach.procedures.domain.simplifying import SimplifyingOption
from caicach.procedures.domain.simplifying_forms import Decided, form_04a, form_04b, form_09b
from caicach.procedures.domain.versions import KEPT
from caicach.procedures.models import ProcedureCost, ProcedureVersion
from caicach.procedures.obtaining import versions_on, visible_feedback
from caicach.procedures.queries.costs import costed_procedure, incomes_on
from caicach.procedures.queries.feedback import course_of
from caicach.procedures.record.codes import is_internal
from caicach.procedures.record.values import Change, Procedure

FORMS = ("03a", "03b", "04a", "04b", "06a", "06b", "09a", "09b")
_OF_DECISIONS: Final = {"04a": form_04a, "04b": form_04b, "09b": form_09b}
_UNKNOWN = "Chưa rõ cơ quan thực hiện"


def report_form(actor: Actor, code: str, *, first: date, last: date, unit: str = "") -> ReportForm:
    """A form of a period, of what the actor sees; ``unit`` narrows 06a. At most three SQL queries.

    Raises KeyError for a code that is none of ``FORMS``.
    """
    if code in {"06a", "06b"}:
        return form_06(_feedback(actor, unit, last), first, last, is_province=code == "06b")
    if code in _OF_DECISIONS:
        return _OF_DECISIONS[code](decided_procedures(last), first, last)
    published = _published(last)
    if code == "09a":
        return form_09a(published, first, last)
    within = [one for one in published if one.signed_on >= first]
    if code == "03a":
        central = {agency: count for (is_local, agency), count in _in_force(last).items() if not is_local}
        return form_03a(within, central, last)
    if code == "03b":
        return form_03b(within, _in_force(last), last)
    raise KeyError(code)


def _published(last: date) -> list[Published]:
    """Every version that a decision signed by the day published. One SQL query."""
    rows = ProcedureVersion.objects.filter(decision__signed_on__lte=last).select_related("decision")
    found = []
    for row in rows.order_by("pk"):
        assert row.decision is not None
        one = KEPT.value(row.record)
        found.append(
            Published(
                agency=agency_of(one),
                code=row.family,
                change=Change(row.change),
                decision=row.decision.number,
                signed_on=row.decision.signed_on,
                entered_on=row.decision.entered_on,
                local_bases=local_bases(one),
                is_internal=row.is_internal,
                bases=frozenset(filter(None, (basis.number or basis.title for basis in one.legal_bases))),
                issuer=Issuer(row.decision.issuer),
            )
        )
    return found


def _in_force(on: date) -> Mapping[tuple[bool, str], int]:
    """Procedures in force on a day, by whether a local text rules them and by agency. One SQL query."""
    records = versions_on(on).filter(is_internal=False).values_list("record", flat=True)
    return Counter((bool(local_bases(one)), agency_of(one)) for one in map(KEPT.value, records))


def decided_procedures(last: date) -> list[Decided]:
    """Procedures whose simplification was decided by a day, with what the register shows of it. Three SQL queries."""
    kept = list(ProcedureCost.objects.filter(decided_on__lte=last).order_by("family"))
    versions: dict[str, list[ProcedureVersion]] = defaultdict(list)
    rows = ProcedureVersion.objects.filter(family__in=[row.family for row in kept]).select_related("decision")
    for version in rows.order_by("family", "valid_from"):
        versions[version.family].append(version)
    _, income = incomes_on(last)
    return [_decided(row, versions[row.family], income if isinstance(income, Income) else None) for row in kept]


def _decided(row: ProcedureCost, versions: list[ProcedureVersion], income: Income | None) -> Decided:
    assert row.decided_on is not None
    options = tuple(map(SimplifyingOption, row.options))
    wanted = Change.ABOLISHED if SimplifyingOption.ABOLISH in options else Change.AMENDED
    later = [one for one in versions if one.valid_from > row.decided_on and one.change == wanted.value]
    comparison = costed_procedure(row, row.family, "", income).comparison if income else None
    last = KEPT.value(versions[-1].record) if versions else Procedure()
    return Decided(
        code=row.family,
        agency=agency_of(last),
        decision=row.decision,
        decided_on=row.decided_on,
        options=options,
        cost_now=comparison.current.year if comparison else None,
        saving=comparison.saving if comparison else None,
        is_internal=is_internal(versions[-1].code if versions else row.family),
        executed_on=later[0].valid_from if later else None,
        executed_in=later[0].decision.number if later and later[0].decision else "",
    )


def _feedback(actor: Actor, unit: str, last: date) -> list[FieldFeedback]:
    """Two SQL queries."""
    rows = visible_feedback(actor).filter(received_on__lte=last)
    rows = rows.filter(unit_id=unit) if unit else rows
    fields = dict(versions_on(last).values_list("family", "field"))
    return [
        FieldFeedback(fields.get(row.family, ""), FeedbackKind(row.kind), course_of(row)) for row in rows.order_by("pk")
    ]


def agency_of(one: Procedure) -> str:
    return one.performing_agency or one.competent_agency or _UNKNOWN


def local_bases(one: Procedure) -> frozenset[str]:
    """Numbers of resolutions of councils and decisions of committees among its bases.

    >>> from caicach.procedures.record.values import LegalBasis
    >>> sorted(local_bases(Procedure(legal_bases=(LegalBasis("12/2024/QĐ-UBND"), LegalBasis("118/2025/NĐ-CP")))))
    ['12/2024/QĐ-UBND']
    """
    return frozenset(
        basis.number for basis in one.legal_bases if "UBND" in basis.number.upper() or "HĐND" in basis.number.upper()
    )
