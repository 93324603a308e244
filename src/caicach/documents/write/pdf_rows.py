"""Pieces to rows: what is painted at one height of a page and never cut."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from caicach.documents.values import Footnote
from caicach.documents.write.docx_picture import shown_size
from caicach.documents.write.line_breaking import Line, balanced_width, broken, longest_line_width
from caicach.documents.write.pdf_sheet import Sheet
from caicach.documents.write.pieces import Boxed, Gap, Paragraph, Rule, Shown
from caicach.documents.write.styles import MM, PICTURE, RULE, Style


@dataclass(frozen=True, slots=True)
class Edges:
    """Whether a row is the first or the last that its page shows of what it belongs to."""

    opens: bool
    closes: bool


Paint = Callable[[Sheet, float, float, Edges], None]


@dataclass(frozen=True, slots=True)
class Row:
    """``glued`` rows stay on one page with the next; ``repeated`` rows stand above it again on a new page.

    ``before`` is blank above it that a page does not begin with; ``owner`` is shared by the rows of one table.
    """

    height: float
    paint: Paint
    before: float = 0.0
    glued: bool = False
    notes: tuple[Footnote, ...] = ()
    repeated: tuple["Row", ...] = ()
    owner: int = 0


def paragraph_rows(paragraph: Paragraph, width: float, *, before: float = 0.0) -> list[Row]:
    """A row for each line; no single line is left alone at the foot or the head of a page."""
    style = paragraph.style
    narrow = balanced_width(paragraph.runs, style, width)
    left = style.left_mm * MM + (width - narrow) / 2
    lines = broken(paragraph.runs, style, width - (width - narrow) / 2, first=style.first_mm * MM, left=left)
    last = len(lines) - 1
    return [
        Row(
            style.line,
            _text_painter(line, style),
            before=before if at == 0 else 0.0,
            glued=(at < last and (at == 0 or at == last - 1 or style.keep_next)) or (at == last and style.keep_next),
            notes=line.notes,
        )
        for at, line in enumerate(lines)
    ]


def _text_painter(line: Line, style: Style) -> Paint:
    def paint(sheet: Sheet, x: float, y: float, _: Edges) -> None:
        if style.red:
            sheet.red(on=True)
        sheet.line_of_text(line, x, y, style.line, style.align)
        if style.red:
            sheet.red(on=False)

    return paint


def nothing(_sheet: Sheet, _x: float, _y: float, _edges: Edges) -> None:
    """The paint of a row that only takes room."""


def gap_row(gap: Gap) -> Row:
    return Row(0.0, nothing, before=gap.height)


def rule_row(rule: Rule, width: float) -> Row:
    length = rule.part * longest_line_width(rule.under, width)

    def paint(sheet: Sheet, x: float, y: float, _: Edges) -> None:
        start = x + (width - length) / 2
        sheet.stroke(start, y + RULE.line, start + length, y + RULE.line, 0.75)

    return Row(RULE.line + RULE.after, paint, glued=True)


def picture_row(piece: Shown, width: float) -> Row:
    wide, high = shown_size(piece.picture, width)

    def paint(sheet: Sheet, x: float, y: float, _: Edges) -> None:
        picture = piece.picture
        sheet.picture(picture.png, x + (width - wide) / 2, y, wide, high, picture.alternative)

    return Row(high + PICTURE.after, paint, before=PICTURE.before)


def boxed_rows(box: Boxed, width: float, *, before: float) -> list[Row]:
    wide, high = box.width_mm * MM, box.height_mm * MM
    style = replace(box.paragraph.style, line=high)
    inner = paragraph_rows(Paragraph(replace(style, line=high * 0.85), box.paragraph.runs), width)

    def paint(sheet: Sheet, x: float, y: float, edges: Edges) -> None:
        sheet.frame(x + (width - wide) / 2, y, wide, high)
        inner[0].paint(sheet, x, y, edges)

    return [Row(high, paint, before=before)]


def column_rows(pieces: Sequence[Paragraph | Rule | Boxed], width: float) -> Iterator[Row]:
    """The pieces of one of two columns beside each other."""
    after = 0.0
    for piece in pieces:
        match piece:
            case Rule():
                yield rule_row(piece, width)
                after = 0.0
            case Boxed():
                yield from boxed_rows(piece, width, before=piece.paragraph.style.before + after)
                after = 0.0
            case Paragraph():
                yield from paragraph_rows(piece, width, before=piece.style.before + after)
                after = piece.style.after


def beside(left: Sequence[Row], right: Sequence[Row], middle: float, *, before: float = 0.0) -> Row:
    """Two columns as one row: the right one begins at ``middle``."""
    heights = [sum(row.height + row.before for row in column) for column in (left, right)]

    def paint(sheet: Sheet, x: float, y: float, edges: Edges) -> None:
        for column, start in ((left, x), (right, x + middle)):
            top = y
            for row in column:
                top += row.before
                row.paint(sheet, start, top, edges)
                top += row.height

    notes = tuple(note for row in (*left, *right) for note in row.notes)
    return Row(max(heights), paint, before=before, notes=notes)
