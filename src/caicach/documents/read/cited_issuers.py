"""Who issued a cited document: «... ngày 5/3/2024 của UBND tỉnh», «... của Bộ trưởng Bộ Y tế tại Tờ trình số ...»."""

import re
from dataclasses import dataclass
from typing import Final

from caicach.documents.read.unit_names import Phrases
from caicach.documents.values import Span
from caicach.kernel.text.folding import fold, squeeze
from caicach.kernel.text.patterns import Pattern

_OF: Final = re.compile(r"\b(?:cua|do)\s+")
_OF_NOW: Final = re.compile(r"[\s,.]*\(?\s*(?:cua|do)\s+(?:dong\s+chi\s+)?")
_BOUNDARY: Final = re.compile(r"[;]|\.(?=\s|$|/)|\n\s*\n")
_AT: Final = re.compile(
    r"\s*,?(?:\s+(?:giao|chi\s+dao|yeu\s+cau|phe\s+duyet|ket\s+luan|ban\s+hanh|neu))?\s+tai\s+(?:(?:cac|nhung)\s+)?$"
)
_NOTE_MARK: Final = Pattern(r"(?<=[^\W\d_]{2})\d{1,2}(?=[\s,.;)]|$)")  # «của Chính phủ1»
_HEARD: Final = Pattern(
    r"\s+(?:bao\s+cao|trinh(?:\s+bay)?|de\s+nghi|de\s+xuat|kien\s+nghi|tham\s+muu)\b(?:\s+[^.;:()]{1,160})?\s*\(\s*$"
    r"|\s+(?:trinh\s+bay|bao\s+cao\s+tai)\s+$"  # «nghe Văn phòng Tỉnh ủy trình bày Báo cáo số ...»
)
_STANDING_FIRST: Final = re.compile(r"(?:hoi\s+nghi(?:\s+lan\s+thu\s+\w+)?\s*,?\s+)")
_TERM: Final = re.compile(r"\s+khoa\s+[ivxl\d]+\b(?:\s*\(|(?=\W|$))")
_PARTY_BODY: Final = re.compile(
    r"(?:ban\s+chap\s+hanh|ban\s+thuong\s+vu|thuong\s+truc|bo\s+chinh\s+tri|ban\s+bi\s+thu|uy\s+ban\s+kiem\s+tra)"
    r"(?:\s+(?:trung\s+uong(?:\s+dang)?|dang\s+bo\s+(?:tinh|thanh\s+pho|huyen|khoi)|dang\s+uy|tinh\s+uy|thanh\s+uy"
    r"|huyen\s+uy|thi\s+uy|chinh\s+phu|hdnd\s+tinh"
    r"|hoi\s+dong\s+nhan\s+dan\s+tinh|uy\s+ban\s+nhan\s+dan\s+tinh))*(?!\w)"
)
_SEAT_BODIES: Final = {
    "cp": r"chinh\s+phu",
    "ttg": r"thu\s+tuong",
    "qh": r"quoc\s+hoi",
    "vpcp": r"van\s+phong\s+chinh\s+phu",
    "ubnd": r"(?:ubnd|uy\s+ban|chu\s+tich)",
    "hdnd": r"(?:hdnd|hoi\s+dong|thuong\s+truc)",
    "tu": r"(?:tinh|thanh|ban|thuong)",
    "tw": r"(?:bo\s+chinh|ban|trung)",
}
_SPOKEN: Final = Pattern(r"\b(?:bao\s+cao|de\s+nghi|kien\s+nghi|y\s+kien|de\s+xuat)\s+cua\s+")
_WINDOW_BEFORE: Final = 200


@dataclass(frozen=True, slots=True)
class Issuer:
    """``is_adjacent``: it follows the date at once, so that no title stands between."""

    text: str
    span: Span
    is_adjacent: bool


def find_issuer_after(text: str, reach: Span, seat: str) -> Issuer | None:
    """The body after «của»: at once, or after the title where it fits the symbol of the number."""
    words = _NOTE_MARK.sub(lambda found: " " * len(found[0]), text[reach.start : reach.end])
    folded = fold(words)
    phrases = Phrases(words)
    now = _OF_NOW.match(folded)
    if now:
        found = _name(phrases, now.end())
        if found:
            return _issuer(phrases, found, reach.start, True)
    stop = _BOUNDARY.search(folded)
    limit = stop.start() if stop else len(folded)
    last: Issuer | None = None
    for of in _OF.finditer(folded, 0, limit):
        found = _name(phrases, of.end())
        if found and _fits(found.of(folded), seat):
            last = _issuer(phrases, found, reach.start, False)
    return last


def _issuer(phrases: Phrases, found: Span, base: int, is_adjacent: bool) -> Issuer:
    return Issuer(squeeze(found.of(phrases.text)), Span(base + found.start, base + found.end), is_adjacent)


def _name(phrases: Phrases, at: int) -> Span | None:
    """The body named at ``at``; a party body keeps its term («khóa XIV»)."""
    first = _STANDING_FIRST.match(phrases.folded, at)
    at = first.end() if first else at
    party = _PARTY_BODY.match(phrases.folded, at)
    name = phrases.name_at(at)
    if party is None and name is None:
        return None
    end = max(
        party.end() if party else at,
        name.span.end if name and not (party and _TERM.match(phrases.folded, party.end())) else at,
    )
    term = _TERM.match(phrases.folded, end)
    return Span(at, term.end() if term and not term[0].endswith("(") else end)


def _fits(folded: str, seat: str) -> bool:
    """Whether a body may be the one that the symbol abbreviates."""
    pattern = next(
        (body for key, body in _SEAT_BODIES.items() if seat == key or (key == "qh" and seat.startswith("qh"))), None
    )
    if pattern is not None:
        return re.match(pattern, folded) is not None
    if seat.startswith("b") and len(seat) > 1:
        return re.match(r"(?:bo|ban)\b", folded) is not None
    if seat.startswith("s") and len(seat) > 1:
        return re.match(r"(?:so|giam\s+doc)\b", folded) is not None
    return False


def find_issuer_before(text: str, reach: Span) -> str | None:
    """The body that speaks «tại» the document: «theo đề nghị của Giám đốc Sở Tài chính tại Công văn số ...»."""
    start = max(reach.start, reach.end - _WINDOW_BEFORE)
    window = text[start : reach.end]
    folded = fold(window)
    at = _AT.search(folded) or _HEARD.search(folded)
    if at is None:
        return None
    phrases = Phrases(window[: at.start()])
    best: Span | None = None
    for of in re.finditer(r"\b(?:cua|do|duoc|nghe)\s+|(?:^|[,;]\s*|\bva\s+)", phrases.folded):
        found = _name(phrases, of.end())
        if found and found.end >= at.start() - 1 and (best is None or of[0].startswith(("cua", "do", "duoc", "nghe"))):
            best = found
    if best is not None:
        best = _whole(phrases, best)
    return squeeze(best.of(window)) if best else None


def _whole(phrases: Phrases, inner: Span) -> Span:
    """«báo cáo của Hội đồng tư vấn ... của Thủ tướng tại ...»: the council, not the one it serves."""
    for by in _SPOKEN.finditer(phrases.folded, 0, inner.start):
        between = phrases.folded[by.end() : inner.start]
        if not re.search(r"[,;.:]|\bva\b", between) and phrases.units_at(by.end()) is not None:
            return Span(by.end(), inner.end)
    return inner
