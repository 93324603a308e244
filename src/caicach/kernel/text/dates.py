"""Dates as officials write and read them."""

import calendar
import re
from datetime import date
from typing import Final

from caicach.kernel.errors import InvalidInput

_NUMERIC: Final = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")
_ISO: Final = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_WORDS: Final = re.compile(r"(?:ngày\s+)?(\d{1,2})\s+tháng\s+(\d{1,2})\s+năm\s+(\d{4})", re.IGNORECASE)


def parse_date(text: str) -> date:
    """The date that a person typed: dd/mm/yyyy, yyyy-mm-dd or «ngày … tháng … năm …»; an impossible one is refused.

    >>> parse_date("05/2/2023") == parse_date("2023-02-05") == parse_date("ngày 05 tháng 02 năm 2023")
    True
    """
    stripped = text.strip()
    if match := _ISO.fullmatch(stripped):
        year, month, day = (int(g) for g in match.groups())
    elif match := _NUMERIC.fullmatch(stripped) or _WORDS.fullmatch(stripped):
        day, month, year = (int(g) for g in match.groups())
    else:
        raise _not_a_date(stripped)
    try:
        return date(year, month, day)
    except ValueError as error:
        raise _not_a_date(stripped) from error


def _not_a_date(text: str) -> InvalidInput:
    return InvalidInput(
        "text.not_a_date",
        what="«{text}» không phải là ngày hợp lệ.",
        why="Ngày viết dạng ngày/tháng/năm và phải có thật trong lịch.",
        todo="Hãy viết lại, ví dụ 05/02/2023.",
        text=text,
    )


def format_date(value: date) -> str:
    """dd/mm/yyyy.

    >>> format_date(date(2023, 2, 5))
    '05/02/2023'
    """
    return value.strftime("%d/%m/%Y")


def official_date(value: date) -> str:
    """The form of a document's date: a zero before a day under 10 and before months 1 and 2 (NĐ 30/2020, Phụ lục I).

    >>> official_date(date(2023, 2, 5)), official_date(date(2023, 12, 15)), official_date(date(2023, 5, 1))
    ('ngày 05 tháng 02 năm 2023', 'ngày 15 tháng 12 năm 2023', 'ngày 01 tháng 5 năm 2023')
    """
    month = f"{value.month:02}" if value.month <= 2 else str(value.month)
    return f"ngày {value.day:02} tháng {month} năm {value.year}"


def last_day_of_month(year: int, month: int) -> date:
    """
    >>> last_day_of_month(2024, 2)
    datetime.date(2024, 2, 29)
    """
    return date(year, month, calendar.monthrange(year, month)[1])


def last_day_of_quarter(year: int, quarter: int) -> date:
    """
    >>> last_day_of_quarter(2023, 4)
    datetime.date(2023, 12, 31)
    """
    return last_day_of_month(year, quarter * 3)
