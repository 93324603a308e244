"""Figures of a report as cells of its page, each with the address of its rows."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext, gettext_lazy

from caicach.kernel.vocabulary import AddressRole
from caicach.plans.domain.states import TaskState
from caicach.reports.domain.progress import Dimension, Figure, FrozenRow
from caicach.reports.queries import ReportView
from caicach.web.tasks.words import ADDRESS_ROLES, AREAS, TASK_STATES

GROUP_HEADS: Final = {
    Dimension.AREA: gettext_lazy("Lĩnh vực"),
    Dimension.UNIT: gettext_lazy("Đơn vị"),
    Dimension.HEAD: gettext_lazy("Người đứng đầu"),
}


@dataclass(frozen=True, slots=True)
class FigureCell:
    figure: Figure
    address: str


@dataclass(frozen=True, slots=True)
class GeneralLine:
    """``state`` is None for the total."""

    state: TaskState | None
    now: FigureCell
    before: FigureCell
    change: int


@dataclass(frozen=True, slots=True)
class GroupRow:
    name: str
    cells: tuple[FigureCell, ...]
    total: FigureCell


def cell(report_id: int, figure: Figure) -> FigureCell:
    address = f"{reverse('web:report_figure', args=[report_id])}?{urlencode({'ma': figure.id})}"
    return FigureCell(figure, address if figure.value else "")


def general_lines(view: ReportView, report_id: int) -> list[GeneralLine]:
    report = view.report
    pairs: list[tuple[TaskState | None, Figure, Figure]] = [
        (state, report.states[state], report.states_before[state]) for state in TaskState
    ]
    pairs.append((None, report.total, report.total_before))
    return [
        GeneralLine(state, cell(report_id, now), cell(report_id, before), now.value - before.value)
        for state, now, before in pairs
    ]


def group_lines(view: ReportView, dimension: Dimension, report_id: int) -> list[GroupRow]:
    return [
        GroupRow(
            gettext(line.name) if dimension is not Dimension.UNIT else line.name,
            tuple(cell(report_id, line.states[state]) for state in TaskState),
            cell(report_id, line.total),
        )
        for line in view.report.groups[dimension]
    ]


def what_is_counted(figure: Figure, rows: Sequence[FrozenRow]) -> list[str]:
    """The query of a figure in words."""
    words = []
    for name, value in figure.filters.items():
        if name == "part":
            words.append(gettext("kỳ này") if value == "now" else gettext("kỳ trước"))
        elif name == "state":
            words.append(str(TASK_STATES[TaskState(value)].word))
        elif name == "role":
            words.append(str(ADDRESS_ROLES[AddressRole(value)]))
        elif name == "chased":
            words.append(gettext("đã có văn bản đôn đốc"))
        elif name == "extended":
            words.append(gettext("được gia hạn trong kỳ"))
        else:
            words.append(_group_word(name, value, rows))
    return words


def _group_word(name: str, value: str, rows: Sequence[FrozenRow]) -> str:
    first = rows[0].standing if rows else None
    if first is None:
        return value
    if name == "area":
        return str(AREAS[first.area]) if first.area else gettext("Chưa xác định lĩnh vực")
    return first.unit_name if name == "unit" else first.head_name or gettext("Chưa rõ người đứng đầu")
