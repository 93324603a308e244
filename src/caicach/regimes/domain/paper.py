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
from caicach.kernel.periods import ReportingWindow
from caicach.kernel.said import Said
from caicach.kernel.tables import Cell, Table
from caicach.kernel.text.numbers import format_number
from caicach.kernel.text.roman import roman
from caicach.procedures.domain.report_forms import ReportForm as RegisterForm
from caicach.procedures.domain.report_forms import register_sheet
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
from caicach.regimes.domain.forms import FormTable, Indicator
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
        f"{head.scope} (số liệu từ ngày {_day(window.opens_on)} đến ngày {_day(window.closes_on)}) như sau:",
        body=tuple(_body(head, report)),
        recipients=(
            *(Recipient(text, RecipientRole.REPORT) for text in report.form.recipients),
            Recipient("Lưu: VT", RecipientRole.ARCHIVE),
        ),
        signatory=Signatory(title="THỦ TRƯỞNG"),
    )


def _body(head: PaperHead, report: Consolidation) -> Iterator[Block]:
    for heading in report.headings:
        yield Block(BlockKind.SECTION, heading.number, 0, heading.title, heading.number)
        yield from _words(heading)
        figures = [found for found in report.figures.values() if _is_of(report, heading.number, found)]
        if figures:
            yield _figures_table(head, heading.number, figures)
            yield from charts_of_heading(report, heading.number, head.before, head.window)
        elif not heading.words and not heading.edited:
            yield _paragraph(_nothing_said(report))
    last = roman(len(report.headings) + 1)
    yield Block(BlockKind.SECTION, last, 0, "TÌNH HÌNH GỬI BÁO CÁO", last)
    yield from (_paragraph(text) for text in _coverage(report))
    yield from chart_of_standing(report, head.window)
    yield from (_paragraph(text) for text in _changed(head, report))
    if report.form.note:
        yield _paragraph(f"Ghi chú về biểu mẫu: {report.form.note}")
    for number, table in enumerate(report.tables, start=1):
        yield from _appendix(head, number, table)
    for number, form in enumerate(report.attached, start=len(report.tables) + 1):
        yield from _attached(head, number, form)


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
    rows = [("Số", "Chỉ tiêu", "Đơn vị tính", "Kỳ này", "Kỳ trước", "Số đơn vị chưa có số liệu")]
    for order, found in enumerate(figures, start=1):
        one = found.indicator
        lacking = format_number(len(found.without)) if found.without else ""
        before = amount_words(head.before[one.code]) if one.code in head.before else ""
        rows.append((f"{number}.{order}", one.title, one.unit, amount_words(found.amount), before, lacking))
    look = TableLook(
        (9, 41, 13, 14, 14, 12),
        (Alignment.LEFT, Alignment.LEFT, Alignment.CENTRE, Alignment.RIGHT, Alignment.RIGHT, Alignment.RIGHT),
    )
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
    rows = [(joined.table.key, *(column.title for column in joined.table.columns))]
    for order, (level, lines) in enumerate(joined.parts.items(), start=1):
        words = f"{roman(order)}. {LEVEL_WORDS.get(level, level)}"
        rows.append((words, *(amount_words(joined.totals[level].get(c.code)) for c in joined.table.columns)))
        rows += [(line.key, *(amount_words(line.amounts.get(c.code)) for c in joined.table.columns)) for line in lines]
    aligned = (Alignment.LEFT, *(Alignment.RIGHT for _ in joined.table.columns))
    yield _table_block(tuple(rows), TableLook((), aligned))


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
        return _day(cell)
    return format_number(cell) if isinstance(cell, int | Decimal) else cell or ""


def amount_words(amount: Amount | None) -> str:
    """A figure as papers write it; «…» where there is none, which is never 0."""
    return format_number(amount) if isinstance(amount, Decimal) else _NO_FIGURE


def tables_of(report: Consolidation, window: ReportingWindow) -> tuple[Table, ...]:
    """Sheets of a workbook: joined figures, every unit's own, how reports came in, words, and the form's tables."""
    notes = (
        f"Biểu: {report.form.id}, {report.form.source}",
        f"Số liệu từ {_day(window.opens_on)} đến {_day(window.closes_on)}",
        *((report.form.note,) if report.form.note else ()),
    )
    units = report.participants
    codes = tuple(report.figures)
    figures = Table(
        subject_of(report, window),
        ("Mã", "Chỉ tiêu", "Đơn vị tính", "Số liệu", "Lý do chưa có", "Đơn vị có số liệu", "Đơn vị chưa có"),
        [_figure_row(found) for found in report.figures.values()],
        notes=notes,
        sheet="Tổng hợp",
    )
    per_unit = Table(
        "Số liệu từng đơn vị",
        ("Đơn vị", *codes),
        [(one.name, *(_cell(_amount(one, code)) for code in codes)) for one in units],
        notes=notes,
        sheet="Từng đơn vị",
        fixed=1,
    )
    coming = Table(
        "Tình hình gửi báo cáo",
        ("Đơn vị", "Tình trạng", "Ngày chấp nhận", "Đơn vị kế thừa"),
        [(one.name, STANDING_WORDS[one.standing], one.accepted_on, one.successor) for one in units],
        sheet="Gửi báo cáo",
    )
    words = Table(
        "Nội dung từng đơn vị",
        ("Mục", "Tên mục", "Đơn vị", "Nội dung"),
        [(h.number, h.title, w.name, w.text) for h in report.headings for w in h.words],
        sheet="Nội dung",
    )
    forms = (register_sheet(form, window.opens_on, window.closes_on) for form in report.attached)
    return (figures, per_unit, coming, words, *(_sheet(joined) for joined in report.tables), *forms)


def _figure_row(found: JoinedFigure) -> tuple[Cell, ...]:
    amount, one = found.amount, found.indicator
    without = len(found.without)
    reason = str(amount) if isinstance(amount, Said) else ""
    return one.code, one.title, one.unit, _cell(amount), reason, len(found.parts) - without, without


def _amount(one: Participant, code: str) -> Amount | None:
    stated = one.statement.figures.get(code)
    return stated.amount if stated else None


def _cell(amount: Amount | None) -> Cell:
    return amount if isinstance(amount, Decimal) else None


def _sheet(joined: JoinedTable) -> Table:
    columns = joined.table.columns
    return Table(
        joined.table.title,
        ("Cấp", joined.table.key, *(column.title for column in columns), "Số đơn vị"),
        [
            (
                LEVEL_WORDS.get(level, level),
                line.key,
                *(_cell(line.amounts.get(c.code)) for c in columns),
                len(line.units),
            )
            for level, lines in joined.parts.items()
            for line in lines
        ],
        sheet=_sheet_name(joined.table),
    )


def _row(level: str, line: JoinedRow, columns: Sequence[Indicator]) -> tuple[Cell, ...]:
    cells = (_cell(line.amounts.get(column.code)) for column in columns)
    return LEVEL_WORDS.get(level, level), line.key, *cells, len(line.units)


def _sheet_name(table: FormTable) -> str:
    return f"Biểu {table.code}"


def _table_block(rows: tuple[tuple[str, ...], ...], look: TableLook) -> Block:
    return Block(BlockKind.TABLE, None, 0, "\n".join(" | ".join(row) for row in rows), None, rows, look)


def _paragraph(text: str) -> Block:
    return Block(BlockKind.PARAGRAPH, None, 0, text)


def _day(on: date) -> str:
    return f"{on:%d/%m/%Y}"
