"""The gap of a unit: where its points went, and what of it may be compared with the year before."""

from collections.abc import Sequence
from decimal import Decimal

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from caicach.indices.domain.gap import Cause, ComponentGap, Gap
from caicach.indices.domain.remedies import Target
from caicach.indices.queries import gaps
from caicach.kernel.charts import BarRow, Fill, Series, StackedBars, Tone
from caicach.kernel.decimals import rounded_value
from caicach.kernel.errors import InvalidInput
from caicach.kernel.http.problems import Problem, problem_of
from caicach.kernel.tables import Cell, Table
from caicach.kernel.text.numbers import parse_number
from caicach.web.indices import gap_words
from caicach.web.indices.exports import mark_of
from caicach.web.shell.exports import asked_kind, table_answer
from caicach.web.shell.numbers import number_text, trimmed_digits
from caicach.web.shell.requests import actor_of


@require_GET
def gap(request: HttpRequest, year_id: int, unit: str) -> HttpResponse | FileResponse:
    target, problem = _target(request.GET.get("muc-tieu", "").strip())
    page, found, last = gaps.gap_page(actor_of(request), year_id, unit, target=target)
    chosen = request.GET.get("nguyen-nhan", "")
    rows = [one for one in found.components if not chosen or any(part.cause == chosen for part in one.lost)]
    if kind := asked_kind(request):
        return _export(kind, page, rows)
    accepted = gaps.accepted_rows(page)
    living = [one for one in accepted if not one.is_cancelled]
    context = {
        "page": page,
        "row": page.row,
        "score": page.found.scored.scores.units[unit],
        "gap": found,
        "rows": rows,
        "lost": sum((p for c, p in found.by_cause.items() if c is not Cause.NOT_APPLICABLE), Decimal(0)),
        "chart": _chart(found),
        "last": last,
        "target": target,
        "typed": request.GET.get("muc-tieu", ""),
        "problem": problem,
        "chosen": chosen,
        "causes": list(found.by_cause.items()),
        "names": page.found.names,
        "tasks": {one.component: one for one in living},
        "expected": sum((one.expected for one in living), Decimal(0)),
        "done": sum((one.expected for one in living if one.done_on), Decimal(0)),
    }
    return render(request, "web/gaps/gap.html", context)


def _target(typed: str) -> tuple[Decimal | None, Problem | None]:
    """A percentage to hold the criteria against, or why what was typed is none."""
    try:
        return (Target(percentage=parse_number(typed)).percentage if typed else None), None
    except InvalidInput as error:
        return None, problem_of(error)


def _export(kind: str, page: gaps.UnitYear, rows: Sequence[ComponentGap]) -> FileResponse:
    head = [gettext("Mã"), gettext("Tiêu chí"), gettext("Điểm"), gettext("Điểm tối đa"), gettext("Mất vì")]
    head += [
        gettext("Kém năm trước"),
        gettext("Đơn vị tốt nhất"),
        gettext("Cách mục tiêu"),
        gettext("Ngày công mỗi điểm"),
    ]
    lines: list[Sequence[Cell]] = [
        (
            one.component,
            one.name,
            one.score.points,
            one.score.maximum,
            "; ".join(f"{gap_words.CAUSES[part.cause]} ({trimmed_digits(part.points)})" for part in one.lost),
            one.behind_last_year,
            one.best.points if one.best else None,
            one.behind_target,
            None if one.days_per_point is None else rounded_value(one.days_per_point, 2),
        )
        for one in rows
    ]
    title = f"{page.row.set_name} {page.row.year}: {page.name}"
    name = f"diem-mat-{page.unit}-{page.row.year}"
    return table_answer(Table(title, head, lines, mark=mark_of(page.row.is_illustrative)), kind, name)


def _chart(found: Gap) -> StackedBars | None:
    rows = tuple(
        BarRow(str(gap_words.CAUSES[cause]), (rounded_value(points, 2),))
        for cause, points in sorted(found.by_cause.items(), key=lambda item: -item[1])
        if points > 0
    )
    if not rows:
        return None
    series = (Series(gettext("Điểm mất"), Tone.ACCENT, Fill.SOLID),)
    return StackedBars(gettext("Điểm mất theo nguyên nhân"), series, rows, "", gettext("Nguyên nhân"), number_text)
