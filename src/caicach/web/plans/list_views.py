"""The list of plans, and making one: from a file, from a document received, or empty."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods

from caicach.correspondence import queries as letters
from caicach.kernel.access import Actor, Permission
from caicach.kernel.errors import NotAllowed
from caicach.plans import queries, services
from caicach.plans.domain.plans import PlanFilters, PlanKind, PlanState
from caicach.web.plans.forms import NewPlanForm
from caicach.web.plans.words import PLAN_KINDS, PLAN_STATES
from caicach.web.shell.filters import ListFilters
from caicach.web.shell.kept_files import files_of
from caicach.web.shell.once import once
from caicach.web.shell.requests import actor_of, today, whole_number, whole_year
from caicach.web.shell.units import assignable_units, superiors_of, units_of
from caicach.web.shell.uploads import go_on


@require_GET
def plans(request: HttpRequest) -> HttpResponse:
    actor, asked = actor_of(request), ListFilters(request.GET)
    kind, states = request.GET.get("loai", ""), request.GET.getlist("trang-thai")
    filters = PlanFilters(
        kind=PlanKind(kind) if kind in set(PlanKind) else None,
        unit=request.GET.get("don-vi", ""),
        year=whole_year(request.GET.get("nam")),
        states=tuple(state for state in PlanState if state.value in states),
        text=asked.text,
        order=asked.order(queries.PLAN_COLUMNS),
        page=whole_number(request.GET.get("trang"), 1),
    )
    page = queries.plans(actor, filters=filters, on=today())
    context = {
        "page": page,
        "asked": asked,
        "filters": filters,
        "kinds": PLAN_KINDS.items(),
        "states": [(state, badge.word, state in filters.states) for state, badge in PLAN_STATES.items()],
        "may_make": may_make_plans(actor),
    }
    return render(request, "web/plans/list.html", context)


def may_make_plans(actor: Actor) -> bool:
    return actor.may(Permission.PLAN_MANAGE) or (actor.may(Permission.PLAN_EDIT) and bool(actor.acts_for))


def unit_choices(actor: Actor) -> list[tuple[str, str]]:
    """Units whose plan the actor may make; that which the office works for first, then the own."""
    if not actor.may(Permission.PLAN_MANAGE):
        return [(unit.code, unit.name) for unit in units_of(actor.acts_for)]
    every = [(unit.code, f"{unit.name} ({unit.level})") for unit in assignable_units(today())]
    first = {*superiors_of(actor.acts_for, on=today()), *actor.acts_for}
    return sorted(every, key=lambda unit: (unit[0] not in first, unit[0] in actor.acts_for))


@require_http_methods(["GET", "POST"])
@once
def new_plan(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    if not may_make_plans(actor):
        raise NotAllowed(
            "web.plans_not_yours",
            what="Tài khoản này không lập kế hoạch.",
            why="Kế hoạch do cơ quan thường trực và đầu mối của đơn vị lập.",
            todo="Hãy quay lại danh sách kế hoạch.",
        )
    document_id = whole_number(request.GET.get("van-ban"), 0)
    document = letters.document_of(actor, document_id) if document_id else None
    parents = queries.parent_choices(actor, on=today())
    initial: dict[str, object] = {"first_year": today().year, "kind": PlanKind.ANNUAL.value}
    if document:
        issued = f"{document.issued_on:%d/%m/%Y}" if document.issued_on else ""
        initial |= {"title": document.subject or "", "reference": document.reference, "issued_on": issued}
    bound = (request.POST, files_of(request)) if request.method == "POST" else (None, None)
    form = NewPlanForm(*bound, initial=initial, units=unit_choices(actor), parents=parents)
    if document:
        del form.fields["file"]
    if form.is_bound and form.is_valid():
        with form.told_to():
            made = _make(actor, form, document_id)
            if made.job_id:
                return go_on(request, "web:job", made.job_id)
            if made.lines is not None:
                messages.success(request, gettext("Đã đọc bảng nhiệm vụ. Hãy soát, xem mục «Cần xem» trước."))
            return go_on(request, "web:plan" if made.lines is None else "web:plan_review", made.plan_id)
    context = {"form": form, "document": document, "limit_mb": settings.UPLOAD_BYTES // 1_000_000}
    return render(request, "web/plans/new.html", context, status=form.status)


def _make(actor: Actor, form: NewPlanForm, document_id: int) -> services.Brought:
    now, file = timezone.now(), form.cleaned_data.get("file")
    if document_id:
        return services.bring_received_plan(actor, plan=form.plan, document_id=document_id, now=now)
    if file:
        return services.bring_new_plan(actor, plan=form.plan, data=file.read(), filename=file.name, now=now)
    return services.Brought(services.create_plan(actor, plan=form.plan, now=now), None)
