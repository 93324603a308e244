"""Charts of a joined report: figures that its form names, and how the reports came in. Equal reports draw equally."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Final

from caicach.documents.values import Block, BlockKind, Picture
from caicach.kernel.charts import BarRow, Fill, Series, StackedBars, Tone, drawing_of, png_of
from caicach.kernel.periods import ReportingWindow
from caicach.regimes.domain.consolidation import LEVEL_WORDS, Consolidation, Standing
from caicach.regimes.domain.forms import FormChart
from caicach.regimes.domain.formulas import Amount

_STANDINGS: Final = {
    Standing.IN_TIME: Series("Gửi đúng hạn", Tone.GREEN, Fill.BACK),
    Standing.LATE: Series("Gửi muộn", Tone.AMBER, Fill.CROSS),
    Standing.MEASURED_ONLY: Series("Chưa gửi, hệ thống tự tính", Tone.STRONG, Fill.HATCH),
    Standing.ABSENT: Series("Chưa gửi, không có số liệu", Tone.RED),
}
_WIDTH_MM: Final = 165.0


def charts_of_heading(
    report: Consolidation, number: str, before: Mapping[str, Amount], window: ReportingWindow
) -> Iterator[Block]:
    """A chart for each that the form has there and whose figures are all known: a gap has no bar, and 0 is not drawn
    for it."""
    for chart in report.form.charts_of(number):
        now = {code: found.amount for code, found in report.figures.items()}
        if bars := _bars(report, chart, now, before, window):
            yield _picture(bars)


def chart_of_standing(report: Consolidation, window: ReportingWindow) -> Iterator[Block]:
    """How many units of each level sent in time, late, or not; where the form draws charts at all."""
    if not report.form.charts or not report.participants:
        return
    told = [standing for standing in _STANDINGS if report.standing(standing)]
    levels = dict.fromkeys(one.level for one in report.participants)
    rows = [
        BarRow(
            LEVEL_WORDS.get(level, level),
            tuple(sum(one.level == level for one in report.standing(standing)) for standing in told),
        )
        for level in levels
    ]
    series = tuple(_STANDINGS[standing] for standing in told)
    title = "Số đơn vị theo tình hình gửi báo cáo"
    if len(series) == 1:  # a chart of one series has no key
        title = f"{title}: tất cả {series[0].name[:1].lower()}{series[0].name[1:]}"
    yield _picture(StackedBars(title, series, tuple(rows), _source(report, window)))


def _bars(
    report: Consolidation,
    chart: FormChart,
    now: Mapping[str, Amount],
    before: Mapping[str, Amount],
    window: ReportingWindow,
) -> StackedBars | None:
    rows: list[BarRow] = []
    for code in chart.codes:
        indicator = report.figures[code].indicator
        amount, earlier = now[code], before.get(code)
        if not isinstance(amount, Decimal) or amount < 0:
            return None
        rows.append(BarRow(indicator.title, (amount,)))
        if isinstance(earlier, Decimal) and earlier >= 0:
            rows.append(BarRow("kỳ trước", (earlier,)))
    unit = report.figures[chart.codes[0]].indicator.unit
    return StackedBars(
        chart.title, (Series(unit.capitalize(), Tone.ACCENT, Fill.HATCH),), tuple(rows), _source(report, window)
    )


def _source(report: Consolidation, window: ReportingWindow) -> str:
    sent = len(report.standing(Standing.IN_TIME, Standing.LATE))
    return (
        f"Nguồn: báo cáo của {sent}/{len(report.participants)} đơn vị và số liệu hệ thống tự tính; "
        f"số liệu đến hết ngày {window.closes_on:%d/%m/%Y}"
    )


def _picture(chart: StackedBars) -> Block:
    drawing = drawing_of(chart)
    picture = Picture(png_of(drawing), _WIDTH_MM, f"{drawing.title}. {drawing.description}")
    return Block(BlockKind.PICTURE, None, 0, chart.title, None, picture=picture)
