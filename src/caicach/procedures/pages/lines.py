"""A page as lines of text, each in the elements that hold it: what a person sees, with the ranges of the boxes.

The tree is that of a browser (HTML5): forms inside tables, elements never closed, paragraphs that end themselves.
"""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from selectolax.lexbor import LexborHTMLParser, LexborNode

from caicach.kernel.text.characters import clean
from caicach.procedures.pages.titles import title_of, words_by_id
from caicach.procedures.record.labels import LONGEST_LABEL, field_of

_SKIPPED: Final = frozenset(
    {
        "script", "style", "template", "noscript", "select", "option", "datalist", "nav", "iframe", "object", "svg",
        "canvas", "textarea", "input", "head", "aside", "footer", "map", "video",
    }
)  # fmt: skip
_LEADS: Final = frozenset(
    {"b", "strong", "span", "label", "em", "i", "u", "a", "font", "button", "mark", "big", "small"}
)
_INLINE: Final = _LEADS | {
    "abbr", "cite", "code", "q", "s", "strike", "sub", "sup", "tt", "o:p", "ins", "del", "bdi", "bdo", "time", "img",
}  # fmt: skip
_FURNITURE: Final = frozenset(
    {
        "footer", "copyright", "breadcrumb", "breadcrumbs", "nav", "navbar", "navigation", "sidebar", "menu", "submenu",
        "mainmenu", "topmenu", "pagination", "pager", "social", "share", "sharing", "comment", "comments", "related",
        "lienquan", "lien-quan", "related-items", "hot-news", "tags", "login-form",
    }
)  # fmt: skip
_BOLD: Final = frozenset({"b", "strong"})
_BESIDE: Final = re.compile(r"\s+[|·•]\s+")
_BESIDE_LOOSELY: Final = re.compile(r"(\s+[|·•–-]\s+|;\s+|(?<!\s\d)(?<!\s\d\d)\.\s+(?=\(?[^\W\d_]))")
_CLASS: Final = re.compile(r"[\s_]+")
_USUAL: Final = frozenset({"class", "id", "style"})
_LAYOUT: Final = frozenset({"d-flex", "d-inline-flex", "flex", "inline-flex", "grid", "d-grid"})
_DEEPEST: Final = 400
_MOST_LINES: Final = 60_000
_MAY_BE_ENDLESS: Final = 15_000
_MOST_OPEN: Final = 2_000
_TAG: Final = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
_CLOSE_THEMSELVES: Final = frozenset(
    {"br", "img", "input", "hr", "meta", "link", "p", "li", "option", "td", "tr", "th"}
)


@dataclass(slots=True, eq=False)
class Element:
    """A box: its lines are ``start`` up to ``end``; ``rows`` and ``columns`` that a cell spans; ``lays_out``: what it
    holds stands apart, as boxes, whatever elements they are. ``place``: which child it is; ``named``: its classes."""

    tag: str
    parent: "Element | None"
    start: int
    end: int = 0
    title: str = ""
    heading: int = 0
    depth: int = 0
    rows: int = 1
    columns: int = 1
    lays_out: bool = False
    place: int = 0
    named: str = ""
    children: "list[Element]" = field(default_factory=list)


@dataclass(slots=True, eq=False)
class Line:
    """``lead``: how far its first inline element reaches, a ``lead_tag``; ``links``: where its text leads, by what
    words each (``linked``); ``titled``: the box that begins with it and bears a name in an attribute."""

    text: str
    element: Element
    lead: int = 0
    links: tuple[str, ...] = ()
    lead_tag: str = ""
    linked: tuple[str, ...] = ()
    titled: Element | None = None

    @property
    def heading(self) -> int:
        """1 to 6 inside a heading, 0 elsewhere."""
        return self.element.heading


@dataclass(slots=True)
class Lines:
    lines: list[Line]
    root: Element
    tables: list[Element]
    title: str
    scripts: int
    has_password: bool


