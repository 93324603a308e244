"""A job that works in the background: how far it is, what failed, the way on; for who asked for it and the operator."""

from django.contrib import messages as notices
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_POST

from caicach.kernel.jobs import queries, services
from caicach.web.shell.open_pages import open_address
from caicach.web.shell.requests import actor_of


@require_GET
def job(request: HttpRequest, job_id: int) -> HttpResponse:
    """Looks again by itself every two seconds until the job is over, with scripts and without."""
    actor = actor_of(request)
    shown = queries.job_of(actor, job_id)
    context = {"job": shown, "progress": shown.progress, "address": open_address(actor, shown.link)}
    return render(request, "web/notifications/job.html", context)


@require_POST
def stop(request: HttpRequest, job_id: int) -> HttpResponse:
    actor = actor_of(request)
    services.ask_to_stop(actor, key=queries.job_of(actor, job_id).key, now=timezone.now())
    notices.success(request, gettext("Việc sẽ dừng sau phần đang làm dở; những gì đã làm được giữ nguyên."))
    return redirect("web:job", job_id)
