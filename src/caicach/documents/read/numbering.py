"""The line «Số: 507/UBND-KGVX»: number and symbol of the letter."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from caicach.documents.read.letters import UPPER
from caicach.documents.read.lines import Line
from caicach.documents.read.vocabulary import TYPE_OF_ABBREVIATION
from caicach.documents.values import Span

_PREFIX: Final = re.compile(r"(?:^[\W_]*|\bnam\s+\d{4}\s+|\s{2,})s[o06](?![a-z])(?:\s?/\s?no\b\.?)?\s*[:;.,]*")
_PREFIX_TIGHT: Final = re.compile(r"^[\W_]*s[o06]\s*(?=\d+\s*[/-])")
_TOKEN: Final = rf"[{UPPER}][\w&.]*"
_SYMBOL: Final = rf"{_TOKEN}(?:\s?[-–—/&]\s?{_TOKEN})*"
_PARTY: Final = re.compile(rf"(?P<number>[^/]{{0,16}}?)\s*[-–—]\s*(?P<symbol>[{UPPER}]\w{{1,6}}\s?/\s?{_SYMBOL})")
_LEGAL: Final = re.compile(rf"(?P<number>[^/]{{0,12}}?\s?/\s?(?:19|20)\d\d)\s?/\s?(?P<symbol>{_SYMBOL})")
_PLAIN: Final = re.compile(rf"(?P<number>[^/]{{0,26}}?)\s*[/⁄∕]+\s*(?P<symbol>{_SYMBOL})")
_NO_SLASH: Final = re.compile(rf"(?P<number>\s*\d{{1,5}})\s+(?P<symbol>{_TOKEN}\s?[-–—]\s?{_SYMBOL})")
_BROKEN: Final = re.compile(r"^[\W_]*s[o06](?:\s?/\s?no)?\s*[:;.,]?\s*(?P<number>\d{0,6})\s*[/⁄∕-]?\s*$")
_REST: Final = re.compile(rf"^(?P<number>\d{{0,6}})\s*[/⁄∕]?\s*(?P<symbol>{_SYMBOL})$")
_BLURRED: Final = re.compile(
    rf"^[\W_]*[Ss][aáàâấầeêếoôốồö6]\S{{0,3}}\s+(?P<number>)[/⁄∕]\s?(?P<symbol>{_TOKEN}\s?[-–—]\s?{_SYMBOL})\s*$"
)
"""«sếZ /TB-UBND»: the pen went over «Số:», and the number with it is no longer to be read."""
_GOES_ON: Final = re.compile(r"[\s,.;(]*(?:ngay\s*\d|cua|ve|va|duoc|do|tai|de|thi|nay|da|quy dinh|huong dan)\b")
_STROKES: Final = re.compile(r"[IlO|\d]{1,5}")
_BLANK: Final = re.compile(r"[\s._…:·\-]*")
_DIGITS: Final = re.compile(r"\d{1,6}[a-zA-Z]?(?:/(?:19|20)\d\d)?")
# «66.22/2026/NQ-CP»: one of a family of resolutions (Nghị quyết 66-NQ/TW); the point belongs to the number.
_FAMILY: Final = re.compile(r"\d{1,3}\.\d{1,3}/(?:19|20)\d\d")
_SEATS: Final = ("UBND", "HĐND", "TTg", "CP", "VPCP", "BCĐ", "BTC", "BNV", "BYT", "BTP", "TU")


@dataclass(frozen=True, slots=True)
class NumberLine:
    """``number`` is None where it is blank, or unreadable (then ``is_garbled``)."""

    number: str | None
    number_span: Span
    symbol: str
    symbol_span: Span
    span: Span
    is_garbled: bool
    is_doubtful: bool = False  # put together from strokes or from another line


def find_number_line(lines: Sequence[Line]) -> tuple[int | None, NumberLine | None]:
    for index, line in enumerate(lines):
        found = _line_with_number(line) or (_over_lines(line, lines[index + 1]) if index + 1 < len(lines) else None)
        found = found or _around_number(lines[index : index + 3])
        if found is not None:
            return index, _with_number_near(found, lines, index)
    return None, None


def _around_number(lines: Sequence[Line]) -> NumberLine | None:
    """«Số:», «1203» and «/SNV-CCHC», each on a line of its own: the number was printed into its blank."""
    if len(lines) < 3 or not re.fullmatch(r"\d{1,6}", lines[1].text):
        return None
    found = _over_lines(lines[0], lines[2])
    if found is None or found.number is not None:
        return None
    return replace(found, number=lines[1].text, number_span=lines[1].span, is_doubtful=True)


def _over_lines(line: Line, below: Line) -> NumberLine | None:
    """«Số: 412» and «/KH-UBND» on lines of their own."""
    head = _BROKEN.match(line.folded)
    rest = _REST.match(below.text) if head else None
    if head is None or rest is None or (head["number"] and rest["number"]):
        return None
    if not re.search(r"[-/]", rest["symbol"]) and not below.text.startswith("/"):
        return None
    at, found = (line, head) if head["number"] else (below, rest)
    start = at.span.start + found.start("number")
    return NumberLine(
        number=found["number"] or None,
        number_span=Span(start, start + len(found["number"])),
        symbol=_symbol(rest["symbol"]),
        symbol_span=Span(below.span.start + rest.start("symbol"), below.span.start + rest.end("symbol")),
        span=Span(line.span.start, below.span.end),
        is_garbled=False,
    )


def _with_number_near(found: NumberLine, lines: Sequence[Line], index: int) -> NumberLine:
    """A number that software printed into the blank stands on a line of its own beside it."""
    if found.number is not None or found.is_garbled:
        return found
    for near in lines[index + 1 : index + 2]:
        if re.fullmatch(r"\d{1,5}", near.text):
            return replace(found, number=near.text, number_span=near.span, is_doubtful=True)
    return found


def _line_with_number(line: Line) -> NumberLine | None:
    prefix = _PREFIX.search(line.folded) or _PREFIX_TIGHT.search(line.folded)
    if prefix is None:
        blurred = _BLURRED.match(line.text)
        return replace(_number_line(line, 0, blurred), is_garbled=True) if blurred else None
    rest = prefix.end()
    sign = line.text[prefix.start() : rest].strip()
    if sign.startswith("s") and ":" not in sign:
        return None  # «... Quyết định / số 12/QĐ-UBND ngày ...»: a sentence goes on here
    for pattern in (_PARTY, _LEGAL, _PLAIN, _NO_SLASH):
        found = pattern.match(line.text, rest)
        if found is not None and not _goes_on(line, found.end()):
            return _number_line(line, prefix.start(), found)
    return None


def _goes_on(line: Line, end: int) -> bool:
    """Whether a sentence goes on; «Đà Nẵng, ngày ...» beside the number folds like «đã»."""
    found = _GOES_ON.match(line.folded, end)
    return found is not None and not line.text[found.start() : found.end()].lstrip(" \t,.;(")[:1].isupper()


def _number_line(line: Line, start: int, found: re.Match[str]) -> NumberLine:
    base = line.span.start
    raw = found["number"]
    close = re.sub(r"\s", "", raw)
    bare = close if _FAMILY.fullmatch(close) else re.sub(r"[._…:]", "", close)
    number = bare if _DIGITS.fullmatch(bare) or _FAMILY.fullmatch(bare) else None
    is_doubtful = number is None and _STROKES.fullmatch(bare) is not None
    if is_doubtful:
        number = bare.translate(str.maketrans("IlO|", "1101"))
    raw_symbol = found["symbol"].rstrip(".&")
    lead = len(raw) - len(raw.lstrip())
    return NumberLine(
        number=number,
        number_span=Span(
            base + found.start("number") + lead, base + found.start("number") + max(lead, len(raw.rstrip()))
        ),
        symbol=_symbol(raw_symbol),
        symbol_span=Span(base + found.start("symbol"), base + found.start("symbol") + len(raw_symbol)),
        span=Span(base + start, base + found.end()),
        is_garbled=number is None and not _BLANK.fullmatch(raw),
        is_doubtful=is_doubtful,
    )


def _symbol(raw: str) -> str:
    """Normal form: no blanks, plain hyphens, Vietnamese Đ, and the hyphen that OCR lost after a known type.

    >>> _symbol("QÐ – UBND"), _symbol("QĐUBND"), _symbol("QĐÐ-UBND")
    ('QĐ-UBND', 'QĐ-UBND', 'QĐ-UBND')
    """
    bare = re.sub(r"[–—]", "-", re.sub(r"\s", "", raw)).replace("Ð", "Đ")
    head, mark, rest = bare.partition("-")
    if head.replace("ĐĐ", "Đ").upper() in TYPE_OF_ABBREVIATION:
        bare = head.replace("ĐĐ", "Đ") + mark + rest
    if "-" in bare or "/" in bare:
        return bare
    for seat in _SEATS:
        head = bare.removesuffix(seat)
        if head != bare and head.upper() in TYPE_OF_ABBREVIATION:
            return f"{head}-{seat}"
    return bare


def with_hyphen(symbol: str, issuer: str | None) -> str:
    """The hyphen that OCR lost between the issuer's initials and the drafting unit.

    >>> with_hyphen("BGDĐTGDTrH", "BỘ GIÁO DỤC VÀ ĐÀO TẠO"), with_hyphen("PGDĐT", "PHÒNG GIÁO DỤC VÀ ĐÀO TẠO")
    ('BGDĐT-GDTrH', 'PGDĐT')
    """
    if issuer is None or "-" in symbol or "/" in symbol:
        return symbol
    words = [word for word in issuer.upper().replace("-", " ").split() if word != "VÀ"]
    initials = "".join(word[0] for word in words)
    if len(initials) < 2 or not symbol.startswith(initials) or len(symbol) < len(initials) + 2:
        return symbol
    return f"{initials}-{symbol[len(initials) :]}"


def type_of_symbol(symbol: str) -> str | None:
    """The type that a symbol names in front ("QĐ-UBND", "NQ/TU"), or None as in "UBND-KGVX"."""
    return TYPE_OF_ABBREVIATION.get(re.split(r"[-/]", symbol)[0].upper())


def names_seat(symbol: str) -> bool:
    """Whether the part after the type is an agency everybody knows, so that the part before it is a type."""
    parts = re.split(r"[-/]", symbol)
    return len(parts) > 1 and parts[1] in _SEATS