def lines_of(source: str) -> Lines:
    """The lines of a page in the order of its text."""
    tree = LexborHTMLParser(_without_endless_boxes(source))
    reader = _Reader(_panes(tree), words_by_id(tree))
    body = tree.body
    if body is not None:
        reader.read(body)
    title = tree.css_first("title")
    return Lines(
        reader.lines,
        reader.root,
        reader.tables,
        clean(title.text(strip=True)) if title else "",
        len(tree.css("script")),
        bool(tree.css_matches('input[type="password" i]')),
    )


def _without_endless_boxes(source: str) -> str:
    """An element opened thousands of times and never closed becomes a line break: the parser looks through all open
    elements at each new one (20,000 take two seconds, and twice as many four times that)."""
    if len(source) < _MAY_BE_ENDLESS:
        return source
    opened: Counter[str] = Counter()
    for closing, tag in _TAG.findall(source):
        opened[tag.lower()] += -1 if closing else 1
    for tag, count in opened.items():
        if count > _MOST_OPEN and tag not in _CLOSE_THEMSELVES:
            source = re.sub(rf"</?{tag}\b[^<>]*>", "<br>", source, flags=re.IGNORECASE)
    return source


def _panes(tree: LexborHTMLParser) -> dict[str, str]:
    """The panes of tabs by their id: the word that opens a pane stands elsewhere, and is its label."""
    found = {}
    for node in tree.css('a[href^="#"], [data-target^="#"], [data-bs-target^="#"], [aria-controls], [data-tab]'):
        words = _one_line(node.text())
        given = node.attributes
        target = given.get("data-bs-target") or given.get("data-target") or given.get("aria-controls")
        target = (target or given.get("data-tab") or given.get("href") or "").lstrip("#")
        if target and field_of(words) is not None:
            found[target] = words
    return found


_Step = tuple[LexborNode | None, str, tuple[str, int, int, str] | None]
"""A node to open; or the end of a box; or the end of an inline element with its tag, where it began and its address."""


