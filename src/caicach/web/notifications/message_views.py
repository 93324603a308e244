"""Own messages: the list, one of them, and marking them read."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib import messages as notices
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_POST

from caicach.notifications import queries, services
from caicach.notifications.domain.channels import DeliveryRow, MessageRow
from caicach.notifications.wording import SpokenContent, spoken_content
from caicach.web.shell.requests import actor_of, whole_number


@dataclass(frozen=True, slots=True)
class ShownMessage:
    """A message with its sentences in the language of the page."""

    id: int
    created_at: datetime
    is_read: bool
    content: SpokenContent
    deliveries: tuple[DeliveryRow, ...]


def _shown_message(row: MessageRow) -> ShownMessage:
    return ShownMessage(row.id, row.created_at, row.is_read, spoken_content(row.content), row.deliveries)


@require_GET
def inbox(request: HttpRequest) -> HttpResponse:
    actor, unread_only = actor_of(request), request.GET.get("loc") == "chua-doc"
    page = queries.messages(actor, unread_only=unread_only, page=whole_number(request.GET.get("trang"), 1))
    context = {
        "page": page,
        "shown": [_shown_message(row) for row in page.items],
        "unread_only": unread_only,
        "unread": queries.unread_count(actor),
    }
    return render(request, "web/notifications/inbox.html", context)


@require_GET
def message(request: HttpRequest, message_id: int) -> HttpResponse:
    """Opening a message marks it read: asked for again it changes nothing more."""
    actor = actor_of(request)
    shown = _shown_message(queries.message(actor, message_id))
    services.mark_read(actor, message_id=message_id, now=timezone.now())
    return render(request, "web/notifications/message.html", {"shown": shown})


@require_POST
def all_read(request: HttpRequest) -> HttpResponse:
    services.mark_all_read(actor_of(request), now=timezone.now())
    notices.success(request, gettext("Đã đánh dấu mọi thông báo là đã đọc."))
    return redirect("web:inbox")
