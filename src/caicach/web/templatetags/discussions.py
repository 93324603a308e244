"""The talk about a thing, on the page of the thing."""

from django import template
from django.template import Context

from caicach.discussions import queries
from caicach.discussions.domain.remarks import Thing, ThingKind
from caicach.web.discussions.forms import RemarkForm
from caicach.web.discussions.views import WORDS_OF_ADDRESS
from caicach.web.shell.addresses import address_of
from caicach.web.shell.requests import actor_of, today

register = template.Library()


@register.inclusion_tag("web/discussions/talk.html", takes_context=True)
def discussion(context: Context, kind: str, thing_id: int, part: str = "") -> dict[str, object]:
    """What was said, and the form to say something. At most nine SQL queries."""
    thing = Thing(ThingKind(kind), thing_id, part)
    word = next(word for word, its_kind in WORDS_OF_ADDRESS.items() if its_kind is thing.kind)
    thread = queries.thread_of(actor_of(context["request"]), thing, on=today())
    address = address_of("web:discussion", word, thing_id)
    return {
        "thread": thread,
        "form": RemarkForm(initial={"seen": thread.last}, auto_id="remark_%s"),
        "address": f"{address}?ma={part}" if part else address,
        "csrf_token": context.get("csrf_token", ""),
        "request": context["request"],
    }