class _Reader:
    def __init__(self, panes: dict[str, str], by_id: Mapping[str, str]) -> None:
        self.panes, self.by_id = panes, by_id
        self.lines: list[Line] = []
        self.pieces: list[str] = []
        self.tables: list[Element] = []
        self.root = self.box = Element("body", None, 0)
        self.lead, self.lead_tag = 0, ""
        self.links: list[str] = []
        self.linked: list[str] = []
        self.inside = 0

    def read(self, top: LexborNode) -> None:
        """The tree without recursion: pages that never close an element are thousands of levels deep."""
        stack: list[_Step] = [(top.child, "open", None)]
        while stack and len(self.lines) < _MOST_LINES:
            node, what, kept = stack.pop()
            if what == "block":
                self._end_block()
            elif kept is not None:
                self.inside -= 1
                self._end_inline(*kept)
            if node is None:
                continue
            stack.append((node.next, "open", None))
            tag = node.tag or ""
            if tag == "-text":
                self._write(node)
            elif tag == "br":
                self._end_line()
            elif tag and not tag.startswith(("-", "!")) and tag not in _SKIPPED:
                self._open(node, tag, stack)
        self._end_line()
        while self.box.parent is not None:
            self._end_block()
        self.root.end = len(self.lines)

    def _open(self, node: LexborNode, tag: str, stack: list[_Step]) -> None:
        attributes = node.attributes
        if _is_furniture(attributes) and tag not in {"body", "html", "main", "article"}:
            return
        apart = self.box.lays_out and not self.inside and tag in _INLINE - {"br", "img"}
        if self.box.depth >= _DEEPEST or (tag in _INLINE and not apart):
            self.inside += 1
            address = (attributes.get("href") or "") if tag == "a" else ""
            stack.append((None, "inline", (tag, self._length(), len(self.pieces), address)))
        else:
            self._start_block(tag, attributes)
            stack.append((None, "block", None))
        stack.append((node.child, "open", None))

    def _start_block(self, tag: str, attributes: dict[str, str | None]) -> None:
        self._end_line()
        level = int(tag[1]) if len(tag) == 2 and tag[0] == "h" and tag[1].isdigit() else 0
        if not level and attributes and attributes.get("role") == "heading":
            level = 3
        title = title_of(tag, attributes, self.by_id) if attributes.keys() - _USUAL else ""
        box = Element(
            tag, self.box, len(self.lines), title=title, heading=level or self.box.heading, depth=self.box.depth + 1
        )
        if tag in {"td", "th"}:
            box.rows, box.columns = _number(attributes.get("rowspan"), 1_000), _number(attributes.get("colspan"), 50)
        box.place, box.named = len(self.box.children), attributes.get("class") or ""
        box.lays_out = bool(attributes) and _lays_out(attributes)
        self.box.children.append(box)
        if tag == "table":
            self.tables.append(box)
        self.box = box
        pane = self.panes.get(attributes.get("id") or "") if self.panes else None
        if pane and not (self.lines and self.lines[-1].text == pane):
            self.lines.append(Line(pane, Element("label", box, len(self.lines), len(self.lines) + 1)))

    def _write(self, node: LexborNode) -> None:
        """Elements side by side show their words apart where a new word begins: «1.000001», «Y tế», each a badge."""
        text = node.text_content or ""
        before, first = (self.pieces[-1] if self.pieces else ""), text[:1]
        ends_word = before[-2:].isalpha() and before[-2:].islower()
        if (ends_word and (first.isupper() or first.isdigit())) or (first.isupper() and before[-3:].isdigit()):
            within = node.parent.tag if node.parent is not None else ""
            text = text if within in {"sup", "sub"} else f" {text}"  # «km2»
        self.pieces.append(text)

    def _end_block(self) -> None:
        self._end_line()
        self.box.end = len(self.lines)
        self.box = self.box.parent or self.box

    def _length(self) -> int:
        return len("".join(self.pieces).strip())

    def _end_inline(self, tag: str, before: int, pieces: int, address: str) -> None:
        if address:
            self.links.append(address)
            self.linked.append(_one_line("".join(self.pieces[pieces:])))
        leads_away = address and not address.startswith(("#", "javascript"))
        if tag not in _LEADS or leads_away or pieces > len(self.pieces):
            return
        own = "".join(self.pieces[pieces:]).strip()
        if not own or len(own) > LONGEST_LABEL:
            return
        whole = _one_line("".join(self.pieces))
        if not before:
            self._lead(len(whole), tag)
        elif field_of(whole) is not None:
            self.lead = len(whole)  # «3. », «Phí, », «lệ phí» in elements of their own are one label
        elif self.lead and _tells_itself(own):  # «1.000001» and «Lĩnh vực: Y tế», each a badge
            self.pieces, rest = self.pieces[:pieces], self.pieces[pieces:]
            self._end_line()
            self.pieces = rest
            self.lead, self.lead_tag = own.find(":") + 1, tag
        elif field_of(_one_line(own)) is not None and self._stands_alone(pieces):
            rest = self.pieces[pieces:]
            del self.pieces[pieces:]
            self._end_line()
            self.pieces = rest
            self.lead, self.lead_tag = len(_one_line("".join(rest))), tag

    def _lead(self, length: int, tag: str) -> None:
        """The innermost element leads; a bold one around all of it is what it wears."""
        if not self.lead:
            self.lead, self.lead_tag = length, tag
        elif tag in _BOLD and self.lead == length:
            self.lead_tag = tag

    def _stands_alone(self, pieces: int) -> bool:
        """A label inside a sentence is no label: something ends before it, or it ends with a colon itself."""
        before, own = ("".join(part).rstrip() for part in (self.pieces[:pieces], self.pieces[pieces:]))
        return own.endswith(":") or before.endswith((".", ";", "|", "·")) or bool(self.lead)

    def _add(self, text: str) -> None:
        links, linked = tuple(self.links), tuple(self.linked)
        for number, part in enumerate(_told_beside(text)):
            lead, tag = (min(self.lead, len(part)), self.lead_tag) if not number else (0, "")
            if part is not text:
                lead, tag = part.find(":") + 1, "b"
            self.lines.append(Line(part, self.box, lead, links, tag, linked, _titled(self.box, len(self.lines))))

    def _end_line(self) -> None:
        if self.pieces:
            text = _one_line("".join(self.pieces))
            if text:
                self._add(text)
                self.links, self.linked = [], []
            self.pieces = []
        elif self.links and self.lines:
            self.links, self.linked = [], []
        self.lead, self.lead_tag = 0, ""


