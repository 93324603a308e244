"""Numbers of documents in running text, as printed and as OCR left them, in normal form.

«số 2088/QĐUBND» is 2088/QĐ-UBND, «143⁄/STC- HCSN» is 143/STC-HCSN, «79/QĐÐ-UBND» is 79/QĐ-UBND, «12-NQ/TU» stays.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from caicach.documents.read.letters import UPPER
from caicach.documents.read.vocabulary import DOCUMENT_TYPES, TYPE_OF_ABBREVIATION
from caicach.documents.values import Span
from caicach.kernel.text.folding import fold

_DIGITS: Final = r"(?:\d[\dOol]{0,5}|[OIl]\d{1,5})[A-Za-z]?"
_PART: Final = rf"[{UPPER}][\w&]*(?:[.&][\w&]+)*"
_HYPHEN: Final = r"[-–—−‑]"
_TAIL: Final = rf"(?:(?:{_HYPHEN}\s{{0,3}}|\s?{_HYPHEN}\s(?=[{UPPER}]{{2}}))(?:{_PART}))"
_TYPED: Final = "(?:" + "|".join(
    sorted({name for names in DOCUMENT_TYPES.values() for name in names}, key=len, reverse=True)
) + ")"  # fmt: skip
_SEAT: Final = r"(?:UBND|HĐND|TTg|CP|VPCP|BCĐ|[BS][A-ZĐ&]{2,7})"
# A hyphen that was lost and left its blank: «3301/QĐ UBND ngày ...»; «12/KH UBND tỉnh» goes on with a name.
_NAMED_ON: Final = r"\s+(?:tỉnh|thành|huyện|quận|thị|xã|phường)\b"
_BLANK_FOR_HYPHEN: Final = rf"(?:(?<=[{UPPER}r])\s(?={_SEAT}(?![\w/])(?!{_NAMED_ON})))"
_PARTY_SEAT: Final = r"(?:TU|TW|ĐU|HU|BTV)"
_YEAR: Final = r"(?:(?:19|20)\d\d)"
_SLASH: Final = r"\s?[/⁄∕]{1,2}\s?"
_FAMILY: Final = rf"\d{{1,3}}\.\d{{1,3}}(?={_SLASH}{_YEAR}{_SLASH})"  # 66.22/2026/NQ-CP
_STATE: Final = re.compile(
    rf"(?<![\w/⁄.,§$+-])(?P<no>{_FAMILY}|{_DIGITS}){_SLASH}(?:(?P<year>{_YEAR}){_SLASH})?"
    rf"(?P<symbol>(?:{_TYPED}{_BLANK_FOR_HYPHEN})?{_PART}{_TAIL}{{0,4}}(?:/{_PART}{_TAIL}{{0,2}})?)"
)
# A slash that was lost: «số 512TTr-SNNMT»; believed only after «số».
_NO_SLASH: Final = re.compile(
    rf"(?<![\w/⁄.,§$+-])(?P<no>\d{{1,5}})\s?(?P<year>(?!))?(?P<symbol>(?:{_TYPED}|{_SEAT}){_TAIL}{{1,2}})"
)
_PARTY: Final = re.compile(
    rf"(?<![\w/⁄.,§$+-])(?P<no>{_DIGITS})\s?(?:{_HYPHEN}\s?|(?={_TYPED}/{_PARTY_SEAT}))(?P<symbol>[{UPPER}]\w{{1,7}}{_SLASH}{_PART}{_TAIL}{{0,2}})"
)
# Where one of the three may begin: a digit, or a letter taken for one, and what parts number and symbol behind it.
_BEGINS: Final = re.compile(
    r"[\dOIl](?<![\w/⁄.,§$+-][\s\S])(?:(?<=\d)|(?=\d))"
    rf"(?=[\dOIlo.]{{0,8}}[A-Za-z]?\s?(?:[/⁄∕]|{_HYPHEN}|{_TYPED}|{_SEAT}))"
)
_WORD_SO: Final = re.compile(r"\b(?:so|s0|s6)\s*[:.]?\s*$")
_FORM: Final = re.compile(r"\b(?:mau|bieu|bieu mau|phu luc|bang|hop dong|tai khoan)(?:\s+so)?\s*[:.]?\s*$")
_ASSEMBLY: Final = re.compile(r"(?:QH|UBTVQH)[\dIlOS]{1,3}")
_HEAD_BY_FOLD: Final = {fold(key): key for key in TYPE_OF_ABBREVIATION}
_HEAD_CASE: Final = {"TTR": "TTr", "CTR": "CTr", "QYĐ": "QyĐ", "QĐI": "QĐi", "TTRI": "TTri", "QTR": "QTr"}
_SEATS: Final = {
    fold(seat): seat
    for seat in ("UBND", "HĐND", "TTg", "CP", "VPCP", "BCĐ", "BTC", "BNV", "BYT", "BTP", "TU", "TW", "CTN")
}
_OFFICE: Final = re.compile(r"(?:B|S)[A-ZĐ]{1,7}")
# «812/UBNDKTTH», «77/BNVCCHC»: an agency that everybody knows, and its drafting unit.
_GLUED_SEAT: Final = re.compile(
    r"(UBND|HĐND|VPCP|TTg|NHNN|TTCP|[BS](?:LĐTBXH|VHTTDL|NNPTNT|KHCN|GDĐT|NNMT|DTTG|KHĐT|GTVT|TTTT|TNMT|NV|TC|TP|XD|CT)"
    r"|B(?:QP|CA|NG)|[BS]YT)([A-ZĐ]{2,5}\d{0,2})"
)
_JOINABLE: Final = ("QĐ", "KH", "CT", "NQ", "NĐ", "TB", "BC", "CV", "CĐ", "KL", "HD", "TTr", "CTr", "TT")


@dataclass(frozen=True, slots=True)
class CitedNumber:
    """``symbol`` is what follows the serial ("QĐ-UBND", "NQ/TU", "QH15"); ``span`` covers the number in the text."""

    number: str
    symbol: str
    span: Span

    @property
    def type_abbreviation(self) -> str | None:
        """The type that the symbol names, or None as in "BNV-CCHC"."""
        return TYPE_OF_ABBREVIATION.get(re.split(r"[-/]", self.symbol)[0].upper())

    @property
    def seat(self) -> str:
        """The agency in the symbol, folded: whose document it is, as far as the number tells."""
        parts = re.split(r"[-/]", self.symbol)
        has_type = parts[0].upper() in TYPE_OF_ABBREVIATION and len(parts) > 1
        return fold(parts[1] if has_type else parts[0])


def find_numbers(text: str, span: Span) -> Iterator[CitedNumber]:
    """Every number of a document inside ``span``, in the order of the text."""
    found = _candidates(text, span)
    folded = fold(text) if found else ""
    found.sort(key=lambda match: (match.start(), -match.end()))
    end = span.start
    for match in found:
        if match.start() < end:
            continue
        number = None if _FORM.search(folded, max(0, match.start() - 24), match.start()) else _number(match, folded)
        if number is not None:
            end = number.span.end
            yield number


def _candidates(text: str, span: Span) -> list[re.Match[str]]:
    ends = dict.fromkeys((_PARTY, _STATE, _NO_SLASH), span.start)
    found: list[re.Match[str]] = []
    for begin in _BEGINS.finditer(text, span.start, span.end):
        start = begin.start()
        for pattern, end in ends.items():
            match = pattern.match(text, start, span.end) if start >= end else None
            if match is not None:
                ends[pattern] = match.end()
                found.append(match)
    return found


def _number(match: re.Match[str], folded: str) -> CitedNumber | None:
    is_party = match.re is _PARTY
    after_so = _WORD_SO.search(folded, max(0, match.start() - 12), match.start()) is not None
    end, symbol = match.end(), match["symbol"]
    year = None if is_party else match["year"]
    symbol = normal_symbol(symbol)
    if not _is_symbol(symbol, is_party, bool(year), after_so) or (match.re is _NO_SLASH and not after_so):
        return None
    serial = re.sub(r"[oO]", "0", re.sub(r"[lI](?=\d)", "1", match["no"]))
    serial = re.sub(r"(?<=\d)l$", "1", serial)
    joint = "-" if is_party else "/"
    number = f"{serial}/{year}/{symbol}" if year else f"{serial}{joint}{symbol}"
    return CitedNumber(number, symbol, Span(match.start(), end))


def _is_symbol(symbol: str, is_party: bool, has_year: bool, after_so: bool) -> bool:
    parts = re.split(r"[-/]", symbol)
    if is_party:
        return parts[0].upper() in TYPE_OF_ABBREVIATION or after_so
    if _ASSEMBLY.fullmatch(symbol):
        return True
    if len(parts) > 1:
        is_room = after_so and re.fullmatch(r"[A-Z]\d{2}", parts[0]) is not None  # «1502/C06-P3»
        return is_room or sum(char.isupper() for char in parts[0]) >= 2 or parts[0].upper() in TYPE_OF_ABBREVIATION
    return (after_so or has_year) and sum(char.isupper() for char in symbol) >= 2


def normal_symbol(raw: str) -> str:
    """Plain hyphens and slashes, Vietnamese Đ, the type's own spelling, and the hyphen that OCR lost.

    >>> [normal_symbol(raw) for raw in ("QÐ – UBND", "QĐUBND", "QĐÐ-UBND", "TTg-\\nCĐS", "ND-CP", "NQ/TU")]
    ['QĐ-UBND', 'QĐ-UBND', 'QĐ-UBND', 'TTg-CĐS', 'NĐ-CP', 'NQ/TU']
    """
    bare = re.sub(r"[–—−‑]", "-", re.sub(r"\s", "", raw)).replace("Ð", "Đ").replace("⁄", "/").replace("∕", "/")
    bare = re.sub(r"/{2,}", "/", bare).rstrip(".&-/")
    parts = re.split(r"([-/])", bare)
    if len(parts) == 1:
        return _split_lost(parts[0])
    parts[0] = _head(parts[0])
    return "".join(parts[:2] + [_seat(part) for part in parts[2:]])


def _head(part: str) -> str:
    """The abbreviation of a type as it is spelled, where the part is one with OCR noise."""
    for candidate in (
        part,
        part.replace("ĐĐ", "Đ"),
        _HEAD_BY_FOLD.get(fold(part), ""),
        part.replace("I", "T"),
        part.replace("Ñ", ""),
    ):
        if candidate.upper() in TYPE_OF_ABBREVIATION:
            return _HEAD_CASE.get(candidate.upper(), candidate)
    return _seat(part)


def _seat(part: str) -> str:
    return _SEATS.get(fold(part), part) if part.isupper() or fold(part) == "ttg" else part


def _split_lost(part: str) -> str:
    if (glued := _GLUED_SEAT.fullmatch(part)) is not None:
        return f"{glued[1]}-{glued[2]}"
    for cut in range(len(part) - 2, 1, -1):
        head, rest = part[:cut], part[cut:]
        known = _HEAD_BY_FOLD.get(fold(head))
        if (
            known
            and _head(head) in _JOINABLE
            and (fold(rest) in _SEATS or (_OFFICE.fullmatch(rest) and (head.isupper() or head in _JOINABLE)))
        ):
            return f"{_head(head)}-{_seat(rest)}"
        dotted = re.match(r"(.+?)\.(.+)", part)
        if dotted and fold(dotted[1]) in _HEAD_BY_FOLD:
            return f"{_head(dotted[1])}-{_seat(dotted[2])}"
    return part
