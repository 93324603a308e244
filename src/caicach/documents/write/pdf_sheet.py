"""What is painted on: a PDF/A file in points from the upper left corner, its fonts embedded as subsets."""

import datetime
import io
from typing import Final

from fpdf import FPDF

from caicach.documents.write.line_breaking import Fragment, Line
from caicach.documents.write.measuring import font_file
from caicach.documents.write.pdf_metadata import metadata
from caicach.documents.write.styles import MM, PAGE_HEIGHT_MM, PAGE_WIDTH_MM, Align

_TOOL: Final = "caicach"
_FAMILY: Final = "serif"
_BASE: Final = 0.8
"""Where the letters stand in a line of a fixed height, from its top: as word processors set them."""
RED: Final = (192, 0, 0)
THIN: Final = 0.5


class Sheet:
    """PDF/A-2u: text that can be taken out as Unicode, no transparency, colours by an output intent."""

    def __init__(self, *, title: str, author: str, made: datetime.datetime) -> None:
        self._pdf = FPDF(unit="pt", format="A4", enforce_compliance="PDF/A-2U")
        self._pdf.set_auto_page_break(False)
        self._pdf.set_title(title)
        if author:
            self._pdf.set_author(author)
        self._pdf.set_lang("vi-VN")
        self._pdf.set_creator(_TOOL)
        self._pdf.set_producer(_TOOL)
        self._pdf.set_xmp_metadata(metadata(title=title, author=author, tool=_TOOL, made=made))
        self._pdf.set_creation_date(made)
        self._pdf.set_text_color(0, 0, 0)
        self._pdf.set_fill_color(0, 0, 0)
        self._font: tuple[bool, bool, float] | None = None
        self._styles: set[str] = set()

    def page(self, *, landscape: bool) -> None:
        self._pdf.add_page(orientation="L" if landscape else "P", format=(PAGE_WIDTH_MM * MM, PAGE_HEIGHT_MM * MM))
        self._font = None

    def text(self, x: float, y: float, text: str, *, bold: bool, italic: bool, size: float) -> None:
        look = (bold, italic, size)
        if look != self._font:
            style = ("B" if bold else "") + ("I" if italic else "")
            if style not in self._styles:
                self._pdf.add_font(_FAMILY, style, font_file(bold=bold, italic=italic))
                self._styles.add(style)
            self._pdf.set_font(_FAMILY, style, size)
            self._font = look
        self._pdf.text(x, y, text)

    def line_of_text(self, line: Line, x: float, top: float, height: float, align: Align) -> None:
        """Words one by one where blanks are stretched, else letters of one look together."""
        start, widened = line.stretched(align)
        at, base = x + start, top + _BASE * height
        pending: list[Fragment] = []
        begun = at
        for number, word in enumerate(line.words):
            is_end = number == len(line.words) - 1
            for fragment in word.fragments:
                if pending and not _alike(pending[-1], fragment):
                    self._flush(pending, begun, base)
                if not pending:
                    begun = at
                pending.append(fragment)
                at += fragment.width
            if pending and not is_end:
                last = pending[-1]
                pending[-1] = Fragment(last.text + " ", last.bold, last.italic, last.size, last.width, last.rise)
            elif not is_end:
                pending, begun = [_blank(line, number)], at
            at += word.space + widened
            if widened:
                self._flush(pending, begun, base)
        self._flush(pending, begun, base)

    def _flush(self, pending: list[Fragment], x: float, base: float) -> None:
        if pending:
            look = pending[0]
            text = "".join(fragment.text for fragment in pending)
            self.text(x, base - look.rise, text, bold=look.bold, italic=look.italic, size=look.size)
            pending.clear()

    def stroke(self, x1: float, y1: float, x2: float, y2: float, width: float = THIN) -> None:
        self._pdf.set_line_width(width)
        self._pdf.line(x1, y1, x2, y2)

    def frame(self, x: float, y: float, width: float, height: float) -> None:
        """The red frame of the urgency mark; what is painted next is black again."""
        self._pdf.set_draw_color(*RED)
        self._pdf.set_line_width(1.2)
        self._pdf.rect(x, y, width, height)
        self._pdf.set_draw_color(0, 0, 0)

    def red(self, *, on: bool) -> None:
        colour = RED if on else (0, 0, 0)
        self._pdf.set_text_color(*colour)
        self._pdf.set_fill_color(*colour)

    def picture(self, png: bytes, x: float, y: float, width: float, height: float, said: str) -> None:
        self._pdf.image(io.BytesIO(png), x, y, width, height, alt_text=said)

    def finished(self) -> bytes:
        return bytes(self._pdf.output())


def _alike(one: Fragment, other: Fragment) -> bool:
    return (one.bold, one.italic, one.size, one.rise) == (other.bold, other.italic, other.size, other.rise)


def _blank(line: Line, number: int) -> Fragment:
    """A blank where a word is empty: the space left for a number or a day."""
    near = next((word.fragments[0] for word in line.words[number:] if word.fragments), None)
    return Fragment(" ", near.bold if near else False, near.italic if near else False, near.size if near else 12, 0.0)
