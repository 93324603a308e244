"""The operator's page: jobs, deliveries that did not arrive, targets of webhooks."""

from django.contrib import messages as notices
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_POST

from caicach.kernel.calendar.in_force import calendar_in_force
from caicach.kernel.jobs import queries as jobs
from caicach.kernel.jobs import services as queue_services
from caicach.kernel.jobs.domain import JobState
from caicach.notifications import queries, services
from caicach.organisations import queries as organisations
from caicach.web.notifications.forms import TargetForm
from caicach.web.notifications.words import JOB_STATES
from caicach.web.shell.open_pages import open_addresses
from caicach.web.shell.requests import actor_of, today, whole_number


@require_GET
def queue(request: HttpRequest) -> HttpResponse:
    return _page(request, TargetForm())


def _page(request: HttpRequest, form: TargetForm, *, secret: str = "", status: int = 200) -> HttpResponse:
    actor = actor_of(request)
    wanted = request.GET.get("trang-thai", "")
    state = JobState(wanted) if wanted in set(JobState) else None
    counts = jobs.job_counts(actor)
    page = jobs.jobs(actor, state=state, page=whole_number(request.GET.get("trang"), 1))
    asked = organisations.contacts({job.asked_by for job in page.items if job.asked_by is not None})
    calendar = calendar_in_force()
    context = {
        "page": page,
        "opened": open_addresses(actor, (job.link for job in page.items if job.link)),
        "asked": {user: contact.display_name for user, contact in asked.items()},
        "schedules": jobs.schedules(actor, now=timezone.now(), calendar=calendar),
        "state": state,
        "tally": [(s, JOB_STATES[s], getattr(counts, s.value)) for s in JobState],
        "troubled": queries.troubled_deliveries(actor),
        "targets": queries.targets(actor),
        "last_round": queries.last_round("plans.reminders"),
        "order_due": calendar.order_due(today()),
        "form": form,
        "secret": secret,
    }
    return render(request, "web/notifications/queue.html", context, status=status)


@require_POST
def try_again(request: HttpRequest, job_id: int) -> HttpResponse:
    queue_services.try_again(actor_of(request), job_id=job_id, now=timezone.now())
    notices.success(request, gettext("Việc đã được đưa lại vào hàng đợi."))
    return redirect("web:queue")


@require_POST
def send_again(request: HttpRequest, delivery_id: int) -> HttpResponse:
    services.send_again(actor_of(request), delivery_id=delivery_id, now=timezone.now())
    notices.success(request, gettext("Sẽ gửi lại trong ít phút."))
    return redirect("web:queue")


@require_POST
def add_target(request: HttpRequest) -> HttpResponse:
    """Shows the new target's secret at once: it cannot be shown a second time."""
    form = TargetForm(request.POST)
    if form.is_valid():
        with form.told_to():
            added = services.add_target(
                actor_of(request),
                name=form.cleaned_data["name"],
                url=form.cleaned_data["url"],
                template=form.kept_template(),
                now=timezone.now(),
            )
            return _page(request, TargetForm(), secret=added.secret)
    return _page(request, form, status=form.status)


@require_POST
def remove_target(request: HttpRequest, target_id: int) -> HttpResponse:
    services.remove_target(actor_of(request), target_id=target_id, now=timezone.now())
    notices.success(request, gettext("Đã gỡ nơi nhận."))
    return redirect("web:queue")
