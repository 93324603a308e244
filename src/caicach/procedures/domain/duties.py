"""Which units must publish a procedure: all of a level, or one by its name, as the record's own words say."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from caicach.kernel.text.folding import fold, squeeze
from caicach.organisations.domain.units import Level
from caicach.procedures.record.values import Procedure

_LEVELS: Final = {Level.COMMUNE: "xa", Level.DISTRICT: "huyen"}
_PARTS: Final = re.compile(r"[;\n]|, (?=[A-ZĐ])")


@dataclass(frozen=True, slots=True, order=True)
class Target:
    """One unit by its code, or every unit of a level."""

    unit: str = ""
    level: str = ""


def targets_of(one: Procedure, units: Mapping[str, str]) -> tuple[Target, ...]:
    """``units``: codes by folded name. A level that the record names, and the agencies that bear a unit's name.

    >>> one = Procedure(level="Cấp Tỉnh, Cấp Xã", performing_agency="Sở Y tế")
    >>> targets_of(one, {"so y te": "SYT"})
    (Target(unit='SYT', level=''), Target(unit='', level='commune'))
    >>> targets_of(Procedure(performing_agency="Bộ Quốc phòng"), {"so y te": "SYT"})
    ()
    """
    agencies = [fold(squeeze(part)).strip(" .") for part in _PARTS.split(one.performing_agency)]
    found = [Target(unit=units[words]) for words in agencies if words in units]
    told = fold(f"{one.level}; {one.performing_agency}")
    found += [
        Target(level=level.value) for level, word in _LEVELS.items() if re.search(rf"\b(?:cap|ubnd cap) {word}\b", told)
    ]
    return tuple(dict.fromkeys(found))
