"""What the standing office sets for a task: how it repeats, the event its deadline waits for, its target; lists."""

from dataclasses import dataclass, replace
from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods

from caicach.kernel.access import Permission, require
from caicach.kernel.calendar.in_force import calendar_in_force
from caicach.kernel.vocabulary import DueUnit
from caicach.plans import queries, services
from caicach.plans.domain.recurring import Cadence, DueKind, SeriesRule, default_rule, due_of, occurrence_of
from caicach.plans.domain.tasks import SeriesRow, TaskPage
from caicach.web.shell.forms import PageForm
from caicach.web.shell.requests import actor_of, today
from caicach.web.tasks.acting import ActPage, act_answer
from caicach.web.tasks.series_words import rule_in_words
from caicach.web.tasks.work_forms import AwaitForm, EndSeriesForm, RecordEventForm, SeriesForm, TargetForm


@dataclass(frozen=True, slots=True)
class SeriesLine:
    row: SeriesRow
    rule: str


@require_GET
def recurring(request: HttpRequest) -> HttpResponse:
    rows = queries.recurring_tasks(actor_of(request), on=today())
    lines = [SeriesLine(row, rule_in_words(row.series.rule) if row.series else "") for row in rows]
    context = {"lines": lines, "may_set": actor_of(request).may(Permission.TASK_ASSIGN), "here": "recurring"}
    return render(request, "web/tasks/recurring.html", context)


