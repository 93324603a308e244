"""Filters and parts that every page uses."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import Literal

from django import template
from django.forms import BoundField, CheckboxInput, RadioSelect
from django.http import QueryDict
from django.template import Context
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from caicach.kernel.access import Actor
from caicach.kernel.decimals import percentage
from caicach.kernel.metrics import Missing
from caicach.kernel.pages import Page
from caicach.kernel.said import Said, ready_sentence
from caicach.kernel.saying import number_text, say, stays_vietnamese
from caicach.web.shell.badges import drawn_badge
from caicach.web.shell.choices import Choice
from caicach.web.shell.faces import RowsBehind, badge_of, word_of
from caicach.web.shell.filters import ORDER
from caicach.web.shell.kept_files import SUFFIX, files_shown
from caicach.web.shell.state import Figure
from caicach.web.shell.unit_picker import UnitsField, picker_shown

register = template.Library()


# ``a.b.c`` is None where ``c`` is, and "" where ``b`` is None already: neither shows anything.
@register.filter
def day(value: date | datetime | Literal[""] | None) -> str:
    """A date as dd/mm/yyyy, an instant as dd/mm/yyyy hh:mm in the time of the province."""
    if value is None or value == "":
        return ""
    if isinstance(value, datetime):
        return f"{timezone.localtime(value):%d/%m/%Y %H:%M}"
    return f"{value:%d/%m/%Y}"


@register.filter
def number(value: int | Decimal | Missing | Literal[""] | None) -> str:
    """1.234,5 in Vietnamese, 1,234.5 in English; of a figure that is missing, the reason."""
    if value is None or value == "":
        return ""
    if isinstance(value, Missing):
        return say(value.reason)
    return number_text(value)


@register.simple_tag
def options(choices: Iterable[Choice]) -> SafeString:
    """The options of a list to choose from, drawn at once: a list of all units has hundreds."""
    drawn = ((one.value, " selected" if one.is_chosen else "", one.label) for one in choices)
    return format_html_join("\n", '<option value="{}"{}>{}</option>', drawn)


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
def sentence(value: Said | str) -> str:
    """A sentence in the language of the page; one that has no translation is marked as Vietnamese."""
    kept = ready_sentence(value) if isinstance(value, str) else value
    spoken = say(kept)
    return format_html('<span lang="vi">{}</span>', spoken) if stays_vietnamese(kept) else spoken


@register.filter
def figure(value: Figure | None) -> str:
    """A number, or the sentence that stands in its place."""
    return sentence(value) if isinstance(value, Said) else number(value)


@register.filter
def opened_by(behind: RowsBehind | None, actor: Actor) -> bool:
    """Whether there is a list of rows, and the person may open it."""
    return behind is not None and (behind.asked is None or actor.may(behind.asked))


@register.filter
def at(values: Sequence[object], index: int) -> object:
    return values[index]


@register.filter
def of_key(values: Mapping[object, object], key: object) -> object:
    return values.get(key, "")


@register.filter
def word(value: Enum | None) -> str:
    """The word of a member of an enum, whichever room it is of."""
    return word_of(value) if value else ""


@register.simple_tag
def badge(state: Enum) -> SafeString:
    """A state as mark, word and colour, whichever room it is of."""
    return drawn_badge(badge_of(state))


@register.inclusion_tag("web/parts/kept_files.html", takes_context=True)
def kept_files(context: Context, bound: BoundField) -> dict[str, object]:
    """The files of a refused form, ticked: they go along without being chosen again."""
    return {"files": files_shown(context.get("request"), bound), "name": f"{bound.html_name}{SUFFIX}"}


@register.inclusion_tag("web/parts/field.html", takes_context=True)
def field(context: Context, bound: BoundField) -> dict[str, object]:
    """Label, hint, error and control; a group of choices as a fieldset."""
    described = [f"{bound.auto_id}-hint"] if bound.help_text else []
    described += [f"{bound.auto_id}-error"] if bound.errors else []
    attributes: dict[str, str | bool] = {"aria-describedby": " ".join(described)} if described else {}
    if bound.errors:
        attributes["aria-invalid"] = "true"
    widget = bound.field.widget
    is_units = isinstance(bound.field, UnitsField)
    return {
        "bound": bound,
        "request": context.get("request"),
        "picker": picker_shown(bound) if is_units else None,
        "control": "" if is_units else bound.as_widget(attrs=attributes),
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


@register.inclusion_tag("web/parts/column_head.html", takes_context=True)
def column_head(context: Context, column: str, word: str, kind: str = "") -> dict[str, object]:
    """The head of a column that orders the list: once upwards, once more downwards; filters stay."""
    query = context["request"].GET
    asked = query.get(ORDER, "")
    is_up, is_down = asked == column, asked == f"-{column}"
    changed = query.copy()
    changed.pop("trang", None)
    changed[ORDER] = f"-{column}" if is_up else column
    direction = "ascending" if is_up else "descending" if is_down else ""
    return {"word": word, "kind": kind, "direction": direction, "address": f"?{changed.urlencode()}"}


@register.simple_tag(takes_context=True)
def kept_order(context: Context) -> SafeString:
    """For a form of filters: the order that was asked for goes along."""
    asked = context["request"].GET.get(ORDER, "")
    return format_html('<input type="hidden" name="{}" value="{}">', ORDER, asked) if asked else SafeString("")


@register.simple_tag
def share_of(part: int, whole: int) -> SafeString:
    """« 12 %» of the whole, in small soft letters; nothing where there is no whole."""
    if not whole:
        return SafeString("")
    return format_html(' <span class="soft small share">{} %</span>', number(percentage(part, whole, 1)))


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
