"""Posts of a unit: made and abolished on a day; who takes one, who leaves it, with the roles that end."""

from datetime import timedelta

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from caicach.accounts import services as accounts
from caicach.kernel.access import Actor, Permission, Role, require
from caicach.organisations import services
from caicach.organisations.unit_queries import candidates, holding, person, post_of, unit_page
from caicach.web.shell.forms import PageForm
from caicach.web.shell.once import once
from caicach.web.shell.requests import actor_of, today
from caicach.web.shell.roles import ROLES
from caicach.web.units.forms import AbolishForm, AppointForm, LeaveForm, NewPostForm


@require_http_methods(["GET", "POST"])
@once
def new_post(request: HttpRequest, code: str) -> HttpResponse:
    actor = _manager(request)
    unit = unit_page(actor, code, on=today()).row.fact
    form = NewPostForm(request.POST or None, initial={"valid_from": today()})
    if form.is_bound and form.is_valid():
        with form.told_to():
            typed = form.cleaned_data
            services.create_post(
                actor,
                unit=code,
                title=typed["title"],
                is_head=typed["is_head"],
                valid_from=typed["valid_from"],
                now=timezone.now(),
            )
            messages.success(request, gettext("Đã thêm chức vụ."))
            return redirect("web:unit", code)
    return _page(request, form, code, gettext("Thêm chức vụ"), unit.office_name)


@require_http_methods(["GET", "POST"])
@once
def appoint(request: HttpRequest, post: str) -> HttpResponse:
    actor = _manager(request)
    unit, name = post_of(actor, post, on=today())
    form = AppointForm(request.POST or None, people=candidates(actor), initial={"valid_from": today()})
    if form.is_bound and form.is_valid():
        with form.told_to():
            _appointed(actor, post, form)
            messages.success(request, gettext("Đã ghi người giữ chức vụ."))
            return redirect("web:unit", unit)
    return _page(request, form, unit, gettext("Ghi người giữ chức vụ"), name)


def _appointed(actor: Actor, post: str, form: AppointForm) -> None:
    typed, now = form.cleaned_data, timezone.now()
    kind, _, key = str(typed["who"]).partition(":")
    if kind == "u":
        role = Role(typed["role"]) if typed["role"] else None
        services.appoint_account(actor, post=post, user_id=int(key), valid_from=typed["valid_from"], role=role, now=now)
        return
    somebody = person(key) if kind == "p" else services.new_person(typed["new_name"])
    services.appoint(actor, post=post, person=somebody, valid_from=typed["valid_from"], now=now)


@require_http_methods(["GET", "POST"])
@once
def leave(request: HttpRequest, holding_id: int) -> HttpResponse:
    """The first time the roles that would end are shown; the second, with the same day, it is kept."""
    actor = _manager(request)
    unit, title, name = holding(actor, holding_id)
    form, ended = LeaveForm(request.POST or None, initial={"last_day": today()}), None
    if form.is_bound and form.is_valid():
        with form.told_to():
            last, now = form.cleaned_data["last_day"], timezone.now()
            valid_to = last + timedelta(days=1)
            ended = services.end_holding(actor, holding_id=holding_id, valid_to=valid_to, now=now, is_check=True)
            if request.POST.get("seen") == f"{last.isoformat()} {len(ended)}":
                accounts.leave_post(actor, holding_id=holding_id, valid_to=valid_to, now=now)
                messages.success(request, gettext("Đã ghi ngày thôi giữ chức vụ."))
                return redirect("web:unit", unit)
    context = {
        "form": form,
        "title": gettext("Ghi ngày thôi giữ chức vụ"),
        "lead": f"{name} – {title}",
        "back": reverse("web:unit", args=[unit]),
        "unit": unit,
        "is_looked": ended is not None,
        "seen": f"{form.cleaned_data['last_day'].isoformat()} {len(ended)}" if ended is not None else "",
        "ended": [(one.account, str(ROLES[one.role]).partition(":")[0]) for one in ended or ()],
    }
    return render(request, "web/units/leave.html", context, status=form.status)


@require_http_methods(["GET", "POST"])
@once
def abolish(request: HttpRequest, post: str) -> HttpResponse:
    actor = _manager(request)
    unit, name = post_of(actor, post, on=today())
    form = AbolishForm(request.POST or None, initial={"last_day": today()})
    if form.is_bound and form.is_valid():
        with form.told_to():
            valid_to = form.cleaned_data["last_day"] + timedelta(days=1)
            services.end_post(actor, post=post, valid_to=valid_to, now=timezone.now())
            messages.success(request, gettext("Đã ghi ngày bãi bỏ chức vụ."))
            return redirect("web:unit", unit)
    return _page(request, form, unit, gettext("Bãi bỏ chức vụ"), name)


def _manager(request: HttpRequest) -> Actor:
    actor = actor_of(request)
    require(actor, Permission.UNITS_MANAGE)
    return actor


def _page(request: HttpRequest, form: PageForm, unit: str, title: str, lead: str) -> HttpResponse:
    back = reverse("web:unit", args=[unit])
    context = {"form": form, "title": title, "lead": lead, "back": back, "unit": unit}
    return render(request, "web/units/post_form.html", context, status=form.status)
