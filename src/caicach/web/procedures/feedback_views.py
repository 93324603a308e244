"""Feedback: the list, a new one, one on its way, the rows of form 06, what everybody may read."""

from datetime import date

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import FileResponse, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods

from caicach.kernel.access import Actor, Permission, require
from caicach.kernel.tables import Table
from caicach.notifications.domain.lists import MOST_WATCHED, Entry, Listed
from caicach.procedures import services
from caicach.procedures.domain.feedback import FeedbackCounts, FeedbackKind, FeedbackState
from caicach.procedures.domain.feedback_views import FeedbackView
from caicach.procedures.queries import feedback as queries
from caicach.procedures.queries.feedback import FeedbackFilters
from caicach.web.procedures import words
from caicach.web.procedures.feedback_forms import AnswerForm, FeedbackForm, RefusalForm, RouteForm
from caicach.web.shell.addresses import address_of
from caicach.web.shell.exports import asked_kind, table_answer
from caicach.web.shell.filters import ListFilters, told_days
from caicach.web.shell.forms import PageForm, VersionedForm
from caicach.web.shell.once import once
from caicach.web.shell.requests import actor_of, today, whole_number
from caicach.web.shell.units import assignable_units, units_of


def _filters(query: QueryDict, days: ListFilters) -> FeedbackFilters:
    kind, state = query.get("loai", ""), query.get("trang-thai", "")
    return FeedbackFilters(
        unit=query.get("don-vi", ""),
        kind=FeedbackKind(kind) if kind in set(FeedbackKind) else None,
        state=FeedbackState(state) if state in set(FeedbackState) else None,
        received=days.days("tiep-nhan"),
        due=days.days("han"),
        handled_by=days.day("xu-ly-den"),
    )


def listed_feedback(actor: Actor, query: str, on: date) -> Listed:
    """The list as it is kept under a name and watched; what was written stays on its page, not in messages."""
    asked = QueryDict(query)
    page = queries.feedback(actor, on=on, filters=_filters(asked, ListFilters(asked)), size=MOST_WATCHED)
    entries = (
        Entry(
            str(one.id),
            f"{words.FEEDBACK_KINDS[one.kind]} {one.code or one.id}",
            one.unit_name,
            address_of("web:one_feedback", one.id),
        )
        for one in page.items
    )
    return Listed(page.total, tuple(entries))


@require_GET
def feedback(request: HttpRequest) -> HttpResponse | FileResponse:
    actor, days = actor_of(request), ListFilters(request.GET)
    asked = _filters(request.GET, days)
    first = days.day("tu") or today().replace(month=1, day=1)
    last = days.day("den") or today()
    counts = queries.feedback_counts(actor, first=first, last=last, unit=asked.unit)
    if kind_of_file := asked_kind(request):
        return table_answer(_table(counts, f"{first:%d/%m/%Y} – {last:%d/%m/%Y}"), kind_of_file, "phan-anh-kien-nghi")
    context = {
        "page": queries.feedback(actor, on=today(), filters=asked, page=whole_number(request.GET.get("trang"), 1)),
        "filters": asked,
        "narrowed": _narrowed(asked),
        "kinds": [(one.value, word) for one, word in words.FEEDBACK_KINDS.items()],
        "states": [(one.value, badge.word) for one, badge in words.FEEDBACK_STATES.items()],
        "counts": counts,
        "first": first,
        "last": last,
        "problems": days.problems,
        "unit": next(iter(units_of([asked.unit])), None) if asked.unit else None,
        "may_manage": actor.may(Permission.PROCEDURE_MANAGE),
    }
    return render(request, "web/procedures/feedback.html", context)


def _narrowed(asked: FeedbackFilters) -> list[str]:
    told = told_days(gettext("Tiếp nhận"), asked.received) + told_days(gettext("Hạn trả lời"), asked.due)
    if asked.handled_by:
        told.append(f"{gettext('Đã trả lời hoặc từ chối đến')} {asked.handled_by:%d/%m/%Y}")
    return told


