"""The review of a plan's rows: what was read beside its place in the file, and what a person does to it."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from caicach.kernel.errors import CaicachError, NotFound
from caicach.kernel.files import queries as stored
from caicach.kernel.files.values import NamedFile
from caicach.kernel.http.downloads import attachment
from caicach.kernel.http.problems import Problem, problem_of
from caicach.kernel.vocabulary import AddressRole
from caicach.plans import queries, services
from caicach.plans.domain.lines import LineShown, PlanReview, ReviewedLine
from caicach.plans.domain.plans import PlanListRow
from caicach.web.plans.forms import FileForm
from caicach.web.plans.line_forms import (
    LineAddForm,
    LineDropForm,
    LineForm,
    LineSplitForm,
    LineUnitsForm,
    LineWordsForm,
)
from caicach.web.plans.words import LINES_SHOWN
from caicach.web.shell.kept_files import files_of
from caicach.web.shell.requests import actor_of, today, whole_number
from caicach.web.shell.units import assignable_units
from caicach.web.shell.uploads import go_on
from caicach.web.tasks.giving_forms import GivingForm

if TYPE_CHECKING:
    from caicach.web.shell.forms import PageForm

_OPEN = re.compile(r"([0-9]{1,18})-(sua|lead|cooperate|tach|bo)")
SHOWN = {"can-xem": LineShown.PROBLEMS, "giao-duoc": LineShown.FINE, "con-lai": LineShown.OPEN,
         "da-bo": LineShown.DROPPED, "da-giao": LineShown.CONFIRMED}  # fmt: skip


@dataclass(frozen=True)
class LineEditor:
    """The form that is open on a row."""

    line_id: int
    what: str
    form: LineForm
    address: str


def lines_asked(request: HttpRequest, plan: PlanListRow) -> LineShown:
    """Which rows the address asks for; without a word those that wait, else those that were given."""
    return SHOWN.get(request.GET.get("xem", "")) or (LineShown.OPEN if plan.open_lines else LineShown.CONFIRMED)


def page_of_lines(plan: PlanListRow, found: PlanReview, shown: LineShown) -> dict[str, object]:
    """What the cards and the table of a review have in common: the rows, the tabs over them, the pages beside."""
    return {
        "plan": plan,
        "review": found,
        "shown": shown,
        "tabs": [(name, LINES_SHOWN[kind], found.counts[kind], kind is shown) for name, kind in SHOWN.items()],
        "asked": next(name for name, kind in SHOWN.items() if kind is shown),
        "previous_page": found.page - 1,
        "next_page": found.page + 1,
    }


@require_GET
def review(request: HttpRequest, plan_id: int) -> HttpResponse:
    plan = queries.plan_row(actor_of(request), plan_id, on=today())
    found = _OPEN.fullmatch(request.GET.get("mo", ""))
    editor = _editor(request, plan, int(found[1]), found[2]) if found else None
    return _review_page(request, plan, editor)


def _review_page(
    request: HttpRequest,
    plan: PlanListRow,
    editor: LineEditor | None = None,
    problem: Problem | None = None,
    add: LineAddForm | None = None,
    data: QueryDict | None = None,
) -> HttpResponse:
    shown = lines_asked(request, plan)
    around = editor.line_id if editor else whole_number(request.GET.get("dong"), 0) or None
    found = queries.plan_review(
        actor_of(request),
        plan.id,
        shown=shown,
        page=whole_number(request.GET.get("trang"), 1),
        around=around,
        on=today(),
    )
    giving = GivingForm(data, ended=found.giving.ended, auto_id="giao_%s")
    context = {
        **page_of_lines(plan, found, shown),
        "editor": editor,
        "problem": problem,
        "add_form": add or LineAddForm(auto_id="them_%s"),
        "file_form": FileForm(),
        "giving": found.giving,
        "form": giving,
        "fine": found.counts[LineShown.FINE],
        "to_look": found.counts[LineShown.PROBLEMS],
    }
    form: PageForm | None = editor.form if editor else giving if data is not None else add
    status = problem.status if problem else form.status if form is not None and form.is_bound else 200
    return render(request, "web/plans/review.html", context, status=status)


def _editor(
    request: HttpRequest, plan: PlanListRow, line_id: int, what: str, data: QueryDict | None = None
) -> LineEditor:
    one = queries.reviewed_line(actor_of(request), plan.id, line_id)
    initial = {"version": one.draft.version}
    address = reverse("web:plan_line", args=(plan.id, line_id, what))
    if what == "sua":
        return LineEditor(line_id, what, _words_form(request, plan, one, data), address)
    if what == "tach":
        return LineEditor(line_id, what, LineSplitForm(data, initial={**initial, "parts": one.draft.text}), address)
    if what == "bo":
        return LineEditor(line_id, what, LineDropForm(data, initial=initial), address)
    role = one.addressing.lead if what == AddressRole.LEAD.value else one.addressing.cooperate
    chosen = [addressee.unit for addressee in role.addressees]
    label = gettext("Đơn vị chủ trì") if what == AddressRole.LEAD.value else gettext("Đơn vị phối hợp")
    on = plan.issued_on
    form = LineUnitsForm(data, initial={**initial, "units": chosen}, label=label, units=assignable_units(on), on=on)
    return LineEditor(line_id, what, form, address)


def _words_form(request: HttpRequest, plan: PlanListRow, one: ReviewedLine, data: QueryDict | None) -> LineWordsForm:
    actor = actor_of(request)
    parents = queries.plan_review(actor, plan.id, shown=LineShown.OPEN).parents
    objectives = queries.plan_objectives(actor, plan.id)
    others = {key: name for key, name in parents.items() if key != one.draft.id}
    initial = LineWordsForm.initial_of(one.draft)
    return LineWordsForm(data, initial=initial, objectives=objectives, parents=others)


@require_POST
def change_line(request: HttpRequest, plan_id: int, line_id: int, what: str) -> HttpResponse:
    """What an open form sends; a refused one stays open with everything typed."""
    actor = actor_of(request)
    plan = queries.plan_row(actor, plan_id, on=today())
    if what not in {"sua", "lead", "cooperate", "tach", "bo"}:
        raise NotFound("web.no_such_act", what="Không có việc này.", todo="Hãy quay lại trang soát.")
    editor = _editor(request, plan, line_id, what, request.POST)
    form = editor.form
    if form.is_valid():
        with form.told_to():
            _act(request, plan_id, editor)
            return _back(plan_id, request, line_id)
    if form.is_stale:
        _take_new_version(request, plan_id, editor)
    return _review_page(request, plan, editor)


def _take_new_version(request: HttpRequest, plan_id: int, editor: LineEditor) -> None:
    """The person sees the other's change beside the own text: sending again is a decision, not an accident."""
    data = request.POST.copy()
    data["version"] = str(queries.reviewed_line(actor_of(request), plan_id, editor.line_id).draft.version)
    editor.form.data = data


