"""Signatures of a document that came in: as they were judged then, and as they are judged now."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from caicach.correspondence import queries
from caicach.web.shell.requests import actor_of


@require_GET
def signatures(request: HttpRequest, document_id: int) -> HttpResponse:
    actor = actor_of(request)
    file = queries.source_file(actor, document_id)
    now = timezone.now()
    context = {
        "document": queries.document_of(actor, document_id),
        "kept": queries.signatures_at_receipt(actor, document_id),
        "findings": queries.judged_signatures(file.data, filename=file.name, now=now),
        "now": now,
    }
    return render(request, "web/documents/signatures.html", context)
