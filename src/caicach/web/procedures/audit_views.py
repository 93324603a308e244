"""Audits of portals: the board of units, a portal's address, one audit."""

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from caicach.kernel.access import Permission, require
from caicach.kernel.tables import Table
from caicach.procedures import services
from caicach.procedures.auditing.scores import Share
from caicach.procedures.domain.audit_views import PortalLine
from caicach.procedures.queries import audits as queries
from caicach.web.procedures.forms import PortalForm
from caicach.web.shell.exports import asked_kind, table_answer
from caicach.web.shell.once import once
from caicach.web.shell.requests import actor_of, today
from caicach.web.shell.units import assignable_units


@require_GET
def board(request: HttpRequest) -> HttpResponse | FileResponse:
    actor = actor_of(request)
    lines = queries.portals(actor, on=today())
    if kind := asked_kind(request):
        return table_answer(_table(lines), kind, "kiem-tra-cong-khai")
    context = {"lines": lines, "may_manage": actor.may(Permission.PROCEDURE_MANAGE)}
    return render(request, "web/procedures/audits.html", context)


def _table(lines: tuple[PortalLine, ...]) -> Table:
    head = [
        gettext("Đơn vị"),
        gettext("Địa chỉ"),
        gettext("Kiểm tra ngày"),
        gettext("Phải công khai"),
        gettext("Đã xem"),
    ]
    head += [gettext("Có trên cổng (%)"), gettext("Đúng (%)"), gettext("Tồn tại đang mở")]
    rows = [
        (
            one.unit_name,
            one.url,
            timezone.localdate(one.last.done_at) if one.last else None,
            one.last.tally.due if one.last else None,
            one.last.tally.seen if one.last else None,
            _percent(one.last.completeness if one.last else None),
            _percent(one.last.correctness if one.last else None),
            one.open_findings,
        )
        for one in lines
    ]
    return Table(gettext("Kiểm tra công khai thủ tục"), head, rows)


def _percent(share: Share | None) -> str:
    return f"{share.value * 100:.1f}".replace(".", ",") if share else ""


@require_http_methods(["GET", "POST"])
@once
def portal(request: HttpRequest, portal_id: int = 0) -> HttpResponse:
    actor = actor_of(request)
    require(actor, Permission.PROCEDURE_MANAGE)
    line = next((one for one in queries.portals(actor, on=today()) if one.id == portal_id), None)
    form = PortalForm(request.POST or None, initial=PortalForm.initial_of(line), units=assignable_units(today()))
    if line is not None:
        del form.fields["unit"]
    if form.is_bound and form.is_valid():
        with form.told_to():
            typed = form.cleaned_data
            services.save_portal(
                actor,
                facts=services.PortalFacts(typed.get("unit", ""), typed["url"], typed["most_pages"], typed["renders"]),
                portal_id=portal_id or None,
                seen=typed["version"] or 0,
                now=timezone.now(),
            )
            messages.success(request, gettext("Đã lưu địa chỉ."))
            return redirect("web:portal_audits")
    return render(request, "web/procedures/portal.html", {"form": form, "line": line}, status=form.status)


@require_POST
@once
def start(request: HttpRequest, portal_id: int) -> HttpResponse:
    made = services.ask_audit(actor_of(request), portal_id=portal_id, now=timezone.now())
    messages.success(request, gettext("Đã giao kiểm tra; tiến độ có ở trang này."))
    return redirect("web:portal_audit", made)


@require_GET
def audit(request: HttpRequest, audit_id: int) -> HttpResponse:
    actor = actor_of(request)
    view = queries.audit_view(actor, audit_id, on=today())
    context = {"view": view, "line": view.line, "may_manage": actor.may(Permission.PROCEDURE_MANAGE)}
    return render(request, "web/procedures/audit.html", context)
