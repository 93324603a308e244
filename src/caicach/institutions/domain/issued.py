"""What an issued document says of itself: number, day of signing, day of effect, and whether it is the one expected."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from caicach.institutions.domain.documents import DocumentKind
from caicach.kernel.errors import InvalidInput
from caicach.kernel.said import Said, tell
from caicach.kernel.text.dates import parse_date
from caicach.kernel.text.folding import fold, nfc

_EFFECT: Final = re.compile(
    r"co hieu luc(?: thi hanh)?\s*(?:ke\s*)?(?:tu|sau)\s*(?:ngay\s*)?"
    r"(?:(?P<day>\d{1,2}\s*(?:[/.-]\s*\d{1,2}\s*[/.-]\s*|thang\s*\d{1,2}\s*nam\s*)\d{4})"
    r"|(?P<signing>ky)\b|(?P<days>\d{1,3})\s*ngay\s*(?:,\s*)?ke tu ngay ky)"
)
_EFFECT_AFTER_DAYS: Final = re.compile(r"co hieu luc(?: thi hanh)?\s*sau\s*(?P<days>\d{1,3})\s*ngay")
_SYMBOLS: Final = {
    DocumentKind.COUNCIL: "HDND",
    DocumentKind.COMMUNE_COUNCIL: "HDND",
    DocumentKind.COMMITTEE: "UBND",
    DocumentKind.CHAIR: "",
    DocumentKind.COMMUNE_COMMITTEE: "UBND",
    DocumentKind.LAW: "/QH",
    DocumentKind.ASSEMBLY: "/QH",
    DocumentKind.STANDING_COMMITTEE: "UBTVQH",
    DocumentKind.PRESIDENT: "CTN",
    DocumentKind.DECREE: "ND-CP",
    DocumentKind.GOVERNMENT: "NQ-CP",
    DocumentKind.PRIME_MINISTER: "QD-TTG",
    DocumentKind.CIRCULAR: "/TT-",
    DocumentKind.JOINT_CIRCULAR: "/TTLT-",
}


@dataclass(frozen=True, slots=True)
class IssuedText:
    number: str
    signed_on: date | None
    effective_on: date | None
    subject: str
    doubts: tuple[Said, ...] = ()


def effect_told(text: str, signed_on: date | None) -> date | None:
    """The day from which a text says that it is in force; None where it names none that can be reckoned.

    >>> effect_told("Quyết định này có hiệu lực thi hành kể từ ngày 05 tháng 8 năm 2026.", None)
    datetime.date(2026, 8, 5)
    >>> effect_told("Quyết định này có hiệu lực kể từ ngày ký.", date(2026, 3, 1))
    datetime.date(2026, 3, 1)
    >>> effect_told("Nghị quyết có hiệu lực sau 10 ngày kể từ ngày ký ban hành.", date(2026, 3, 1))
    datetime.date(2026, 3, 11)
    """
    plain = " ".join(fold(nfc(text)).split())
    found = _EFFECT.search(plain) or _EFFECT_AFTER_DAYS.search(plain)
    if found is None:
        return None
    parts = found.groupdict()
    if parts.get("day"):
        try:
            return parse_date("ngày " + found["day"] if "thang" in found["day"] else "".join(found["day"].split()))
        except InvalidInput:
            return None
    if signed_on is None:
        return None
    return signed_on + timedelta(days=int(parts["days"])) if parts.get("days") else signed_on


def doubts_of(kind: DocumentKind, title: str, number: str, subject: str) -> tuple[Said, ...]:
    """Why the text may be another one than the register expects; a person decides.

    >>> len(doubts_of(DocumentKind.CIRCULAR, "Quy định mã số", "12/2026/TT-BNV", "Quy định mã số ngạch"))
    0
    >>> len(doubts_of(DocumentKind.COUNCIL, "Quy định mức chi", "12/2026/QĐ-UBND", "Quy định mức chi hội nghị"))
    1
    """
    found = []
    expected = _SYMBOLS.get(kind, "")
    if expected and expected not in fold(number).upper():
        found.append(tell("Số, ký hiệu «{number}» không phải của loại văn bản đã đăng ký.", number=number or "…"))
    wanted, there = set(fold(title).split()), set(fold(subject).split())
    if subject and len(wanted & there) * 2 < len(wanted):
        found.append(tell("Trích yếu trong tệp là «{subject}», khác tên văn bản đã đăng ký.", subject=subject[:300]))
    return tuple(found)