def _act(request: HttpRequest, plan_id: int, editor: LineEditor) -> None:
    actor, form = actor_of(request), editor.form
    place = {
        "plan_id": plan_id,
        "line_id": editor.line_id,
        "version": form.cleaned_data["version"],
        "now": timezone.now(),
    }
    if isinstance(form, LineWordsForm):
        services.edit_line(actor, **place, changes=form.changes)
    elif isinstance(form, LineSplitForm):
        services.split_line(actor, **place, parts=form.texts)
    elif isinstance(form, LineDropForm):
        services.drop_line(actor, **place, reason=form.cleaned_data["reason"])
    else:
        by_hand = request.POST.get("theo-bang") != "1"
        units = tuple(form.cleaned_data["units"]) if by_hand else None
        services.set_line_units(actor, **place, role=AddressRole(editor.what), units=units)


def _back(plan_id: int, request: HttpRequest, line_id: int) -> HttpResponse:
    query = request.GET.copy()
    query.pop("mo", None)
    query["dong"] = str(line_id)
    return HttpResponseRedirect(f"{reverse('web:plan_review', args=(plan_id,))}?{query.urlencode()}#l-{line_id}")


def _answer_to(
    request: HttpRequest, plan_id: int, act: Callable[[], object], then: Callable[[], HttpResponse]
) -> HttpResponse:
    try:
        act()
    except CaicachError as error:
        return _review_page(
            request, queries.plan_row(actor_of(request), plan_id, on=today()), problem=problem_of(error)
        )
    return then()


@require_POST
def look(request: HttpRequest, plan_id: int, line_id: int) -> HttpResponse:
    version = whole_number(request.POST.get("version"), 0)
    return _answer_to(
        request,
        plan_id,
        lambda: services.look_at_line(
            actor_of(request), plan_id=plan_id, line_id=line_id, version=version, now=timezone.now()
        ),
        lambda: _back(plan_id, request, line_id),
    )


