"""The list of received documents, and receiving one."""

from dataclasses import replace
from datetime import date

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods

from caicach.correspondence import queries, services
from caicach.correspondence.domain.received import DocumentFilters, Received, ReceivedState
from caicach.kernel.access import Actor, Permission, require
from caicach.notifications.domain.lists import MOST_WATCHED, Entry, Listed
from caicach.web.documents.forms import ReceiveForm
from caicach.web.documents.words import DOCUMENT_STATES
from caicach.web.shell.addresses import address_of
from caicach.web.shell.filters import ListFilters
from caicach.web.shell.kept_files import files_of
from caicach.web.shell.once import once
from caicach.web.shell.previews import file_answer
from caicach.web.shell.requests import actor_of, today, whole_number
from caicach.web.shell.uploads import go_on


def document_filters(query: QueryDict, asked: ListFilters) -> DocumentFilters:
    return DocumentFilters(
        states=tuple(state for state in ReceivedState if state.value in query.getlist("trang-thai")),
        text=asked.text,
        issued_from=asked.day("tu"),
        issued_to=asked.day("den"),
        order=asked.order(queries.DOCUMENT_COLUMNS),
        page=whole_number(query.get("trang"), 1),
    )


def listed_documents(actor: Actor, query: str, _on: date) -> Listed:
    """The list as it is kept under a name and watched."""
    asked = QueryDict(query)
    filters = replace(document_filters(asked, ListFilters(asked)), order=None, page=1, size=MOST_WATCHED)
    page = queries.received_documents(actor, filters=filters)
    entries = (
        Entry(str(row.id), row.reference or row.filename, row.subject or "", address_of("web:document", row.id))
        for row in page.items
    )
    return Listed(page.total, tuple(entries))


@require_GET
def documents(request: HttpRequest) -> HttpResponse:
    asked = ListFilters(request.GET)
    filters = document_filters(request.GET, asked)
    actor = actor_of(request)
    context = {
        "page": queries.received_documents(actor, filters=filters),
        "asked": asked,
        "states": [(state, badge.word, state in filters.states) for state, badge in DOCUMENT_STATES.items()],
        "addressed": () if asked.are_set else queries.letters_addressed(actor),
        "may_receive": actor.may(Permission.DOCUMENT_RECEIVE),
    }
    return render(request, "web/documents/list.html", context)


@require_http_methods(["GET", "POST"])
@once
def receive(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    require(actor, Permission.DOCUMENT_RECEIVE)
    form = ReceiveForm(initial={"arrived_on": f"{today():%d/%m/%Y}"})
    if request.method == "POST":
        form = ReceiveForm(request.POST, files_of(request))
    if form.is_bound and form.is_valid():
        file = form.cleaned_data["file"]
        with form.told_to():
            received = services.receive_document(
                actor,
                data=file.read(),
                filename=file.name,
                arrived_on=form.cleaned_data["arrived_on"],
                now=timezone.now(),
            )
            return _after_receiving(request, received)
    context = {"form": form, "limit": settings.UPLOAD_BYTES, "limit_mb": settings.UPLOAD_BYTES // 1_000_000}
    return render(request, "web/documents/receive.html", context, status=form.status)


def _after_receiving(request: HttpRequest, received: Received) -> HttpResponse:
    if received.is_duplicate:
        messages.warning(
            request, gettext("Văn bản này đã được tiếp nhận trước đây. Đây là văn bản đã có; không tạo bản mới.")
        )
    elif received.state is ReceivedState.READ:
        messages.success(request, gettext("Đã tiếp nhận và đọc xong. Hãy soát lại, xem mục «Cần xem» trước."))
    elif received.state is ReceivedState.RECEIVED:
        messages.success(
            request, gettext("Đã tiếp nhận. Bản quét được đọc ở phía sau; có thể rời trang này và quay lại.")
        )
    return go_on(request, "web:document", received.id)


@require_GET
def source_file(request: HttpRequest, document_id: int) -> HttpResponse:
    actor = actor_of(request)
    found = queries.source_file(actor, document_id)
    services.note_reading(actor, read=services.Read.DOCUMENT, identity=document_id, now=timezone.now())
    return file_answer(request, found)
