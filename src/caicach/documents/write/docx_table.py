"""A grid as a Word table: fixed widths, heads repeated on every page, section rows across the table."""

from collections.abc import Sequence
from typing import Final

from caicach.documents.values import Alignment
from caicach.documents.write import styles
from caicach.documents.write.docx_xml import Writer, twips
from caicach.documents.write.pieces import Grid, Paragraph, Run
from caicach.documents.write.styles import Style
from caicach.documents.write.table_pieces import may_be_cut

CELL_SIDE: Final = 4.0
"""Blank left and right of the words in a cell."""
_BORDER: Final = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)


def aligned_style(grid: Grid, column: int) -> Style:
    """How a cell of the body of a table is set."""
    cells = styles.cell_styles(len(grid.look.widths), is_small=grid.look.is_small)
    return {Alignment.LEFT: cells.plain, Alignment.CENTRE: cells.centred, Alignment.RIGHT: cells.right}[
        grid.look.alignments[column]
    ]


def table(writer: Writer, grid: Grid, available: float) -> str:
    widths = [twips(part * available) for part in grid.look.widths]
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    sections = frozenset(grid.look.section_rows)
    rows = "".join(_row(writer, row, grid, widths, at, is_section=at in sections) for at, row in enumerate(grid.rows))
    side = twips(CELL_SIDE)
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:jc w:val="center"/>'
        f'<w:tblBorders>{_BORDER}</w:tblBorders><w:tblLayout w:type="fixed"/>'
        f'<w:tblCellMar><w:left w:w="{side}" w:type="dxa"/><w:right w:w="{side}" w:type="dxa"/></w:tblCellMar>'
        f"</w:tblPr><w:tblGrid>{columns}</w:tblGrid>{rows}</w:tbl>"
    )


def _row(
    writer: Writer, row: Sequence[tuple[Run, ...]], grid: Grid, widths: Sequence[int], at: int, *, is_section: bool
) -> str:
    is_head = at < grid.look.head_rows and len(grid.rows) > grid.look.head_rows
    kept = "" if may_be_cut(row) else "<w:cantSplit/>"
    properties = "<w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>" if is_head else f"<w:trPr>{kept}</w:trPr>"
    known = styles.cell_styles(len(widths), is_small=grid.look.is_small)
    if is_section:
        style = known.head if is_head else known.section
        return f"<w:tr>{properties}{_cell(writer, row[0], style, sum(widths), len(row))}</w:tr>"
    cells = "".join(
        _cell(writer, runs, known.head if is_head else aligned_style(grid, column), width, 1)
        for column, (runs, width) in enumerate(zip(row, widths, strict=True))
    )
    return f"<w:tr>{properties}{cells}</w:tr>"


def _cell(writer: Writer, runs: tuple[Run, ...], style: Style, width: int, span: int) -> str:
    spanned = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    middle = '<w:vAlign w:val="center"/>' if style in {styles.CELLS.head, styles.SMALL_CELLS.head} else ""
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{spanned}{middle}</w:tcPr>'
        f"{writer.paragraph(Paragraph(style, runs))}</w:tc>"
    )
