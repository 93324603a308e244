"""Acts over many: reports and requests that wait for a person, and rows of the list that were ticked or filtered."""

from collections.abc import Callable
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from caicach.kernel.access import Permission, require
from caicach.kernel.errors import NotFound
from caicach.kernel.vocabulary import ReformArea
from caicach.plans import queries, services
from caicach.plans.domain.tasks import Quality, TaskRow
from caicach.web.shell.filters import ListFilters
from caicach.web.shell.requests import actor_of, today, whole_number
from caicach.web.tasks.done import say_done
from caicach.web.tasks.filters import task_filters
from caicach.web.tasks.many_forms import AcceptForm, ActForm, RequestsDecisionForm, act_forms
from caicach.web.tasks.rights import oversees

SHOWN, MOST = 100, 500
_ELSEWHERE = {"dat-han": "web:give_deadline", "don-doc": "web:chase"}
_KEPT_OUT = frozenset({"viec", "phan-cong", "trang", "tat-ca"})


@require_http_methods(["GET", "POST"])
def waiting_reports(request: HttpRequest) -> HttpResponse:
    """The longest waiting first, each with its words and files; those ticked are accepted together."""
    actor = actor_of(request)
    found, total = queries.reports_to_decide(actor, on=today(), size=SHOWN)
    form = AcceptForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        with form.told_to():
            done = services.accept_reports(
                actor,
                report_ids=form.cleaned_data["ticked"],
                quality=Quality(form.cleaned_data["quality"]) if form.cleaned_data["quality"] else None,
                now=timezone.now(),
            )
            say_done(request, gettext("Đã chấp nhận {count} báo cáo.").format(count=done.done), done)
            return redirect("web:waiting_reports")
    shown = gettext("{shown} trên {total} báo cáo, lâu nhất ở trên").format(shown=len(found), total=total)
    context = {"form": form, "rows": found, "shown": shown, "ticked": set(request.POST.getlist(form.box))}
    context["back"] = ("web:board", gettext("Theo dõi")) if oversees(actor) else ("web:tasks", gettext("Nhiệm vụ"))
    return render(request, "web/tasks/waiting.html", context, status=form.status)


@require_http_methods(["GET", "POST"])
def extension_requests(request: HttpRequest) -> HttpResponse:
    """Those that the person may decide have a box: one decision for all that are ticked."""
    actor = actor_of(request)
    found = queries.waiting_requests(actor, on=today())
    if request.method == "POST":
        require(actor, Permission.TASK_DECIDE)
    form = RequestsDecisionForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        with form.told_to():
            _decide_requests(request, form)
            return redirect("web:extension_requests")
    context = {
        "form": form,
        "requests": found,
        "may_decide": any(one.request.may_decide for one in found),
        "ticked": set(request.POST.getlist(form.box)),
        "here": "requests",
    }
    return render(request, "web/tasks/requests.html", context, status=form.status)


def _decide_requests(request: HttpRequest, form: RequestsDecisionForm) -> None:
    typed, actor, now = form.cleaned_data, actor_of(request), timezone.now()
    ids, why = typed["ticked"], typed["reason"]
    if typed["decision"] == "refuse":
        done = services.refuse_extensions(actor, request_ids=ids, reason=why, now=now)
        words = gettext("Không đồng ý {count} đề nghị.")
    else:
        due = typed["due_on"] or None
        done = services.grant_extensions(actor, request_ids=ids, due_on=due, reason=why, now=now)
        words = gettext("Đã gia hạn theo {count} đề nghị.")
    say_done(request, words.format(count=done.done), done)


@require_http_methods(["GET", "POST"])
def many(request: HttpRequest) -> HttpResponse:
    """The address keeps which rows are meant and what is to be done with them."""
    actor, act = actor_of(request), request.GET.get("viec") or "nhac"
    if act in _ELSEWHERE:
        return redirect(f"{reverse(_ELSEWHERE[act])}?{urlencode(_meant(request), doseq=True)}")
    if act not in act_forms:
        raise NotFound("web.no_such_act", what="Không có việc này.", todo="Hãy quay lại danh sách nhiệm vụ.")
    require(actor, act_forms[act].asks)
    asked = ListFilters(request.GET)
    ticked = [number for text in request.GET.getlist("phan-cong") if (number := whole_number(text, 0))]
    is_nothing = not ticked and not request.GET.get("tat-ca")
    rows, total = (
        ((), 0)
        if is_nothing
        else queries.chosen_rows(
            actor,
            on=today(),
            filters=task_filters(request.GET, asked, actor.user_id),
            assignment_ids=() if request.GET.get("tat-ca") else ticked,
            most=MOST,
        )
    )
    back = f"{reverse('web:tasks')}?{urlencode(_filters_of(request), doseq=True)}"
    form = act_forms[act](request.POST if request.method == "POST" else None)
    form.offer(actor, today())
    if form.is_bound and form.is_valid():
        with form.told_to():
            _ACTS[act](request, form, rows)
            return redirect(back)
    context = {
        "form": form,
        "act": act,
        "rows": rows[:SHOWN],
        "count": len(rows),
        "meant": _meant_in_words(rows),
        "cut": _cut_in_words(len(rows), total),
        "back": back,
        "query": request.GET.urlencode(),
    }
    return render(request, "web/tasks/many.html", context, status=form.status)


