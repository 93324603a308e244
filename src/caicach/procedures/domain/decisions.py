"""Publication decisions: who issued them, and how the words of a record name them."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from caicach.procedures.record.parts import NUMBER


class Issuer(StrEnum):
    """Limits of publication differ by it (NĐ 63/2010, Điều 15, 24)."""

    PROVINCE = "province"
    MINISTRY = "ministry"


@dataclass(frozen=True, slots=True)
class DecisionFacts:
    number: str
    signed_on: date
    issuer: Issuer
    effective_on: date | None = None
    is_shortened: bool = False
    entered_on: date | None = None
    sent_on: date | None = None


def number_in(words: str) -> str:
    """
    >>> number_in("Quyết định số 500/QĐ-UBND ngày 01/7/2025"), number_in("")
    ('500/QĐ-UBND', '')
    """
    found = NUMBER.search(words)
    return "".join(found.group().split()) if found else ""


def issuer_of(number: str) -> Issuer:
    """
    >>> [issuer_of(number).value for number in ("500/QĐ-UBND", "874/QĐ-BNV")]
    ['province', 'ministry']
    """
    return Issuer.PROVINCE if "UBND" in number.upper() else Issuer.MINISTRY
