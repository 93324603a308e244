"""Filters of the pages of the scoring cycle."""

from decimal import Decimal

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from caicach.indices.domain.asking import Asked
from caicach.indices.domain.cycle import Cells, FindingState, ObjectionState, Stage, Step, Treatment
from caicach.kernel.decimals import rounded_value
from caicach.web.indices import words
from caicach.web.indices.cell_words import cells_words
from caicach.web.shell.badges import drawn_badge
from caicach.web.shell.numbers import DASH, number_text, trimmed_digits

register = template.Library()
_PLACES = 4


@register.filter
def points(value: Decimal | None) -> str:
    """Points with as many decimals as they have, four at most; a dash where there are none."""
    return trimmed_digits(value, _PLACES)


@register.filter
def percent(value: Decimal | None, places: int = 2) -> str:
    """With as many decimals as the set says; two where it does not."""
    if value is None:
        return DASH
    return f"{number_text(rounded_value(value, places))}%"


@register.filter
def in_words(cells: Cells, asked: Asked | None) -> str:
    return cells_words(asked, cells) if asked else cells.shown


@register.filter
def step_name(value: Step) -> str:
    return str(words.STEPS[Step(value)])


@register.filter
def stage_name(value: Stage) -> str:
    return str(words.STAGES[Stage(value)])


@register.filter
def method_name(value: str) -> str:
    return str(words.METHODS.get(value, ""))


@register.filter
def treatment_name(value: Treatment) -> str:
    return str(words.TREATMENTS[Treatment(value)])


@register.filter
def objection_badge(value: str) -> SafeString:
    return drawn_badge(words.OBJECTION_STATES[ObjectionState(value)])


@register.filter
def finding_badge(value: str) -> SafeString:
    return drawn_badge(words.FINDING_STATES[FindingState(value)])


@register.filter
def year_badge(value: Step) -> SafeString:
    return drawn_badge(words.YEAR_STEPS[Step(value)])


@register.filter
def depth_class(value: int) -> SafeString:
    return format_html("depth-{}", min(int(value), 4))


@register.filter
def lookup(values: dict[str, object], key: str) -> object:
    return values.get(key)