def _titled(box: Element, at: int) -> Element | None:
    """The nearest box with a title that a line begins."""
    while not box.title and box.parent is not None and box.parent.start == at:
        box = box.parent
    return box if box.title and box.start == at else None


def _told_beside(text: str) -> list[str]:
    """«Mã số: 1.000001 | Lĩnh vực: Y tế» is two lines, each with its label.

    >>> _told_beside("Mã số: 1.000001 | Lĩnh vực: Y tế"), _told_beside("Nộp trực tiếp | qua mạng")
    (['Mã số: 1.000001', 'Lĩnh vực: Y tế'], ['Nộp trực tiếp | qua mạng'])
    >>> _told_beside("(Mã TTHC: 1.000001; lĩnh vực: Y tế; kèm theo Quyết định số 1/QĐ-UBND)")
    ['Mã TTHC: 1.000001', 'lĩnh vực: Y tế', 'kèm theo Quyết định số 1/QĐ-UBND']
    >>> _told_beside("Cấp: Cấp Bộ - Lĩnh vực: Xe - máy quân sự")
    ['Cấp: Cấp Bộ', 'Lĩnh vực: Xe - máy quân sự']
    """
    if text.count(":") < 2 or not any(mark in text for mark in "|·•;-–"):
        return [text]
    marked = [part.strip() for part in _BESIDE.split(text)]
    if len(marked) > 1 and all(map(_is_labelled, marked)):
        return marked
    first, *others = _BESIDE_LOOSELY.split(text.strip(" ()"))
    if not _is_labelled(first):
        return [text]
    told = [first]
    for mark, part in zip(others[::2], others[1::2], strict=True):
        if _is_labelled(part) or ";" in mark or part.startswith("("):
            told.append(part)
        else:
            told[-1] += mark + part
    return told if sum(map(_is_labelled, told)) > 1 and all(map(_is_labelled, told[:-1])) else [text]


def _is_labelled(part: str) -> bool:
    label, colon, _ = part.partition(":")
    return bool(colon) and field_of(label) is not None


def _one_line(text: str) -> str:
    return " ".join(clean(text).split())


def _tells_itself(own: str) -> bool:
    label, _, value = own.partition(":")
    return bool(value.strip()) and field_of(_one_line(label)) is not None


def _number(text: str | None, most: int) -> int:
    return min(int(text), most) if text and text.strip().isdecimal() and int(text) else 1


def _lays_out(attributes: dict[str, str | None]) -> bool:
    """Boxes in a row (flex, grid): spans in it are boxes, not words of one line."""
    style = attributes.get("style")
    plain = style.replace(" ", "").lower() if style else ""
    named = _LAYOUT.intersection((attributes.get("class") or "").split())
    return bool(named) or "display:flex" in plain or "display:grid" in plain


def _is_furniture(attributes: dict[str, str | None]) -> bool:
    """Menus, footers, boxes beside: they hold words of procedures that are not this page's."""
    if not attributes:
        return False
    if "hidden" in attributes and attributes.get("hidden") != "until-found" and not attributes.get("role"):
        return False
    words = _CLASS.split(f"{attributes.get('class') or ''} {attributes.get('id') or ''}".lower())
    return any(word in _FURNITURE for word in words if word) or attributes.get("role") in {"navigation", "contentinfo"}
