"""Recording what units answered."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from caicach.correspondence import queries, services
from caicach.correspondence.domain.letters import LetterPage, ReplyKind
from caicach.correspondence.domain.received import DocumentFilters, ReceivedState
from caicach.kernel.access import Actor, Permission, require
from caicach.kernel.errors import CaicachError, NotFound
from caicach.kernel.http.problems import problem_of
from caicach.web.letters.forms import ReplyForm
from caicach.web.shell.once import once
from caicach.web.shell.requests import actor_of, today
from caicach.web.shell.units import units_of

_OFFERED = 100


@require_http_methods(["GET", "POST"])
@once
def record(request: HttpRequest, letter_id: int) -> HttpResponse:
    actor = actor_of(request)
    page = queries.letter_page(actor, letter_id, on=today())
    require(actor, Permission.LETTER_ISSUE)
    unit = request.POST.get("unit") or request.GET.get("don-vi", "")
    if unit not in {row.unit for row in page.units}:
        raise NotFound("letter.unit_not_asked", what="Văn bản này không gửi đơn vị đó.", todo="Hãy tải lại trang.")
    documents = _documents(actor, page)
    if request.method == "POST":
        form = ReplyForm(request.POST, documents=documents)
    else:
        form = ReplyForm(initial={"unit": unit, "replied_on": f"{today():%d/%m/%Y}"}, documents=documents)
    if form.is_bound and form.is_valid():
        with form.told_to():
            _record(actor, letter_id, form)
            messages.success(request, gettext("Đã ghi trả lời của đơn vị."))
            return redirect("web:letter", letter_id)
    context = {"page": page, "row": page.row, "form": form, "unit_name": units_of([unit])[0].name}
    return render(request, "web/letters/reply.html", context, status=form.status)


def _record(actor: Actor, letter_id: int, form: ReplyForm) -> None:
    typed = form.cleaned_data
    document = int(typed["document"]) if typed["document"] else None
    kind = ReplyKind.DOCUMENT if document else ReplyKind.REPORT if typed["reference"] else ReplyKind.OTHER
    services.record_reply(
        actor,
        letter_id=letter_id,
        unit=typed["unit"],
        kind=kind,
        replied_on=typed["replied_on"],
        document_id=document,
        reference=typed["reference"],
        note=typed["note"],
        now=timezone.now(),
    )


def _documents(actor: Actor, page: LetterPage) -> list[tuple[str, str]]:
    """Documents received since the letter went out, newest first."""
    states = (ReceivedState.READ, ReceivedState.CONFIRMED, ReceivedState.RECEIVED, ReceivedState.READING)
    found = queries.received_documents(actor, filters=DocumentFilters(states=states, size=_OFFERED)).items
    sent = page.row.issued_on
    came = [row for row in found if sent is None or row.arrived_on >= sent]
    return [(str(row.id), f"{row.reference or row.filename} ({row.issuer or '…'})") for row in came]


@require_POST
def withdraw(request: HttpRequest, letter_id: int, reply_id: int) -> HttpResponse:
    try:
        services.withdraw_reply(actor_of(request), letter_id=letter_id, reply_id=reply_id, now=timezone.now())
        messages.success(request, gettext("Đã bỏ trả lời ghi nhầm; nhật ký vẫn giữ."))
    except CaicachError as error:
        problem = problem_of(error)
        messages.error(request, f"{problem.what} {problem.why} {problem.todo}")
    return redirect("web:letter", letter_id)
