"""Answers of the national portal that were saved by hand: the list, and the next one."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from caicach.dossiers import queries, services
from caicach.dossiers.saved_answers import answer_bounded
from caicach.kernel.access import Permission, require
from caicach.web.dossiers.forms import AnswerForm
from caicach.web.shell.once import once
from caicach.web.shell.requests import actor_of


@require_http_methods(["GET", "POST"])
@once
def portal_answers(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    require(actor, Permission.DOSSIER_IMPORT)
    form = AnswerForm(request.POST or None, request.FILES or None)
    if form.is_bound and form.is_valid():
        with form.told_to():
            given = form.cleaned_data["answer"]
            data = given.read()
            services.keep_portal_answer(
                actor,
                filename=given.name,
                data=data,
                answer=answer_bounded(data, filename=given.name),
                period=form.cleaned_data["period"],
                now=timezone.now(),
            )
            messages.success(request, gettext("Đã lưu câu trả lời."))
            return redirect("web:dossier_portal")
    context = {"form": form, "answers": queries.portal_answers(actor)}
    return render(request, "web/dossiers/answers.html", context, status=form.status)
