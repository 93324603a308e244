"""The list of surveys, a new one, and one of them with its progress."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from caicach.kernel.access import Permission, require
from caicach.kernel.charts import BarRow, Fill, Series, StackedBars, Tone
from caicach.kernel.saying import number_text
from caicach.surveys.collection import queries, services
from caicach.surveys.collection.domain.values import DayCount
from caicach.web.shell.once import once
from caicach.web.shell.requests import actor_of, today
from caicach.web.surveys.forms import SurveyForm

_DAYS_SHOWN = 31


@require_GET
def surveys(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    require(actor, Permission.SURVEY_MANAGE)
    return render(request, "web/surveys/list.html", {"lines": queries.survey_lines(actor)})


@require_http_methods(["GET", "POST"])
@once
def new_survey(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    require(actor, Permission.SURVEY_MANAGE)
    form = SurveyForm(request.POST or None)
    if form.is_bound and form.is_valid():
        with form.told_to():
            typed = form.cleaned_data
            made = services.create_survey(
                actor,
                title=typed["title"],
                run_by=typed["run_by"],
                is_anonymous=typed["anonymity"] == "anonymous",
                retained_until=typed["retained_until"],
                now=timezone.now(),
            )
            told = gettext("Đã lập cuộc khảo sát. Bước tiếp theo là nạp bảng hỏi.")
            if typed["run_by"].strip():
                told = gettext("Đã lập cuộc khảo sát. Bước tiếp theo là danh sách mẫu, hoặc chuyến thực địa.")
            messages.success(request, told)
            return redirect("web:survey", made)
    context = {"form": form, "title": gettext("Cuộc khảo sát mới"), "button": gettext("Lập")}
    return render(request, "web/surveys/form.html", context, status=form.status)


@require_GET
def survey(request: HttpRequest, survey_id: int) -> HttpResponse:
    view = queries.survey_view(actor_of(request), survey_id, now=timezone.now())
    context = {
        "view": view,
        "line": view.line,
        "is_of_others": bool(view.line.run_by) and not view.line.versions,
        "chart": _chart(view.days) if len(view.days) > 1 else None,
    }
    return render(request, "web/surveys/survey.html", context)


def _chart(days: tuple[DayCount, ...]) -> StackedBars:
    """The last days on which something came."""
    received = Series(gettext("Số phiếu"), Tone.ACCENT, Fill.SOLID)
    rows = tuple(BarRow(f"{day.on:%d/%m/%Y}", (day.count,)) for day in days[-_DAYS_SHOWN:])
    busiest = max(days[-_DAYS_SHOWN:], key=lambda day: day.count)
    title = gettext("Ngày nhiều nhất {day}: {count} phiếu").format(day=f"{busiest.on:%d/%m/%Y}", count=busiest.count)
    source = gettext("Phiếu đã nhận đến {day}").format(day=f"{today():%d/%m/%Y}")
    return StackedBars(title, (received,), rows, source=source, row_head=gettext("Ngày nhận"), write=number_text)


@require_POST
@once
def open_survey(request: HttpRequest, survey_id: int) -> HttpResponse:
    services.open_survey(actor_of(request), survey_id=survey_id, now=timezone.now())
    messages.success(request, gettext("Đã mở. Phiếu gửi về được nhận từ bây giờ."))
    return redirect("web:survey", survey_id)


@require_POST
@once
def close_survey(request: HttpRequest, survey_id: int) -> HttpResponse:
    services.close_survey(actor_of(request), survey_id=survey_id, now=timezone.now())
    messages.success(request, gettext("Đã đóng. Phiếu mới bị từ chối và ở lại trên máy người gửi."))
    return redirect("web:survey", survey_id)