@require_GET
def events(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    context = {
        "events": queries.awaited_events(actor, only_open=False),
        "may_record": actor.may(Permission.TASK_ASSIGN),
        "here": "events",
    }
    return render(request, "web/tasks/events.html", context)


def _page(request: HttpRequest, task_id: int) -> TaskPage:
    page = queries.task_page(actor_of(request), task_id, on=today())
    require(actor_of(request), Permission.TASK_ASSIGN)
    return page


def _of_task(page: TaskPage) -> dict[str, object]:
    return {"page": page, "task": page.task, "document": page.document}


def _offered(page: TaskPage) -> SeriesRule:
    """The default rule, begun in the first period that is due after the task was given."""
    given_on = page.document.issued_on if page.document and page.document.issued_on else today()
    rule = default_rule(page.task.recurrence, given_on, page.task.deadline.each if page.task.deadline else None)
    first = occurrence_of(rule.cadence, given_on)
    if due_of(rule, first, calendar_in_force()) < given_on:
        return replace(rule, first_on=first.last + timedelta(days=1))
    return rule


@require_http_methods(["GET", "POST"])
def start_series(request: HttpRequest, task_id: int) -> HttpResponse:
    page = _page(request, task_id)
    act = ActPage(
        gettext("Đặt lịch lặp lại"),
        gettext("Mỗi kỳ là một việc riêng của từng đơn vị, tự mở trước kỳ; báo cáo, chấp nhận và tính muộn riêng."),
        gettext("Đặt lịch"),
        gettext("Đã đặt lịch lặp lại; kỳ sau tự mở."),
        reverse("web:task", args=[task_id]),
        _of_task(page),
    )
    offered = _offered(page)
    initial = {
        "cadence": offered.cadence.value,
        "due_kind": offered.due_kind.value,
        "due_number": offered.due_number,
        "due_month": offered.due_month,
        "first_on": f"{offered.first_on:%d/%m/%Y}",
        "ahead_days": offered.ahead_days,
    }

    def start(form: PageForm) -> None:
        typed = form.cleaned_data
        rule = SeriesRule(
            cadence=Cadence(typed["cadence"]),
            due_kind=DueKind(typed["due_kind"]),
            due_number=typed["due_number"],
            first_on=typed["first_on"],
            ends_on=typed["ends_on"] or None,
            ahead_days=typed["ahead_days"],
            due_month=typed["due_month"],
        )
        services.start_series(actor_of(request), task_id=task_id, rule=rule, now=timezone.now())

    return act_answer(request, SeriesForm(request.POST or None, initial=initial), act, start)


@require_http_methods(["GET", "POST"])
def end_series(request: HttpRequest, task_id: int) -> HttpResponse:
    page = _page(request, task_id)
    act = ActPage(
        gettext("Kết thúc lịch lặp lại"),
        gettext("Các kỳ đã mở vẫn phải hoàn thành."),
        gettext("Kết thúc"),
        gettext("Đã đặt ngày kết thúc."),
        reverse("web:task", args=[task_id]),
        _of_task(page),
    )

    def end(form: PageForm) -> None:
        typed = form.cleaned_data
        services.end_series(
            actor_of(request), task_id=task_id, ends_on=typed["ends_on"], reason=typed["reason"], now=timezone.now()
        )

    return act_answer(request, EndSeriesForm(request.POST or None), act, end)


@require_http_methods(["GET", "POST"])
def target(request: HttpRequest, task_id: int) -> HttpResponse:
    page = _page(request, task_id)
    act = ActPage(
        gettext("Đặt chỉ tiêu"),
        gettext("Áp dụng cho mọi đơn vị chưa hoàn thành. Đạt chỉ tiêu không tự thành hoàn thành: vẫn cần báo cáo."),
        gettext("Đặt chỉ tiêu"),
        gettext("Đã đặt chỉ tiêu."),
        reverse("web:task", args=[task_id]),
        _of_task(page),
    )

    def aim(form: PageForm) -> None:
        typed = form.cleaned_data
        services.set_target(
            actor_of(request), task_id=task_id, value=typed["value"], unit=typed["unit"], now=timezone.now()
        )

    return act_answer(request, TargetForm(request.POST or None), act, aim)


@require_http_methods(["GET", "POST"])
def await_event(request: HttpRequest, task_id: int) -> HttpResponse:
    page = _page(request, task_id)
    act = ActPage(
        gettext("Chờ sự kiện"),
        gettext("Thời hạn chỉ bắt đầu tính khi sự kiện được ghi nhận; trước đó không đơn vị nào bị tính muộn."),
        gettext("Gắn sự kiện"),
        gettext("Thời hạn của nhiệm vụ chờ sự kiện này."),
        reverse("web:task", args=[task_id]),
        _of_task(page),
    )
    initial: dict[str, object] = {"unit": DueUnit.WORKING_DAYS.value}
    if page.task.deadline is not None and page.task.deadline.event is not None:
        allowed = page.task.deadline.duration
        initial["name"] = page.task.deadline.event
        initial |= {"days": allowed.count, "unit": allowed.unit.value} if allowed else {}
    form = AwaitForm(request.POST or None, initial=initial)
    known = [(str(event.id), event.name) for event in queries.awaited_events(actor_of(request))]
    form.fields["event"].choices = [("", gettext("Sự kiện mới, ghi ở dưới")), *known]  # type: ignore[attr-defined]

    def wait(form: PageForm) -> None:
        typed = form.cleaned_data
        services.await_event(
            actor_of(request),
            task_id=task_id,
            now=timezone.now(),
            name=typed["name"],
            event_id=int(typed["event"]) if typed["event"] else None,
            days=typed["days"],
            unit=DueUnit(typed["unit"]) if typed["days"] else None,
        )

    return act_answer(request, form, act, wait)


@require_http_methods(["GET", "POST"])
def record_event(request: HttpRequest, event_id: int) -> HttpResponse:
    actor = actor_of(request)
    event, texts, needs_day = queries.event_page(actor, event_id)
    require(actor, Permission.TASK_ASSIGN)
    lead = gettext("Thời hạn của {count} phân công bắt đầu tính từ ngày này.").format(count=event.concerns)
    act = ActPage(
        gettext("Ghi nhận sự kiện"),
        lead,
        gettext("Ghi nhận"),
        gettext("Đã ghi nhận; thời hạn bắt đầu tính."),
        reverse("web:events"),
        {"event": event, "event_tasks": texts},
        gettext("Có nhiệm vụ chưa định số ngày: cần đặt hạn ở dưới.") if needs_day else "",
    )

    def record(form: PageForm) -> None:
        typed = form.cleaned_data
        services.record_event(
            actor,
            event_id=event_id,
            happened_on=typed["happened_on"],
            reference=typed["reference"],
            due_on=typed["due_on"] or None,
            now=timezone.now(),
        )

    return act_answer(request, RecordEventForm(request.POST or None), act, record)
