"""Beginning a letter: whose it is, of what type, and what it answers."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from caicach.correspondence import queries, services
from caicach.correspondence.domain.letters import LetterPurpose
from caicach.correspondence.domain.office import begun_document
from caicach.correspondence.domain.replying import answer_begun
from caicach.kernel.access import Permission, require
from caicach.kernel.errors import CaicachError
from caicach.kernel.http.problems import problem_of
from caicach.web.letters.forms import BeginForm
from caicach.web.shell.once import once
from caicach.web.shell.requests import actor_of, whole_number


@require_http_methods(["GET", "POST"])
@once
def begin(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    require(actor, Permission.LETTER_DRAFT)
    answered = whole_number(request.GET.get("tra-loi"), 0) or None
    received = queries.document_of(actor, answered) if answered else None
    offices = queries.offices()
    form = BeginForm(request.POST if request.method == "POST" else None, offices=offices)
    if form.is_bound and form.is_valid():
        with form.told_to():
            document = begun_document(queries.office_of(form.cleaned_data["office"]), form.cleaned_data["doc_type"])
            letter = services.draft_letter(
                actor,
                document=answer_begun(document, received) if received else document,
                purpose=LetterPurpose.REPLY if received else LetterPurpose.GENERAL,
                profile=form.cleaned_data["office"],
                answers=answered,
                now=timezone.now(),
            )
            return redirect("web:edit_letter", letter)
    context = {"form": form, "offices": offices, "received": received}
    return render(request, "web/letters/begin.html", context, status=form.status)


@require_POST
@once
def mend(request: HttpRequest, letter_id: int, purpose: str) -> HttpResponse:
    """A draft that replaces or corrects a sent letter."""
    wanted = {"thay-the": LetterPurpose.REPLACEMENT, "dinh-chinh": LetterPurpose.CORRECTION}.get(purpose)
    try:
        draft = services.draft_mending(
            actor_of(request),
            letter_id=letter_id,
            purpose=wanted or LetterPurpose.REPLACEMENT,
            now=timezone.now(),
        )
    except CaicachError as error:
        problem = problem_of(error)
        messages.error(request, f"{problem.what} {problem.why} {problem.todo}")
        return redirect("web:letter", letter_id)
    messages.success(request, gettext("Đã tạo dự thảo từ văn bản này; hãy sửa rồi trình."))
    return redirect("web:edit_letter", draft)
