"""The text of a DOCX paragraph as a person sees it: deletions gone, hidden text gone, old fonts made Unicode."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from caicach.documents.read.docx_numbering import Numbering, W, value
from caicach.documents.read.docx_styles import Styles
from caicach.documents.read.legacy_fonts import decode_by_font
from caicach.documents.read.superscripts import superscript

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_NOT_SHOWN = frozenset({W + "del", W + "moveFrom", W + "rPr", W + "pPr", W + "sdtPr", _MC + "Fallback"})
_SYMBOLS = {"F02D": "-", "F0B7": "•", "F0A7": "▪", "F0D8": "➢", "F0FC": "✓", "F0FE": "☑", "F0A8": "☐"}
_PAGE = "\x0c"  # never legal in XML 1.0, so it cannot come from the file


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

    def read(self, paragraph: etree._Element) -> ParagraphText:
        boxes: list[etree._Element] = []
        style = value(paragraph.find(W + "pPr"), "pStyle")
        raw = self._number(paragraph) + "".join(self._pieces(paragraph, style, boxes))
        before = paragraph.find(f"{W}pPr/{W}pageBreakBefore")
        if before is not None and before.get(W + "val", "1") not in {"0", "false"}:
            raw = _PAGE + raw
        pages, plain = [], ""
        for at, piece in enumerate(raw.split(_PAGE)):
            if at:
                pages.append(len(plain))
            plain += piece
        return ParagraphText(plain, tuple(pages), tuple(boxes))

    def _number(self, paragraph: etree._Element) -> str:
        numbered = self.styles.numbering_of(paragraph)
        if numbered is None or not any(True for _ in paragraph.iter(W + "t", W + "footnoteReference")):
            return ""
        mark = self.numbering.mark(*numbered)
        return f"{mark} " if mark else ""

    def _pieces(self, element: etree._Element, style: str | None, boxes: list[etree._Element]) -> Iterator[str]:
        for child in element:
            if child.tag in _NOT_SHOWN:
                continue
            if child.tag == W + "txbxContent":
                boxes.append(child)
            elif child.tag == W + "r":
                yield self._run(child, style, boxes)
            else:
                yield from self._pieces(child, style, boxes)

    def _run(self, run: etree._Element, style: str | None, boxes: list[etree._Element]) -> str:
        look = self.styles.look(run, style)
        if look.hidden:
            return ""
        text = "".join(self._run_pieces(run, style, boxes))
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
