"""The register of requests about personal data in surveys, by day, and one of them with what is done to it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from caicach.kernel.access import Permission, require
from caicach.surveys.collection import queries, services
from caicach.surveys.collection.domain.data_requests import RequestKind, RequestOutcome
from caicach.web.shell.once import once
from caicach.web.shell.requests import actor_of, today
from caicach.web.surveys.forms import AnswerRequestForm, DataRequestForm, ExtensionForm


@require_GET
def register(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    require(actor, Permission.SURVEY_MANAGE)
    return render(request, "web/surveys/requests.html", {"lines": queries.data_requests(actor, on=today())})


@require_http_methods(["GET", "POST"])
@once
def new_request(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    require(actor, Permission.SURVEY_MANAGE)
    form = DataRequestForm(request.POST or None, initial={"received_on": f"{today():%d/%m/%Y}"})
    form.offer([(str(one.id), one.title) for one in queries.survey_lines(actor)])
    if form.is_bound and form.is_valid():
        with form.told_to():
            typed = form.cleaned_data
            made = services.register_request(
                actor,
                survey_id=int(typed["survey"]),
                kind=RequestKind(typed["kind"]),
                asked_by=typed["asked_by"],
                text=typed["text"],
                received_on=typed["received_on"],
                now=timezone.now(),
            )
            messages.success(request, gettext("Đã vào sổ. Hạn báo nhận và hạn trả lời ở dưới."))
            return redirect("web:data_request", made)
    title = gettext("Yêu cầu mới về dữ liệu cá nhân")
    context = {"form": form, "title": title, "button": gettext("Vào sổ")}
    return render(request, "web/surveys/form.html", context, status=form.status)


@require_http_methods(["GET", "POST"])
@once
def one_request(request: HttpRequest, data_request_id: int) -> HttpResponse:
    """Two forms on one page: ``act`` says which was sent."""
    actor = actor_of(request)
    line = queries.data_request(actor, data_request_id, on=today())
    is_extension = request.POST.get("act") == "extend"
    extension = ExtensionForm(request.POST if is_extension else None)
    answer = AnswerRequestForm(request.POST if request.method == "POST" and not is_extension else None)
    sent: ExtensionForm | AnswerRequestForm = extension if is_extension else answer
    if sent.is_bound and sent.is_valid():
        with sent.told_to():
            typed = sent.cleaned_data
            if is_extension:
                until, reason = typed["until"], typed["reason"]
                services.extend_request(
                    actor, request_id=data_request_id, until=until, reason=reason, now=timezone.now()
                )
            else:
                services.close_request(
                    actor,
                    request_id=data_request_id,
                    outcome=RequestOutcome(typed["outcome"]),
                    answer=typed["answer"],
                    submission=typed["submission"],
                    now=timezone.now(),
                )
            messages.success(request, gettext("Đã ghi vào sổ."))
            return redirect("web:data_request", data_request_id)
    context = {"line": line, "extension": extension, "answer": answer, "form": sent}
    return render(request, "web/surveys/request.html", context, status=sent.status if sent.is_bound else 200)


@require_POST
@once
def acknowledge(request: HttpRequest, data_request_id: int) -> HttpResponse:
    services.acknowledge_request(actor_of(request), request_id=data_request_id, now=timezone.now())
    messages.success(request, gettext("Đã ghi ngày báo nhận."))
    return redirect("web:data_request", data_request_id)
