"""A document as a DOCX file: styles of their own names, real headings, tables and footnotes."""

import datetime
import io
import zipfile
from collections.abc import Sequence
from typing import Final

from caicach.documents.values import OfficialDocument
from caicach.documents.write import docx_parts, styles
from caicach.documents.write.composing import compose
from caicach.documents.write.docx_picture import Pictures
from caicach.documents.write.docx_table import table
from caicach.documents.write.docx_xml import Notes, Writer, gap, narrowing, rule, twips, urgency_box
from caicach.documents.write.naming import author_of, made_on, title_of
from caicach.documents.write.pieces import Boxed, Composition, Foot, Gap, Grid, Head, Paragraph, Piece, Rule
from caicach.documents.write.styles import MM

_ZIP_TIME: Final = (1980, 1, 1, 0, 0, 0)


def write_docx(document: OfficialDocument, *, made: datetime.datetime | None = None) -> bytes:
    """The same bytes for the same document; ``made`` is the time the file says it was made, else the document's day."""
    composition = compose(document)
    text = _Text(Writer(Notes()), Pictures())
    body = text.body(composition)
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": docx_parts.content_types(),
        "_rels/.rels": docx_parts.package_relations(),
        "docProps/core.xml": docx_parts.core_properties(
            title_of(document), author_of(document), made or made_on(document)
        ),
        "word/document.xml": body,
        "word/_rels/document.xml.rels": docx_parts.document_relations(len(text.pictures.files)),
        "word/styles.xml": docx_parts.style_sheet(),
        "word/settings.xml": docx_parts.settings(),
        "word/fontTable.xml": docx_parts.font_table(),
        "word/footnotes.xml": docx_parts.footnotes(text.writer.notes.found),
        "word/header1.xml": docx_parts.page_number(),
        "word/header2.xml": docx_parts.no_page_number(),
    }
    for at, png in enumerate(text.pictures.files, 1):
        parts[f"word/media/image{at}.png"] = png
    return _zipped(parts)


def _zipped(parts: dict[str, str | bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            entry = zipfile.ZipInfo(name, _ZIP_TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            package.writestr(entry, content)
    return stream.getvalue()


class _Text:
    """``word/document.xml``, piece by piece."""

    def __init__(self, writer: Writer, pictures: Pictures) -> None:
        self.writer = writer
        self.pictures = pictures

    def body(self, composition: Composition) -> str:
        sections = [(self._letter(composition), False)]
        sections += [
            (self._pieces(annex.pieces, _width(landscape=annex.landscape)), annex.landscape)
            for annex in composition.annexes
        ]
        last = len(sections) - 1
        parts = [
            content + _section(landscape=landscape, is_first=at == 0, is_last=at == last)
            for at, (content, landscape) in enumerate(sections)
        ]
        return (
            '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
            f"<w:document {docx_parts.NAMESPACES}><w:body>{''.join(parts)}</w:body></w:document>"
        )

    def _letter(self, composition: Composition) -> str:
        width = _width(landscape=False)
        head = gap(styles.HEAD_ABOVE) + self._head(composition.head)
        return head + self._pieces(composition.pieces, width, keeps_foot=True) + self._foot(composition.foot)

    def _pieces(self, pieces: Sequence[Piece], width: float, *, keeps_foot: bool = False) -> str:
        """The last paragraph of the letter stays with the signature under it."""
        last = len(pieces) - 1 if keeps_foot else None
        return "".join(self._piece(piece, width, is_kept=at == last) for at, piece in enumerate(pieces))

    def _piece(self, piece: Piece | Boxed, width: float, *, is_kept: bool = False) -> str:
        match piece:
            case Paragraph():
                kept = "<w:keepNext/>" if is_kept else ""
                return self.writer.paragraph(piece, properties=kept + narrowing(piece, width))
            case Rule():
                return rule(piece, width)
            case Gap():
                return gap(piece.height)
            case Grid():
                return table(self.writer, piece, width)
            case Boxed():
                return urgency_box(self.writer, piece, width)
        return self.pictures.paragraph(piece.picture, width)

    def _head(self, head: Head) -> str:
        left, right = styles.LEFT_COLUMN_MM * MM, _width(landscape=False) - styles.LEFT_COLUMN_MM * MM
        upper = self._columns((head.left, left), (head.right, right))
        lower = self._columns((head.lower_left, left), (head.lower_right, right))
        return _layout((left, right), upper + lower)

    def _foot(self, foot: Foot) -> str:
        if not foot.recipients and not foot.signature:
            return ""
        left = styles.RECIPIENTS_COLUMN_MM * MM
        right = _width(landscape=False) - left
        row = self._columns((foot.recipients, left), (foot.signature, right))
        return gap(8.0, is_kept=True) + _layout((left, right), row)

    def _columns(self, *columns: tuple[Sequence[Paragraph | Rule | Boxed], float]) -> str:
        cells = "".join(
            f'<w:tc><w:tcPr><w:tcW w:w="{twips(width)}" w:type="dxa"/></w:tcPr>'
            f"{''.join(self._piece(piece, width) for piece in pieces) or '<w:p/>'}</w:tc>"
            for pieces, width in columns
        )
        return f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{cells}</w:tr>"


def _layout(widths: tuple[float, float], rows: str) -> str:
    """A table without lines that sets two columns beside each other."""
    columns = "".join(f'<w:gridCol w:w="{twips(width)}"/>' for width in widths)
    margins = '<w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/>'
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{twips(sum(widths))}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
        f"<w:tblCellMar>{margins}</w:tblCellMar></w:tblPr><w:tblGrid>{columns}</w:tblGrid>{rows}</w:tbl>"
    )


def _width(*, landscape: bool) -> float:
    side = styles.PAGE_HEIGHT_MM if landscape else styles.PAGE_WIDTH_MM
    return (side - styles.MARGIN_LEFT_MM - styles.MARGIN_RIGHT_MM) * MM


def _section(*, landscape: bool, is_first: bool, is_last: bool) -> str:
    """The end of a section: an appendix begins a page and its own count of pages; the first page shows no number."""
    width, height = twips(styles.PAGE_WIDTH_MM * MM), twips(styles.PAGE_HEIGHT_MM * MM)
    size = (
        f'<w:pgSz w:w="{height}" w:h="{width}" w:orient="landscape"/>'
        if landscape
        else f'<w:pgSz w:w="{width}" w:h="{height}"/>'
    )
    sides = {
        "top": styles.MARGIN_TOP_MM,
        "right": styles.MARGIN_RIGHT_MM,
        "bottom": styles.MARGIN_BOTTOM_MM,
        "left": styles.MARGIN_LEFT_MM,
        "header": styles.PAGE_NUMBER_MM,
        "footer": styles.PAGE_NUMBER_MM,
        "gutter": 0.0,
    }
    margins = " ".join(f'w:{side}="{twips(size_mm * MM)}"' for side, size_mm in sides.items())
    kind = "" if is_first else '<w:type w:val="nextPage"/>'
    end = (
        f'<w:sectPr><w:headerReference w:type="default" r:id="rIdHeader"/>'
        f'<w:headerReference w:type="first" r:id="rIdFirst"/>{kind}{size}<w:pgMar {margins}/>'
        '<w:pgNumType w:start="1"/><w:titlePg/></w:sectPr>'
    )
    spacing = '<w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/>'
    last = f'<w:p><w:pPr><w:pStyle w:val="KhoangTrong"/>{spacing}{"" if is_last else end}</w:pPr></w:p>'
    return last + (end if is_last else "")
