"""Words and badges of plans in templates."""

from django import template
from django.utils.safestring import SafeString

from caicach.plans.domain.plans import PlanKind, PlanState
from caicach.web.plans import words
from caicach.web.shell.badges import drawn_badge

register = template.Library()


@register.filter
def plan_act(action: str) -> str:
    return str(words.PLAN_ACTS.get(action, action))


@register.simple_tag
def plan_badge(state: PlanState) -> SafeString:
    return drawn_badge(words.PLAN_STATES[state])


@register.filter
def plan_kind(value: PlanKind) -> str:
    return str(words.PLAN_KINDS[value])
