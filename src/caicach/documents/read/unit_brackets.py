"""Who acts, said in brackets behind what is to be done: «Rà soát ... (Sở Tư pháp chủ trì, xong trước 15/4).»"""

import re
from typing import Final

from caicach.documents.read.unit_names import Phrases, UnitList

_OPENED: Final = re.compile(r"\(\s*(?:(?:do|giao|boi)\s+)?")
_CHARGED: Final = re.compile(
    r"\s*(?:la\s+(?:co\s+quan|don\s+vi)\s+)?(?:chu\s+tri|thuc\s+hien|phu\s+trach|(?:lam\s+)?dau\s+moi|tham\s+muu|chiu\s+trach\s+nhiem)\b"
)
_DUE: Final = re.compile(
    r"\s*(?:[;,]\s*(?:hoan\s+thanh|xong|truoc|trong|cham\s+nhat|han|bao\s+cao|phoi\s+hop|thoi\s+)|$)"
)
_BOUND: Final = re.compile(
    r"\b(?:gui|ve|den|toi|cho|voi|cung|qua|cua|tai|thuoc|trinh|bao\s+cao|phoi\s+hop|xin\s+y\s+kien|theo)\b[^.;:()]{0,48}$"
)
_AT_END: Final = re.compile(r"\s*(?:[.;/]|$)")


def units_in_brackets(text: str, *, is_charged: bool = False) -> UnitList | None:
    """The units that a bracket gives an item to; with ``is_charged`` only where it says so («... chủ trì»).

    A bare name is taken at the end of the text alone, and not where it tells more of another («gửi tỉnh (Sở A)»).
    """
    if "(" not in text:
        return None
    phrases = Phrases(text)
    for opened in _OPENED.finditer(phrases.folded):
        units = phrases.units_at(opened.end())
        closed = phrases.folded.find(")", opened.end())
        if units is None or closed < units.end:
            continue
        rest = phrases.folded[units.end : closed]
        if _CHARGED.match(rest):
            return units
        is_last = _AT_END.match(phrases.folded, closed + 1) is not None
        is_bound = _BOUND.search(phrases.folded, 0, opened.start()) is not None
        if not is_charged and is_last and not is_bound and _DUE.match(rest):
            return units
    return None
