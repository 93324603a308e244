"""Codes of procedures: ``1.012753``, ``1.012753.H19``, ``1.001612.000.00.00.H19`` are one family, known by its first
seven digits; ``T-BPC-280421`` is a code of the years before."""

import re
from typing import Final

_NATIONAL: Final = r"\d{1,2}\.\s?\d{6}(?!\d)(?:\.\d{2,3})*(?:\.[A-Z]\d{2,3}(?:\.\d{1,3})*)?"
_BEFORE: Final = r"[TB]-[A-ZĐ]{2,6}-\d{4,7}(?:-TT)?"
CODE: Final = re.compile(rf"(?<![\w.,/-])(?:{_NATIONAL}|{_BEFORE})(?![\w/-])")
_FAMILY: Final = re.compile(r"(\d{1,2}\.\d{6})")


def code_in(text: str) -> str:
    """The first code of a text as written, without the blank that some put behind the point; empty where none is.

    >>> code_in("(Mã TTHC: 1.012756)"), code_in("Mã số: 1. 001612.000.00.00.H19."), code_in("giá 1.000.000 đồng")
    ('1.012756', '1.001612.000.00.00.H19', '')
    """
    found = CODE.search(text)
    return found.group().replace(" ", "") if found else ""


def family(code: str) -> str:
    """The part that all codes of one procedure share.

    >>> family("1.001612.000.00.00.H19"), family("t-bpc-280421 ")
    ('1.001612', 'T-BPC-280421')
    """
    found = _FAMILY.match(code.strip())
    return found.group(1) if found else code.strip().upper()


def is_internal(code: str) -> bool:
    """Internal procedures bear codes of the series 6 (874/QĐ-BNV of 22/7/2026)."""
    return code.startswith("6.")
