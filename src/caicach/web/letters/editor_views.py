"""Editing a draft; what was typed is kept whatever goes wrong."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from caicach.correspondence import queries, services
from caicach.correspondence.domain.letters import LetterPage
from caicach.kernel.access import Permission, require
from caicach.kernel.errors import CaicachError
from caicach.kernel.http.problems import problem_of
from caicach.web.letters.forms import DraftForm
from caicach.web.letters.offering import units_offered
from caicach.web.shell.requests import actor_of, today, version_of

STALE = "letter.changed"


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, letter_id: int) -> HttpResponse:
    actor = actor_of(request)
    page = queries.letter_page(actor, letter_id, on=today())
    require(actor, Permission.LETTER_DRAFT)
    if not page.may_edit and request.method == "GET":
        return redirect("web:letter", letter_id)
    form = _form(request, page)
    if form.is_bound and form.is_valid():
        with form.told_to():
            services.edit_letter(
                actor,
                letter_id=letter_id,
                version=form.cleaned_data["version"],
                document=form.document(),
                units=tuple(form.cleaned_data["units"]),
                demand=form.demanded(),
                now=timezone.now(),
            )
            messages.success(request, gettext("Đã lưu dự thảo thành một phiên bản mới."))
            return redirect("web:edit_letter" if "tiep" in request.POST else "web:letter", letter_id)
    _take_new_version(form, page)
    context = {"page": page, "row": page.row, "form": form}
    return render(request, "web/letters/edit.html", context, status=form.status)


def _form(request: HttpRequest, page: LetterPage) -> DraftForm:
    units = units_offered(page)
    if request.method == "POST":
        return DraftForm(request.POST, units=units, on=today(), was=page.document)
    return DraftForm(initial=DraftForm.initial_of(page), units=units, on=today(), was=page.document)


def _take_new_version(form: DraftForm, page: LetterPage) -> None:
    """The person has been told of the other's change and keeps the own text: sending again is a decision."""
    if form.problem is None or form.problem.code != STALE:
        return
    assert isinstance(form.data, QueryDict)
    data = form.data.copy()
    data["version"] = str(page.row.version)
    form.data = data


@require_POST
def restore(request: HttpRequest, letter_id: int, number: int) -> HttpResponse:
    try:
        services.restore_version(
            actor_of(request), letter_id=letter_id, version=version_of(request), number=number, now=timezone.now()
        )
        said = gettext("Đã lấy lại phiên bản {number}; phiên bản vừa thay vẫn còn trong danh sách.")
        messages.success(request, said.format(number=number))
    except CaicachError as error:
        problem = problem_of(error)
        messages.error(request, f"{problem.what} {problem.why} {problem.todo}")
    return redirect("web:letter", letter_id)
