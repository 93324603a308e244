"""Words of procedures in templates."""

from collections.abc import Sequence
from decimal import Decimal

from django import template
from django.utils.translation import gettext

from caicach.kernel.tables import Cell
from caicach.procedures.auditing.scores import Share
from caicach.procedures.domain.three_places import Place
from caicach.web.procedures.words import FIELD_NAMES, NOTES, REASONS
from caicach.web.shell.exports import cell_text

register = template.Library()


@register.filter
def field_name(name: str) -> str:
    return str(FIELD_NAMES.get(name, name))


@register.filter
def reason_name(name: str) -> str:
    return str(REASONS.get(name, name))


@register.filter
def note_name(name: str) -> str:
    return str(NOTES.get(name, name))


@register.filter
def place_name(place: Place) -> str:
    """The national database, or the unit whose page it is."""
    return place.name or gettext("CSDL quốc gia")


@register.filter
def item(rows: Sequence[Place], number: int) -> Place:
    return rows[number]


@register.filter
def form_cell(cell: Cell) -> str:
    """A cell of an official form; an empty one where nobody keeps the figure."""
    return cell_text(cell)


@register.simple_tag
def share(of: object) -> str:
    """A share in percent, with its interval where a part was seen; a template gives a blank where there is none."""
    if not isinstance(of, Share):
        return "–"
    if of.low == of.high:
        return f"{_percent(of.value)}%"
    return f"{_percent(of.value)}% ({_percent(of.low)}–{_percent(of.high)})"


def _percent(value: Decimal) -> str:
    return f"{value * 100:.1f}".replace(".", ",")
