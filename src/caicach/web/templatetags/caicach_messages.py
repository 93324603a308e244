"""Words and badges of channels, deliveries and jobs."""

from django import template
from django.utils.safestring import SafeString

from caicach.kernel.jobs.domain import JobState
from caicach.notifications.domain.channels import DeliveryState
from caicach.web import labels
from caicach.web.templatetags.caicach import drawn_badge

register = template.Library()


@register.filter
def channel_name(value: object) -> str:
    return str(labels.CHANNELS.get(value, "")) if value else ""  # type: ignore[call-overload]


@register.simple_tag
def delivery_badge(state: DeliveryState) -> SafeString:
    return drawn_badge(labels.DELIVERY_STATES[state])


@register.simple_tag
def job_badge(state: JobState) -> SafeString:
    return drawn_badge(labels.JOB_STATES[state])
