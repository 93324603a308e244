"""Links by which people answer in a browser: given out and told once, taken back."""

from collections.abc import Sequence

from django.conf import settings
from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from caicach.kernel.tables import Table
from caicach.surveys.collection import queries, services
from caicach.surveys.collection.domain.cells import Cell
from caicach.surveys.collection.domain.values import LinkKind
from caicach.web.shell.exports import table_answer
from caicach.web.shell.once import once
from caicach.web.shell.requests import actor_of
from caicach.web.surveys.codes import qr_code
from caicach.web.surveys.forms import InviteForm, LinksForm


@require_http_methods(["GET", "POST"])
def issue(request: HttpRequest, survey_id: int) -> HttpResponse | FileResponse:
    """One link is shown with its code; many leave as a sheet. Neither can be had again."""
    actor = actor_of(request)
    view = queries.survey_view(actor, survey_id, now=timezone.now())
    form = LinksForm(
        request.POST or None,
        initial={"kind": request.GET.get("kind", LinkKind.ONCE.value), "is_for_sample": "is_for_sample" in request.GET},
    )
    if form.is_bound and form.is_valid():
        with form.told_to():
            typed = form.cleaned_data
            given = {"survey_id": survey_id, "label": typed["label"], "days": typed["days"], "now": timezone.now()}
            if typed["is_for_sample"]:
                issued = services.issue_sample_links(actor, **given)
            else:
                issued = services.issue_links(actor, **given, kind=LinkKind(typed["kind"]), count=typed["count"])
            addresses = [settings.PUBLIC_URL + reverse("web:answer", args=(token,)) for token in issued.tokens]
            if len(addresses) > 1 or issued.cells:
                sheet = _sheet(typed["label"], addresses, issued.cells)
                return table_answer(sheet, "xlsx", f"duong-dan-{issued.id}")
            (address,) = addresses
            context = {
                "line": view.line,
                "name": typed["label"],
                "address": address,
                "kind": issued.kind.value,
                "code": qr_code(address),
                "until": timezone.localdate(issued.expires_at),
            }
            return render(request, "web/surveys/issued_link.html", context)
    context = {"form": form, "line": view.line, "title": gettext("Cấp đường dẫn trả lời"), "button": gettext("Cấp")}
    return render(request, "web/surveys/form.html", context, status=form.status)


@require_http_methods(["GET", "POST"])
@once
def invite(request: HttpRequest, survey_id: int) -> HttpResponse:
    """Letters with a link each are sent by the worker."""
    actor = actor_of(request)
    view = queries.survey_view(actor, survey_id, now=timezone.now())
    form = InviteForm(request.POST or None)
    if form.is_bound and form.is_valid():
        with form.told_to():
            typed = form.cleaned_data
            job = services.invite(
                actor,
                survey_id=survey_id,
                label=typed["label"],
                addresses=typed["addresses"].splitlines(),
                column=typed["column"].strip(),
                words=typed["words"],
                days=typed["days"],
                now=timezone.now(),
            )
            return redirect("web:job", job)
    context = {"form": form, "line": view.line, "title": gettext("Gửi thư mời"), "button": gettext("Gửi")}
    return render(request, "web/surveys/form.html", context, status=form.status)


def _sheet(label: str, addresses: list[str], cells: Sequence[Cell]) -> Table:
    """Of a sample with the cell that each carries: any link of a cell goes to any unit of it."""
    if cells:
        clusters = [gettext("Cụm {number}").format(number=at + 1) for at in range(len(cells[0].clusters))]
        head = (gettext("Ô mẫu"), gettext("Tầng"), *clusters, gettext("Đường dẫn"), gettext("Tên"))
        each = zip(cells, addresses, strict=True)
        return Table(label, head, [(one.code, one.stratum, *one.clusters, address, label) for one, address in each])
    head = (gettext("Số"), gettext("Đường dẫn"), gettext("Tên"))
    return Table(label, head, [(number, address, label) for number, address in enumerate(addresses, start=1)])


@require_POST
@once
def revoke(request: HttpRequest, survey_id: int, links_id: int) -> HttpResponse:
    services.revoke_links(actor_of(request), survey_id=survey_id, links_id=links_id, now=timezone.now())
    messages.success(request, gettext("Đã thu hồi. Không ai trả lời qua đường dẫn ấy được nữa."))
    return redirect("web:survey", survey_id)
