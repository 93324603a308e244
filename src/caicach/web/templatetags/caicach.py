"""Filters and parts that every page uses."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal

from django import template
from django.forms import BoundField, CheckboxInput, RadioSelect
from django.http import QueryDict
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from caicach.correspondence.domain.letters import LetterState
from caicach.correspondence.domain.received import ReceivedState
from caicach.kernel.metrics import Missing
from caicach.kernel.pages import Page
from caicach.kernel.said import Said, finished
from caicach.kernel.saying import say, stays_vietnamese, written
from caicach.plans.domain.extending import RequestState
from caicach.plans.domain.lines import LineProblem
from caicach.plans.domain.plans import PlanKind, PlanState
from caicach.plans.domain.recurring import occurrence_label
from caicach.plans.domain.states import TaskState
from caicach.plans.domain.tasks import ReportState, StateCounts
from caicach.web import labels
from caicach.web.documents.source_text import Anchor
from caicach.web.letters.words import LETTER_STATES

register = template.Library()

_MARKS = {
    "alert": '<path stroke="none" d="M6 .6 11.8 11H.2z"/>',
    "half": '<circle cx="6" cy="6" r="4.8" fill="none" stroke-width="1.6"/>'
    '<path stroke="none" d="M6 1v10A5 5 0 0 1 6 1z"/>',
    "open": '<circle cx="6" cy="6" r="4.8" fill="none" stroke-width="1.6"/>',
    "tick": '<path d="M1.5 6.5 4.7 9.7 10.5 2.8" fill="none" stroke-width="2"/>',
    "pause": '<path stroke="none" d="M2 1h3v10H2zM7 1h3v10H7z"/>',
    "cross": '<path d="M2 2l8 8M10 2l-8 8" fill="none" stroke-width="2"/>',
    "back": '<path d="M10.5 9.5V5h-8M5.5 1.8 2.2 5l3.3 3.2" fill="none" stroke-width="1.8"/>',
}


@register.filter
def day(value: date | datetime | None) -> str:
    """A date as dd/mm/yyyy, an instant as dd/mm/yyyy hh:mm in the time of the province."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return f"{timezone.localtime(value):%d/%m/%Y %H:%M}"
    return f"{value:%d/%m/%Y}"


@register.filter
def number(value: int | Decimal | Missing | None) -> str:
    """1.234,5 in Vietnamese, 1,234.5 in English; of a figure that is missing, the reason."""
    if value is None:
        return ""
    if isinstance(value, Missing):
        return value.reason
    return written(value)


@register.filter
def file_size(value: int) -> str:
    """
    >>> file_size(1_234_567), file_size(900)
    ('1,2 MB', '1 kB')
    """
    if value >= 1_000_000:
        return f"{number(Decimal(value).scaleb(-6).quantize(Decimal('0.1')))} MB"
    return f"{number(max(1, round(value / 1000)))} kB"


@register.filter
def told(sentence: Said | str) -> str:
    """A sentence in the language of the page; one that has no translation is marked as Vietnamese."""
    sentence = finished(sentence) if isinstance(sentence, str) else sentence
    spoken = say(sentence)
    return format_html('<span lang="vi">{}</span>', spoken) if stays_vietnamese(sentence) else spoken


@register.filter
def at(values: Sequence[object], index: int) -> object:
    return values[index]


@register.filter
def of_key(values: Mapping[object, object], key: object) -> object:
    return values.get(key, "")


@register.filter
def by_state(counts: StateCounts) -> list[tuple[TaskState, int]]:
    """The states that occur, each with its count."""
    found = ((state, counts.of(state)) for state in TaskState)
    return [(state, count) for state, count in found if count]


@register.filter
def plan_act(action: str) -> str:
    return str(labels.PLAN_ACTS.get(action, action))


@register.filter
def area_name(value: object) -> str:
    return str(labels.AREAS.get(value, "")) if value else ""  # type: ignore[call-overload]


@register.filter
def recurrence_name(value: object) -> str:
    return str(labels.RECURRENCES.get(value, "")) if value else ""  # type: ignore[call-overload]


@register.filter
def role_name(value: object) -> str:
    return str(labels.ADDRESS_ROLES.get(value, "")) if value else ""  # type: ignore[call-overload]


@register.filter
def origin_name(value: object) -> str:
    return str(labels.ORIGINS.get(value, "")) if value else ""  # type: ignore[call-overload]


@register.filter
def quality_name(value: object) -> str:
    return str(labels.QUALITIES.get(value, "")) if value else ""  # type: ignore[call-overload]


