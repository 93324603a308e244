"""What a style of DOCX says that changes the text: capitals, hidden text, fonts, numbering, table borders."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from caicach.documents.read.docx_numbering import W, value

_OFF = frozenset({"0", "false", "off", "none"})
_NO_BORDER = frozenset({"nil", "none"})
_LOOKED_AT = {W + name: name for name in ("caps", "vanish", "strike", "dstrike", "vertAlign", "rFonts")}
_BORDERS = ("top", "left", "start", "bottom", "right", "end", "insideH", "insideV")


@dataclass(frozen=True, slots=True)
class Look:
    """The properties of a run that decide which characters a person sees."""

    capitals: bool = False
    hidden: bool = False
    struck: bool = False
    raised: bool = False
    font: str = ""


_Numbered = tuple[str | None, str | None, str | None]
"""Of a style: the list, the style that names it, the depth."""


@dataclass(slots=True)
class Styles:
    """Styles by id, with what each inherits (``w:basedOn``)."""

    elements: dict[str, etree._Element] = field(default_factory=dict)
    default_paragraph: str | None = None
    defaults: etree._Element | None = None
    _looks: dict[str | None, Look] = field(default_factory=dict)
    _character_settings: dict[tuple[str | None, str | None], dict[str, str]] = field(default_factory=dict)
    _numbered: dict[str | None, _Numbered] = field(default_factory=dict)

    def chain(self, style: str | None) -> Iterator[etree._Element]:
        """The style and its ancestors, nearest first."""
        seen: set[str] = set()
        while style and style in self.elements and style not in seen:
            seen.add(style)
            yield self.elements[style]
            style = value(self.elements[style], "basedOn")

    def numbering_of(self, properties: etree._Element | None) -> tuple[str, int | None, str | None] | None:
        """(list, depth, style that names the list) of a paragraph by its properties or its style; None without."""
        style = value(properties, "pStyle", self.default_paragraph)
        if style not in self._numbered:
            self._numbered[style] = self._numbering_of_style(style)
        list_id, named_by, depth = self._numbered[style]
        numbered = properties.find(W + "numPr") if properties is not None else None
        if numbered is not None:
            own, own_depth = value(numbered, "numId"), value(numbered, "ilvl")
            list_id, named_by = (list_id, named_by) if own is None else (own, None)
            depth = depth if own_depth is None else own_depth
        if list_id is None or list_id == "0":  # 0 takes the numbering of the style away
            return None
        return list_id, int(depth) if depth and depth.isdigit() else None, named_by

    def _numbering_of_style(self, style: str | None) -> _Numbered:
        list_id, named_by, depth = None, None, None
        for one in self.chain(style):
            holder = one.find(W + "pPr")
            numbered = holder.find(W + "numPr") if holder is not None else None
            if list_id is None and value(numbered, "numId") is not None:
                list_id, named_by = value(numbered, "numId"), one.get(W + "styleId")
            depth = depth if depth is not None else value(numbered, "ilvl")
        return list_id, named_by, depth

    def look(self, run: etree._Element, paragraph_style: str | None) -> Look:
        """How a run looks: its own properties first, then its style, then the paragraph's, then the defaults."""
        own = run.find(W + "rPr")
        style = paragraph_style or self.default_paragraph
        if own is None and style in self._looks:
            return self._looks[style]
        said = self._said_by_styles(value(own, "rStyle"), style) | _character_settings(own)
        look = Look(
            capitals=said.get("caps", "0") not in _OFF,
            hidden=said.get("vanish", "0") not in _OFF,
            struck=said.get("strike", "0") not in _OFF or said.get("dstrike", "0") not in _OFF,
            raised=said.get("vertAlign") == "superscript",
            font=said.get("rFonts", ""),
        )
        if own is None:
            self._looks[style] = look
        return look

    def _said_by_styles(self, run_style: str | None, style: str | None) -> dict[str, str]:
        """What the styles and the defaults say of a run, the nearest first to be heard; asked once of each pair."""
        pair = run_style, style
        if pair not in self._character_settings:
            said: dict[str, str] = {}
            for holder in (
                *(one.find(W + "rPr") for one in (*self.chain(run_style), *self.chain(style))),
                self.defaults,
            ):
                said = _character_settings(holder) | said
            self._character_settings[pair] = said
        return self._character_settings[pair]

    def has_borders(self, table: etree._Element) -> bool:
        """Whether a table shows lines: its own borders, its style's, or those of a cell."""
        properties = table.find(W + "tblPr")
        holders = [properties]
        holders += [element.find(W + "tblPr") for element in self.chain(value(properties, "tblStyle"))]
        for holder in holders:
            borders = holder.find(W + "tblBorders") if holder is not None else None
            if borders is not None:
                return _has_border(borders)
        return any(_all_round(borders) for borders in table.iter(W + "tcBorders"))


def _has_border(borders: etree._Element) -> bool:
    return any(value(borders, side, "nil") not in _NO_BORDER for side in _BORDERS)


def _all_round(borders: etree._Element) -> bool:
    """A single line under a cell is the rule below a header, not a table."""
    return sum(value(borders, side, "nil") not in _NO_BORDER for side in _BORDERS) >= 3


def _character_settings(holder: etree._Element | None) -> dict[str, str]:
    """What a set of properties says of those that change characters; of several of one name, the first."""
    said: dict[str, str] = {}
    for child in holder if holder is not None else ():
        name = _LOOKED_AT.get(child.tag)
        if name == "rFonts":
            said.setdefault(name, child.get(W + "ascii") or child.get(W + "hAnsi") or "")
        elif name is not None:
            said.setdefault(name, child.get(W + "val", "1"))
    if not said.get("rFonts", "-"):
        del said["rFonts"]
    return said


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
