"""The fixed words of a document around its values: number line, date line, lists with their punctuation."""

import re
from collections.abc import Sequence
from typing import Final

from caicach.documents.values import OfficialDocument, Urgency

NATIONAL_NAME: Final = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
NATIONAL_MOTTO: Final = "Độc lập - Tự do - Hạnh phúc"
_NUMBER_BLANK: Final = " " * 5
_DAY_BLANK: Final = " " * 4

URGENCY_WIDTH_MM: Final = {Urgency.FLASH: 30.0, Urgency.VERY_URGENT: 40.0, Urgency.URGENT: 20.0}
URGENCY_HEIGHT_MM: Final = 8.0


def number_line(document: OfficialDocument) -> str | None:
    """«Số: 12/SNV-CCHC»; a blank number leaves the space where it is written in.

    >>> number_line(OfficialDocument(number="12", symbol="NQ/TU")), number_line(OfficialDocument(symbol="UBND-VX"))
    ('Số: 12-NQ/TU', 'Số:      /UBND-VX')
    """
    if document.number is None and document.symbol is None:
        return None
    symbol = document.symbol or ""
    joint = "-" if "/" in symbol else "/" if symbol else ""
    return f"Số: {document.number or _NUMBER_BLANK}{joint}{symbol}"


def date_line(document: OfficialDocument) -> str | None:
    """«Hà Tĩnh, ngày 05 tháng 02 năm 2023»; what is blank leaves its space, months from 3 on stand without a zero.

    >>> date_line(OfficialDocument(place="Huế", date_partial="2023-02"))
    'Huế, ngày      tháng 02 năm 2023'
    """
    year, month, day = _date_parts(document)
    if year is None and document.place is None:
        return None
    lead = f"{document.place}, " if document.place else ""
    return f"{lead}ngày {day or _DAY_BLANK} tháng {month or _DAY_BLANK} năm {year or _DAY_BLANK}".rstrip()


def _date_parts(document: OfficialDocument) -> tuple[str | None, str | None, str | None]:
    if document.date is not None:
        on = document.date
        return str(on.year), _month(on.month), f"{on.day:02d}"
    year, _, month = (document.date_partial or "").partition("-")
    return year or None, _month(int(month)) if month else None, None


def _month(month: int) -> str:
    return f"{month:02d}" if month < 3 else str(month)


_HELD: Final = re.compile(r" (?=[-–] )|(?<= [-–]) |(?<=ỦY) (?=BAN NHÂN)|(?<=BAN) (?=NHÂN DÂN)|(?<=NHÂN) (?=DÂN\b)")


def held_heading(heading: str) -> str:
    """A heading in which no line begins or ends with a dash and «ỦY BAN NHÂN DÂN» stays together."""
    return _HELD.sub("\u00a0", heading)


def listed_items(items: Sequence[str]) -> list[str]:
    """A dash before every item, a semicolon after it, a full stop after the last."""
    last = len(items) - 1
    return [f"- {item}{'.' if at == last else ';'}" for at, item in enumerate(items)]


def issuing_bodies(superior: str | None) -> list[str]:
    """The bodies above the issuer, one a line, outermost first."""
    return superior.split(" / ") if superior else []
