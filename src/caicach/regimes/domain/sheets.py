"""The joined report as sheets of a workbook. Equal consolidations give equal bytes."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Final

from caicach.kernel.said import Said
from caicach.kernel.tables import Cell, Table
from caicach.kernel.text.dates import format_date
from caicach.procedures.domain.report_forms import register_sheet
from caicach.regimes.domain.consolidation import (
    LEVEL_WORDS,
    Consolidation,
    JoinedFigure,
    JoinedTable,
    Participant,
)
from caicach.regimes.domain.formulas import Amount
from caicach.regimes.domain.paper import STANDING_WORDS, PaperHead, subject_of

NO_FIGURE: Final = "–"


def tables_of(report: Consolidation, head: PaperHead) -> tuple[Table, ...]:
    """Sheets of a workbook: joined figures, every unit's own, how reports came in, words, and the form's tables.

    The workbook of one unit has no sheet of the figures of others: they are in its own already."""
    window = head.window
    notes = (
        *((head.draft,) if head.draft else ()),
        f"Biểu: {report.form.id}, {report.form.source}",
        f"Số liệu từ {format_date(window.opens_on)} đến {format_date(window.closes_on)}",
        *((report.form.note,) if report.form.note else ()),
    )
    units = report.participants
    figures = Table(
        subject_of(report, window),
        ("Mã", "Chỉ tiêu", "Đơn vị tính", "Số liệu", "Lý do chưa có", "Đơn vị có số liệu", "Đơn vị chưa có"),
        [_figure_row(found) for found in report.figures.values()],
        notes=notes,
        sheet="Tổng hợp",
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
    per_unit = () if head.is_of_unit else (_per_unit(report, notes),)
    return (figures, *per_unit, coming, words, *(_sheet(joined) for joined in report.tables), *forms)


def _per_unit(report: Consolidation, notes: tuple[str, ...]) -> Table:
    """Every unit asked: a dash where a figure is lacking, with the reason; nothing where it is not asked for it."""
    amounts = {
        code: {part.unit: part.amount for part in found.parts} for code, found in report.figures.items() if found.parts
    }
    codes = tuple(amounts)
    return Table(
        "Số liệu từng đơn vị",
        ("Đơn vị", *codes, "Lý do chưa có số liệu"),
        [(one.name, *_unit_row(one, codes, amounts)) for one in report.participants],
        notes=notes,
        sheet="Từng đơn vị",
        fixed=1,
    )


def _unit_row(one: Participant, codes: Sequence[str], amounts: Mapping[str, Mapping[str, Amount]]) -> Iterator[Cell]:
    lacking: dict[str, list[str]] = {}
    has_figures = False
    for code in codes:
        amount = amounts[code].get(one.unit)
        if amount is None:
            yield None
        elif isinstance(amount, Decimal):
            has_figures = True
            yield amount
        else:
            lacking.setdefault(str(amount), []).append(code)
            yield NO_FIGURE
    if has_figures:
        yield "; ".join(f"{reason}: {', '.join(of)}" for reason, of in lacking.items())
    else:
        yield STANDING_WORDS[one.standing] if lacking else "không hỏi số liệu nào"


def _figure_row(found: JoinedFigure) -> tuple[Cell, ...]:
    amount, one = found.amount, found.indicator
    without = len(found.without)
    reason = str(amount) if isinstance(amount, Said) else ""
    return one.code, one.title, one.unit, _cell(amount), reason, len(found.parts) - without, without


def _cell(amount: Amount | None) -> Cell:
    return amount if isinstance(amount, Decimal) else None


def _sheet(joined: JoinedTable) -> Table:
    columns = joined.table.columns
    return Table(
        joined.table.title,
        (
            "Phần" if joined.table.parts else "Cấp",
            joined.table.key,
            *joined.table.titles,
            "Số đơn vị",
        ),
        [
            (
                LEVEL_WORDS.get(level, level),
                line.key,
                *(_cell(line.amounts.get(c.code)) for c in columns),
                *(line.texts.get(c.code, "") for c in joined.table.texts),
                len(line.units),
            )
            for level, lines in joined.parts.items()
            for line in lines
        ],
        sheet=f"Biểu {joined.table.code}",
    )
