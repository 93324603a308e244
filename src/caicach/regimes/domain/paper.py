"""The joined report as an official document and as tables. Equal consolidations give equal bytes."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from caicach.documents.values import (
    Alignment,
    Block,
    BlockKind,
    OfficialDocument,
    Recipient,
    RecipientRole,
    Signatory,
    TableLook,
)
from caicach.kernel.metrics import SampleError
from caicach.kernel.periods import ReportingWindow
from caicach.kernel.said import Said, tell
from caicach.kernel.tables import Cell
from caicach.kernel.text.dates import format_date
from caicach.kernel.text.numbers import format_number
from caicach.kernel.text.roman import roman
from caicach.procedures.domain.report_forms import ReportForm as RegisterForm
from caicach.regimes.domain.consolidation import (
    LEVEL_WORDS,
    Consolidation,
    JoinedFigure,
    JoinedHeading,
    JoinedRow,
    JoinedTable,
    Participant,
    Standing,
)
from caicach.regimes.domain.forms import FormTable
from caicach.regimes.domain.formulas import Amount
from caicach.regimes.domain.paper_charts import chart_of_standing, charts_of_heading

STANDING_WORDS: Final = {
    Standing.IN_TIME: "gửi đúng hạn",
    Standing.LATE: "gửi muộn",
    Standing.MEASURED_ONLY: "chưa gửi; chỉ có số liệu hệ thống tự tính",
    Standing.ABSENT: "chưa gửi, không có số liệu",
}
_NO_FIGURE: Final = "…"
_NAMED_AT_MOST: Final = 5


@dataclass(frozen=True, slots=True)
class PaperHead:
    """Who reports on what window; ``before`` are the figures of the same form's period before, by code.

    ``issuer`` is as a sentence has it, the paper's head in capitals. ``symbol``, ``place`` and ``year`` head the paper:
    its number and day stay blank until the register gives them.
    """

    issuer: str
    superior: str | None
    scope: str
    window: ReportingWindow
    before: "dict[str, Amount]"
    symbol: str | None = None
    place: str | None = None
    year: int | None = None
    recipients: tuple[str, ...] | None = None
    """None: those of the form."""
    is_of_unit: bool = False
    """Whether one unit reports: those named as sending are its subordinate units."""
    draft: str = ""
    """Why it is no report yet: the first line of the paper; empty where it is one."""


def report_symbol(short_name: str) -> str | None:
    """
    >>> report_symbol("SNV"), report_symbol("Bình Sơn")
    ('BC-SNV', None)
    """
    return f"BC-{short_name}" if short_name.isupper() and " " not in short_name else None


def subject_of(report: Consolidation, window: ReportingWindow) -> str:
    """«Kết quả công tác cải cách hành chính quý I/2023»."""
    return f"{report.form.subject} {lower_first(window.period.label)}"


def lower_first(words: str) -> str:
    return words[:1].lower() + words[1:]


def paper(head: PaperHead, report: Consolidation) -> OfficialDocument:
    """Number and day are left blank: the register gives them."""
    window = head.window
    return OfficialDocument(
        doc_type="báo cáo",
        symbol=head.symbol,
        place=head.place,
        date_partial=None if head.year is None else str(head.year),
        superior=head.superior,
        issuer=head.issuer.upper(),
        subject=subject_of(report, window),
        opening=f"Thực hiện {report.form.source}, {head.issuer} báo cáo {lower_first(subject_of(report, window))} của "
        f"{head.scope} (số liệu từ ngày {format_date(window.opens_on)} đến ngày {format_date(window.closes_on)}) "
        "như sau:",
        body=tuple(_body(head, report)),
        recipients=(
            *(Recipient(text, RecipientRole.REPORT) for text in _recipients(head, report)),
            Recipient("Lưu: VT", RecipientRole.ARCHIVE),
        ),
        signatory=Signatory(title="THỦ TRƯỞNG"),
    )


def _recipients(head: PaperHead, report: Consolidation) -> tuple[str, ...]:
    return report.form.recipients if head.recipients is None else head.recipients


def _heading(heading: JoinedHeading) -> Block:
    """«I. …» or, below it, «1. …» of a heading numbered I.1."""
    number = heading.number.rpartition(".")[2]
    kind = BlockKind.CLAUSE if number != heading.number else BlockKind.SECTION
    return Block(kind, number, 0, heading.title, heading.number)


def _body(head: PaperHead, report: Consolidation) -> Iterator[Block]:
    if head.draft:
        yield _paragraph(head.draft)
    over = {one.number.rpartition(".")[0] for one in report.headings}
    for heading in report.headings:
        yield _heading(heading)
        yield from _words(heading)
        figures = [found for found in report.figures.values() if _is_of(report, heading.number, found)]
        if figures:
            yield _figures_table(head, heading.number, figures)
            yield from (_paragraph(text) for text in _errors(figures))
            yield from charts_of_heading(report, heading.number, head.before, head.window)
        elif not heading.words and not heading.edited and heading.number not in over:
            yield _paragraph("Không phát sinh." if head.is_of_unit else _nothing_said(report))
    yield from _coming(head, report)
    yield from (_paragraph(text) for text in _changed(head, report))
    if report.form.note:
        yield _paragraph(f"Ghi chú về biểu mẫu: {report.form.note}")
    for number, table in enumerate(report.tables, start=1):
        yield from _appendix(head, number, table)
    for number, form in enumerate(report.attached, start=len(report.tables) + 1):
        yield from _attached(head, number, form)


def _coming(head: PaperHead, report: Consolidation) -> Iterator[Block]:
    """How reports came in; a unit that asked nobody says nothing of it."""
    if head.is_of_unit and not report.participants:
        return
    last = roman(sum(1 for one in report.headings if "." not in one.number) + 1)
    title = "TÌNH HÌNH GỬI BÁO CÁO CỦA ĐƠN VỊ TRỰC THUỘC" if head.is_of_unit else "TÌNH HÌNH GỬI BÁO CÁO"
    yield Block(BlockKind.SECTION, last, 0, title, last)
    yield from (_paragraph(text) for text in _coverage(report))
    yield from chart_of_standing(report, head.window)


def _errors(figures: Sequence[JoinedFigure]) -> Iterator[str]:
    """How sure figures from samples are."""
    for found in figures:
        if found.error is not None and isinstance(found.amount, Decimal):
            yield f"{found.indicator.title}: {error_told(found.error)}."


def error_told(error: SampleError) -> Said:
    """The interval, or the standard error, or why none is known."""
    if error.interval is not None:
        return tell("khoảng tin cậy 95% từ {low} đến {high}", low=error.interval[0], high=error.interval[1])
    if error.standard_error is not None:
        return tell("sai số chuẩn {error}", error=error.standard_error)
    return error.reason


def _changed(head: PaperHead, report: Consolidation) -> Iterator[str]:
    """Indicators whose figure before stands for something else, each with how it was told then."""
    told = [
        f"{found.indicator.title}: {before}"
        for code, found in report.figures.items()
        if isinstance(before := head.before.get(code), Said) and isinstance(found.amount, Decimal)
    ]
    if told:
        yield f"Chỉ tiêu không so sánh với kỳ trước: {'; '.join(told)}."


def _nothing_said(report: Consolidation) -> str:
    """What may be claimed of a heading that nobody wrote under: nothing arose only where everybody has reported."""
    sent, total = len(report.standing(Standing.IN_TIME, Standing.LATE)), len(report.participants)
    if sent == total:
        return "Không phát sinh."
    if not sent:
        return "Chưa có đơn vị nào gửi báo cáo nên chưa có nội dung."
    return f"{format_number(sent)}/{format_number(total)} đơn vị đã gửi báo cáo, không nêu nội dung ở mục này."


def _is_of(report: Consolidation, number: str, found: JoinedFigure) -> bool:
    heading = report.form.heading(number)
    return heading is not None and any(one.code == found.indicator.code for one in heading.indicators)


def _words(heading: JoinedHeading) -> Iterator[Block]:
    """The person's text where there is one; else every unit's own, each with its author."""
    if heading.edited:
        yield from (_paragraph(line) for line in heading.edited.splitlines() if line.strip())
        return
    for words in heading.words:
        lines = [line.strip() for line in words.text.splitlines() if line.strip()]
        yield Block(BlockKind.DASH, "-", 0, f"{words.name}: {' '.join(lines)}")


def _figures_table(head: PaperHead, number: str, figures: Sequence[JoinedFigure]) -> Block:
    head_row = ("Số", "Chỉ tiêu", "Đơn vị tính", "Kỳ này", "Kỳ trước", "Số đơn vị chưa có số liệu")
    across = len(head_row) - head.is_of_unit
    rows = [head_row[:across]]
    for order, found in enumerate(figures, start=1):
        one = found.indicator
        lacking = format_number(len(found.without)) if found.without else ""
        before = amount_words(head.before[one.code]) if one.code in head.before else ""
        row = (f"{number}.{order}", one.title, one.unit, amount_words(found.amount), before, lacking)
        rows.append(row[:across])
    aligned = (Alignment.LEFT, Alignment.LEFT, Alignment.CENTRE, Alignment.RIGHT, Alignment.RIGHT, Alignment.RIGHT)
    look = TableLook((9, 41, 13, 14, 14, 12)[:across], aligned[:across])
    return _table_block(tuple(rows), look)


def _coverage(report: Consolidation) -> Iterator[str]:
    total = len(report.participants)
    sent = report.standing(Standing.IN_TIME, Standing.LATE)
    yield f"Đã nhận báo cáo của {format_number(len(sent))}/{format_number(total)} đơn vị."
    for standing, words in (
        (Standing.LATE, "Gửi muộn"),
        (Standing.MEASURED_ONLY, "Chưa gửi, chỉ có số liệu hệ thống tự tính"),
        (Standing.ABSENT, "Chưa gửi, không có số liệu"),
    ):
        if report.standing(standing):
            yield f"{words}: {'; '.join(_named_by_level(report, standing))}."


def _named_by_level(report: Consolidation, standing: Standing) -> Iterator[str]:
    """Names, level by level; where nobody of a level did otherwise, all of them in one word."""
    for level in dict.fromkeys(one.level for one in report.participants):
        everybody = [one for one in report.participants if one.level == level]
        named = [one for one in everybody if one.standing is standing]
        if len(named) == len(everybody) > _NAMED_AT_MOST:
            yield f"tất cả {format_number(len(named))} đơn vị {lower_first(LEVEL_WORDS.get(level, level))}"
        elif named:
            yield ", ".join(_named(one) for one in named)


def _named(one: Participant) -> str:
    return f"{one.name} (nay là {one.successor})" if one.successor else one.name


def _appendix_head(head: PaperHead, number: int, title: str, code: str) -> Iterator[Block]:
    """«PHỤ LỤC I», its title, and what it is attached to, on a sheet of its own."""
    words = f"PHỤ LỤC {roman(number)} {title.upper()} (BIỂU {code})"
    yield Block(BlockKind.APPENDIX, roman(number), 0, words, landscape=True)
    symbol = f"/{head.symbol}" if head.symbol else ""
    yield _paragraph(f"(Kèm theo Báo cáo số …{symbol} ngày … tháng … năm … của {head.issuer})")


def _appendix(head: PaperHead, number: int, joined: JoinedTable) -> Iterator[Block]:
    yield from _appendix_head(head, number, joined.table.title, joined.table.code)
    if not joined.parts:
        yield _paragraph("Không đơn vị nào có số liệu.")
        return
    table = joined.table
    rows = [(table.key, *table.titles)]
    for order, (level, lines) in enumerate(joined.parts.items(), start=1):
        words = (
            "Tổng cộng" if head.is_of_unit and not table.parts else f"{roman(order)}. {LEVEL_WORDS.get(level, level)}"
        )
        total = (amount_words(joined.totals[level].get(c.code)) for c in table.columns)
        rows.append((words, *total, *("" for _ in table.texts)))
        rows += [(line.key, *_row_cells(line, table)) for line in lines]
    aligned = (Alignment.LEFT, *(Alignment.RIGHT for _ in table.columns), *(Alignment.LEFT for _ in table.texts))
    yield _table_block(tuple(rows), TableLook((), aligned))


def _row_cells(line: JoinedRow, table: FormTable) -> Iterator[str]:
    yield from (amount_words(line.amounts.get(column.code)) for column in table.columns)
    yield from (line.texts.get(column.code, "") for column in table.texts)


def _attached(head: PaperHead, number: int, form: RegisterForm) -> Iterator[Block]:
    """A form out of the registers; a row without cells heads a part."""
    yield from _appendix_head(head, number, form.title, form.code)
    across = len(form.columns) + 1
    rows = [(form.first_column, *(f"{words} ({mark})" for mark, words in form.columns))]
    rows += [(row.title, *map(_cell_words, row.cells)) if row.cells else (row.title,) * across for row in form.rows]
    of_words = {at for row in form.rows for at, cell in enumerate(row.cells) if isinstance(cell, str) and cell}
    aligned = (Alignment.LEFT if at in of_words else Alignment.RIGHT for at in range(across - 1))
    yield _table_block(tuple(rows), TableLook((), (Alignment.LEFT, *aligned)))
    yield from (_paragraph(str(note)) for note in form.notes)


def _cell_words(cell: Cell) -> str:
    """Empty where nobody keeps the figure."""
    if isinstance(cell, date):
        return format_date(cell)
    return format_number(cell) if isinstance(cell, int | Decimal) else cell or ""


def amount_words(amount: Amount | None) -> str:
    """A figure as papers write it; «…» where there is none, which is never 0."""
    return format_number(amount) if isinstance(amount, Decimal) else _NO_FIGURE


def _table_block(rows: tuple[tuple[str, ...], ...], look: TableLook) -> Block:
    return Block(BlockKind.TABLE, None, 0, "\n".join(" | ".join(row) for row in rows), None, rows, look)


def _paragraph(text: str) -> Block:
    return Block(BlockKind.PARAGRAPH, None, 0, text)
