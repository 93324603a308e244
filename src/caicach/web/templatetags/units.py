"""What modules say of units, in the language of the page."""

from django import template
from django.utils.translation import gettext

register = template.Library()


@register.filter
def in_language(words: str) -> str:
    """Words that a module marked for translation and keeps as they are."""
    return gettext(words) if words else ""
