"""Forms of TT 09/2026/TT-BTP that the register gives, as pages and files."""

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from caicach.institutions.queries.report_forms import EVERY_FORM, register_form
from caicach.kernel.access import Actor, Permission
from caicach.organisations.domain.units import OwnBody
from caicach.organisations.queries import own_body
from caicach.procedures.domain.report_forms import own_code, register_sheet, whose_form
from caicach.web.shell.exports import asked_kind, table_answer
from caicach.web.shell.filters import ListFilters
from caicach.web.shell.requests import actor_of, today
from caicach.web.shell.units import units_of


@require_GET
def report_forms(request: HttpRequest) -> HttpResponse | FileResponse:
    actor, days = actor_of(request), ListFilters(request.GET)
    body = own_body(today())
    own = [one for one in EVERY_FORM if own_code(one, body) == one]
    asked = request.GET.get("bieu", "")
    code = own_code(asked, body) if asked in EVERY_FORM else own[0]
    others = whose_form(asked, body) if asked in EVERY_FORM else None
    unit = request.GET.get("don-vi", "") or (_own_unit(actor) if code == "06a" else "")
    first = days.day("tu") or today().replace(month=1, day=1)
    last = days.day("den") or today()
    form = register_form(actor, code, first=first, last=last, unit=unit if code == "06a" else "")
    if (kind := asked_kind(request)) and others is None:
        return table_answer(register_sheet(form, first, last), kind, f"bieu-{code}")
    context = {
        "form": form,
        "forms": [(one, one) for one in own],
        "others": others,
        "is_ministry": body is OwnBody.MINISTRY,
        "first": first,
        "last": last,
        "problems": days.problems,
        "unit": next(iter(units_of([unit])), None) if unit and code == "06a" else None,
    }
    return render(request, "web/procedures/report_forms.html", context)


def _own_unit(actor: Actor) -> str:
    """The unit of somebody who sees one alone; nothing for who sees all."""
    return "" if actor.may(Permission.PROCEDURE_SEE_ALL) else min(actor.acts_for, default="")
