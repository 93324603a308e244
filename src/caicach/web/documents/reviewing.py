"""One way from a form of the review page to its answer: back to the card, or the page again with what was typed."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse

from caicach.correspondence import queries
from caicach.kernel.http.problems import Problem
from caicach.plans import queries as plans
from caicach.plans.domain.giving import NOTHING_GIVEN, Giving
from caicach.web.documents.editors import Editor
from caicach.web.documents.review_page import ReviewPage, review_page
from caicach.web.shell.requests import actor_of, today
from caicach.web.tasks.giving_forms import GivingForm

STALE = "document.changed"


def page_of(request: HttpRequest, document_id: int) -> ReviewPage:
    actor = actor_of(request)
    return review_page(actor, queries.review_of(actor, document_id), queries.reviewed_proposals(actor, document_id))


def answer(request: HttpRequest, document_id: int, editor: Editor, act: Callable[[], object]) -> HttpResponse:
    """Run the use case of a valid form; a refused one stays open with everything typed."""
    if editor.form.is_valid():
        with editor.form.told_to():
            act()
            return back_to(document_id, editor.key)
    return render_review(request, page_of(request, document_id), editor)


def back_to(document_id: int, key: str) -> HttpResponse:
    return HttpResponseRedirect(f"{reverse('web:review', args=(document_id,))}#{key}")


def giving_form(request: HttpRequest, page: ReviewPage, data: QueryDict | None = None) -> tuple[Giving, GivingForm]:
    """What confirming would give today, and what may be said about it."""
    giving = plans.directive_giving(actor_of(request), page.review.id, on=today()) if page.may_edit else NOTHING_GIVEN
    return giving, GivingForm(data, ended=giving.ended, auto_id="giao_%s")


def render_review(
    request: HttpRequest,
    page: ReviewPage,
    editor: Editor | None = None,
    problem: Problem | None = None,
    asked: tuple[Giving, GivingForm] | None = None,
) -> HttpResponse:
    status = problem.status if problem else 200
    if editor is not None:
        status = editor.form.status
        if editor.form.problem is not None and editor.form.problem.code == STALE:
            _take_new_version(editor, page.review.version)
    giving, form = asked or giving_form(request, page)
    if asked is not None and problem is None:
        status = form.status
    context: dict[str, object] = {
        "page": page,
        "review": page.review,
        "editor": editor,
        "problem": problem,
        "giving": giving,
        "form": form,
        "signatures": queries.signatures_at_receipt(actor_of(request), page.review.id),
    }
    return render(request, "web/documents/review.html", context, status=status)


def _take_new_version(editor: Editor, version: int) -> None:
    """The person has now seen the other's change beside the own text: sending again is a decision, not an accident."""
    assert isinstance(editor.form.data, QueryDict)  # a form with a problem was posted
    data = editor.form.data.copy()
    data["version"] = str(version)
    editor.form.data = data
