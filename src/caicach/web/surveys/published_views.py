"""Results of surveys that others ran: what is here, and the table that brings more."""

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods

from caicach.kernel.access import Permission, require
from caicach.kernel.periods import parse_period
from caicach.kernel.tables import Table
from caicach.surveys.results import queries, services
from caicach.surveys.results.domain.published import NOT_PUBLISHED
from caicach.web.shell.exports import table_answer
from caicach.web.shell.once import once
from caicach.web.shell.requests import actor_of
from caicach.web.surveys.forms import PublishedForm

_HEAD = ("đơn vị", "chỉ số", "giá trị", "sai số chuẩn", "từ", "đến", "số phiếu")


@require_http_methods(["GET", "POST"])
@once
def published_results(request: HttpRequest) -> HttpResponse:
    actor, now = actor_of(request), timezone.now()
    lines = queries.published_lines(actor)
    form = PublishedForm(request.POST or None, request.FILES or None)
    if form.is_bound and form.is_valid():
        with form.told_to():
            typed = form.cleaned_data
            count = services.import_published(
                actor,
                name=typed["file"].name or "",
                data=typed["file"].read(),
                period=parse_period(typed["period"]),
                source=typed["source"],
                published_on=typed["published_on"],
                now=now,
            )
            messages.success(request, gettext("Đã nạp {count} kết quả.").format(count=count))
            return redirect("web:published_surveys")
    context = {"form": form, "lines": lines}
    return render(request, "web/surveys/published.html", context, status=form.status)


@require_GET
def template_file(request: HttpRequest) -> FileResponse:
    """A table to fill, with a row of each kind of error."""
    require(actor_of(request), Permission.SURVEY_MANAGE)
    rows = (
        ("STP", "satisfied_share", "83,94%", "1,2%", "", "", "412"),
        ("SNV", "satisfied_share", "81,5%", "", "79,1%", "83,9%", "398"),
        ("SYT", "mean_score", "4,12", NOT_PUBLISHED, "", "", ""),
    )
    return table_answer(Table(gettext("Kết quả đã công bố"), _HEAD, rows), "xlsx", "mau-ket-qua-cong-bo")
