"""One shape for pages that do one act: what it does, a form, a button; then back to where one came from."""

from collections.abc import Callable
from dataclasses import dataclass, field

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from caicach.plans.domain.tasks import AssignmentPage
from caicach.web.shell.forms import PageForm


@dataclass(frozen=True, slots=True)
class ActPage:
    """``back`` is where the act, or its refusal by the person, leads."""

    title: str
    lead: str
    button: str
    done: str
    back: str
    context: dict[str, object] = field(default_factory=dict)
    note: str = ""


def act_answer(request: HttpRequest, form: PageForm, page: ActPage, act: Callable[[PageForm], object]) -> HttpResponse:
    """The page with its form; once the form is right and the use case agreed, back with a word that it is done."""
    if form.is_bound and form.is_valid():
        with form.told_to():
            act(form)
            messages.success(request, page.done)
            return redirect(page.back)
    context = {**page.context, "form": form, "act": page}
    return render(request, "web/tasks/act.html", context, status=form.status)


def of_assignment(page: AssignmentPage) -> dict[str, object]:
    return {"task": page.task, "document": page.document, "assignment": page.assignment, "row": page.assignment.row}


def work_address(assignment_id: int) -> str:
    return reverse("web:work", args=[assignment_id])
