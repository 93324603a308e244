"""Feedback that comes in many ways: sent by anybody from the open page, and brought as a file."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods

from caicach.kernel.access import Permission, require
from caicach.procedures import services
from caicach.procedures.services import FeedbackBrought
from caicach.procedures.services.feedback import no_open_page
from caicach.web.procedures.feedback_forms import FeedbackListForm, OpenFeedbackForm
from caicach.web.shell.kept_files import files_of
from caicach.web.shell.once import once
from caicach.web.shell.requests import actor_of, today
from caicach.web.shell.signing_in import slow_down_feedback

_RECEIPT = "feedback_receipt"


@login_not_required
@require_http_methods(["GET", "POST"])
@once
def send(request: HttpRequest) -> HttpResponse:
    if not settings.PUBLIC_FEEDBACK:
        raise no_open_page()
    now = timezone.now()
    form = OpenFeedbackForm(request.POST or None, initial={"code": request.GET.get("thu-tuc", "")})
    if form.is_bound and form.is_valid():
        with form.told_to():
            slow_down_feedback(request, now=now)
            made = services.send_feedback(facts=form.facts(today()), now=now)
            request.session[_RECEIPT] = made
            return redirect("web:feedback_sent")
    return render(request, "web/procedures/send_feedback.html", {"form": form}, status=form.status)


@login_not_required
@require_GET
def receipt(request: HttpRequest) -> HttpResponse:
    """The number of what this browser sent last; nobody else's."""
    number = request.session.get(_RECEIPT)
    if number is None:
        return redirect("web:public_feedback")
    return render(request, "web/procedures/feedback_sent.html", {"number": number})


@require_http_methods(["GET", "POST"])
@once
def bring(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    require(actor, Permission.PROCEDURE_MANAGE)
    form = FeedbackListForm(request.POST, files_of(request)) if request.method == "POST" else FeedbackListForm()
    brought = FeedbackBrought()
    if form.is_bound and form.is_valid():
        with form.told_to():
            file = form.cleaned_data["file"]
            brought = services.import_feedback(actor, data=file.read(), filename=file.name, now=timezone.now())
            if not brought.problems:
                told = gettext("Đã nhập {added} phản ánh, kiến nghị; {same} đã có từ trước.")
                messages.success(request, told.format(added=brought.added, same=brought.same))
                return redirect("web:feedback")
    status = 422 if brought.problems else form.status
    context = {"form": form, "problems": brought.problems}
    return render(request, "web/procedures/bring_feedback.html", context, status=status)
