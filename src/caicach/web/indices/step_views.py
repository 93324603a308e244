"""Moving a year to another step: a page asks first and lists who is not ready; a move on is taken back within a day."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from caicach.indices import queries, services
from caicach.indices.domain.cycle import Step
from caicach.indices.domain.years import SheetRow, YearPage
from caicach.kernel.access import Permission, require
from caicach.kernel.errors import NotFound
from caicach.web.indices.words import STEPS
from caicach.web.shell.forms import PageForm
from caicach.web.shell.requests import actor_of


@dataclass(frozen=True, slots=True)
class StepAct:
    """``asks_reason``: whether the box for a reason stands on the page even where nobody is left open."""

    title: Promise
    what_then: Promise
    asks_reason: bool = False
    is_danger: bool = False


ACTS = {
    "on": StepAct(
        _("Chuyển sang bước sau"), _("Các đơn vị được báo ngay. Trong một ngày còn lấy lại được, không cần lý do.")
    ),
    "back": StepAct(_("Quay lại bước trước"), _("Các đơn vị được báo kèm lý do."), asks_reason=True, is_danger=True),
    "freeze": StepAct(
        _("Chốt kết quả"), _("Điểm, thứ hạng được tính và giữ nguyên; chưa ai ngoài cơ quan thường trực thấy.")
    ),
    "publish": StepAct(_("Công bố kết quả"), _("Mọi đơn vị thấy kết quả. Không rút lại được.")),
    "withdraw": StepAct(
        _("Rút kết quả đã chốt"),
        _("Kết quả đã chốt vẫn được lưu; kỳ chấm về bước Hội đồng."),
        asks_reason=True,
        is_danger=True,
    ),
    "take_back": StepAct(
        _("Lấy lại bước vừa chuyển"), _("Kỳ chấm về bước trước; phiếu mà việc chuyển bước đã chốt thay được mở lại.")
    ),
}


class StepForm(PageForm):
    says_optional = False
    act = forms.CharField(widget=forms.HiddenInput)
    seen = forms.CharField(widget=forms.HiddenInput)
    result = forms.IntegerField(widget=forms.HiddenInput, required=False)
    reason = forms.CharField(label=_("Lý do"), required=False, max_length=2000)


@require_http_methods(["GET", "POST"])
def step(request: HttpRequest, year_id: int) -> HttpResponse:
    """Move on or back, freeze, withdraw, publish, take back: asked by a page, done by its button."""
    actor = actor_of(request)
    page = queries.year_page(actor, year_id)
    require(actor, Permission.INDEX_MANAGE)
    name = request.POST.get("act") or request.GET.get("viec", "")
    if (act := ACTS.get(name)) is None:
        raise NotFound("web.no_such_act", what="Không có việc này.", todo="Hãy quay lại trang kỳ chấm.")
    form = StepForm(request.POST or None, initial=_as_seen(page, name))
    if form.is_bound and form.is_valid():
        with form.told_to():
            _do(request, year_id, name, form.cleaned_data)
            messages.success(request, gettext("Đã ghi nhận."))
            return redirect("web:index_year", year_id)
    left = left_open(page) if name == "on" else ()
    context = {"form": form, "head": page.head, "act": act, "left": left, "to": _to(page, name)}
    context["asks"] = act.asks_reason or bool(left) or bool(form["reason"].value())  # what was typed stays
    return render(request, "web/indices/step.html", context, status=form.status)


def _as_seen(page: YearPage, name: str) -> dict[str, object]:
    """What whoever asks is looking at: a year that moved, or another result, is told when the button is pressed."""
    return {"act": name, "seen": page.head.step.value, "result": page.result_number}


def _to(page: YearPage, name: str) -> object:
    step = page.head.step
    to = {"on": step.next, "back": step.previous, "take_back": step.previous}.get(name)
    return STEPS[to] if to else ""


def left_open(page: YearPage) -> tuple[SheetRow, ...]:
    """Units that the move would close for: not locked at the end of self-scoring, or explanations still owed."""
    there = [row for row in page.rows if not row.removed_reason and row.treatment.is_scored]
    if page.head.step is Step.SELF_SCORING:
        return tuple(row for row in there if row.locked_at is None)
    if page.head.step is Step.EXPLANATION:
        return tuple(row for row in there if row.explained_at is None and row.asked > row.explained)
    return ()


def _do(request: HttpRequest, year_id: int, name: str, typed: dict[str, Any]) -> None:
    actor, now, reason = actor_of(request), timezone.now(), typed["reason"]
    seen = Step(typed["seen"]) if typed["seen"] in set(Step) else Step.SELF_SCORING
    if name == "on":
        services.move_on(actor, year_id=year_id, seen=seen, reason=reason, now=now)
    elif name == "back":
        services.move_back(actor, year_id=year_id, seen=seen, reason=reason, now=now)
    elif name == "take_back":
        services.take_back(actor, year_id=year_id, seen=seen, now=now)
    elif name == "freeze":
        services.freeze(actor, year_id=year_id, now=now)
    elif name == "withdraw":
        services.withdraw_result(actor, year_id=year_id, reason=reason, now=now)
    else:
        services.publish(actor, year_id=year_id, seen=typed["result"], now=now)
