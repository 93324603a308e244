"""Automatic numbering of DOCX: the marks Word prints but does not store in the text."""

from collections import defaultdict
from dataclasses import dataclass, field

from lxml import etree

from caicach.kernel.text.roman import MOST_ROMAN, roman

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

_UNITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_BULLETS_KEPT = frozenset("-–+*")
_NUMBER_BOUND = 32767  # of Word itself; a forged start value must not grow a mark without end


def value(element: etree._Element | None, child: str, default: str | None = None) -> str | None:
    """``w:val`` of a direct child of ``element``."""
    found = element.find(W + child) if element is not None else None
    return default if found is None else found.get(W + "val", default)


def whole(text: str | None, default: int) -> int:
    """A whole number as Word writes it, within Word's own bounds; anything else is the default."""
    try:
        return max(-_NUMBER_BOUND, min(_NUMBER_BOUND, int(text or "")))
    except ValueError:
        return default


def letters(number: int) -> str:
    """Word repeats the letter after z: z, aa, bb.

    >>> letters(3), letters(27), letters(28)
    ('c', 'aa', 'bb')
    """
    return chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)


def counting_word(number: int) -> str:
    """Vietnamese counting words below one hundred.

    >>> counting_word(4), counting_word(15), counting_word(21)
    ('bốn', 'mười lăm', 'hai mươi mốt')
    """
    if number < 10:
        return _UNITS[number]
    tens, unit = divmod(number, 10)
    head = "mười" if tens == 1 else f"{_UNITS[tens]} mươi"
    tail = {0: "", 1: "một" if tens == 1 else "mốt", 5: "lăm"}.get(unit, _UNITS[unit])
    return f"{head} {tail}".strip()


def written_numeral(number: int, form: str) -> str:  # noqa: PLR0911 -- one line for each form of the standard
    """A number in a ``w:numFmt`` of the standard (ISO/IEC 29500-1, 17.18.59); unknown forms are decimal."""
    if form == "none":
        return ""
    if number < 1:
        return str(number)
    match form:
        case "lowerLetter":
            return letters(number)
        case "upperLetter":
            return letters(number).upper()
        case "lowerRoman" if number <= MOST_ROMAN:
            return roman(number).lower()
        case "upperRoman" if number <= MOST_ROMAN:
            return roman(number)
        case "decimalZero":
            return f"{number:02d}"
        case "vietnameseCounting" if number < 100:
            return counting_word(number)
    return str(number)


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list: where it starts, how its number looks, and the text around it."""

    start: int
    form: str
    text: str
    legal: bool
    restart_after: int | None
    style: str | None = None  # the paragraph style that stands for this level

    @classmethod
    def read(cls, element: etree._Element) -> "Level":
        legal = element.find(W + "isLgl")
        restart = value(element, "lvlRestart")
        return cls(
            start=whole(value(element, "start"), 0),
            form=value(element, "numFmt", "decimal") or "decimal",
            text=value(element, "lvlText", "") or "",
            legal=legal is not None and legal.get(W + "val", "1") not in {"0", "false"},
            restart_after=None if restart is None else whole(restart, 0),
            style=value(element, "pStyle"),
        )


@dataclass(slots=True)
class Numbering:
    """The lists of a document and how far each has counted; ask for marks in document order."""

    levels: dict[str, dict[int, Level]] = field(default_factory=dict)
    abstract_of: dict[str, str] = field(default_factory=dict)
    _counts: dict[str, dict[int, int]] = field(default_factory=lambda: defaultdict(dict))
    _overrides: dict[str, dict[int, int]] = field(default_factory=dict)
    _begun: set[str] = field(default_factory=set)

    def mark(self, list_id: str, depth: int) -> str:
        """The mark of the next paragraph of the list at this depth; "" where the list prints none."""
        levels = self.levels.get(list_id, {})
        level = levels.get(depth)
        if level is None:
            return ""
        counts = self._advance(list_id, depth, levels)
        if level.form == "bullet":
            return level.text if level.text in _BULLETS_KEPT else "-"
        text = level.text
        for at in range(9):
            if f"%{at + 1}" in text and at in levels:
                form = "decimal" if level.legal else levels[at].form
                text = text.replace(f"%{at + 1}", written_numeral(counts.get(at, levels[at].start), form))
        return text.strip()

    def depth_of(self, list_id: str, style: str | None) -> int:
        """The depth at which paragraphs of a style stand, where the style names a list and no depth."""
        levels = self.levels.get(list_id, {})
        return next((at for at, level in levels.items() if style and level.style == style), 0)

    def _advance(self, list_id: str, depth: int, levels: dict[int, Level]) -> dict[int, int]:
        counts = self._counts[self.abstract_of.get(list_id, list_id)]
        if list_id not in self._begun:  # a list that overrides its start begins anew, others continue
            self._begun.add(list_id)
            for at, start in self._overrides.get(list_id, {}).items():
                counts[at] = start - 1
        counts[depth] = counts.get(depth, levels[depth].start - 1) + 1
        for deeper in [at for at in counts if at > depth]:
            after = levels[deeper].restart_after if deeper in levels else None
            if after is None or (after > 0 and depth < after):
                del counts[deeper]
        return counts


def read_numbering(root: etree._Element | None) -> Numbering:
    """``word/numbering.xml`` as lists by their ``numId``."""
    numbering = Numbering()
    if root is None:
        return numbering
    abstract = {
        element.get(W + "abstractNumId", ""): {
            whole(level.get(W + "ilvl"), 0): Level.read(level) for level in element.findall(W + "lvl")
        }
        for element in root.findall(W + "abstractNum")
    }
    linked = _linked(root)
    for element in root.findall(W + "num"):
        list_id = element.get(W + "numId", "")
        parent = value(element, "abstractNumId", "") or ""
        parent = linked.get(parent, parent)
        levels, starts = dict(abstract.get(parent, {})), dict[int, int]()
        for override in element.findall(W + "lvlOverride"):
            at = whole(override.get(W + "ilvl"), 0)
            replaced = override.find(W + "lvl")
            if replaced is not None:
                levels[at] = Level.read(replaced)
            if override.find(W + "startOverride") is not None:
                starts[at] = whole(value(override, "startOverride"), 1)
        numbering.levels[list_id] = levels
        numbering.abstract_of[list_id] = parent
        numbering._overrides[list_id] = starts
    return numbering


def _linked(root: etree._Element) -> dict[str, str]:
    """Lists that only name a list style, with the list that defines the style."""
    defined = {
        value(element, "styleLink"): element.get(W + "abstractNumId", "")
        for element in root.findall(W + "abstractNum")
        if element.find(W + "styleLink") is not None
    }
    return {
        element.get(W + "abstractNumId", ""): defined[value(element, "numStyleLink")]
        for element in root.findall(W + "abstractNum")
        if value(element, "numStyleLink") in defined
    }
