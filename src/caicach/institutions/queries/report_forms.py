"""Forms 04c and 04d: rules on business, and procedures of the register whose cut was decided."""

from datetime import date
from typing import Final

from caicach.institutions.domain.report_forms import form_04c, form_04d
from caicach.institutions.queries.rules import every_rule
from caicach.kernel.access import Actor
from caicach.procedures.domain.report_forms import ReportForm
from caicach.procedures.queries.report_forms import FORMS, decided_procedures, report_form

_FORMS: Final = {"04c": form_04c, "04d": form_04d}
EVERY_FORM: Final = tuple(sorted((*FORMS, *_FORMS)))


def register_form(actor: Actor, code: str, *, first: date, last: date, unit: str = "") -> ReportForm:
    """Any form that the registers give; ``unit``: of 06a. Some five SQL queries."""
    if code not in _FORMS:
        return report_form(actor, code, first=first, last=last, unit=unit)
    rules = [(line.facts, line.facts.done_in or line.document) for line in every_rule(actor, on=last)]
    return _FORMS[code](rules, decided_procedures(last), first, last)
