"""Results of surveys that others ran, as a table gives them -> figures with their error, or «not published» and said
so."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Final

from caicach.kernel.errors import InvalidInput
from caicach.kernel.text.folding import nfc
from caicach.surveys.table_lines import Lines, NotATableError, table_lines

NOT_PUBLISHED: Final = "không công bố sai số"
_MOST_ROWS: Final = 5_000
_MOST_RESPONDENTS: Final = 100_000_000
_GROUPED: Final = re.compile(r"\d{1,3}([., ]\d{3})+", re.ASCII)
_THOUSANDS: Final = re.compile("[., ]")
_NUMBER: Final = re.compile(r"(\d{1,6}(?:[.,]\d{1,12})?)\s*(%?)", re.ASCII)
_COLUMNS: Final = {
    "unit": ("đơn vị", "mã đơn vị", "unit"),
    "indicator": ("chỉ số", "indicator"),
    "value": ("giá trị", "value"),
    "error": ("sai số chuẩn", "sai số", "standard_error"),
    "low": ("từ", "low"),
    "high": ("đến", "high"),
    "respondents": ("số phiếu", "n", "respondents"),
}


class Indicator(StrEnum):
    """What is published of a unit; the names of the metrics end so."""

    SATISFIED_SHARE = "satisfied_share"
    MEAN_SCORE = "mean_score"


@dataclass(frozen=True, slots=True)
class PublishedFigure:
    """A share is of one. Without ``standard_error`` and interval the publisher told no error; ``respondents`` is None
    where it told no number of answers."""

    line: int
    unit: str
    indicator: Indicator
    value: Decimal
    standard_error: Decimal | None
    interval: tuple[Decimal, Decimal] | None
    respondents: int | None = None


def published_figures(file: str, content: bytes) -> tuple[PublishedFigure, ...]:
    """CSV or XLSX with a head; the first fault refuses the file, with its line.

    Raises InvalidInput ("survey.published_…").
    """
    rows = list(_rows(file, content))
    if not rows:
        raise _refusal(file, 1, "empty", "Bảng không có dòng số liệu nào.")
    found = tuple(_figure(file, line, cells) for line, cells in rows)
    seen: dict[tuple[str, Indicator], int] = {}
    for one in found:
        before = seen.setdefault((one.unit, one.indicator), one.line)
        if before != one.line:
            raise _refusal(file, one.line, "twice", "Đơn vị và chỉ số này đã có ở dòng {before}.", before=before)
    return found


def _figure(file: str, line: int, cells: Mapping[str, str]) -> PublishedFigure:
    if cells["indicator"] not in set(Indicator):
        known = ", ".join(Indicator)
        raise _refusal(file, line, "indicator", "Chỉ số «{text}» không có; các chỉ số: {known}.",
                       text=cells["indicator"][:80], known=known)  # fmt: skip
    indicator = Indicator(cells["indicator"])
    value = _number(file, line, cells["value"], indicator)
    told, low, high = cells["error"], cells["low"], cells["high"]
    is_untold = told.casefold() == NOT_PUBLISHED
    if bool(low) != bool(high) or (is_untold and low) or not (told or low):
        why = "Cần sai số chuẩn, hoặc hai đầu khoảng tin cậy, hoặc ghi «{words}»."
        raise _refusal(file, line, "no_error", why, words=NOT_PUBLISHED)
    error = None if is_untold or not told else _number(file, line, told, indicator)
    ends = (_number(file, line, low, indicator), _number(file, line, high, indicator)) if low else None
    if ends and not ends[0] <= value <= ends[1]:
        raise _refusal(file, line, "interval", "Giá trị nằm ngoài khoảng tin cậy của nó.")
    return PublishedFigure(
        line, cells["unit"], indicator, value, error, ends, _respondents(file, line, cells["respondents"])
    )


def _respondents(file: str, line: int, text: str) -> int | None:
    """A whole number, with or without separators of thousands («36.525»); empty where none was published."""
    if not text:
        return None
    digits = _THOUSANDS.sub("", text) if _GROUPED.fullmatch(text) else text
    if not (digits.isascii() and digits.isdigit()) or not 0 < int(digits) <= _MOST_RESPONDENTS:
        raise _refusal(file, line, "respondents", "Số phiếu «{text}» không phải là số nguyên từ 1.", text=text[:80])
    return int(digits)


def _number(file: str, line: int, text: str, indicator: Indicator) -> Decimal:
    """A share is written with %, or as a part of one; 83,94 without a sign could be either."""
    match = _NUMBER.fullmatch(text)
    if match is None:
        raise _refusal(file, line, "number", "«{text}» không phải là số, như 0,8394 hoặc 83,94%.", text=text[:80])
    value = Decimal(match[1].replace(",", ".")) / (100 if match[2] else 1)
    if indicator is Indicator.SATISFIED_SHARE and value > 1:
        why = "Tỷ lệ «{text}» lớn hơn 1: ghi phần của một (0,8394) hoặc thêm dấu % (83,94%)."
        raise _refusal(file, line, "share", why, text=text[:80])
    if indicator is Indicator.MEAN_SCORE and match[2]:
        raise _refusal(file, line, "score", "Điểm trung bình «{text}» không ghi dấu %.", text=text[:80])
    return value


def _rows(file: str, content: bytes) -> Iterator[tuple[int, Mapping[str, str]]]:
    """Lines with their number, cells by our names; blank lines are passed over."""
    lines = _lines(file, content)
    head = next(lines, (1, []))
    named = [nfc(cell).strip().casefold() for cell in head[1]]
    places = {
        key: next((named.index(name) for name in names if name in named), None) for key, names in _COLUMNS.items()
    }
    lacking = [_COLUMNS[key][0] for key in ("unit", "indicator", "value") if places[key] is None]
    if lacking:
        raise _refusal(file, head[0], "columns", "Thiếu cột {columns}.", columns=", ".join(lacking))
    for line, cells in lines:
        texts = [nfc(cell).strip() for cell in cells]
        if not any(texts):
            continue
        if line > _MOST_ROWS:
            raise _refusal(file, line, "long", "Bảng dài hơn {most} dòng.", most=_MOST_ROWS)
        yield line, {key: "" if at is None or at >= len(texts) else texts[at] for key, at in places.items()}


def _lines(file: str, content: bytes) -> Lines:
    try:
        yield from table_lines(content, most_rows=_MOST_ROWS + 2)
    except NotATableError as error:
        raise _refusal(file, 1, "unreadable", "Tệp không phải CSV UTF-8 hay XLSX.") from error


def _refusal(file: str, line: int, code: str, why: str, **values: object) -> InvalidInput:
    return InvalidInput(
        f"survey.published_{code}",
        what="Không nhận tệp kết quả «{file}», dòng {line}.",
        why=why,
        todo="Sửa dòng này rồi nạp lại; mẫu ở docs/operations/surveys.md.",
        file=file,
        line=line,
        **values,
    )
