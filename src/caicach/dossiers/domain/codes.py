"""The code of a dossier: ``agency-YYMMDD-number`` (TT 01/2018/TT-VPCP Điều 19; the form stays in later systems).

>>> code_of("000.12.H27-260803-0007")
DossierCode(agency='000.12.H27', field='', received_on=datetime.date(2026, 8, 3), number='0007')
>>> code_of("H27.12.MX03-260803-0007").field, code_of("260803/HS") is None
('MX03', True)
"""

import re
from dataclasses import dataclass
from datetime import date
from typing import Final

PARTITION: Final = r"-(\d\d)(0[1-9]|1[0-2])[0-3]\d-"
"""In a code, the year and the month by which dossiers are kept together; the engine reads it too."""
OTHER: Final = "khac"
_FORM: Final = re.compile(r"(?P<agency>[\w.]+?)(?:\.(?P<field>MX?\d+))?-(?P<day>\d{6})-(?P<number>\d+)")


@dataclass(frozen=True, slots=True)
class DossierCode:
    """``field`` is there where the code names it."""

    agency: str
    field: str
    received_on: date
    number: str


def code_of(text: str) -> DossierCode | None:
    """None where the text is no such code: the dossier counts, its code says nothing."""
    found = _FORM.fullmatch(text.strip())
    if found is None:
        return None
    year, month, day = (int(found["day"][at : at + 2]) for at in (0, 2, 4))
    try:
        received_on = date(2000 + year, month, day)
    except ValueError:
        return None
    return DossierCode(found["agency"], found["field"] or "", received_on, found["number"])


def partition_of(code: str) -> str:
    """The name of the partition in which the dossier lies.

    >>> partition_of("000.12.H27-260803-0007"), partition_of("HS7")
    ('2026-08', 'khac')
    """
    found = re.search(PARTITION, code, re.ASCII)
    return f"20{found[1]}-{found[2]}" if found else OTHER
