"""What procedures cost people: the board with progress of cuts, one procedure now and after, the parameters."""

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods

from caicach.kernel.access import Permission, require
from caicach.kernel.tables import Table
from caicach.procedures import queries, services
from caicach.procedures.domain.simplifying import CutTarget
from caicach.procedures.queries import costs
from caicach.web.procedures import words
from caicach.web.procedures.cost_forms import CostForm, IncomeForm, TargetForm
from caicach.web.shell.exports import asked_kind, table_answer
from caicach.web.shell.once import once
from caicach.web.shell.requests import actor_of, today


@require_GET
def board(request: HttpRequest) -> HttpResponse | FileResponse:
    actor = actor_of(request)
    found = costs.cost_board(actor, on=today())
    if kind := asked_kind(request):
        return table_answer(_table(found), kind, "chi-phi-tuan-thu")
    context = {"found": found, "may_manage": actor.may(Permission.PROCEDURE_MANAGE)}
    return render(request, "web/procedures/costs.html", context)


def _table(found: costs.CostBoard) -> Table:
    head = [gettext("Mã"), gettext("Tên thủ tục"), gettext("Hiện nay, một lần"), gettext("Hiện nay, một năm")]
    head += [gettext("Sau, một năm"), gettext("Tiết kiệm, một năm"), gettext("Tiết kiệm (%)")]
    head += [gettext("Phương án"), gettext("Ngày quyết định")]
    rows = [
        (
            one.code,
            one.name,
            one.comparison.current.once,
            one.comparison.current.year,
            one.comparison.after.year if one.comparison.after else None,
            one.comparison.saving,
            one.comparison.percent,
            "; ".join(str(words.OPTIONS[option]) for option in one.options),
            one.decided_on,
        )
        for one in found.rows
    ]
    return Table(gettext("Chi phí tuân thủ thủ tục"), head, rows, notes=(gettext("Đơn vị tính: đồng"),))


@require_http_methods(["GET", "POST"])
@once
def cost(request: HttpRequest, tthc: str) -> HttpResponse:
    actor = actor_of(request)
    view = queries.procedure_view(actor, tthc, on=today())
    sheet = costs.cost_sheet(actor, tthc, on=today())
    may_manage = actor.may(Permission.PROCEDURE_MANAGE)
    form = None
    if may_manage or request.method == "POST":
        require(actor, Permission.PROCEDURE_MANAGE)
        form = CostForm(request.POST or None, initial=CostForm.initial_of(sheet))
    if form is not None and form.is_bound and form.is_valid():
        with form.told_to():
            services.save_cost(
                actor, code=tthc, facts=form.facts(), seen=form.cleaned_data["version"] or 0, now=timezone.now()
            )
            messages.success(request, gettext("Đã lưu chi phí."))
            return redirect("web:procedure_cost", tthc)
    context = {"view": view, "one": view.procedure, "sheet": sheet, "found": sheet.costed, "form": form}
    return render(request, "web/procedures/cost.html", context, status=form.status if form is not None else 200)


@require_http_methods(["GET", "POST"])
@once
def parameters(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    require(actor, Permission.PROCEDURE_MANAGE)
    act, now = request.POST.get("act", ""), timezone.now()
    income = IncomeForm(request.POST if act == "income" else None)
    target = TargetForm(request.POST if act == "target" else None)
    form = target if act == "target" else income
    if form.is_bound and form.is_valid():
        with form.told_to():
            typed = form.cleaned_data
            if act == "target":
                given = CutTarget(typed["year"], typed["cost_share"], typed["count_share"], typed["target_source"])
                services.save_target(actor, target=given, now=now)
            else:
                services.save_income(
                    actor, since=typed["since"], amount=typed["amount"], source=typed["source"], now=now
                )
            messages.success(request, gettext("Đã lưu."))
            return redirect("web:cost_parameters")
    context = {"form": form, "income": income, "target": target, "found": costs.cost_board(actor, on=today())}
    return render(request, "web/procedures/cost_parameters.html", context, status=form.status)
