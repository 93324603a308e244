"""A progress report as an official document: a báo cáo with tables and charts. Equal reports give equal documents."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from caicach.documents.values import Block, BlockKind, OfficialDocument, Picture, Recipient, RecipientRole, Signatory
from caicach.kernel.charts import BarRow, Series, StackedBars, drawing_of, png_of
from caicach.kernel.decimals import percentage
from caicach.kernel.text.numbers import format_number
from caicach.kernel.vocabulary import AddressRole
from caicach.plans.domain.states import DONE, TaskState
from caicach.reports.domain.pictures import LOOKS, STATE_WORDS
from caicach.reports.domain.progress import SECTIONS, Dimension, Figure, GroupLine, ProgressReport

PLACE_LEFT: Final = "[Người soạn ghi: {what}]"
"""Conclusions are a person's: the program marks their places and writes none."""
_WIDTH_MM: Final = 160.0
_HEADS: Final = {
    Dimension.AREA: ("KẾT QUẢ THEO LĨNH VỰC", "Lĩnh vực"),
    Dimension.UNIT: ("KẾT QUẢ THEO ĐƠN VỊ", "Đơn vị"),
    Dimension.HEAD: ("KẾT QUẢ THEO NGƯỜI ĐỨNG ĐẦU", "Người đứng đầu"),
}
_BARS: Final = 15


@dataclass(frozen=True, slots=True)
class ReportHead:
    """Who reports on what: ``first`` to ``last``, as known at the end of the day ``cut_off``."""

    issuer: str
    superior: str | None
    scope: str
    first: date
    last: date
    cut_off: date


def day(value: date | None) -> str:
    return f"{value:%d/%m/%Y}" if value else ""


def progress_document(head: ReportHead, report: ProgressReport) -> OfficialDocument:
    """Without number, date and place: the register gives them."""
    body = tuple(_body(head, report))
    return OfficialDocument(
        doc_type="báo cáo",
        superior=head.superior,
        issuer=head.issuer,
        subject=f"Tình hình thực hiện nhiệm vụ cải cách hành chính từ ngày {day(head.first)} đến ngày {day(head.last)}",
        opening=f"Thực hiện chế độ báo cáo, {head.issuer} báo cáo tình hình thực hiện nhiệm vụ cải cách hành chính "
        f"của {head.scope} từ ngày {day(head.first)} đến ngày {day(head.last)} như sau:",
        body=body,
        recipients=(
            Recipient("Như trên", RecipientRole.ADDRESSEE),
            Recipient("Lưu: VT", RecipientRole.ARCHIVE),
        ),
        signatory=Signatory(title="THỦ TRƯỞNG"),
    )


def _body(head: ReportHead, report: ProgressReport) -> Iterator[Block]:
    yield _section("I", "KẾT QUẢ CHUNG")
    yield from (_paragraph(text) for text in _general(head, report))
    yield _table(_general_rows(report))
    for dimension, (title, column) in _HEADS.items():
        yield _section(SECTIONS[dimension], title)
        lines = report.groups[dimension]
        if not lines:
            yield _paragraph("Không phát sinh.")
            continue
        if dimension is not Dimension.HEAD:
            yield _picture(head, lines, title)
        yield _table(_group_rows(lines, column))
    yield _section("V", "MƯỜI NHIỆM VỤ QUÁ HẠN LÂU NHẤT")
    yield _table(_worst_rows(report)) if report.worst else _paragraph("Không có nhiệm vụ quá hạn.")
    yield _section("VI", "ĐÔN ĐỐC, GIA HẠN")
    yield _paragraph(f"Đã có văn bản đôn đốc đối với {_n(report.chased)} phân công (số liệu {report.chased.id}).")
    yield _paragraph(f"Đã gia hạn trong kỳ {_n(report.extended)} phân công (số liệu {report.extended.id}).")
    yield _section("VII", "ĐÁNH GIÁ, KIẾN NGHỊ")
    for what in ("đánh giá chung, nguyên nhân của việc chậm", "phương hướng kỳ tới", "đề xuất, kiến nghị"):
        yield _paragraph(PLACE_LEFT.format(what=what))


