"""Remedies of a unit: a target, the cheapest set that reaches it, what each costs, and tasks of those accepted."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from caicach.indices.definition.values import Node
from caicach.indices.domain.cycle import Cells
from caicach.indices.domain.efforts import LEVEL_DAYS, Effort
from caicach.indices.domain.remedies import Remedy, RemedySet, Target
from caicach.indices.queries import gaps
from caicach.indices.services import remedies as services
from caicach.indices.services.remedies import Accepted
from caicach.kernel.access import Actor, Permission
from caicach.kernel.decimals import rounded_value
from caicach.kernel.errors import InvalidInput
from caicach.kernel.http.problems import problem_of
from caicach.kernel.saying import say
from caicach.kernel.tables import Cell, Table
from caicach.kernel.text.numbers import parse_number
from caicach.web.indices.exports import mark_of
from caicach.web.shell.exports import asked_kind, table_answer
from caicach.web.shell.forms import DayField, PageForm
from caicach.web.shell.requests import actor_of, day_of, today, whole_number
from caicach.web.shell.units import UnitChoice, assignable_units, units_of

_PLACES_OF_CHANCE = 4


class AcceptForm(PageForm):
    due_on = DayField(label=_("Hạn chung"), required=False)


@dataclass(frozen=True, slots=True)
class Row:
    """A remedy of the set, and what was typed beside it."""

    remedy: Remedy
    node: Node
    is_taken: bool
    value: str
    due_on: str
    lead: str


@require_http_methods(["GET", "POST"])
def remedies(request: HttpRequest, year_id: int, unit: str) -> HttpResponse | FileResponse:
    """GET: the set for the target in the address. POST: the ticked rows become tasks."""
    actor = actor_of(request)
    form = AcceptForm(request.POST if request.method == "POST" else None)
    if form.is_bound and _is_done(request, actor, form, year_id, unit):
        return HttpResponseRedirect(reverse("web:index_remedies", args=(year_id, unit)) + "#nhiem-vu")
    target, problem, chances = None, None, request.GET.get("kha-nang") == "1"
    page, efforts, found, accepted_rows = gaps.remedy_page(actor, year_id, unit, target=None, on=today())
    try:
        if (target := _target(request.GET)) is not None:
            found = gaps.remedy_page(actor, year_id, unit, target=target, on=today(), counts_chances=chances)[2]
    except InvalidInput as error:
        problem = problem_of(error)
    taken = {row.component for row in accepted_rows if not row.is_cancelled}
    rows = _rows(page, found, taken, request.POST)
    if kind := asked_kind(request):
        return _export(kind, page, rows, accepted_rows)
    names = page.found.scored.definition.by_code
    context = {
        "page": page,
        "row": page.row,
        "form": form,
        "score": page.found.scored.scores.units[unit],
        "target": target,
        "problem": problem,
        "asked": {"percent": request.GET.get("diem", ""), "rank": request.GET.get("hang", ""), "chances": chances},
        "found": found,
        "after": found.after.units[unit] if found else None,
        "rows": rows,
        "leads": _leads(actor, page),
        "ticked": request.POST.getlist("chon"),
        "efforts": [
            (names[code], effort) for code, effort in efforts.items() if names[code].is_scored and code not in taken
        ],
        "accepted": accepted_rows,
        "expected": sum((row.expected for row in accepted_rows if not row.is_cancelled), Decimal(0)),
        "levels": [(level, days) for level, days in LEVEL_DAYS.items()],
    }
    return render(request, "web/gaps/remedies.html", context, status=form.status if form.is_bound else 200)


def _is_done(request: HttpRequest, actor: Actor, form: AcceptForm, year_id: int, unit: str) -> bool:
    if not form.is_valid():
        return False
    with form.told_to():
        accepted = [_accepted(text, request.POST) for text in request.POST.getlist("chon")]
        due = form.cleaned_data["due_on"]
        services.accept_remedies(actor, year_id=year_id, unit=unit, accepted=accepted, due_on=due, now=timezone.now())
    return form.is_fine


def _rows(page: gaps.UnitYear, found: RemedySet | None, taken: set[str], typed: QueryDict) -> list[Row]:
    names = page.found.scored.definition.by_code
    return [
        Row(
            one,
            names[code],
            code in taken,
            _value(code, one.step.given),
            typed.get(f"han-{code}", ""),
            typed.get(f"chu-tri-{code}", page.unit),
        )
        for one in (found.remedies if found else ())
        for code in (one.step.component,)
    ]


def _leads(actor: Actor, page: gaps.UnitYear) -> tuple[UnitChoice, ...]:
    """Units that the actor may have lead a remedy; none where there is no choice."""
    if not page.may_act:
        return ()
    every = actor.may(Permission.TASK_ASSIGN)
    found = assignable_units(today()) if every else units_of(actor.visible_units)
    return found if len(found) > 1 else ()


def _export(kind: str, page: gaps.UnitYear, rows: list[Row], accepted: tuple[gaps.AcceptedRow, ...]) -> FileResponse:
    head = [gettext("Mã"), gettext("Tiêu chí"), gettext("Cần đạt"), gettext("Thêm điểm"), gettext("Ngày công")]
    head += [gettext("Chủ trì"), gettext("Hạn"), gettext("Tình trạng"), gettext("Kỳ sau được thêm")]
    proposed = gettext("đề xuất")
    lines: list[Sequence[Cell]] = [
        (
            row.node.code,
            row.node.name,
            say(step.words),
            step.gained,
            rounded_value(row.remedy.cost, 2),
            "",
            None,
            proposed,
            None,
        )
        for row in rows
        for step in (row.remedy.step,)
        if not row.is_taken
    ]
    lines += [
        (one.component, one.name, say(one.words), one.expected, None, one.lead, one.due_on, state_of(one), one.won)
        for one in accepted
    ]
    title = f"{page.row.set_name} {page.row.year}: {page.name}"
    name = f"bien-phap-{page.unit}-{page.row.year}"
    return table_answer(Table(title, head, lines, mark=mark_of(page.row.is_illustrative)), kind, name)


def state_of(one: gaps.AcceptedRow) -> str:
    if one.is_cancelled:
        return gettext("đã hủy")
    return gettext("xong, có kiểm chứng") if one.done_on else gettext("đang làm")


@require_POST
def efforts(request: HttpRequest, year_id: int, unit: str) -> HttpResponse:
    """Only the rows that were changed are written."""
    actor = actor_of(request)
    page, known, _, _ = gaps.remedy_page(actor, year_id, unit, target=None, on=today())
    said = []
    for code, effort in known.items():
        if request.POST.get(f"ngay-{code}", "").strip():
            new = _effort(request, code)
            if (new.days, new.is_feasible, new.until, new.probability) != (
                effort.days,
                effort.is_feasible,
                effort.until,
                effort.probability,
            ):
                said.append(new)
    services.set_efforts(actor, year_id=year_id, unit=unit, efforts=said, now=timezone.now())
    query = QueryDict(request.POST.get("tiep", "")).urlencode()
    address = reverse("web:index_remedies", args=(year_id, page.unit))
    return HttpResponseRedirect(f"{address}?{query}" if query else address)


def _effort(request: HttpRequest, code: str) -> Effort:
    post = request.POST
    return Effort(
        code,
        parse_number(post[f"ngay-{code}"]),
        is_feasible=post.get(f"duoc-{code}") == "1",
        until=day_of(post.get(f"den-{code}", "")),
        probability=rounded_value(parse_number(post.get(f"kha-{code}") or "100") / 100, _PLACES_OF_CHANCE),
    )


def _target(query: QueryDict) -> Target | None:
    percent, rank = query.get("diem", "").strip(), query.get("hang", "").strip()
    if not percent and not rank:
        return None
    return Target(percentage=parse_number(percent) if percent else None, rank=whole_number(rank, 0) if rank else None)


def _value(code: str, given: object) -> str:
    value, above, below = given[:3]  # type: ignore[index]
    return "|".join((code, value, above, below))


def _accepted(text: str, typed: Mapping[str, str]) -> Accepted:
    code, _, rest = text.replace("\x00", "").partition("|")
    parts = (*rest.split("|"), "", "", "")[:3]
    lead = typed.get(f"chu-tri-{code}", "").replace("\x00", "")
    return Accepted(code, Cells(*parts), lead, day_of(typed.get(f"han-{code}", "")))
