"""Programmes of a year with their coverage; inspections planned and changed."""

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods

from caicach.inspections import queries, services
from caicach.inspections.domain.cycle import Manner
from caicach.inspections.services import NewInspection
from caicach.kernel.access import Actor, Permission, require
from caicach.web.inspections.forms import PlanForm, ProgrammeForm, TeamForm
from caicach.web.inspections.list_views import lines_table
from caicach.web.inspections.words import LEVELS
from caicach.web.shell.exports import asked_kind, table_answer
from caicach.web.shell.once import once
from caicach.web.shell.requests import actor_of, today, whole_number
from caicach.web.shell.units import assignable_units


@require_GET
def programme(request: HttpRequest, programme_id: int) -> HttpResponse | FileResponse:
    actor = actor_of(request)
    view = queries.programme_view(actor, programme_id, on=today())
    if kind := asked_kind(request):
        return table_answer(lines_table(view.lines), kind, f"ke-hoach-kiem-tra-{view.year}")
    context = {
        "view": view,
        "levels": [word for level, word in LEVELS.items() if level.value in view.levels],
        "may_manage": actor.may(Permission.INSPECTION_MANAGE),
    }
    return render(request, "web/inspections/programme.html", context)


@require_http_methods(["GET", "POST"])
@once
def new_programme(request: HttpRequest) -> HttpResponse:
    require(actor_of(request), Permission.INSPECTION_MANAGE)
    return _programme_form(request, ProgrammeForm(request.POST or None, initial={"year": today().year}), None)


@require_http_methods(["GET", "POST"])
@once
def edit_programme(request: HttpRequest, programme_id: int) -> HttpResponse:
    actor = actor_of(request)
    view = queries.programme_view(actor, programme_id, on=today())
    require(actor, Permission.INSPECTION_MANAGE)
    initial = {
        "version": view.version,
        "year": view.year,
        "title": view.title,
        "basis": view.basis,
        "contents": "\n".join(view.contents),
        "levels": list(view.levels),
        "share_target": _plain(view.share_target),
        "self_share_target": _plain(view.self_share_target),
        "target_source": view.target_source,
    }
    return _programme_form(request, ProgrammeForm(request.POST or None, initial=initial), programme_id)


def _plain(share: object) -> str:
    return "" if share is None else f"{share:f}".rstrip("0").rstrip(".").replace(".", ",")


def _programme_form(request: HttpRequest, form: ProgrammeForm, programme_id: int | None) -> HttpResponse:
    if form.is_bound and form.is_valid():
        with form.told_to():
            made = services.save_programme(
                actor_of(request),
                facts=form.facts(),
                programme_id=programme_id,
                seen=form.cleaned_data["version"] or 0,
                now=timezone.now(),
            )
            messages.success(request, gettext("Đã lưu kế hoạch kiểm tra."))
            return redirect("web:inspection_programme", made)
    context = {"form": form, "title": gettext("Kế hoạch kiểm tra"), "button": gettext("Lưu")}
    return render(request, "web/inspections/form.html", context, status=form.status)


@require_http_methods(["GET", "POST"])
@once
def plan_inspection(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    require(actor, Permission.INSPECTION_MANAGE)
    form = PlanForm(
        request.POST or None,
        initial={"programme": request.GET.get("ke-hoach", ""), "units": request.GET.getlist("don-vi")},
        units=assignable_units(today()),
        on=today(),
        checklists=queries.checklists_in_force(today()),
        programmes=[(str(one.id), f"{one.year}: {one.title}") for one in queries.programmes(actor)],
    )
    if form.is_bound and form.is_valid():
        with form.told_to():
            made = services.plan_inspections(actor, news=_news(form), now=timezone.now())
            words = gettext("Đã lên lịch {count} cuộc. Đoàn được báo; đơn vị chưa thấy gì.")
            messages.success(request, words.format(count=len(made)))
            if len(made) == 1:
                return redirect("web:inspection", made[0])
            programme = whole_number(form.cleaned_data["programme"], 0)
            return redirect("web:inspection_programme", programme) if programme else redirect("web:inspections")
    context = {"form": form, "title": gettext("Thêm cuộc kiểm tra"), "button": gettext("Lên lịch")}
    return render(request, "web/inspections/form.html", context, status=form.status)


def _news(form: PlanForm) -> list[NewInspection]:
    typed = form.cleaned_data
    return [
        NewInspection(
            unit=unit,
            checklist=typed["checklist"],
            first_on=typed["first_on"],
            last_on=typed["last_on"] or typed["first_on"],
            manner=Manner(typed["manner"]),
            team=form.team(),
            programme_id=whole_number(typed["programme"], 0) or None,
            part=typed["part"],
        )
        for unit in typed["units"]
    ]


@require_http_methods(["GET", "POST"])
@once
def change_inspection(request: HttpRequest, inspection_id: int) -> HttpResponse:
    actor = actor_of(request)
    view = queries.inspection_view(actor, inspection_id, on=today())
    require(actor, Permission.INSPECTION_MANAGE)
    initial = {
        "version": view.version,
        "first_on": f"{view.line.first_on:%d/%m/%Y}",
        "last_on": f"{view.line.last_on:%d/%m/%Y}",
        "head": next((str(one.user_id) for one in view.team if one.is_head), ""),
        "members": [str(one.user_id) for one in view.team if not one.is_head],
    }
    form = TeamForm(request.POST or None, initial=initial)
    if form.is_bound and form.is_valid():
        with form.told_to():
            _change(actor, inspection_id, form)
            messages.success(request, gettext("Đã lưu ngày và đoàn kiểm tra."))
            return redirect("web:inspection", inspection_id)
    context = {"form": form, "title": gettext("Sửa ngày, đoàn kiểm tra"), "button": gettext("Lưu"), "view": view}
    return render(request, "web/inspections/form.html", context, status=form.status)


def _change(actor: Actor, inspection_id: int, form: TeamForm) -> None:
    typed = form.cleaned_data
    services.change_inspection(
        actor,
        inspection_id=inspection_id,
        seen=typed["version"] or 0,
        first_on=typed["first_on"],
        last_on=typed["last_on"] or typed["first_on"],
        team=form.team(),
        now=timezone.now(),
    )
