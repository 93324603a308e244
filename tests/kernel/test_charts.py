"""Charts: zero base lines, words beside colours, the same picture twice, names from outside escaped."""

import re
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from caicach.kernel.charts import (
    NARROW,
    WIDE,
    BarRow,
    Chart,
    Fill,
    IntervalRow,
    Intervals,
    Series,
    StackedBars,
    Tone,
    Trend,
    TrendLine,
    chart_table,
    drawing_of,
    png_of,
    svg_of,
)
from caicach.kernel.charts.measuring import width_of, wrapped_lines
from caicach.kernel.charts.primitives import COLOURS, Box, Words
from caicach.kernel.charts.scale import round_top

TOKENS = Path(__file__).resolve().parents[2] / "src/caicach/web/static/css/tokens.css"
STATES = (Series("Quá hạn", Tone.RED, Fill.SOLID), Series("Đang thực hiện", Tone.ACCENT, Fill.HATCH))
BARS = StackedBars(
    "Sở Y tế quá hạn nhiều nhất",
    STATES,
    (
        BarRow("Sở Y tế", (6, 4)),
        BarRow("Ủy ban nhân dân huyện Hương Khê", (3, 0)),
        BarRow("Sở X", (0, 0)),
    ),
    source="Nguồn: theo dõi nhiệm vụ, số liệu ngày 15/06/2023",
    row_head="Đơn vị",
)
TREND = Trend(
    "Quá hạn tăng",
    ("01/05", "08/05", "15/05"),
    (TrendLine("Quá hạn", Tone.RED, (1, 37, 20)), TrendLine("Hoàn thành", Tone.GREEN, (0, None, 21))),
    tick_head="Ngày",
)
RANKS = Intervals("Thứ hạng", "Thứ hạng", (IntervalRow("Sở Nội vụ", 1, 2, 4, is_marked=True),), 1, 21)
ALL = (BARS, TREND, RANKS)


def _words(chart: Chart, width: float = WIDE) -> list[str]:
    return [part.text for part in drawing_of(chart, width=width).primitives if isinstance(part, Words)]


def test_the_colours_are_those_of_the_pages() -> None:
    tokens = dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", TOKENS.read_text(encoding="utf-8")))
    assert {tone.value: colour for tone, colour in COLOURS.items()} == {tone.value: tokens[tone.value] for tone in Tone}


def test_bars_start_at_zero_and_are_as_long_as_their_figures() -> None:
    boxes = [p for p in drawing_of(BARS).primitives if isinstance(p, Box) and p.height == 20]
    six, four, three = boxes
    assert six.x == three.x
    assert four.x == pytest.approx(six.x + six.width)
    assert six.width / three.width == pytest.approx(2)
    assert six.width / four.width == pytest.approx(1.5)


@pytest.mark.parametrize("chart", ALL)
@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_a_picture_says_its_finding_and_escapes_nothing_of_its_frame(chart: Chart, width: float) -> None:
    drawing = drawing_of(chart, width=width)
    svg = ElementTree.fromstring(svg_of(drawing, name="bieu-do"))
    space = "{http://www.w3.org/2000/svg}"
    assert svg.findtext(f"{space}title") == chart.title
    assert svg.findtext(f"{space}desc")
    assert svg.get("aria-labelledby") == "bieu-do-t bieu-do-d"
    assert "style=" not in svg_of(drawing, name="bieu-do")
    for part in drawing.primitives:
        if isinstance(part, Words):
            slack = {"start": 0.0, "middle": 0.5, "end": 1.0}[part.anchor.value]
            wide = width_of(part.text, part.size, is_bold=part.is_bold)
            assert part.x - slack * wide > -12, part.text
            assert part.x + (1 - slack) * wide < width + 12, part.text
            assert 0 < part.y <= drawing.height


def test_every_part_of_a_bar_is_named_and_every_line_at_its_end() -> None:
    assert {"Quá hạn", "Đang thực hiện", "10", "6", "4"} <= set(_words(BARS))
    assert "20 Quá hạn" in " ".join(_words(TREND))
    assert "2 (1–4)" in _words(RANKS)


def test_a_name_from_outside_is_text_and_never_markup() -> None:
    hostile = StackedBars("<script>", STATES[:1], (BarRow('"><script>alert(1)</script>', (1,)),))
    svg = svg_of(drawing_of(hostile), name="x")
    assert "<script" not in svg
    assert ElementTree.fromstring(svg) is not None


@pytest.mark.slow
@pytest.mark.parametrize("chart", ALL)
def test_the_same_chart_is_the_same_picture_for_a_document(chart: Chart) -> None:
    first = png_of(drawing_of(chart))
    assert first == png_of(drawing_of(chart))
    with Image.open(BytesIO(first)) as image:
        assert image.width == WIDE * 3
        assert len(image.convert("L").getcolors(image.width * image.height) or ()) > 10


def test_areas_differ_in_black_and_white() -> None:
    looks = set()
    for fill in Fill:
        chart = StackedBars(
            "A", (Series("x", Tone.GREEN, fill), Series("y", Tone.RED, Fill.OPEN)), (BarRow("", (9, 1)),)
        )
        with Image.open(BytesIO(png_of(drawing_of(chart)))) as image:
            looks.add(image.convert("L").tobytes())
    assert len(looks) == len(Fill)


def test_the_table_beside_has_every_figure() -> None:
    assert chart_table(BARS).head == ("Đơn vị", "Quá hạn", "Đang thực hiện")
    assert chart_table(BARS).rows[0] == ("Sở Y tế", 6, 4)
    assert chart_table(TREND).rows == (("01/05", 1, 0), ("08/05", 37, None), ("15/05", 20, 21))
    assert chart_table(RANKS).rows == (("Sở Nội vụ", 1, 2, 4),)


def test_figures_that_make_no_chart_are_refused() -> None:
    with pytest.raises(ValueError, match="2 figures"):
        StackedBars("A", STATES, (BarRow("x", (1,)),))
    with pytest.raises(ValueError, match="0 or more"):
        StackedBars("A", STATES, (BarRow("x", (1, -1)),))
    with pytest.raises(ValueError, match="outside"):
        IntervalRow("x", 3, 2, 4)
    with pytest.raises(ValueError, match="one to four"):
        Trend("A", ("x",), ())


def test_empty_charts_are_drawn_without_a_figure() -> None:
    assert drawing_of(StackedBars("Chưa có nhiệm vụ", STATES, ())).height > 0
    assert drawing_of(Trend("A", ("x",), (TrendLine("y", Tone.RED, (None,)),))).height > 0


@given(st.decimals(min_value=0, max_value=10**7, places=2))
def test_an_axis_holds_its_largest_figure_in_few_whole_steps(largest: Decimal) -> None:
    step, end = round_top(largest)
    assert end >= largest
    assert step == step.to_integral_value()
    assert 1 <= end / step <= 4


@settings(max_examples=40)
@given(st.text(alphabet="aăâbcdđeêghiklmnoôơpqrstuưvxy ", max_size=120), st.integers(60, 400))
def test_wrapped_words_keep_within_their_room(text: str, room: int) -> None:
    lines = wrapped_lines(text, 13, room, most=2)
    assert 1 <= len(lines) <= 2
    assert all(width_of(line, 13) <= room for line in lines)
