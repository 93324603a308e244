"""Words and badges of tasks in templates."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from caicach.drafts.domain.task_fields import TaskFields
from caicach.kernel.saying import number_text, say
from caicach.plans.domain.recurring import occurrence_label
from caicach.plans.domain.states import TaskState
from caicach.plans.domain.tasks import ReportState, StateCounts
from caicach.web.shell.badges import drawn_badge
from caicach.web.tasks import words
from caicach.web.tasks.chosen import facts_of
from caicach.web.tasks.parts import Cell

register = template.Library()


@register.simple_tag
def rows_behind(cell: Cell) -> SafeString:
    """A figure of a table as the way to its rows; drawn at once, for a table of all units has hundreds."""
    if not cell.count:
        return format_html('<span class="zero">{}</span>', 0)
    said = number_text(cell.count)
    return format_html('<a href="{}">{}</a>', cell.address, said) if cell.address else format_html("{}", said)


@register.filter
def by_state(counts: StateCounts) -> list[tuple[TaskState, int]]:
    """The states that occur, each with its count."""
    found = ((state, counts.of(state)) for state in TaskState)
    return [(state, count) for state, count in found if count]


@register.filter
def area_name(value: object) -> str:
    return str(words.AREAS.get(value, "")) if value else ""  # type: ignore[call-overload]


@register.filter
def recurrence_name(value: object) -> str:
    return str(words.RECURRENCES.get(value, "")) if value else ""  # type: ignore[call-overload]


@register.filter
def role_name(value: object) -> str:
    return str(words.ADDRESS_ROLES.get(value, "")) if value else ""  # type: ignore[call-overload]


@register.filter
def origin_name(value: object) -> str:
    return str(words.ORIGINS.get(value, "")) if value else ""  # type: ignore[call-overload]


@register.filter
def chosen_facts(holder: TaskFields) -> list[tuple[str, str]]:
    """Label and word of every field chosen from a list that says something beside the usual."""
    return facts_of(holder)


@register.filter
def quality_name(value: object) -> str:
    return str(words.QUALITIES.get(value, "")) if value else ""  # type: ignore[call-overload]


@register.filter
def due_unit_name(value: object) -> str:
    return str(words.DUE_UNITS.get(value, "")) if value else ""  # type: ignore[call-overload]


@register.simple_tag
def waiting_badge() -> SafeString:
    return drawn_badge(words.WAITING)


@register.simple_tag
def returned_badge() -> SafeString:
    return drawn_badge(words.REPORT_STATES[ReportState.RETURNED])


@register.simple_tag
def late_report_badge() -> SafeString:
    return drawn_badge(words.LATE_REPORT)


@register.filter
def period_name(period: str) -> str:
    """«Tháng 02/2023»; nothing for work done once."""
    return say(occurrence_label(period))


@register.simple_tag
def cancelled_badge() -> SafeString:
    return drawn_badge(words.CANCELLED)
