"""What a style of DOCX says that changes the text: capitals, hidden text, fonts, numbering, table borders."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from caicach.documents.read.docx_numbering import W, value

_OFF = frozenset({"0", "false", "off", "none"})
_NO_BORDER = frozenset({"nil", "none"})
_BORDERS = ("top", "left", "start", "bottom", "right", "end", "insideH", "insideV")


@dataclass(frozen=True, slots=True)
class Look:
    """The properties of a run that decide which characters a person sees."""

    capitals: bool = False
    hidden: bool = False
    struck: bool = False
    raised: bool = False
    font: str = ""


@dataclass(slots=True)
class Styles:
    """Styles by id, with what each inherits (``w:basedOn``)."""

    elements: dict[str, etree._Element] = field(default_factory=dict)
    default_paragraph: str | None = None
    defaults: etree._Element | None = None
    _looks: dict[str | None, Look] = field(default_factory=dict)

    def chain(self, style: str | None) -> Iterator[etree._Element]:
        """The style and its ancestors, nearest first."""
        seen: set[str] = set()
        while style and style in self.elements and style not in seen:
            seen.add(style)
            yield self.elements[style]
            style = value(self.elements[style], "basedOn")

    def numbering_of(self, paragraph: etree._Element) -> tuple[str, int | None, str | None] | None:
        """(list, depth, style that names the list) of a paragraph, from itself or its style; None without a number."""
        properties = paragraph.find(W + "pPr")
        style = value(properties, "pStyle", self.default_paragraph)
        list_id, depth, named_by = None, None, None
        holders: list[tuple[str | None, etree._Element | None]] = [(None, properties)]
        holders += [(one.get(W + "styleId"), one.find(W + "pPr")) for one in self.chain(style)]
        for name, holder in holders:
            numbered = holder.find(W + "numPr") if holder is not None else None
            if list_id is None and value(numbered, "numId") is not None:
                list_id, named_by = value(numbered, "numId"), name
            depth = depth if depth is not None else value(numbered, "ilvl")
        if list_id is None or list_id == "0":  # 0 takes the numbering of the style away
            return None
        return list_id, int(depth) if depth and depth.isdigit() else None, named_by

    def look(self, run: etree._Element, paragraph_style: str | None) -> Look:
        """How a run looks: its own properties first, then its style, then the paragraph's, then the defaults."""
        own = run.find(W + "rPr")
        style = paragraph_style or self.default_paragraph
        if own is None and style in self._looks:
            return self._looks[style]
        styles = (*self.chain(value(own, "rStyle")), *self.chain(style))
        holders = [own, *(element.find(W + "rPr") for element in styles), self.defaults]
        look = Look(
            capitals=_first_switch(holders, "caps"),
            hidden=_first_switch(holders, "vanish"),
            struck=_first_switch(holders, "strike") or _first_switch(holders, "dstrike"),
            raised=_first(holders, "vertAlign") == "superscript",
            font=_font(holders),
        )
        if own is None:
            self._looks[style] = look
        return look

    def has_borders(self, table: etree._Element) -> bool:
        """Whether a table shows lines: its own borders, its style's, or those of a cell."""
        properties = table.find(W + "tblPr")
        holders = [properties]
        holders += [element.find(W + "tblPr") for element in self.chain(value(properties, "tblStyle"))]
        for holder in holders:
            borders = holder.find(W + "tblBorders") if holder is not None else None
            if borders is not None:
                return _shown(borders)
        return any(_all_round(borders) for borders in table.iter(W + "tcBorders"))


def _shown(borders: etree._Element) -> bool:
    return any(value(borders, side, "nil") not in _NO_BORDER for side in _BORDERS)


def _all_round(borders: etree._Element) -> bool:
    """A single line under a cell is the rule below a header, not a table."""
    return sum(value(borders, side, "nil") not in _NO_BORDER for side in _BORDERS) >= 3


def _first(holders: list[etree._Element | None], name: str) -> str | None:
    for holder in holders:
        found = holder.find(W + name) if holder is not None else None
        if found is not None:
            return found.get(W + "val", "1")
    return None


def _first_switch(holders: list[etree._Element | None], name: str) -> bool:
    found = _first(holders, name)
    return found is not None and found not in _OFF


def _font(holders: list[etree._Element | None]) -> str:
    for holder in holders:
        fonts = holder.find(W + "rFonts") if holder is not None else None
        if fonts is not None:
            name = fonts.get(W + "ascii") or fonts.get(W + "hAnsi")
            if name:
                return name
    return ""


def read_styles(root: etree._Element | None) -> Styles:
    """``word/styles.xml``."""
    styles = Styles()
    if root is not None:
        styles.defaults = root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")
    for element in root.findall(W + "style") if root is not None else ():
        style = element.get(W + "styleId", "")
        styles.elements[style] = element
        if element.get(W + "type") == "paragraph" and element.get(W + "default") in {"1", "true"}:
            styles.default_paragraph = style
    return styles
