"""The text of a DOCX paragraph as a person sees it: deletions gone, hidden text gone, old fonts made Unicode."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from caicach.documents.read.docx_numbering import Numbering, W, value
from caicach.documents.read.docx_styles import Styles
from caicach.documents.read.equations import M, equation_text
from caicach.documents.read.legacy_fonts import decode_by_font
from caicach.documents.read.superscripts import superscript

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_NOT_SHOWN = frozenset({W + "del", W + "moveFrom", W + "rPr", W + "pPr", W + "sdtPr", _MC + "Fallback"})
_SYMBOLS = {"F02D": "-", "F0B7": "•", "F0A7": "▪", "F0D8": "➢", "F0FC": "✓", "F0FE": "☑", "F0A8": "☐"}
_WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_PAGE = "\x0c"  # never legal in XML 1.0, so it cannot come from the file
_SHORT_BOX = 40
_FIGURES = re.compile(r"[\d.,/ -]+")


@dataclass(slots=True)
class Notes:
    """Footnotes in the order their marks are met."""

    marks: dict[tuple[str, str], str] = field(default_factory=dict)  # by kind and id

    def mark(self, kind: str, note_id: str, custom: str) -> str:
        return self.marks.setdefault((kind, note_id), custom or str(len(self.marks) + 1))


@dataclass(frozen=True, slots=True)
class ParagraphText:
    """The text, where pages begin in it, and the paragraphs of the text boxes anchored in it."""

    text: str
    pages: tuple[int, ...] = ()
    boxes: tuple[etree._Element, ...] = ()


@dataclass(slots=True)
class TextOfParagraphs:
    """Reads paragraphs in document order: lists and footnotes count as they are met."""

    styles: Styles
    numbering: Numbering
    notes: Notes = field(default_factory=Notes)
    used_legacy_font: bool = False
    left_out: list[str] = field(default_factory=list)  # words struck through or hidden, in their order

    def read(self, paragraph: etree._Element, *, alone: bool = False) -> ParagraphText:
        """``alone`` keeps the mark of a paragraph without words: the count in a cell of a table."""
        boxes: list[etree._Element] = []
        properties = paragraph.find(W + "pPr")
        style = value(properties, "pStyle")
        words = "".join(self._pieces(paragraph, style, boxes))
        number = self._number(paragraph, properties)
        has_words = words.strip(f"{_PAGE} \t\n") != ""
        raw = number + words if has_words or (alone and not _speaks(paragraph)) else words
        before = properties.find(W + "pageBreakBefore") if properties is not None else None
        if before is not None and before.get(W + "val", "1") not in {"0", "false"}:
            raw = _PAGE + raw
        pages, plain = [], ""
        for at, piece in enumerate(raw.split(_PAGE)):
            if at:
                pages.append(len(plain))
            plain += piece
        return ParagraphText(plain, tuple(pages), tuple(boxes))

    def _number(self, paragraph: etree._Element, properties: etree._Element | None) -> str:
        """The mark of a list; a paragraph without words counts too, one that is deleted or hidden does not."""
        numbered = self.styles.numbering_of(properties)
        if numbered is None or (not _speaks(paragraph) and _is_gone(paragraph)):
            return ""
        list_id, depth, style = numbered
        mark = self.numbering.mark(list_id, self.numbering.depth_of(list_id, style) if depth is None else depth)
        return f"{mark} " if mark else ""

    def _pieces(self, element: etree._Element, style: str | None, boxes: list[etree._Element]) -> Iterator[str]:
        for child in element:
            if child.tag in _NOT_SHOWN:
                continue
            if child.tag == W + "txbxContent":
                inside = self._inside_line(child)
                if inside is None:
                    boxes.append(child)
                else:
                    yield inside
            elif child.tag == W + "r":
                yield self._run(child, style, boxes)
            elif str(child.tag).startswith(M):
                yield equation_text(child)
            else:
                yield from self._pieces(child, style, boxes)

    def _inside_line(self, box: etree._Element) -> str | None:
        """The words of a small box that stands in its line; None where it is a block of its own.

        A box that floats over the page is part of its line only where it holds a figure (a number, a day).
        """
        content = list(box)
        if len(content) != 1 or content[0].tag != W + "p":
            return None
        words = self.read(content[0]).text.strip()
        if not 0 < len(words) <= _SHORT_BOX or "\n" in words:
            return None
        is_fixed = not any(_floats(one) for one in box.iterancestors())
        return words if is_fixed or _FIGURES.fullmatch(words) else None

    def _run(self, run: etree._Element, style: str | None, boxes: list[etree._Element]) -> str:
        look = self.styles.look(run, style)
        text = "".join(self._run_pieces(run, style, boxes))
        if look.hidden or look.struck:
            self.left_out.append(text.strip())
            return ""
        decoded = decode_by_font(text, look.font)
        self.used_legacy_font |= decoded != text
        if look.raised and decoded.strip().isdecimal() and len(decoded.strip()) <= 3:
            decoded = superscript(decoded.strip())
        return decoded.upper() if look.capitals else decoded

    def _run_pieces(self, run: etree._Element, style: str | None, boxes: list[etree._Element]) -> Iterator[str]:
        for child in run:
            match str(child.tag).removeprefix(W):
                case "t":
                    yield child.text or ""
                case "tab" | "ptab":
                    yield "\t"
                case "cr":
                    yield "\n"
                case "br":
                    yield _PAGE if child.get(W + "type") == "page" else "\n"
                case "lastRenderedPageBreak":
                    yield _PAGE
                case "noBreakHyphen":
                    yield "-"
                case "sym":
                    yield _SYMBOLS.get(child.get(W + "char", "").upper(), "")
                case "footnoteReference" | "endnoteReference" as kind:
                    yield self._note_mark(run, child, kind.removesuffix("Reference"))
                case _ if child.tag not in _NOT_SHOWN:
                    yield from self._pieces(child, style, boxes)

    def _note_mark(self, run: etree._Element, reference: etree._Element, kind: str) -> str:
        custom = "".join(text.text or "" for text in run.findall(W + "t")).strip()
        follows = reference.get(W + "customMarkFollows", "0") not in {"0", "false"}
        note_id = reference.get(W + "id", "")
        mark = self.notes.mark(kind, note_id, custom if follows else "")
        return "" if follows else superscript(mark)


def _speaks(paragraph: etree._Element) -> bool:
    return any(True for _ in paragraph.iter(W + "t", W + "footnoteReference"))


def _is_gone(paragraph: etree._Element) -> bool:
    """Whether a paragraph without words is not on the page either: deleted by revision, or hidden."""
    if any(True for _ in paragraph.iter(W + "delText")):
        return True
    mark = paragraph.find(f"{W}pPr/{W}rPr")
    return mark is not None and any(mark.find(W + name) is not None for name in ("del", "moveFrom", "vanish"))


def _floats(element: etree._Element) -> bool:
    return element.tag == _WP + "anchor" or "position:absolute" in (element.get("style") or "").replace(" ", "")
