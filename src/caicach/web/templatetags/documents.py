"""Words and marks of received documents in templates."""

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from caicach.web.documents import words
from caicach.web.documents.source_text import Anchor
from caicach.web.shell.badges import Badge, drawn_badge

register = template.Library()


@register.filter
def last_key(anchors: tuple[Anchor, ...]) -> str:
    """Where a link on overlapping quotes leads: the card of the tightest one."""
    return min(anchors, key=lambda anchor: anchor.span.end - anchor.span.start).key


@register.filter
def partial_date(value: str) -> str:
    """
    >>> partial_date("2023-02")
    '02/2023'
    """
    return "/".join(reversed(value.split("-")))


@register.filter
def recipient_role(value: object) -> str:
    return str(words.RECIPIENT_ROLES.get(value, "")) if value else ""  # type: ignore[call-overload]


@register.simple_tag
def uncertain_badge() -> SafeString:
    return drawn_badge(Badge(gettext("Cần xem"), "alert", "amber"))
