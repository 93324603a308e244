"""Publication decisions: who issued them, and how the words of a record name them."""

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from caicach.procedures.record.parts import NUMBER

_OF_GOVERNMENT: Final = re.compile(r"-TTG\b|(?:NQ|NĐ|QĐ)-CP\b")
_OF_MINISTRY: Final = re.compile(r"/\s*QĐ-[A-ZĐ]{2,12}\b")


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


class Plan(StrEnum):
    """Under whose plan a simplification is decided; ``UNKNOWN`` where the number of the decision does not say."""

    GOVERNMENT = "government"
    MINISTRY = "ministry"
    PROVINCE = "province"
    UNKNOWN = "unknown"


def plan_of(decision: str) -> Plan:
    """
    >>> [plan_of(one).value for one in ("1015/QĐ-TTg", "66/NQ-CP", "874/QĐ-BNV", "9/QĐ-UBND", "họp giao ban")]
    ['government', 'government', 'ministry', 'province', 'unknown']
    """
    plain = decision.upper()
    if "UBND" in plain or "HĐND" in plain:
        return Plan.PROVINCE
    if _OF_GOVERNMENT.search(plain):
        return Plan.GOVERNMENT
    return Plan.MINISTRY if _OF_MINISTRY.search(plain) else Plan.UNKNOWN
