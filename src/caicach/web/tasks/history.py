"""The trail of a task in words."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext

from caicach.plans.domain.tasks import TaskHistoryLine, TaskPage


@dataclass(frozen=True, slots=True)
class HistorySentence:
    at: datetime
    actor_name: str
    text: str
    why: str


def history_sentences(page: TaskPage) -> tuple[HistorySentence, ...]:
    """Newest first: what happened last is what one looks for."""
    units = {report.id: a.row.unit_name for a in page.assignments for report in a.reports}
    lines = (HistorySentence(ln.at, ln.actor_name, _sentence(ln, units), ln.why) for ln in page.history)
    return tuple(reversed(tuple(lines)))


def _sentence(line: TaskHistoryLine, units: Mapping[int, str]) -> str:
    report = line.new.get("report")
    unit = units.get(report, "") if isinstance(report, int) else ""
    template = _templates(line).get(line.action)
    if template is None:  # an action of a later version is shown by its name rather than hidden
        return line.action
    return template.format(unit=unit, old=_day(line.old.get("due_on")), new=_day(line.new.get("due_on")))


def _templates(line: TaskHistoryLine) -> dict[str, str]:
    is_completed = bool(line.new.get("is_completed"))
    return {
        "plans.task.created": gettext("Giao nhiệm vụ")
        if line.new.get("origin")
        else gettext("Giao nhiệm vụ khi xác nhận văn bản"),
        "plans.task.cancelled": gettext("Hủy nhiệm vụ"),
        "plans.task.deadline_extended": gettext("Gia hạn từ {old} đến {new}"),
        "plans.report.filed": gettext("{unit} báo cáo hoàn thành")
        if is_completed
        else gettext("{unit} báo cáo tiến độ"),
        "plans.report.accepted": gettext("Chấp nhận báo cáo của {unit}"),
        "plans.report.returned": gettext("Trả lại báo cáo của {unit}"),
    }


def _day(value: object) -> str:
    return f"{date.fromisoformat(value):%d/%m/%Y}" if isinstance(value, str) and value else gettext("không có hạn")