def _table(counts: tuple[FeedbackCounts, ...], period: str) -> Table:
    head = [gettext("Loại"), gettext("Kỳ trước chuyển sang"), gettext("Tiếp nhận trong kỳ"), gettext("Đã xử lý")]
    head += [gettext("Đang xử lý"), gettext("Đã công khai")]
    rows = [
        (
            str(words.FEEDBACK_KINDS[one.kind]) if one.kind else gettext("Tổng số"),
            one.before,
            one.received,
            one.handled,
            one.in_hand,
            one.published,
        )
        for one in counts
    ]
    title = gettext("Phản ánh, kiến nghị: số liệu cho biểu 06")
    return Table(title, head, rows, notes=(period,), sheet=gettext("Phản ánh, kiến nghị"))


@require_http_methods(["GET", "POST"])
@once
def new_feedback(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    require(actor, Permission.PROCEDURE_MANAGE)
    initial = {"received_on": f"{today():%d/%m/%Y}"}
    form = FeedbackForm(request.POST or None, initial=initial, units=assignable_units(today()))
    if form.is_bound and form.is_valid():
        with form.told_to():
            made = services.receive_feedback(actor, facts=form.facts(), now=timezone.now())
            messages.success(request, gettext("Đã tiếp nhận."))
            return redirect("web:one_feedback", made)
    return render(request, "web/procedures/new_feedback.html", {"form": form}, status=form.status)


@require_http_methods(["GET", "POST"])
@once
def one_feedback(request: HttpRequest, feedback_id: int) -> HttpResponse:
    actor = actor_of(request)
    view = queries.feedback_view(actor, feedback_id, on=today())
    act = request.POST.get("act", "")
    shown = _forms_of(view)
    form: PageForm = PageForm(None)
    if request.method == "POST":
        form = _bound(request, act)
        if form.is_valid():
            with form.told_to():
                _act(actor, feedback_id, act, form)
                messages.success(request, gettext("Đã ghi nhận."))
                return redirect("web:one_feedback", feedback_id)
        if act in shown or (form.problem and form.visible_fields()):  # what was typed stays, though the act came late
            shown[act] = form
    context = {"view": view, "one": view.line, "form": form, "forms": shown}
    return render(request, "web/procedures/one_feedback.html", context, status=form.status)


def _bound(request: HttpRequest, act: str) -> PageForm:
    if act == "route":
        return RouteForm(request.POST, units=assignable_units(today()))
    kinds: dict[str, type[VersionedForm]] = {"answer": AnswerForm, "refuse": RefusalForm}
    return kinds.get(act, VersionedForm)(request.POST)


def _forms_of(view: FeedbackView) -> dict[str, PageForm]:
    initial = {"version": view.version}
    shown: dict[str, PageForm] = {}
    if view.may_answer:
        shown["answer"] = AnswerForm(initial=initial)
    if view.may_route:
        shown["route"] = RouteForm(initial={**initial, "unit": view.line.unit}, units=assignable_units(today()))
        shown["refuse"] = RefusalForm(initial=initial)
    if view.may_publish:
        shown["publish"] = VersionedForm(initial=initial)
    return shown


def _act(actor: Actor, feedback_id: int, act: str, form: PageForm) -> None:
    typed, now = form.cleaned_data, timezone.now()
    seen = typed["version"]
    if act == "route":
        services.route_feedback(actor, feedback_id=feedback_id, unit=typed["unit"], seen=seen, now=now)
    elif act == "refuse":
        services.refuse_feedback(actor, feedback_id=feedback_id, refusal=typed["refusal"], seen=seen, now=now)
    elif act == "answer":
        services.answer_feedback(actor, feedback_id=feedback_id, answer=typed["answer"], seen=seen, now=now)
    else:
        services.publish_feedback(actor, feedback_id=feedback_id, seen=seen, now=now)


@login_not_required
@require_GET
def public_feedback(request: HttpRequest) -> HttpResponse:
    context = {"found": queries.published_feedback(on=today()), "may_send": settings.PUBLIC_FEEDBACK}
    return render(request, "web/procedures/public_feedback.html", context)
