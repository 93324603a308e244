"""Groups of which only some are meant, told by words behind the name or by names in brackets.

«UBND các xã có rừng», «các phường ven sông, suối», «Các phòng còn nợ hồ sơ (Thanh tra Sở, Phòng A)»: never everybody.
"""

import re
from typing import Final

from caicach.documents.read.unit_lists import split_units
from caicach.documents.read.unit_names import Phrases, UnitList, UnitName
from caicach.documents.read.unit_vocabulary import VERB
from caicach.documents.values import Span
from caicach.kernel.text.folding import fold

QUALIFIER: Final = 140
"""The longest words that say which of a group are meant, in characters."""
_LONGEST_NAME: Final = 100
_QUALIFIED: Final = re.compile(
    r"\s*,?\s*(?:co(?!\w)(?!\s+(?:trach|van\s+ban|bao\s+cao|y\s+kien|ke\s+hoach|cac\s+(?:ton|han|y)|nhieu|han|khuyet|ton|uu|ket\s+qua))"
    r"|noi\s+|thuoc\s+|duoc\s+(?:giao|phan\s+cong|bo\s+tri|phan\s+bo|(?:thanh\s+|kiem\s+)tra|giai\s+trinh|(?:lua\s+)?chon|thu\s+huong|ho\s+tro|dau\s+tu|neu|chi\s+dinh|sap\s+(?:xep|nhap)|cu\b|moi\b)|nam\s+(?:trong|tren|ven)|dang\s+(?:co|quan\s+ly|su\s+dung|thuc\s+hien)|con\s+"
    r"|chua\s+|ven\s+|vung\s+|ha\s+(?:du|luu)|thuong\s+(?:nguon|luu)|doc\s+|lan\s+can|gan\s+|kinh\s+doanh\s+|san\s+xuat\s+|hoat\s+dong\s+(?:tai|trong|tren)|la\s+(?:chu|co\s+quan|don\s+vi|thanh\s+vien|dau\s+moi))"
)
_SPELLED: Final = {"gan": "gần", "doc": "dọc", "vung": "vùng", "con": "còn", "co": "có", "noi": "nơi", "nam": "nằm"}
"""Words of them that fold like verbs and numbers: «gắn», «đọc», «năm»."""
_TASKED: Final = re.compile(
    r"(?:\s+(?:chu\s+tri|phoi\s+hop|nhiem\s+vu|phu\s+trach|tham\s+muu|thuc\s+hien|tai\s+[\w\s]{2,30}?(?=\s)))*\s+"
)
_OPEN: Final = re.compile(
    r"(?:\b(?:dang|duoc|chua|can|se|phai|de|va|ty\s+le|tien\s+do|ket\s+qua|muc|cong\s+tac|viec|du\s+an|hoat\s+dong|,)\s+)$"
)
_WORD_START: Final = re.compile(r"(?<=\s)\w")
_STOP: Final = re.compile(r"[;:]|\.\s")
_MANY: Final = re.compile(r"(?:.*\s)?(?:cac|nhung|cap)\s|.*\b(?:xa|phuong)\s*,\s*(?:xa|phuong)\b")


def some_of_many(phrases: Phrases, found: UnitList) -> UnitList | None:
    """«UBND các xã có rừng | xây dựng ...»: the words that say which stay with the name."""
    qualified = _qualified(phrases, found)
    last = found.names[-1]
    if qualified is None or not _MANY.match(fold(last.text)):
        return None
    tasked = _TASKED.match(phrases.folded, qualified.end())
    start = tasked.end() if tasked else qualified.end() + 1
    stop = _STOP.search(phrases.folded, start, start + QUALIFIER)
    for word in _WORD_START.finditer(phrases.folded, start, stop.start() if stop else start + QUALIFIER):
        place = word.start()
        if (
            phrases.text[place].islower()
            and VERB.match(phrases.folded, place)
            and not _OPEN.search(phrases.folded, 0, place)
        ):
            name = " ".join(phrases.text[last.span.start : place].split()).rstrip(" ,")
            return UnitList((*found.names[:-1], UnitName(name, Span(last.span.start, place))), found.start, place)
    return None


def named_in_brackets(phrases: Phrases, found: UnitList) -> UnitList | None:
    """«Các phòng còn nợ hồ sơ (Thanh tra Sở, Phòng A) nộp ...»: those in brackets, not all."""
    if _qualified(phrases, found) is None or not _MANY.match(fold(found.names[-1].text)):
        return None
    opened = phrases.text.find("(", found.end, found.end + QUALIFIER)
    closed = phrases.text.find(")", opened, opened + QUALIFIER) if opened > 0 else -1
    if closed < 0 or phrases.units_at(opened + 1) is None or re.search(r"[.;:]", phrases.text[found.end : closed]):
        return None
    inside = split_units(phrases.text[opened + 1 : closed])
    by = opened + 1
    names = (one.moved(by) for one in inside)
    return UnitList((*found.names[:-1], *names), found.start, closed + 1)


def some_of_a_heading(phrases: Phrases, found: UnitList | None) -> UnitList | None:
    """«UBND các xã có đất dôi dư:», «Công ty Y thuộc Sở X:»: a heading of names and what tells which of them."""
    text = phrases.text.rstrip(" .:;,")
    if (not phrases.text.rstrip().endswith(":") and len(text) > _LONGEST_NAME) or ":" in text:
        return None
    if found is None or len(text) - found.end > QUALIFIER or _qualified(phrases, found) is None:
        return None
    *others, last = found.names
    if not _MANY.match(fold(last.text)):
        return found
    whole = UnitName(" ".join(text[last.span.start :].split()), Span(last.span.start, len(text)))
    return UnitList((*others, whole), found.start, len(text))


def _qualified(phrases: Phrases, found: UnitList) -> re.Match[str] | None:
    qualified = _QUALIFIED.match(phrases.folded, found.end)
    if qualified is None:
        return None
    at = qualified.start() + len(qualified[0]) - len(qualified[0].lstrip(" ,\n\t"))
    spelled = _SPELLED.get(qualified[0].split()[0].strip(" ,") if qualified[0].split() else "")
    return qualified if spelled is None or phrases.text[at : at + len(spelled)].lower() == spelled else None
