"""Remedies of a unit: a target, the cheapest set that reaches it, what each costs, and tasks of those accepted."""

from decimal import Decimal

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from caicach.indices.domain.cycle import Cells
from caicach.indices.domain.efforts import LEVEL_DAYS, Effort
from caicach.indices.domain.remedies import Target
from caicach.indices.queries import gaps
from caicach.indices.services import remedies as services
from caicach.indices.services.remedies import Accepted
from caicach.kernel.errors import InvalidInput
from caicach.kernel.http.told import told
from caicach.kernel.text.numbers import parse_number
from caicach.web.shell.forms import DayField, PageForm
from caicach.web.shell.requests import actor_of, day_of, today, whole_number


class AcceptForm(PageForm):
    due_on = DayField(label=_("Hạn hoàn thành"))


@require_http_methods(["GET", "POST"])
def remedies(request: HttpRequest, year_id: int, unit: str) -> HttpResponse:
    """GET: the set for the target in the address. POST: the ticked rows become tasks."""
    actor = actor_of(request)
    target, problem = None, None
    try:
        target = _target(request)
    except InvalidInput as error:
        problem = told(error)
    chances = request.GET.get("kha-nang") == "1"
    form = AcceptForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        accepted = [_accepted(text) for text in request.POST.getlist("chon")]
        with form.told_to():
            due = form.cleaned_data["due_on"]
            services.accept_remedies(
                actor, year_id=year_id, unit=unit, accepted=accepted, due_on=due, now=timezone.now()
            )
        if form.is_fine:
            return HttpResponseRedirect(reverse("web:index_remedies", args=(year_id, unit)) + "#nhiem-vu")
    page, efforts, found, accepted_rows = gaps.remedy_page(
        actor, year_id, unit, target=target, on=today(), counts_chances=chances
    )
    taken = {row.component for row in accepted_rows}
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
        "rows": [
            (one, names[one.step.component], one.step.component in taken, _value(one.step.component, one.step.given))
            for one in (found.remedies if found else ())
        ],
        "ticked": request.POST.getlist("chon"),
        "efforts": [
            (names[code], effort) for code, effort in efforts.items() if names[code].is_scored and code not in taken
        ],
        "accepted": accepted_rows,
        "expected": sum((row.expected for row in accepted_rows if not row.is_cancelled), Decimal(0)),
        "levels": [(level, days) for level, days in LEVEL_DAYS.items()],
    }
    return render(request, "web/gaps/remedies.html", context, status=form.status if form.is_bound else 200)


@require_POST
def efforts(request: HttpRequest, year_id: int, unit: str) -> HttpResponse:
    """Only the rows that were changed are written."""
    actor = actor_of(request)
    page, known, _, _ = gaps.remedy_page(actor, year_id, unit, target=None, on=today())
    said = []
    for code, effort in known.items():
        if f"ngay-{code}" in request.POST:
            new = _effort(request, code)
            if (new.days, new.is_feasible, new.until, new.probability) != (
                effort.days,
                effort.is_feasible,
                effort.until,
                effort.probability,
            ):
                said.append(new)
    services.set_efforts(actor, year_id=year_id, unit=unit, efforts=said, now=timezone.now())
    query = request.POST.get("tiep", "")
    address = reverse("web:index_remedies", args=(year_id, page.unit))
    return HttpResponseRedirect(f"{address}?{query}" if query.replace("=", "").replace("&", "").isascii() else address)


def _effort(request: HttpRequest, code: str) -> Effort:
    post = request.POST
    return Effort(
        code,
        parse_number(post[f"ngay-{code}"]),
        is_feasible=post.get(f"duoc-{code}") == "1",
        until=day_of(post.get(f"den-{code}", "")),
        probability=parse_number(post.get(f"kha-{code}") or "100") / 100,
    )


def _target(request: HttpRequest) -> Target | None:
    percent, rank = request.GET.get("diem", "").strip(), whole_number(request.GET.get("hang"), 0)
    if percent:
        return Target(percentage=parse_number(percent))
    return Target(rank=rank) if rank else None


def _value(code: str, given: object) -> str:
    value, above, below = given[:3]  # type: ignore[index]
    return "|".join((code, value, above, below))


def _accepted(text: str) -> Accepted:
    code, _, rest = text.replace("\x00", "").partition("|")
    parts = (*rest.split("|"), "", "", "")[:3]
    return Accepted(code, Cells(*parts))
