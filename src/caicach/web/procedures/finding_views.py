"""Findings on portals: the list with one task for many, one with both texts, the page that was seen."""

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods

from caicach.kernel.access import Permission
from caicach.kernel.http.downloads import attachment
from caicach.kernel.pages import WHOLE
from caicach.kernel.tables import Table
from caicach.procedures import services
from caicach.procedures.auditing.attachments import is_document
from caicach.procedures.auditing.findings import Status
from caicach.procedures.domain.audit_views import PortalFindingLine
from caicach.procedures.pages.plain_text import words_of_page
from caicach.procedures.queries import audits as queries
from caicach.procedures.queries.audits import PortalFindingFilters
from caicach.web.procedures import words
from caicach.web.procedures.forms import ClosePortalFindingForm, RemedyForm
from caicach.web.shell.exports import asked_kind, table_answer
from caicach.web.shell.filters import ListFilters
from caicach.web.shell.once import once
from caicach.web.shell.requests import actor_of, today, whole_number
from caicach.web.shell.units import units_of

_WHICH = {"ton-tai": False, "dong": True}


@require_http_methods(["GET", "POST"])
@once
def findings(request: HttpRequest) -> HttpResponse | FileResponse:
    actor = actor_of(request)
    form = RemedyForm(request.POST or None)
    chosen = {whole_number(one, 0) for one in request.POST.getlist("chon")}
    if form.is_bound and form.is_valid():
        with form.told_to():
            typed = form.cleaned_data
            services.give_task(
                actor,
                finding_ids=chosen,
                remedy=typed["remedy"],
                owner=typed["owner"],
                due_on=typed["due_on"] or None,
                now=timezone.now(),
            )
            messages.success(request, gettext("Đã giao nhiệm vụ khắc phục."))
            return redirect(request.get_full_path())
    status, days = request.GET.get("loai", ""), ListFilters(request.GET)
    asked = PortalFindingFilters(
        unit=request.GET.get("don-vi", ""),
        status=Status(status) if status in set(Status) else None,
        is_open=request.GET.get("trang-thai") != "dong",
        seen_in=whole_number(request.GET.get("lan"), 0) or None,
        as_of=days.day("ngay"),
    )
    if kind := asked_kind(request):
        whole = queries.portal_findings(actor, on=today(), filters=asked, size=WHOLE)
        return table_answer(_table(whole.items), kind, "ton-tai-cong-khai")
    page = queries.portal_findings(actor, on=today(), filters=asked, page=whole_number(request.GET.get("trang"), 1))
    may_plan = actor.may(Permission.PROCEDURE_MANAGE) or actor.may(Permission.PROCEDURE_ANSWER)
    context = {
        "page": page,
        "filters": asked,
        "narrowed": [f"{gettext('Chưa đóng đến hết ngày')} {asked.as_of:%d/%m/%Y}"] if asked.as_of else [],
        "problems": days.problems,
        "form": form,
        "chosen": chosen,
        "unit": next(iter(units_of([asked.unit])), None) if asked.unit else None,
        "statuses": [(one.value, badge.word) for one, badge in words.STATUSES.items() if one not in words.NO_FAULTS],
        "may_plan": may_plan and asked.is_open,
    }
    return render(request, "web/procedures/findings.html", context, status=form.status)


def _table(found: tuple[PortalFindingLine, ...]) -> Table:
    head = [gettext("Đơn vị"), gettext("Mã"), gettext("Tên thủ tục"), gettext("Trường"), gettext("Lỗi")]
    head += [
        gettext("Danh mục"),
        gettext("Trên cổng"),
        gettext("Địa chỉ"),
        gettext("Phát hiện"),
        gettext("Thấy gần nhất"),
    ]
    rows = [
        (
            one.unit_name,
            one.code,
            one.name,
            str(words.FIELD_NAMES.get(one.field, one.field)),
            str(words.STATUSES[one.status].word),
            one.register_text,
            one.portal_text,
            one.url,
            one.opened_on,
            one.seen_on,
        )
        for one in found
    ]
    return Table(gettext("Tồn tại công khai thủ tục"), head, rows)


@require_http_methods(["GET", "POST"])
@once
def finding(request: HttpRequest, fault_id: int) -> HttpResponse:
    actor = actor_of(request)
    view = queries.portal_finding_view(actor, fault_id, on=today())
    act, now = request.POST.get("act", ""), timezone.now()
    remedy = RemedyForm(request.POST if act == "remedy" else None)
    close = ClosePortalFindingForm(request.POST if act == "close" else None)
    form = close if act == "close" else remedy
    if form.is_bound and form.is_valid():
        with form.told_to():
            typed = form.cleaned_data
            if act == "close":
                services.close_portal_finding(actor, finding_id=fault_id, note=typed["note"], now=now)
            else:
                services.give_task(
                    actor,
                    finding_ids=[fault_id],
                    remedy=typed["remedy"],
                    owner=typed["owner"],
                    due_on=typed["due_on"] or None,
                    now=now,
                )
            messages.success(request, gettext("Đã ghi nhận."))
            return redirect("web:portal_finding", fault_id)
    context = {"view": view, "one": view.line, "form": form, "remedy": remedy, "close": close}
    return render(request, "web/procedures/finding.html", context, status=form.status)


@require_GET
def page_seen(request: HttpRequest, fault_id: int, which: str) -> HttpResponse:
    """The words of the page, escaped; its bytes as a text file: nothing of it comes alive under our address."""
    if which not in _WHICH:
        raise Http404
    actor = actor_of(request)
    file = queries.snapshot(actor, fault_id, is_closing=_WHICH[which])
    if request.GET.get("tai") or is_document(file.data):
        return attachment(file)
    view = queries.portal_finding_view(actor, fault_id, on=today())
    context = {"view": view, "one": view.line, "text": words_of_page(file.data), "digest": file.name}
    return render(request, "web/procedures/page_seen.html", context)
