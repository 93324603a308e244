"""The page of figures by unit: every figure of the sealed table once, nothing else, and what is left away is said."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from caicach.kernel.metrics import SHARE, Measured, Missing, Provenance
from caicach.kernel.said import Said, plain, tell
from caicach.publications.domain.by_unit import figures_by_unit, page_tables
from caicach.publications.domain.tables import NamedMetric, figures_table, metrics_table
from caicach.publications.domain.values import Content

METRICS = [NamedMetric(f"room.m{n}", tell(f"Chỉ tiêu {n}"), tell("hồ sơ"), tell("Cách tính")) for n in range(3)]
UNITS = [(f"U{n}", f"Đơn vị {n}") for n in range(5)]
REASONS = (tell("chưa có hồ sơ"), tell("chưa khảo sát"))
FIGURE = st.one_of(st.integers(0, 40), st.sampled_from(REASONS))


def measured(figure: int | Said) -> Measured | Missing:
    if isinstance(figure, Said):
        return Missing(figure)
    return Measured(Decimal(figure), Provenance(tell("Hồ sơ"), figure, date(2026, 3, 31), tell("trong kỳ")))


def content_of(figures: list[list[int | Said]]) -> Content:
    codes = [code for code, _name in UNITS]
    found = {
        metric.name: dict(zip(codes, map(measured, row), strict=True))
        for metric, row in zip(METRICS, figures, strict=True)
    }
    tables = (figures_table(METRICS, UNITS, found, least=5), metrics_table(METRICS))
    return Content(plain("t"), plain("s"), date(2026, 1, 1), date(2026, 3, 31), tables)


@given(st.lists(st.lists(FIGURE, min_size=5, max_size=5), min_size=3, max_size=3))
def test_every_figure_of_a_unit_that_has_one_stands_once_and_no_other(figures: list[list[int | Said]]) -> None:
    content = content_of(figures)
    sealed = content.tables[0]
    told = {(row[1].text, row[2].text, row[3].text) for row in sealed.rows if not row[3].hidden}
    busy = {name for name, _code, text in told if Decimal(text)}
    found = figures_by_unit(content)
    assert found is not None
    table, notes = found
    codes = [column.code for column in table.columns]
    shown = {
        (row[0].text, code, cell.text)
        for row in table.rows
        for code, cell in zip(codes[1:], row[1:], strict=True)
        if not cell.hidden
    }
    assert shown == {one for one in told if one[0] in busy}
    left = len(UNITS) - len(busy)
    assert any(f"{left} đơn vị khác" in str(note) for note in notes) == (left > 0)
    assert all(any(str(m.title) in str(note) for note in notes) for m in METRICS if m.name not in codes)


def test_a_share_is_percent_on_the_page() -> None:
    metric = NamedMetric("room.share", tell("Tỷ lệ đúng hạn"), SHARE, tell("Cách tính"))
    share = replace(measured(7), value=Decimal("0.911564625850340136"))
    tables = (figures_table([metric], UNITS[:1], {metric.name: {"U0": share}}, least=5), metrics_table([metric]))
    found = figures_by_unit(Content(plain("t"), plain("s"), date(2026, 1, 1), date(2026, 3, 31), tables))
    assert found is not None
    assert (found[0].rows[0][1].text, str(found[0].columns[1].unit)) == ("91.2", "%")


def test_a_page_defines_figures_without_codes_and_shares_as_percent() -> None:
    metrics = [NamedMetric("room.share", tell("Tỷ lệ đúng hạn"), SHARE, tell("Cách tính")), METRICS[0]]
    found = {one.name: {"U0": measured(1)} for one in metrics}
    tables = (figures_table(metrics, UNITS[:1], found, least=5), metrics_table(metrics))
    by_unit, definitions = page_tables(Content(plain("t"), plain("s"), date(2026, 1, 1), date(2026, 3, 31), tables))
    assert (by_unit.in_file, definitions.in_file) == (2, 2)
    assert [[cell.text for cell in row[:2]] for row in definitions.table.rows] == [
        ["Tỷ lệ đúng hạn", "%"],
        ["Chỉ tiêu 0", "hồ sơ"],
    ]