@register.filter
def recipient_role(value: object) -> str:
    return str(labels.RECIPIENT_ROLES.get(value, "")) if value else ""  # type: ignore[call-overload]


@register.filter
def due_unit_name(value: object) -> str:
    return str(labels.DUE_UNITS.get(value, "")) if value else ""  # type: ignore[call-overload]


@register.filter
def partial_date(value: str) -> str:
    """
    >>> partial_date("2023-02")
    '02/2023'
    """
    return "/".join(reversed(value.split("-")))


@register.filter
def last_key(anchors: tuple[Anchor, ...]) -> str:
    """Where a link on overlapping quotes leads: the card of the tightest one."""
    return min(anchors, key=lambda anchor: anchor.span.end - anchor.span.start).key


@register.simple_tag
def badge(state: TaskState | ReceivedState | ReportState | LetterState | RequestState) -> SafeString:
    """A state as mark, word and colour."""
    if isinstance(state, LetterState):
        return drawn_badge(LETTER_STATES[state])
    if isinstance(state, RequestState):
        return drawn_badge(labels.REQUEST_STATES[state])
    if isinstance(state, TaskState):
        return drawn_badge(labels.TASK_STATES[state])
    return drawn_badge(
        labels.DOCUMENT_STATES[state] if isinstance(state, ReceivedState) else labels.REPORT_STATES[state]
    )


@register.simple_tag
def plan_badge(state: PlanState) -> SafeString:
    return drawn_badge(labels.PLAN_STATES[state])


@register.filter
def plan_kind(value: PlanKind) -> str:
    return str(labels.PLAN_KINDS[value])


@register.filter
def problem_words(problem: LineProblem) -> str:
    """What is wrong with a row of a plan, in the language of the page."""
    return gettext(problem.message).format(**problem.values)


@register.simple_tag
def waiting_badge() -> SafeString:
    return drawn_badge(labels.WAITING)


@register.simple_tag
def returned_badge() -> SafeString:
    return drawn_badge(labels.REPORT_STATES[ReportState.RETURNED])


@register.simple_tag
def late_report_badge() -> SafeString:
    return drawn_badge(labels.LATE_REPORT)


@register.filter
def period_name(period: str) -> str:
    """«Tháng 02/2023»; nothing for work done once."""
    return occurrence_label(period)


@register.simple_tag
def cancelled_badge() -> SafeString:
    return drawn_badge(labels.CANCELLED)


@register.simple_tag
def uncertain_badge() -> SafeString:
    return drawn_badge(labels.Badge(gettext("Cần xem"), "alert", "amber"))


def drawn_badge(shown: labels.Badge) -> SafeString:
    drawing = mark_safe(_MARKS[shown.mark])  # noqa: S308  (our own drawings)
    return format_html(
        '<span class="badge {}"><svg viewBox="0 0 12 12" aria-hidden="true" focusable="false">{}</svg>{}</span>',
        shown.tone,
        drawing,
        shown.word,
    )


@register.inclusion_tag("web/parts/field.html")
def field(bound: BoundField) -> dict[str, object]:
    """Label, hint, error and control; a group of choices as a fieldset."""
    described = [f"{bound.auto_id}-hint"] if bound.help_text else []
    described += [f"{bound.auto_id}-error"] if bound.errors else []
    attributes: dict[str, str | bool] = {"aria-describedby": " ".join(described)} if described else {}
    if bound.errors:
        attributes["aria-invalid"] = "true"
    widget = bound.field.widget
    return {
        "bound": bound,
        "control": bound.as_widget(attrs=attributes),
        "is_group": isinstance(widget, RadioSelect),
        "is_tick": isinstance(widget, CheckboxInput),
        "says_optional": not bound.field.required and getattr(bound.form, "says_optional", False),
    }


@register.inclusion_tag("web/parts/pagination.html")
def pagination(page: Page[object], query: QueryDict) -> dict[str, object]:
    """Links to the neighbour pages that keep the filters of the address."""

    def to(number: int) -> str:
        changed = query.copy()
        changed["trang"] = str(number)
        return f"?{changed.urlencode()}"

    return {"page": page, "previous": to(page.number - 1), "next": to(page.number + 1)}


@register.simple_tag
def address_with(query: QueryDict, **changes: object) -> str:
    """The address with some filters changed; an empty value takes the filter away, and the page starts at 1."""
    changed = query.copy()
    changed.pop("trang", None)
    for name, value in changes.items():
        if value in ("", None):
            changed.pop(name, None)
        else:
            changed[name] = str(value)
    return f"?{changed.urlencode()}"