def _meant_in_words(rows: tuple[TaskRow, ...]) -> str:
    words = gettext("{count} phân công của {units} đơn vị, {tasks} nhiệm vụ.")
    units, tasks = {row.unit for row in rows}, {row.task_id for row in rows}
    return words.format(count=len(rows), units=len(units), tasks=len(tasks))


def _cut_in_words(count: int, total: int) -> str:
    """Empty where all of the filter are meant at once."""
    words = gettext("Bộ lọc có {total} phân công; mỗi lần làm {count}, phần còn lại làm tiếp lần sau.")
    return words.format(count=count, total=total) if total > count else ""


def _meant(request: HttpRequest) -> dict[str, list[str]]:
    """What was ticked; the filters where all of them are meant."""
    return _filters_of(request) if request.GET.get("tat-ca") else {"phan-cong": request.GET.getlist("phan-cong")}


def _filters_of(request: HttpRequest) -> dict[str, list[str]]:
    return {name: values for name, values in request.GET.lists() if name not in _KEPT_OUT and any(values)}


def _extend(request: HttpRequest, form: ActForm, rows: tuple[TaskRow, ...]) -> None:
    done = services.extend_deadlines(
        actor_of(request),
        assignment_ids=[row.assignment_id for row in rows],
        due_on=form.cleaned_data["due_on"],
        reason=form.cleaned_data["reason"],
        now=timezone.now(),
    )
    say_done(request, gettext("Đã gia hạn {count} phân công.").format(count=done.done), done)


def _remind(request: HttpRequest, form: ActForm, rows: tuple[TaskRow, ...]) -> None:
    told = services.remind_units(
        actor_of(request),
        assignment_ids=[row.assignment_id for row in rows],
        words=form.cleaned_data["reason"],
        now=timezone.now(),
    )
    messages.success(request, gettext("Đã nhắc {count} người.").format(count=told))


def _cancel(request: HttpRequest, form: ActForm, rows: tuple[TaskRow, ...]) -> None:
    done = services.cancel_tasks(
        actor_of(request),
        task_ids=[row.task_id for row in rows],
        reason=form.cleaned_data["reason"],
        now=timezone.now(),
    )
    say_done(request, gettext("Đã hủy {count} nhiệm vụ.").format(count=done.done), done)


def _set_areas(request: HttpRequest, form: ActForm, rows: tuple[TaskRow, ...]) -> None:
    done = services.set_areas(
        actor_of(request),
        task_ids=[row.task_id for row in rows],
        area=ReformArea(form.cleaned_data["area"]),
        reason=form.cleaned_data["reason"],
        now=timezone.now(),
    )
    say_done(request, gettext("Đã đặt lĩnh vực cho {count} nhiệm vụ.").format(count=done.done), done)


def _move(request: HttpRequest, form: ActForm, rows: tuple[TaskRow, ...]) -> None:
    done = services.pass_on_many(
        actor_of(request),
        assignment_ids=[row.assignment_id for row in rows],
        unit=form.cleaned_data["unit"],
        reason=form.cleaned_data["reason"],
        now=timezone.now(),
    )
    say_done(request, gettext("Đã chuyển {count} phân công.").format(count=done.done), done)


def _delegate(request: HttpRequest, form: ActForm, rows: tuple[TaskRow, ...]) -> None:
    done = services.delegate_many(
        actor_of(request),
        assignment_ids=[row.assignment_id for row in rows],
        user_id=int(form.cleaned_data["person"]),
        note=form.cleaned_data["reason"],
        now=timezone.now(),
    )
    say_done(request, gettext("Đã giao người thực hiện {count} việc.").format(count=done.done), done)


_ACTS: dict[str, Callable[[HttpRequest, ActForm, tuple[TaskRow, ...]], None]] = {
    "gia-han": _extend,
    "nhac": _remind,
    "huy": _cancel,
    "linh-vuc": _set_areas,
    "chuyen": _move,
    "giao-nguoi": _delegate,
}
