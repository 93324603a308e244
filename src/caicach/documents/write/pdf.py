"""A document as a PDF/A file, set by the same figures as the DOCX."""

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from caicach.documents.values import OfficialDocument
from caicach.documents.write import styles
from caicach.documents.write.composing import compose
from caicach.documents.write.naming import author_of, made_on, title_of
from caicach.documents.write.pdf_flow import Frame, pages_of_rows, paint_page
from caicach.documents.write.pdf_rows import (
    Edges,
    Row,
    beside,
    column_rows,
    gap_row,
    paragraph_rows,
    picture_row,
    rule_row,
)
from caicach.documents.write.pdf_sheet import Sheet
from caicach.documents.write.pdf_table import table_rows
from caicach.documents.write.pieces import Foot, Gap, Grid, Head, Paragraph, Piece, Rule, Run
from caicach.documents.write.styles import MM

_FOOT_ABOVE: Final = 8.0


def write_pdf(document: OfficialDocument, *, made: datetime.datetime | None = None) -> bytes:
    """The same bytes for the same document; ``made`` is the time the file says it was made, else the document's day."""
    composition = compose(document)
    sheet = Sheet(title=title_of(document), author=author_of(document), made=made or made_on(document))
    width = _frame(landscape=False).width
    rows = [_head_row(composition.head, width), *_rows(composition.pieces, width)]
    _paint(sheet, _with_foot(rows, composition.foot, width), landscape=False)
    for annex in composition.annexes:
        rows = list(_rows(annex.pieces, _frame(landscape=annex.landscape).width))
        _paint(sheet, rows, landscape=annex.landscape)
    return sheet.finished()


def _frame(*, landscape: bool) -> Frame:
    wide, high = styles.PAGE_WIDTH_MM, styles.PAGE_HEIGHT_MM
    if landscape:
        wide, high = high, wide
    return Frame(
        left=styles.MARGIN_LEFT_MM * MM,
        top=styles.MARGIN_TOP_MM * MM,
        width=(wide - styles.MARGIN_LEFT_MM - styles.MARGIN_RIGHT_MM) * MM,
        height=(high - styles.MARGIN_TOP_MM - styles.MARGIN_BOTTOM_MM) * MM,
    )


def _rows(pieces: Sequence[Piece], width: float) -> Iterator[Row]:
    """``after`` of a paragraph and ``before`` of the next add up, as word processors have it."""
    after = 0.0
    for owner, piece in enumerate(pieces, 1):
        match piece:
            case Paragraph():
                yield from paragraph_rows(piece, width, before=max(after, piece.style.before))
                after = piece.style.after
                continue
            case Rule():
                yield rule_row(piece, width)
            case Gap():
                yield gap_row(Gap(piece.height + after))
            case Grid():
                yield from table_rows(piece, width, owner=owner, before=after)
            case _:
                row = picture_row(piece, width)
                yield replace(row, before=row.before + after)
        after = 0.0


def _head_row(head: Head, width: float) -> Row:
    left = styles.LEFT_COLUMN_MM * MM
    right = width - left
    names = beside(list(column_rows(head.left, left)), list(column_rows(head.right, right)), left)
    below = beside(list(column_rows(head.lower_left, left)), list(column_rows(head.lower_right, right)), left)

    def paint(sheet: Sheet, x: float, y: float, edges: Edges) -> None:
        names.paint(sheet, x, y + styles.HEAD_ABOVE, edges)
        below.paint(sheet, x, y + styles.HEAD_ABOVE + names.height, edges)

    return Row(styles.HEAD_ABOVE + names.height + below.height, paint, notes=(*names.notes, *below.notes))


def _with_foot(rows: list[Row], foot: Foot, width: float) -> list[Row]:
    """The signature is never alone on a page: the last lines of the text go with it."""
    left = styles.RECIPIENTS_COLUMN_MM * MM
    recipients = list(column_rows(foot.recipients, left))
    signature = list(column_rows(foot.signature, width - left))
    if not recipients and not signature:
        return rows
    for at in range(max(0, len(rows) - 2), len(rows)):
        rows[at] = replace(rows[at], glued=True)
    most = 0.8 * _frame(landscape=False).height
    fitting, height = 0, 0.0
    while fitting < len(recipients) and height + recipients[fitting].height <= most:
        height += recipients[fitting].height
        fitting += 1
    rest = [replace(row, glued=False) for row in recipients[fitting:]]
    return [*rows, beside(recipients[:fitting], signature, left, before=_FOOT_ABOVE + styles.BODY.after), *rest]


def _paint(sheet: Sheet, rows: Sequence[Row], *, landscape: bool) -> None:
    """Pages counted from 1; the first shows no number."""
    frame = _frame(landscape=landscape)
    for number, page in enumerate(pages_of_rows(rows, frame), 1):
        sheet.page(landscape=landscape)
        if number > 1:
            (line,) = paragraph_rows(Paragraph(styles.PAGE_NUMBER, (Run(str(number)),)), frame.width)
            line.paint(sheet, frame.left, styles.PAGE_NUMBER_MM * MM, Edges(opens=False, closes=False))
        paint_page(sheet, page, frame)
