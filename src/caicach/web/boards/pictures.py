"""Charts of boards. Titles state what the figures say; nothing is claimed that they do not."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from django.utils.translation import gettext

from caicach.kernel.charts import BarRow, Series, StackedBars, Tone, Trend, TrendLine
from caicach.plans.domain.boards import TrendPoint
from caicach.plans.domain.states import TaskState
from caicach.plans.domain.tasks import RollUpRow
from caicach.reports.domain.pictures import LOOKS
from caicach.web.shell.numbers import number_text
from caicach.web.tasks.tables import source_line
from caicach.web.tasks.words import TASK_STATES

BARS_SHOWN: Final = 12


def states_chart(rows: Sequence[RollUpRow], on: date, head: str) -> StackedBars:
    """The states of the first rows, which are the worst; states that none of them has are left out."""
    shown = rows[:BARS_SHOWN]
    states = [state for state in TaskState if any(row.counts.of(state) for row in shown)]
    return StackedBars(
        title=_finding(rows),
        series=tuple(Series(str(TASK_STATES[s].word), *LOOKS[s]) for s in states),
        rows=tuple(BarRow(row.name, tuple(row.counts.of(s) for s in states)) for row in shown),
        source=source_line(on),
        row_head=head,
        write=number_text,
    )


def _finding(rows: Sequence[RollUpRow]) -> str:
    late = sum(row.counts.overdue for row in rows)
    if not late:
        return gettext("Không có phân công nào quá hạn")
    worst = rows[0]
    return gettext("{name} quá hạn nhiều nhất: {late} trên {total} phân công").format(
        name=worst.name, late=number_text(worst.counts.overdue), total=number_text(worst.counts.total)
    )


def trend_chart(points: Sequence[TrendPoint]) -> Trend:
    return Trend(
        title=_direction(points),
        ticks=tuple(f"{point.on:%d/%m}" for point in points),
        lines=(
            TrendLine(gettext("Quá hạn"), Tone.RED, tuple(point.late for point in points)),
            TrendLine(gettext("Đã hoàn thành"), Tone.GREEN, tuple(point.done for point in points)),
        ),
        source=source_line(points[-1].on),
        tick_head=gettext("Đến hết ngày"),
        write=number_text,
    )


def _direction(points: Sequence[TrendPoint]) -> str:
    first, last = points[0], points[-1]
    weeks = len(points) - 1
    if last.late == first.late:
        template = gettext("Số quá hạn sau {weeks} tuần vẫn là {last}")
    elif last.late > first.late:
        template = gettext("Số quá hạn tăng từ {first} lên {last} trong {weeks} tuần")
    else:
        template = gettext("Số quá hạn giảm từ {first} xuống {last} trong {weeks} tuần")
    return template.format(weeks=weeks, first=number_text(first.late), last=number_text(last.late))