@require_POST
def restore(request: HttpRequest, plan_id: int, line_id: int) -> HttpResponse:
    version = whole_number(request.POST.get("version"), 0)
    return _answer_to(
        request,
        plan_id,
        lambda: services.restore_line(
            actor_of(request), plan_id=plan_id, line_id=line_id, version=version, now=timezone.now()
        ),
        lambda: redirect("web:plan_review", plan_id),
    )


@require_POST
def confirm(request: HttpRequest, plan_id: int) -> HttpResponse:
    """Everything that is fine, in the background where it is much; or the one row that was named."""
    named = whole_number(request.POST.get("dong"), 0)
    made: list[int] = []
    actor = actor_of(request)
    fine = queries.plan_review(actor, plan_id, shown=LineShown.FINE, on=today())
    form = GivingForm(request.POST, ended=fine.giving.ended)
    if not form.is_valid():
        return _review_page(request, queries.plan_row(actor, plan_id, on=today()), data=request.POST)
    common = form.cleaned_data["common_due_on"] or None
    if not named and fine.total > services.CONFIRMED_AT_ONCE:
        job_id = services.confirm_lines_later(
            actor, plan_id=plan_id, now=timezone.now(), common_due_on=common, heirs=form.heirs()
        )
        return redirect("web:job", job_id)

    def act() -> None:
        ids = (named,) if named else None
        made.extend(
            services.confirm_lines(
                actor,
                plan_id=plan_id,
                now=timezone.now(),
                line_ids=ids,
                common_due_on=common,
                heirs=None if named else form.heirs(),
            )
        )

    def then() -> HttpResponse:
        messages.success(request, gettext("Đã giao {count} nhiệm vụ.").format(count=len(made)))
        left = queries.plan_row(actor_of(request), plan_id, on=today()).open_lines
        return redirect("web:plan_review" if left else "web:plan", plan_id)

    return _answer_to(request, plan_id, act, then)


@require_POST
def add(request: HttpRequest, plan_id: int) -> HttpResponse:
    plan = queries.plan_row(actor_of(request), plan_id, on=today())
    form = LineAddForm(request.POST, auto_id="them_%s")
    if form.is_valid():
        with form.told_to():
            line_id = services.add_line(
                actor_of(request), plan_id=plan_id, text=form.cleaned_data["text"], now=timezone.now()
            )
            address = reverse("web:plan_review", args=(plan_id,))
            return HttpResponseRedirect(f"{address}?xem=con-lai&mo={line_id}-sua#l-{line_id}")
    return _review_page(request, plan, add=form)


@require_http_methods(["POST"])
def add_file(request: HttpRequest, plan_id: int) -> HttpResponse:
    form = FileForm(request.POST, files_of(request))
    if not form.is_valid():
        messages.error(request, " ".join(str(error) for error in form.errors.get("file", ())))
        return redirect("web:plan_review", plan_id)
    file = form.cleaned_data["file"]
    brought: list[services.Brought] = []

    def act() -> None:
        brought.append(
            services.bring_plan_file(
                actor_of(request), plan_id=plan_id, data=file.read(), filename=file.name, now=timezone.now()
            )
        )

    def then() -> HttpResponse:
        if brought[0].job_id:
            return go_on(request, "web:job", brought[0].job_id)
        messages.success(request, gettext("Đã đọc tệp: {count} dòng.").format(count=brought[0].lines))
        return go_on(request, "web:plan_review", plan_id)

    return _answer_to(request, plan_id, act, then)


@require_POST
def read_again(request: HttpRequest, plan_id: int, file_id: int) -> HttpResponse:
    brought: list[services.Brought] = []

    def act() -> None:
        actor = actor_of(request)
        brought.append(services.bring_again(actor, plan_id=plan_id, file_id=file_id, now=timezone.now()))

    def then() -> HttpResponse:
        if brought[0].job_id:
            return redirect("web:job", brought[0].job_id)
        messages.success(request, gettext("Đã đọc lại tệp; những dòng có người sửa được giữ nguyên."))
        return redirect("web:plan_review", plan_id)

    return _answer_to(request, plan_id, act, then)


@require_GET
def source(request: HttpRequest, plan_id: int, file_id: int) -> HttpResponse:
    file = stored.stored_file(queries.plan_file(actor_of(request), plan_id, file_id))
    return attachment(NamedFile(file.name, file.media_type, stored.read_bytes(file)))
