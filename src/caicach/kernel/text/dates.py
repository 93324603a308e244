"""Dates as officials write them. A missing day or month stays missing, a two-digit year is refused: never guessed."""

import calendar
import re
from dataclasses import dataclass
from datetime import date
from typing import Final

from caicach.kernel.errors import InvalidInput
from caicach.kernel.text.folding import fold

_BLANK: Final = r"[\s.…_]*"
_WORDS: Final = re.compile(
    rf"(?:ngay{_BLANK}(?P<day>[0-9]{{1,2}})?{_BLANK})?[,\s]*(?:thang{_BLANK}(?P<month>[0-9]{{1,2}})?{_BLANK})?"
    r"[,\s]*nam\s*(?P<year>[0-9]{4})"
)
_FIGURES: Final = re.compile(
    r"(?:(?:ngay\s*)?(?P<day>[0-9]{1,2})\s*[/.-]\s*)?(?:thang\s*)?(?P<month>[0-9]{1,2})\s*[/.-]\s*(?P<year>[0-9]{4})"
)
_TYPED: Final = re.compile(
    r"([0-9]{2})([0-9]{2})([0-9]{4}|[0-9]{2})|([0-9]{1,2})[/. -]+([0-9]{1,2})[/. -]+([0-9]{4}|[0-9]{2})"
)
_CENTURY: Final = "20"
_ISO: Final = re.compile(r"(?P<year>[0-9]{4})-(?P<month>[0-9]{2})(?:-(?P<day>[0-9]{2}))?")


@dataclass(frozen=True, slots=True)
class WrittenDate:
    """What a written date says: a year, perhaps a month, perhaps a day.

    A day without its month ("ngày 05 tháng ... năm 2023") is kept: the person who fills in the month needs it.
    """

    year: int
    month: int | None = None
    day: int | None = None

    @property
    def date(self) -> date | None:
        """The calendar date, or None where a part is missing."""
        return None if self.month is None or self.day is None else date(self.year, self.month, self.day)

    @property
    def iso(self) -> str:
        """``2023-02-05``, ``2023-02`` or ``2023``: as far as it goes without a gap."""
        if self.month is None:
            return f"{self.year:04}"
        return f"{self.year:04}-{self.month:02}" + ("" if self.day is None else f"-{self.day:02}")


def parse_written_date(text: str) -> WrittenDate:
    """The date that ``text`` is, whole or partial; the whole text must be the date.

    >>> [parse_written_date(text).iso for text in ("ngày 05 tháng 02 năm 2023", "05/2/2023", "02/2023", "năm 2023")]
    ['2023-02-05', '2023-02-05', '2023-02', '2023']
    >>> parse_written_date("ngày    tháng 02 năm 2023").iso
    '2023-02'
    """
    plain = fold(text).strip(" .,;")
    found = _WORDS.fullmatch(plain) or _FIGURES.fullmatch(plain) or _ISO.fullmatch(plain)
    if len(text) > 100 or found is None:
        raise InvalidInput(
            "text.not_a_date",
            what="«{text}» không phải là ngày, tháng, năm viết đúng.",
            why="Ngày cần có năm đủ bốn chữ số, theo thứ tự ngày, tháng, năm.",
            todo="Hãy viết lại, ví dụ 05/02/2023 hoặc ngày 05 tháng 02 năm 2023.",
            text=text[:100],
        )
    parts = {name: int(value) if value else None for name, value in found.groupdict().items()}
    return _checked(WrittenDate(parts["year"] or 0, parts["month"], parts["day"]), text)


def _checked(written: WrittenDate, text: str) -> WrittenDate:
    month_exists = written.month is None or 1 <= written.month <= 12
    last = 31
    if written.month is not None and month_exists and written.year >= 1:
        last = calendar.monthrange(written.year, written.month)[1]
    if written.year < 1 or not month_exists or not (written.day is None or 1 <= written.day <= last):
        raise InvalidInput(
            "text.not_a_date",
            what="Không có ngày «{text}».",
            why="Tháng có từ 1 đến 12; ngày không vượt quá ngày cuối của tháng.",
            todo="Hãy kiểm tra lại ngày trong văn bản gốc.",
            text=text[:100],
        )
    return written


def parse_date(text: str) -> date:
    """The whole date that a person typed: dd/mm/yyyy, yyyy-mm-dd or "ngày ... tháng ... năm ..."; never a partial one.

    >>> parse_date("05/2/2023") == parse_date("2023-02-05") == parse_date("ngày 05 tháng 02 năm 2023")
    True
    """
    written = parse_written_date(text)
    if written.date is None:
        raise InvalidInput(
            "text.not_a_date",
            what="«{text}» chưa đủ ngày, tháng, năm.",
            why="Ngày còn thiếu thì không được đoán.",
            todo="Hãy điền đủ, ví dụ 05/02/2023.",
            text=text[:100],
        )
    return written.date


def parse_typed_date(text: str) -> date:
    """The date that a person typed into a box, on a desk or with a thumb: as ``parse_date``, and without signs
    (ddmmyyyy, ddmmyy), with blanks, or with the last two figures of the year, which is then of this century. What a
    document writes is never read so: there a two-digit year stays unread.

    >>> {parse_typed_date(text).isoformat() for text in ("15032023", "150323", "15/3/23", "15.3.2023", "15 3 2023")}
    {'2023-03-15'}
    """
    plain = text.strip().strip(".,;")
    found = _TYPED.fullmatch(plain)
    if found is None:
        return parse_date(text)
    day, month, year = (part for part in found.groups() if part is not None)
    return parse_date(f"{day}/{month}/{year if len(year) == 4 else _CENTURY + year}")


def format_date(on: date) -> str:
    """
    >>> format_date(date(2023, 2, 5))
    '05/02/2023'
    """
    return f"{on.day:02}/{on.month:02}/{on.year:04}"


def official_date(on: date) -> str:
    """The long form of Nghị định 30/2020 (Phụ lục I, II.4): a zero before days under 10 and before months 1 and 2.

    >>> official_date(date(2023, 2, 5)), official_date(date(2023, 3, 10))
    ('ngày 05 tháng 02 năm 2023', 'ngày 10 tháng 3 năm 2023')
    """
    month = f"{on.month:02}" if on.month <= 2 else str(on.month)
    return f"ngày {on.day:02} tháng {month} năm {on.year}"


def last_day_of_month(year: int, month: int) -> date:
    """
    >>> last_day_of_month(2024, 2)
    datetime.date(2024, 2, 29)
    """
    return date(year, month, calendar.monthrange(year, month)[1])
