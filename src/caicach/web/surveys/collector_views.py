"""Who collects: an account is issued and told once, and taken back."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from caicach.surveys.collection import queries, services
from caicach.web.shell.once import once
from caicach.web.shell.requests import actor_of
from caicach.web.surveys.codes import collect_settings, qr_code
from caicach.web.surveys.forms import CollectorForm


@require_http_methods(["GET", "POST"])
def issue(request: HttpRequest, survey_id: int) -> HttpResponse:
    """The answer to the form is the only page that ever shows the password."""
    actor = actor_of(request)
    view = queries.survey_view(actor, survey_id, now=timezone.now())
    form = CollectorForm(request.POST or None)
    if form.is_bound and form.is_valid():
        with form.told_to():
            typed = form.cleaned_data
            issued = services.issue_collector(
                actor, survey_id=survey_id, name=typed["name"], days=typed["days"], now=timezone.now()
            )
            address = f"{settings.PUBLIC_URL}/odk"
            code = qr_code(collect_settings(f"{address}/key/{issued.token}", view.line.title))
            context = {"line": view.line, "issued": issued, "name": typed["name"], "address": address, "code": code}
            return render(request, "web/surveys/issued.html", context)
    context = {"form": form, "line": view.line, "title": gettext("Cấp tài khoản thu thập"), "button": gettext("Cấp")}
    return render(request, "web/surveys/form.html", context, status=form.status)


@require_POST
@once
def revoke(request: HttpRequest, survey_id: int, username: str) -> HttpResponse:
    services.revoke_collector(actor_of(request), survey_id=survey_id, username=username, now=timezone.now())
    messages.success(request, gettext("Đã thu hồi tài khoản. Phiếu chưa gửi trên máy ấy sẽ không được nhận nữa."))
    return redirect("web:survey", survey_id)
