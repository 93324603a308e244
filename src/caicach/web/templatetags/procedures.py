"""Words of procedures in templates."""

from django import template

from caicach.web.procedures.words import FIELD_NAMES

register = template.Library()


@register.filter
def field_name(name: str) -> str:
    return str(FIELD_NAMES.get(name, name))
