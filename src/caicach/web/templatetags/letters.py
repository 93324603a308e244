"""Words of letters in templates."""

from django import template

from caicach.web.letters import words

register = template.Library()


@register.filter
def purpose_name(value: object) -> str:
    return str(words.PURPOSES.get(value, "")) if value else ""  # type: ignore[call-overload]


@register.filter
def signature_role(value: object) -> str:
    return str(words.SIGNATURE_ROLES.get(value, "")) if value else ""  # type: ignore[call-overload]


@register.filter
def sign_method(value: str) -> str:
    return str(words.METHODS.get(value, value))


@register.filter
def number_state(value: object) -> str:
    return str(words.NUMBER_STATES.get(value, "")) if value else ""  # type: ignore[call-overload]
