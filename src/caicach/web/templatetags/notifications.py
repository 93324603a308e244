"""Words and badges of channels, deliveries and jobs."""

from django import template
from django.utils.safestring import SafeString

from caicach.kernel.jobs.domain import JobState
from caicach.notifications.domain.channels import DeliveryState
from caicach.web.notifications import words
from caicach.web.shell.badges import drawn_badge

register = template.Library()


@register.filter
def channel_name(value: object) -> str:
    return str(words.CHANNELS.get(value, "")) if value else ""  # type: ignore[call-overload]


@register.simple_tag
def delivery_badge(state: DeliveryState) -> SafeString:
    return drawn_badge(words.DELIVERY_STATES[state])


@register.simple_tag
def job_badge(state: JobState) -> SafeString:
    return drawn_badge(words.JOB_STATES[state])
