"""Alignment of a plan on a page: what is not carried out, what has no basis, who has no plan; and mending it."""

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from caicach.correspondence import queries as letters
from caicach.correspondence.domain.received import DocumentFilters, ReceivedState
from caicach.kernel.access import Actor
from caicach.kernel.tables import Table
from caicach.plans import queries, services
from caicach.plans.domain.plans import PlanListRow
from caicach.web.plans.forms import BasesForm, ProvisionsForm
from caicach.web.plans.plan_views import editable
from caicach.web.shell.exports import asked_kind, table_answer
from caicach.web.shell.once import once
from caicach.web.shell.requests import actor_of, today, whole_number

SHOWN = ("chua-giao", "khong-can-cu", "tat-ca")


@require_GET
def coverage(request: HttpRequest, plan_id: int) -> HttpResponse | FileResponse:
    if kind := asked_kind(request):
        actor = actor_of(request)
        plan = queries.plan_row(actor, plan_id, on=today())
        return table_answer(_table(actor, plan), kind, queries.file_stem("doi-chieu", plan))
    return _page(request, plan_id, ProvisionsForm())


def _table(actor: Actor, plan: PlanListRow) -> Table:
    head = [gettext("Loại"), gettext("Văn bản cấp trên"), gettext("Mục"), gettext("Nội dung")]
    title = f"{gettext('Đối chiếu với cấp trên')}: {plan.title}"
    rows = queries.coverage_rows(actor, plan.id, on=today())
    lines = ((gettext(kind), *cells) for kind, *cells in rows)
    return Table(title, [*head, gettext("Được thực hiện bởi")], lines)


def _page(request: HttpRequest, plan_id: int, form: ProvisionsForm) -> HttpResponse:
    actor = actor_of(request)
    asked, number = request.GET.get("xem", ""), whole_number(request.GET.get("trang"), 1)
    found = queries.coverage_sheet(
        actor,
        plan_id,
        on=today(),
        only_uncovered=asked == "chua-giao",
        page=1 if asked == "khong-can-cu" else number,
        task_page=number if asked == "khong-can-cu" else 1,
    )
    confirmed = DocumentFilters(states=(ReceivedState.READ, ReceivedState.CONFIRMED), size=100)
    context = {
        "plan": found.plan,
        "coverage": found,
        "shown": asked if asked in SHOWN else "tat-ca",
        "form": form,
        "documents": letters.received_documents(actor, filters=confirmed).items if found.plan.may_edit else (),
        "plans_above": [p for p in queries.parent_choices(actor, on=today(), except_id=plan_id) if p.tasks]
        if found.plan.may_edit
        else (),
    }
    return render(request, "web/plans/coverage.html", context, status=form.status if form.is_bound else 200)


@require_POST
@once
def add(request: HttpRequest, plan_id: int) -> HttpResponse:
    """Provisions typed, or taken from a document received or a plan above."""
    actor, now = actor_of(request), timezone.now()
    document_id, above_id = (whole_number(request.POST.get(name), 0) for name in ("van-ban", "ke-hoach"))
    if document_id:
        services.take_provisions_of_document(actor, plan_id=plan_id, document_id=document_id, now=now)
    elif above_id:
        services.take_provisions_of_plan(actor, plan_id=plan_id, above_id=above_id, now=now)
    else:
        form = ProvisionsForm(request.POST)
        if not form.is_valid():
            return _page(request, plan_id, form)
        with form.told_to():
            services.add_provisions(actor, plan_id=plan_id, provisions=form.provisions, now=now)
        if form.problem is not None:
            return _page(request, plan_id, form)
    return redirect("web:plan_coverage", plan_id)


@require_POST
def remove(request: HttpRequest, plan_id: int, provision_id: int) -> HttpResponse:
    services.remove_provision(actor_of(request), plan_id=plan_id, provision_id=provision_id, now=timezone.now())
    return redirect("web:plan_coverage", plan_id)


@require_http_methods(["GET", "POST"])
def bases(request: HttpRequest, plan_id: int, task_id: int) -> HttpResponse:
    actor = actor_of(request)
    plan = editable(actor, plan_id)
    task = queries.plan_task(actor, plan_id, task_id, on=today())
    provisions = queries.provision_choices(actor, plan_id)
    choices = [(str(p.id), f"{p.reference}{', ' + p.item if p.item else ''}: {p.text}") for p in provisions]
    chosen = [str(p.id) for p in provisions if task_id in p.carried_out_by]
    data = request.POST if request.method == "POST" else None
    form = BasesForm(data, initial={"provisions": chosen}, provisions=choices)
    if form.is_bound and form.is_valid():
        with form.told_to():
            wanted = tuple(int(value) for value in form.cleaned_data["provisions"])
            services.set_bases(actor, plan_id=plan_id, task_id=task_id, provisions=wanted, now=timezone.now())
            return redirect("web:plan_coverage", plan_id)
    context = {"plan": plan, "form": form, "title": gettext("Căn cứ của nhiệm vụ"), "words": task.text}
    return render(request, "web/plans/form.html", context, status=form.status)
