"""A unit over the editions of a set: which criteria may be compared with last year, and a line over what may be."""

from collections.abc import Sequence

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from caicach.indices import queries
from caicach.indices.domain.comparability import Comparison
from caicach.indices.queries import gaps
from caicach.indices.queries.editions import EditionRow
from caicach.kernel.charts import Tone, Trend, TrendLine
from caicach.kernel.decimals import rounded_value
from caicach.kernel.tables import Cell, Table
from caicach.web.indices.exports import mark_of
from caicach.web.indices.gap_words import likenesses
from caicach.web.shell.exports import asked_kind, table_answer
from caicach.web.shell.numbers import number_text
from caicach.web.shell.requests import actor_of


@require_GET
def compare(request: HttpRequest, year_id: int, unit: str) -> HttpResponse | FileResponse:
    actor = actor_of(request)
    page, _, last = gaps.gap_page(actor, year_id, unit, target=None)
    if kind := asked_kind(request):
        return _export(kind, page, last.comparison if last else None)
    editions = queries.editions(actor, year_id, unit)
    context = {"page": page, "row": page.row, "last": last, "chart": _chart(editions), "editions": editions}
    return render(request, "web/gaps/compare.html", context)


def _chart(editions: Sequence[EditionRow]) -> Trend | None:
    """Only editions with the criteria of the newest one; a year between that is not comparable breaks the line."""
    held = {one.year: one.percentage for one in editions if not one.why_not and one.percentage is not None}
    if len(held) < 2:
        return None
    years = range(min(held), max(held) + 1)
    values = tuple(None if year not in held else rounded_value(held[year], 2) for year in years)
    title = gettext("Tỷ lệ điểm qua các kỳ so được với nhau (%)")
    line = TrendLine(gettext("Tỷ lệ điểm"), Tone.ACCENT, values)
    return Trend(title, tuple(str(year) for year in years), (line,), "", gettext("Năm"), number_text)


def _export(kind: str, page: gaps.UnitYear, comparison: Comparison | None) -> FileResponse:
    head = [gettext("Mã trước"), gettext("Mã nay"), gettext("Tiêu chí"), gettext("Khác gì")]
    head += [gettext("Điểm tối đa trước"), gettext("Điểm tối đa nay"), gettext("So được")]
    lines: list[Sequence[Cell]] = [
        (
            pair.code_before,
            pair.code_after,
            pair.name_after or pair.name_before,
            likenesses(pair.likenesses),
            pair.points_before,
            pair.points_after,
            gettext("có")
            if pair.is_comparable
            else gettext("theo tỷ lệ")
            if pair.is_comparable_as_share
            else gettext("không"),
        )
        for pair in (comparison.pairs if comparison else ())
    ]
    title = f"{page.row.set_name} {page.row.year}: {page.name}"
    name = f"so-nam-truoc-{page.unit}-{page.row.year}"
    return table_answer(Table(title, head, lines, mark=mark_of(page.row.is_illustrative)), kind, name)
