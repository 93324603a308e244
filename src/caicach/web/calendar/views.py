"""Years of the working-day calendar: listed, looked at, entered, withdrawn. Nothing is kept before a look."""

import hashlib
from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods

from caicach.kernel.access import Actor
from caicach.kernel.audit.queries import history_of
from caicach.kernel.calendar.in_force import calendar_in_force
from caicach.kernel.errors import CaicachError
from caicach.kernel.http.problems import problem_of
from caicach.kernel.saying import number_text
from caicach.plans import queries, services
from caicach.plans.domain.calendar_years import YearOutcome
from caicach.web.calendar.forms import YearForm, initial_of, initial_of_new, rows_of
from caicach.web.shell.once import once
from caicach.web.shell.requests import actor_of, today

SHOWN = 60
"""Deadlines that the look lists; it says how many there are."""

Act = Callable[[bool], YearOutcome]


@require_GET
def years(request: HttpRequest) -> HttpResponse:
    found = queries.calendar_years(actor_of(request))
    context = {
        "years": found,
        "next": found[0].year + 1,
        "order_due": calendar_in_force().order_due(today()),
        "here": today().year,
    }
    return render(request, "web/calendar/years.html", context)


@require_GET
def year(request: HttpRequest, year: int) -> HttpResponse:
    found = queries.calendar_year(actor_of(request), year)
    context = {"one": found, "history": history_of("calendar_year", year)}
    return render(request, "web/calendar/year.html", context)


@require_http_methods(["GET", "POST"])
@once
def enter(request: HttpRequest) -> HttpResponse:
    """The year after the last one."""
    actor = actor_of(request)
    new = queries.calendar_years(actor)[0].year + 1
    title = gettext("Nhập lịch làm việc năm {year}").format(year=new)
    return _form_page(request, actor, new, initial_of_new(new), title, reverse("web:calendar_years"))


@require_http_methods(["GET", "POST"])
@once
def correct(request: HttpRequest, year: int) -> HttpResponse:
    actor = actor_of(request)
    found = queries.calendar_year(actor, year)
    title = gettext("Sửa lịch làm việc năm {year}").format(year=year)
    return _form_page(request, actor, year, initial_of(found.entry), title, reverse("web:calendar_year", args=[year]))


@require_http_methods(["GET", "POST"])
@once
def withdraw(request: HttpRequest, year: int) -> HttpResponse:
    actor, look, problem = actor_of(request), None, None
    found = queries.calendar_year(actor, year)
    version = request.POST.get("version") or queries.calendar_version(actor)

    def act(is_check: bool) -> YearOutcome:
        return services.withdraw_year(actor, year=year, version=version, now=timezone.now(), is_check=is_check)

    try:
        look = act(True)
        if request.method == "POST" and request.POST.get("seal") == _seal(look):
            return _answer_of_year(request, act(False))
    except CaicachError as error:
        problem = problem_of(error)
    context = {"one": found, "problem": problem, "version": version, **_looked(look)}
    return render(request, "web/calendar/withdraw.html", context, status=problem.status if problem else 200)


def _form_page(
    request: HttpRequest, actor: Actor, year: int, initial: dict[str, object], title: str, back: str
) -> HttpResponse:
    posted = request.POST.dict() if request.method == "POST" else None
    asked = posted.get("act") if posted else ""
    rows = rows_of(initial, posted, is_more=asked == "more")
    given = {**posted} if posted and asked == "more" else initial
    data = request.POST if posted and asked != "more" else None
    form = YearForm(data, year=year, rows=rows, initial=given)
    version = str((posted or {}).get("version") or queries.calendar_version(actor))
    look = None
    if form.is_bound and form.is_valid():
        entry = form.entry()

        def act(is_check: bool) -> YearOutcome:
            return services.keep_year(actor, entry=entry, version=version, now=timezone.now(), is_check=is_check)

        with form.told_to():
            look = act(True)
            if asked == "record":
                if request.POST.get("seal") == _seal(look):
                    return _answer_of_year(request, act(False))
                messages.warning(request, gettext("Có thay đổi từ lúc bạn xem. Hãy xem lại bên dưới rồi ghi nhận."))
    context = {"form": form, "title": title, "back": back, "year": year, "version": version, **_looked(look)}
    return render(request, "web/calendar/form.html", context, status=form.status)


def _looked(look: YearOutcome | None) -> dict[str, object]:
    if look is None:
        return {"look": None}
    return {"look": look, "moved": look.moved[:SHOWN], "seal": _seal(look)}


def _seal(look: YearOutcome) -> str:
    """Under which what was looked at may be kept; another seal is another outcome."""
    said = (look.year, look.entry, [(one.assignment_id, one.new_due_on) for one in look.moved])
    return hashlib.sha256(repr(said).encode()).hexdigest()[:32]


def _answer_of_year(request: HttpRequest, done: YearOutcome) -> HttpResponse:
    messages.success(request, gettext("Đã ghi lịch làm việc năm {year}; lịch có hiệu lực ngay.").format(year=done.year))
    if done.proposed:
        said = gettext("{n} thời hạn được đề xuất tính lại; cơ quan thường trực quyết định từng thời hạn.")
        messages.info(request, said.format(n=number_text(done.proposed)))
    if done.kept_copy:
        said = gettext("Tệp lịch viết tay trước đây được giữ nguyên bản tại «{name}» trong thư mục dữ liệu.")
        messages.info(request, said.format(name=done.kept_copy))
    if done.entry is None:
        return redirect("web:calendar_years")
    return redirect("web:calendar_year", done.year)