def _general(head: ReportHead, report: ProgressReport) -> Iterator[str]:
    done = sum(report.states[state].value for state in DONE)
    undated = report.states[TaskState.DONE_UNDATED].value, report.states[TaskState.NO_DEADLINE].value
    yield (
        f"Số liệu chốt đến hết ngày {day(head.cut_off)}. Trong kỳ có {_n(report.total)} phân công nhiệm vụ "
        f"(gồm các phân công chuyển từ kỳ trước sang); đã hoàn thành {format_number(done)}"
        f"{_share(done, report.total.value)}, trong đó đúng hạn {_n(report.states[TaskState.DONE_ON_TIME])}, "
        f"quá hạn {_n(report.states[TaskState.DONE_LATE])}; chưa hoàn thành đã quá hạn "
        f"{_n(report.states[TaskState.OVERDUE])}{_share(report.states[TaskState.OVERDUE].value, report.total.value)}"
        f"{_by_role(report)}."
    )
    if any(undated):
        yield (
            f"Không có hạn: {format_number(sum(undated))} phân công, "
            f"trong đó đã hoàn thành {format_number(undated[0])}; không tính là đúng hạn hay quá hạn."
        )
    yield "Mỗi số liệu có mã; danh sách các phân công phía sau từng mã được lưu cùng báo cáo này trên hệ thống."


def _by_role(report: ProgressReport) -> str:
    """Of what is overdue; nothing for rows frozen before roles were kept."""
    lead, cooperate = (report.late_by_role[role].value for role in (AddressRole.LEAD, AddressRole.COOPERATE))
    return f", gồm chủ trì {format_number(lead)}, phối hợp {format_number(cooperate)}" if lead or cooperate else ""


def _share(part: int, whole: int) -> str:
    return f" ({format_number(percentage(part, whole, 1))}%)" if whole else ""


def _general_rows(report: ProgressReport) -> tuple[tuple[str, ...], ...]:
    rows = [("Mã", "Trạng thái", "Kỳ này", "Kỳ trước", "Tăng, giảm")]
    for state in reversed(TaskState):
        now, before = report.states[state], report.states_before[state]
        rows.append((now.id, STATE_WORDS[state], _n(now), _n(before), _signed(now.value - before.value)))
    total, before = report.total, report.total_before
    return (*rows, (total.id, "Tổng số", _n(total), _n(before), _signed(total.value - before.value)))


def _signed(change: int) -> str:
    return f"+{format_number(change)}" if change > 0 else format_number(change)


def _group_rows(lines: tuple[GroupLine, ...], column: str) -> tuple[tuple[str, ...], ...]:
    """A column for every state that a line has, in the words of the page."""
    states = [state for state in reversed(TaskState) if any(line.states[state].value for line in lines)]
    head = ("Mã", column, "Tổng", *(STATE_WORDS[state] for state in states))
    rows = []
    for line in lines:
        figures = (line.total.value, *(line.states[state].value for state in states))
        rows.append((line.total.id, line.name, *(format_number(value) for value in figures)))
    return (head, *rows)


def _worst_rows(report: ProgressReport) -> tuple[tuple[str, ...], ...]:
    rows = [("TT", "Nhiệm vụ", "Đơn vị", "Hạn", "Quá hạn (ngày làm việc)")]
    for number, row in enumerate(report.worst, start=1):
        standing = row.standing
        late = "" if standing.days_late is None else format_number(standing.days_late)
        rows.append((str(number), standing.text, standing.unit_name, day(standing.due_on), late))
    return tuple(rows)


def states_of_groups(head: ReportHead, lines: tuple[GroupLine, ...]) -> StackedBars:
    shown = lines[:_BARS]
    states = [state for state in TaskState if any(line.states[state].value for line in shown)]
    late = sum(line.states[TaskState.OVERDUE].value for line in lines)
    worst = lines[0]
    title = "Không có phân công nào quá hạn"
    if late:
        overdue = format_number(worst.states[TaskState.OVERDUE].value)
        title = f"{worst.name} quá hạn nhiều nhất: {overdue} trên {_n(worst.total)} phân công"
    return StackedBars(
        title=title,
        series=tuple(Series(STATE_WORDS[state], *LOOKS[state]) for state in states),
        rows=tuple(BarRow(line.name, tuple(line.states[s].value for s in states)) for line in shown),
        source=f"Nguồn: theo dõi nhiệm vụ; số liệu đến hết ngày {day(head.cut_off)}",
        row_head="",
    )


def _picture(head: ReportHead, lines: tuple[GroupLine, ...], title: str) -> Block:
    drawing = drawing_of(states_of_groups(head, lines))
    picture = Picture(png_of(drawing), _WIDTH_MM, f"{drawing.title}. {drawing.description}")
    return Block(BlockKind.PICTURE, None, 0, title, None, picture=picture)


def _n(figure: Figure) -> str:
    return format_number(figure.value)


def _section(number: str, title: str) -> Block:
    return Block(BlockKind.SECTION, number, 0, title, number)


def _paragraph(text: str) -> Block:
    return Block(BlockKind.PARAGRAPH, None, 0, text)


def _table(rows: tuple[tuple[str, ...], ...]) -> Block:
    return Block(BlockKind.TABLE, None, 0, "\n".join(" | ".join(row) for row in rows), None, rows)
