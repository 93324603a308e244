"""Place and date of the letter: «Hà Tĩnh, ngày 10 tháng 02 năm 2023», blanks and handwriting included."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from caicach.documents.read.letters import LOWER, UPPER
from caicach.documents.read.lines import Line, Quoted, inner_quote
from caicach.documents.values import Span
from caicach.kernel.text.folding import squeeze

_DATE: Final = re.compile(
    r"\bnga(?P<blurred>y|[uvj]?(?=\W))(?P<day>[^\n]{0,10}?)\s*(?:thang|(?<=[^\s\d.,])hang(?=\s*\d))(?P<month>[^\n]{0,9}?)\s*nam\s*"
    r"(?P<year>(?:19|20)\d\d)?(?!\d)"
    r"|\bngay\s*(?P<d>\d{1,2})\s?[/.-]\s?(?P<m>\d{1,2})\s?[/.-]\s?(?P<y>(?:19|20)\d\d)\W*$"
)
# The hour of a telegram: «Hà Tĩnh, hồi 16 giờ 00 phút ngày 27 tháng 9 năm 2025».
_HOUR: Final = re.compile(r"[\s,]*(?:hoi|luc)?\s*\d{1,2}\s*(?:gio|h|g|:)\s*(?:\d{1,2}\s*(?:phut|')?)?[\s,]*$")
_UPPER: Final = rf"[{UPPER}]"
_NAME: Final = rf"{_UPPER}[^\W\d_]*\.?"
_PLACE: Final = re.compile(
    rf"(?:(?:[Tt]h[àaảánị]\w*\s+(?:ph\w+|x\w+|tr\w+)|[Tt]ỉnh|[Hh]uyện|[Qq]uận|[Xx]ã|[Pp]hường|TP\.?)\s+)?"
    rf"{_NAME}(?:(?:\s+|\s?-\s?){_NAME}){{0,4}}(?:\s+\d{{1,2}})?(?=\s*[,.;:]?\s*$)"
    rf"|(?:[Pp]hường|[Qq]uận)\s+\d{{1,2}}(?:\s+{_NAME}){{0,3}}(?=\s*[,.;:]?\s*$)"
)
_CAPITALS: Final = re.compile(rf"(?!TP\b)(?:(?:{_UPPER}){{2,}}\s+)+(?={_UPPER}[{LOWER}])")
_STAMPED: Final = re.compile(r"\W*(?:hoa toc(?: hen gio)?|thuong khan|khan)\b\W*")
_FILL: Final = re.compile(r"[\s._…:,·-]*")
_CLEAN: Final = re.compile(r"[\s._…:,-]*(\d{1,2}|[lIO|](?=\d)\d|\d[lIO|])[\s._…:,-]*")
_ABBREVIATED: Final = re.compile(rf"(?<!\w)(?!TP\b|HCM\b)\w*{_UPPER}\w*{_UPPER}")
_DIGIT: Final = str.maketrans("lI|O", "1110")


@dataclass(frozen=True, slots=True)
class DateLine:
    """``on`` only when day, month and year can all be read; ``partial`` otherwise ("2023-02", "2023")."""

    place: Quoted | None
    on: date | None
    partial: str | None
    date_span: Span
    span: Span
    is_garbled: bool


def find_date_line(lines: Sequence[Line], cuts: Sequence[Span]) -> tuple[int | None, DateLine | None]:
    """The first line that gives place and date, else the first that gives a date; one inside a sentence gives none."""
    fallback: tuple[int | None, DateLine | None] = (None, None)
    for index, line in enumerate(lines):
        found = _DATE.search(line.folded)
        if found is None or _runs_on(line, found):
            continue
        read = _date_line(line, found, cuts)
        if read is not None and read.place is not None:
            return index, read
        if read is not None and fallback[1] is None:
            fallback = index, read
    return fallback


def _runs_on(line: Line, found: re.Match[str]) -> bool:
    """«... ngày 06 tháng 6 năm 2024 của Thủ tướng»: words in small letters after the date make it a cited one."""
    after = line.text[found.end() :].lstrip(" ,.;:)")
    return re.match(rf"[{LOWER}]{{2,}}", after) is not None


def _date_line(line: Line, found: re.Match[str], cuts: Sequence[Span]) -> DateLine | None:
    base = line.span.start
    before = max([0, *(cut.end - base for cut in cuts if base <= cut.end <= base + found.start())])
    hour = _HOUR.search(line.folded, before, found.start())
    stop = hour.start() if hour else found.start()
    place = _place(line, before, stop)
    if place is None and line.text[before:stop].strip(" -–—,.*_|"):
        return None
    if place is None and (line.text[found.end() :].strip(" .,;:-*_|") or found["blurred"] != "y"):
        return None
    date_span = Span(base + found.start(), base + found.end())
    start = place.span.start if place else date_span.start
    if found["y"]:
        on, partial = _dated(found["y"], int(found["m"]), int(found["d"]))
        return DateLine(place, on, partial, date_span, Span(start, date_span.end), on is None)
    day, month = _part(found["day"]), _part(found["month"])
    on, partial = _dated(found["year"], month, day)
    garbled = on is None and (_is_garbled(found["day"], day, 31) or _is_garbled(found["month"], month, 12))
    return DateLine(place, on, partial, date_span, Span(start, date_span.end), garbled)


def _place(line: Line, start: int, end: int) -> Quoted | None:
    stamped = _STAMPED.match(line.folded, start, end)
    start = stamped.end() if stamped else start
    head = line.text[start:end]
    found = _PLACE.search(head)
    if found is None or not _is_place(head, found):
        return None
    # Capitals before the name of the place end the column of the issuer: «BAN TỔ CHỨC Quảng Bình, ngày ...».
    column = _CAPITALS.match(found[0])
    lead = column.end() if column else 0
    quoted = inner_quote(found[0][lead:], line.span.start + start + found.start() + lead)
    return Quoted(squeeze(quoted.text).strip(" ,.;:"), quoted.span)


def _is_place(head: str, found: re.Match[str]) -> bool:
    """Not the end of a symbol («15/CT-TTg ngày ...»), nor of a sentence («... của UBND tỉnh Phú Thọ ngày ...»)."""
    before = head[: found.start()]
    if before and not before[-1].isspace() and before[-1].isalnum() | (before[-1] in "/-–&"):
        return False
    if _ABBREVIATED.search(head, found.end() - len(found[0].split()[-1]), found.end()):
        return False
    has_comma = head[found.end() :].strip()[:1] in {",", ".", ";", ":"}
    is_running = any(char.islower() for char in before.rsplit("  ", 1)[-1])
    return has_comma or not is_running


def _part(raw: str) -> int | None:
    found = _CLEAN.fullmatch(raw)
    return int(found[1].translate(_DIGIT)) if found else None


def _is_garbled(raw: str, value: int | None, highest: int) -> bool:
    return not _FILL.fullmatch(raw) and (value is None or not 1 <= value <= highest)


def _dated(year: str | None, month: int | None, day: int | None) -> tuple[date | None, str | None]:
    if year is None:
        return None, None
    if month is None or not 1 <= month <= 12:
        return None, year
    if day is not None:
        try:
            return date(int(year), month, day), None
        except ValueError:
            pass
    return None, f"{year}-{month:02d}"
