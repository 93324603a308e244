"""Numbers and symbols of outgoing documents (Nghị định 30/2020/NĐ-CP, Điều 15, Phụ lục I mục II.3, Phụ lục III)."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from caicach.kernel.text.folding import fold

LETTER: Final = "công văn"

ABBREVIATIONS: Final = MappingProxyType(
    {
        "nghị quyết": "NQ",
        "quyết định": "QĐ",
        "chỉ thị": "CT",
        "quy chế": "QC",
        "quy định": "QyĐ",
        "thông cáo": "TC",
        "thông báo": "TB",
        "hướng dẫn": "HD",
        "chương trình": "CTr",
        "kế hoạch": "KH",
        "phương án": "PA",
        "đề án": "ĐA",
        "dự án": "DA",
        "báo cáo": "BC",
        "biên bản": "BB",
        "tờ trình": "TTr",
        "hợp đồng": "HĐ",
        "công điện": "CĐ",
        "bản ghi nhớ": "BGN",
        "bản thỏa thuận": "BTT",
        "giấy ủy quyền": "GUQ",
        "giấy mời": "GM",
        "giấy giới thiệu": "GGT",
        "giấy nghỉ phép": "GNP",
        "phiếu gửi": "PG",
        "phiếu chuyển": "PC",
        "phiếu báo": "PB",
    }
)
"""Named types and their abbreviations (Phụ lục III); «công văn» and «thư công» have none."""

DOC_TYPES: Final = (LETTER, *ABBREVIATIONS)


class NumberState(StrEnum):
    USED = "used"
    RESERVED = "reserved"
    CANCELLED = "cancelled"


def symbol_of(doc_type: str, issuer: str, drafting_unit: str) -> str:
    """The symbol after the number.

    >>> symbol_of("công văn", "BCĐCCHC", "TGV"), symbol_of("báo cáo", "SNV", "CCHC"), symbol_of("công văn", "SNV", "")
    ('BCĐCCHC-TGV', 'BC-SNV', 'SNV')
    """
    abbreviation = ABBREVIATIONS.get(doc_type.strip().lower())
    if abbreviation:
        return f"{abbreviation}-{issuer}"
    return f"{issuer}-{drafting_unit}" if drafting_unit else issuer


def written_number(number: int) -> str:
    """A number below 10 begins with 0 (Phụ lục I, mục II.3).

    >>> written_number(7), written_number(128)
    ('07', '128')
    """
    return f"{number:02}"


def identity_of(number: str, symbol: str, issuer: str, year: int) -> str:
    """What must not occur twice in a year: number, symbol and issuer, whatever case and marks they are typed in.

    >>> identity_of("07", "SNV-CCHC", "SỞ NỘI VỤ", 2023) == identity_of("7", "snv - cchc", "Sở Nội vụ", 2023)
    True
    """
    plain = [fold(part).replace(" ", "") for part in (number.lstrip("0"), symbol, issuer)]
    return hashlib.sha256("|".join([*plain, str(year)]).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class SeriesRule:
    """Which types of document of an issuer take their numbers from this series; none named means all the others."""

    id: int
    name: str
    kinds: tuple[str, ...]

    @property
    def is_for_the_rest(self) -> bool:
        return not self.kinds


def series_for(rules: Iterable[SeriesRule], doc_type: str) -> SeriesRule | None:
    """The series that names the type, else the one for all the others, else None.

    >>> own, shared = SeriesRule(1, "Quyết định", ("quyết định",)), SeriesRule(2, "Chung", ())
    >>> series_for([shared, own], "Quyết định").name, series_for([shared, own], "báo cáo").name
    ('Quyết định', 'Chung')
    """
    wanted, known = doc_type.strip().lower(), tuple(rules)
    named = next((rule for rule in known if wanted in rule.kinds), None)
    return named or next((rule for rule in known if rule.is_for_the_rest), None)


def overlapping_kinds(rules: Iterable[SeriesRule]) -> tuple[str, ...]:
    """Types that two series claim; with two series for the rest, «các loại còn lại»."""
    seen: set[str] = set()
    twice: list[str] = []
    for rule in rules:
        for kind in rule.kinds or (THE_REST,):
            if kind in seen:
                twice.append(kind)
            seen.add(kind)
    return tuple(dict.fromkeys(twice))


THE_REST: Final = "các loại còn lại"


@dataclass(frozen=True, slots=True)
class NumberView:
    """A number of a series in a year, as the page of series lists it."""

    number: int
    year: int
    state: NumberState
    reason: str
    letter_id: int | None
    symbol: str
    given_at: datetime
    given_by: str


@dataclass(frozen=True, slots=True)
class SeriesView:
    """A series with its rule, the last number of the year and what is reserved or cancelled."""

    rule: SeriesRule
    version: int
    profile: str
    profile_name: str
    year: int
    last: int
    odd: tuple[NumberView, ...]
