"""Words and badges of channels, deliveries and jobs."""

from typing import cast

from django import template
from django.http import QueryDict
from django.template import Context
from django.utils.safestring import SafeString

from caicach.kernel.jobs.domain import JobState
from caicach.notifications.domain.channels import DeliveryState
from caicach.notifications.domain.chat_systems import ChatSystem
from caicach.notifications.list_queries import saved_lists
from caicach.web.notifications import words
from caicach.web.shell.badges import drawn_badge
from caicach.web.shell.requests import actor_of
from caicach.web.shell.units import units_of

register = template.Library()


@register.filter
def channel_name(value: object) -> str:
    return str(words.CHANNELS.get(value, "")) if value else ""  # type: ignore[call-overload]


@register.filter
def chat_system_name(value: ChatSystem) -> str:
    return str(words.CHAT_SYSTEMS[value])


@register.simple_tag
def delivery_badge(state: DeliveryState) -> SafeString:
    return drawn_badge(words.DELIVERY_STATES[state])


@register.simple_tag
def job_badge(state: JobState) -> SafeString:
    return drawn_badge(words.JOB_STATES[state])


@register.inclusion_tag("web/notifications/kept_lists.html", takes_context=True)
def kept_lists(context: Context) -> dict[str, object]:
    """Lists of this page that were kept, and the form that keeps its filters where it has some. One SQL query."""
    request = context["request"]
    actor, route = actor_of(request), request.resolver_match.view_name
    asked = QueryDict(mutable=True)
    dropped = {"trang", "tai", *cast("tuple[str, ...]", context.get("not_kept", ()))}
    for name, values in request.GET.lists():
        if name not in dropped and any(values):
            asked.setlist(name, [value for value in values if value])
    return {
        "rows": saved_lists(actor, page=route),
        "page_route": route,
        "query": asked.urlencode(),
        "here": request.get_full_path(),
        "units": units_of(actor.acts_for) if asked else (),
        "csrf_token": context.get("csrf_token", ""),
    }
