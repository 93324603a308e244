"""The trail of a task in words."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.utils.translation import gettext

from caicach.kernel.said import from_text
from caicach.kernel.saying import say
from caicach.kernel.text.numbers import format_number
from caicach.plans.domain.recurring import occurrence_label
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
    lines = (HistorySentence(ln.at, ln.actor_name, _sentence(ln, units), say(from_text(ln.why))) for ln in page.history)
    return tuple(reversed(tuple(lines)))


def _sentence(line: TaskHistoryLine, units: Mapping[int, str]) -> str:
    report = line.new.get("report")
    unit = units.get(report, "") if isinstance(report, int) else ""
    template = _templates(line).get(line.action)
    if template is None:  # an action of a later version is shown by its name rather than hidden
        return line.action
    return template.format(unit=unit, **_values_of(line))


def _values_of(line: TaskHistoryLine) -> dict[str, str]:
    """The values that a sentence may name."""
    new, periods = line.new, line.new.get("periods")
    return {
        "old": _day(line.old.get("due_on")),
        "new": _day(new.get("due_on")),
        "former": str(line.old.get("name", "")),
        "proposed": _day(new.get("proposed_on")),
        "happened": _day(new.get("happened_on")),
        "delegate": str(new.get("delegate") or gettext("không ai")),
        "name": str(new.get("name", "")),
        "text": str(new.get("text", "")),
        "progress": str(new.get("progress", "")),
        "target": format_number(Decimal(str(new.get("target", 0)))),
        "measure": str(new.get("unit", "")),
        "periods": ", ".join(say(occurrence_label(period)) for period in periods) if isinstance(periods, list) else "",
    }


def _templates(line: TaskHistoryLine) -> dict[str, str]:
    is_completed = bool(line.new.get("is_completed"))
    return {
        "plans.task.created": gettext("Giao nhiệm vụ")
        if not line.new.get("document")
        else gettext("Giao nhiệm vụ khi xác nhận văn bản"),
        "plans.task.edited": gettext("Sửa nội dung nhiệm vụ"),
        "plans.task.bases_set": gettext("Chọn căn cứ của nhiệm vụ"),
        "plans.task.cancelled": gettext("Hủy nhiệm vụ"),
        "plans.task.deadline_extended": gettext("Gia hạn từ {old} đến {new}"),
        "plans.task.deadline_given": gettext("Đặt hạn {new}"),
        "plans.assignment.moved": gettext("Chuyển việc của {former} cho đơn vị kế tiếp"),
        "plans.assignment.passed_on": gettext("Chuyển việc của {former} sang đơn vị khác"),
        "plans.work.paused": gettext("Tạm dừng"),
        "plans.work.resumed": gettext("Cho tiếp tục; hạn từ {old} thành {new}"),
        "plans.work.delegated": gettext("Giao người thực hiện: {delegate}"),
        "plans.extension.requested": gettext("Đề nghị gia hạn đến {proposed}"),
        "plans.extension.granted": gettext("Đồng ý gia hạn từ {old} đến {new}"),
        "plans.extension.refused": gettext("Không đồng ý gia hạn"),
        "plans.task.awaits_event": gettext("Thời hạn chờ sự kiện «{name}»"),
        "plans.event.recorded": gettext("Sự kiện «{name}» đã xảy ra ngày {happened}"),
        "plans.task.target_set": gettext("Đặt chỉ tiêu {target} {measure}"),
        "plans.series.started": gettext("Đặt lịch lặp lại"),
        "plans.series.ended": gettext("Đặt ngày kết thúc lặp lại"),
        "plans.series.opened": gettext("Mở kỳ mới: {periods}"),
        "plans.subtask.added": gettext("Thêm việc con «{text}»"),
        "plans.subtask.edited": gettext("Sửa việc con «{text}»"),
        "plans.subtask.advanced": gettext("Việc con «{text}»: {progress} %"),
        "plans.subtask.done": gettext("Xong việc con «{text}»"),
        "plans.subtask.removed": gettext("Bỏ việc con «{text}»"),
        "plans.report.filed": gettext("{unit} báo cáo hoàn thành")
        if is_completed
        else gettext("{unit} báo cáo tiến độ"),
        "plans.report.accepted": gettext("Chấp nhận báo cáo của {unit}"),
        "plans.report.returned": gettext("Trả lại báo cáo của {unit}"),
    }


def _day(value: object) -> str:
    return f"{date.fromisoformat(value):%d/%m/%Y}" if isinstance(value, str) and value else gettext("không có hạn")
