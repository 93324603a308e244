"""A chart on a page: the picture for a desk and for a phone, and the table of its figures beside it."""

from django import template
from django.utils.safestring import SafeString, mark_safe

from caicach.kernel.charts import NARROW, WIDE, Chart, chart_table, drawing_of, svg_of

register = template.Library()


@register.inclusion_tag("web/parts/chart.html")
def chart(value: Chart, name: str, *, with_table: bool = True) -> dict[str, object]:
    """``name`` is unique on the page. Without ``with_table`` the page shows its own table, whose figures open rows."""
    return {
        "wide": _picture(value, f"{name}-w", WIDE),
        "narrow": _picture(value, f"{name}-n", NARROW),
        "table": chart_table(value) if with_table else None,
        "title": value.title,
    }


def _picture(value: Chart, name: str, width: float) -> SafeString:
    return mark_safe(svg_of(drawing_of(value, width=width), name=name))  # noqa: S308  (the room escapes every word)
