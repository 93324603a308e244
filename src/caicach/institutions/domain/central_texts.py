"""Legal texts of the centre named in words: laws, resolutions, decrees, decisions, circulars; pure."""

import re
from enum import StrEnum
from typing import Final


class CentralText(StrEnum):
    """In the order of form 04c."""

    LAW = "law"
    ASSEMBLY_RESOLUTION = "assembly_resolution"
    DECREE = "decree"
    GOVERNMENT_RESOLUTION = "government_resolution"
    PRIME_MINISTER = "prime_minister"
    CIRCULAR = "circular"


CENTRAL_TEXTS: Final = {
    CentralText.LAW: "luật",
    CentralText.ASSEMBLY_RESOLUTION: "NQ của Quốc hội",
    CentralText.DECREE: "nghị định",
    CentralText.GOVERNMENT_RESOLUTION: "NQ quy phạm của Chính phủ",
    CentralText.PRIME_MINISTER: "QĐ của Thủ tướng",
    CentralText.CIRCULAR: "thông tư",
}
_NUMBER: Final = re.compile(
    r"\d{1,4}(?:\.\d{1,3})?\s*/\s*\d{4}\s*/\s*"
    r"(?:(?P<decree>NĐ\s*-\s*CP)|(?P<government>NQ\s*-\s*CP)|(?P<minister>QĐ\s*-\s*TTg)"
    r"|(?P<circular>TT(?:LT)?\s*-\s*\w+)|(?P<assembly>QH\s*\d{1,2}))",
    re.IGNORECASE,
)
_OF_ASSEMBLY: Final = re.compile(r"\b(?P<law>luật)\b|\bnghị quyết\b|\bnq\b", re.IGNORECASE)
_KINDS: Final = {
    "decree": CentralText.DECREE,
    "government": CentralText.GOVERNMENT_RESOLUTION,
    "minister": CentralText.PRIME_MINISTER,
    "circular": CentralText.CIRCULAR,
}


def texts_named(words: str) -> frozenset[tuple[CentralText, str]]:
    """Each central text that words name by its number. A number of the National Assembly is a law or a resolution, as
    the words before it say; without them it is not known.

    >>> sorted((kind.value, number) for kind, number in texts_named(
    ...     "Nghị định số 250/2025/NĐ-CP sửa Thông tư 03/2022/TT-BNV; Luật Đầu tư số 61/2020/QH14; 198/2025/QH15"))
    [('circular', '03/2022/TT-BNV'), ('decree', '250/2025/NĐ-CP'), ('law', '61/2020/QH14')]
    """
    found: set[tuple[CentralText, str]] = set()
    behind = 0
    for one in _NUMBER.finditer(words):
        kind = next((kind for name, kind in _KINDS.items() if one[name]), None)
        if kind is None:
            named = list(_OF_ASSEMBLY.finditer(re.split("[;,]", words[behind : one.start()])[-1]))
            of_law = CentralText.LAW if named and named[0]["law"] else CentralText.ASSEMBLY_RESOLUTION
            kind = of_law if named else None
        behind = one.end()
        if kind is not None:
            found.add((kind, "".join(one.group().split())))
    return frozenset(found)
