"""Labels in words that the list of labels does not know: told by the dress of those that it knows on the same page."""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence, Set
from dataclasses import dataclass
from typing import Final

from caicach.kernel.text.folding import fold
from caicach.procedures.pages.lines import Element, Line
from caicach.procedures.record.labels import LONGEST_LABEL
from caicach.procedures.record.parts import NUMBER

_ENOUGH: Final = 4
_MOSTLY: Final = 0.55
_ROW: Final = 4
_NO_LABEL: Final = re.compile(
    r"\W*(?:buoc|lan|truong hop|doi voi|bao gom|giay to \d"
    r"|(?:nop |qua )?(?:truc tiep|truc tuyen|(?:dich vu )?buu chinh))\b.*"
    r"|.*[.;!?]|\W*\d+\s+\w.*|\W*\d[\d.,/ ]*.{0,3}"
)
_MARK: Final = re.compile(r"\s*(?:(?P<counted>\d{1,2}|[IVX]{1,4}|[a-zđ])[.)/]|(?P<bullet>[-+*•–]))(?!\d)")
_STEMS: Final = tuple(
    (re.compile(words), field)
    for words, field in (
        (r"\b(?:phoi hop)\b", "coordinating_agency"),
        (r"\b(?:uy quyen|phan cap)\b", "authorised_agency"),
        (r"\btham quyen\b|\bcompeten", "competent_agency"),
        (r"\b(?:cach thuc|hinh thuc|phuong thuc|kenh)\b", "manners"),
        (r"\b(?:trinh tu|quy trinh|cac buoc)\b", "steps"),
        (r"\b(?:can cu|phap ly|phap luat|van ban)\b", "legal_bases"),
        (r"\b(?:noi|dia chi|dia diem)\b.*\b(?:nhan|nop)\b", "receiving_address"),
        (r"\b(?:co quan|don vi)\b", "performing_agency"),
        (r"\b(?:doi tuong|ca nhan|nguoi nop|nguoi yeu cau)\b|^\W*ai\b|\bcho ai\b", "subjects"),
        (r"\bthoi (?:han|gian)\b", "time_limit"),
        (r"\bphi\b", "fee"),
        (r"\bket qua\b", "results"),
        (r"\b(?:yeu cau|dieu kien)\b", "conditions"),
        (r"\b(?:giay to|thanh phan|ho so)\b", "papers"),
        (r"\blinh vuc\b", "field"),
        (r"\bquyet dinh\b", "decision"),
        (r"^\W*cap\b", "level"),
    )
)
"""What an unknown label most likely names: the first stem that it holds."""


@dataclass(slots=True)
class Label:
    """``at``: its line; ``rest``: what stands behind it there; ``is_marked``: alone or set apart, not just typed;
    ``until``: where the box ends whose attribute it is."""

    at: int
    field: str
    rest: str
    is_marked: bool
    until: int = 0


def with_unknown(lines: Sequence[Line], places: Sequence[int], labels: list[Label]) -> list[Label]:
    """The labels, and the lines that wear what most labels of the page wear and nearly nothing else does.

    Such a line begins as known labels of its dress do, counted, with a bullet or bare, and names no legal text. It ends
    the value before it, whatever it names; where a stem of its words names a field that no known label
    tells, it is that field's.
    """
    known = {label.at: label for label in labels}
    fields: dict[object, set[str]] = defaultdict(set)
    worn: Counter[object] = Counter()
    told: Counter[object] = Counter()
    marks: dict[object, set[str]] = defaultdict(set)
    dresses = {at: dress_of(lines[at]) for at in places}
    for at, dress in dresses.items():
        worn[dress] += 1
        label = known.get(at)
        if label is not None and label.is_marked and not label.until:
            told[dress] += 1
            fields[dress].add(label.field)
            marks[dress].add(mark_of(lines[at].text))
    own = {
        dress for dress, some in fields.items() if len(some - {""}) >= _ENOUGH and told[dress] >= _MOSTLY * worn[dress]
    }
    if not own:
        return labels
    labelled = set().union(*(fields[dress] for dress in own))
    alike = [at for at in places if at not in known and mark_of(lines[at].text) in marks[dresses[at]]]
    more = [_unknown(lines[at], at, labelled) for at in alike if dresses[at] in own]
    return sorted([*labels, *filter(None, more)], key=lambda label: label.at)


def _unknown(line: Line, at: int, labelled: set[str]) -> Label | None:
    words, rest = (line.text[: line.lead], line.text[line.lead :]) if _has_rest(line) else (line.text, "")
    plain = fold(words).strip()
    if not 3 < len(plain) <= LONGEST_LABEL or names_a_part(plain) or NUMBER.search(words):
        return None
    return Label(at, field_by_stem(plain, labelled), rest.lstrip(" :\uff1a-\u2013"), is_marked=True)


def names_a_part(plain: str) -> bool:
    """Whether folded words head a step, a case, a manner or are a sentence or a figure: no field's label.

    >>> names_a_part("truong hop nop truc tiep:"), names_a_part("can mang theo gi")
    (True, False)
    """
    return bool(_NO_LABEL.fullmatch(plain))


def mark_of(text: str) -> str:
    """How a line begins: counted, with a bullet, or bare.

    >>> mark_of("13. Căn cứ pháp lý:"), mark_of("- Nghị định"), mark_of("Lệ phí"), mark_of("1.100021")
    ('counted', 'bullet', '', '')
    """
    found = _MARK.match(text)
    return (found.lastgroup or "") if found else ""


def field_by_stem(plain: str, labelled: Set[str]) -> str:
    """What an unknown label names, where no known one names it; empty for nothing."""
    field = next((field for stem, field in _STEMS if stem.search(plain)), "")
    return "" if field in labelled else field


def _has_rest(line: Line) -> bool:
    return 0 < line.lead < len(line.text)


def _cell_of(box: Element) -> Element:
    """The cell that a box stands in; itself outside of tables."""
    outer = box
    while outer.parent is not None and outer.tag not in {"td", "th"}:
        if outer.tag in {"table", "li", "dd"}:
            return box
        outer = outer.parent
    return outer if outer.parent is not None else box


def dress_of(line: Line) -> object:
    """What a line wears: its element and classes, which of a row it is, what is marked in it, whether it is alone."""
    box = line.element
    if line.lead and line.text[: line.lead].rstrip().endswith(":"):
        return box.tag, box.depth, box.named, line.lead_tag, ":"
    cell = _cell_of(box)
    in_row = cell.place if cell.parent is not None and len(cell.parent.children) <= _ROW else -1
    if line.heading:
        return line.heading, line.lead_tag, _has_rest(line)
    return (box.tag, box.depth), box.named, in_row, line.lead_tag, _has_rest(line), box.end - box.start == 1
