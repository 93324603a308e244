"""Words that tell where the name of a unit begins in a cell, which commas belong to a name, and what is a group."""

import re
from collections.abc import Callable
from typing import Final

from caicach.documents.read.unit_vocabulary import FIELD, LONG_HEAD, PLACES, POST, SHORT_HEAD
from caicach.kernel.text.folding import fold

FIELD_WHOLE: Final = re.compile(rf"(?:{FIELD.pattern})")
_OTHER_HEADS: Final = re.compile(
    r"(?:cac\s+)?(?:thue|hai\s+quan|kho\s+bac|toa\s+an|dang\s+uy|thanh\s+tra|vien\s+kiem\s+sat|cong\s+an|to\s+cong\s+tac|thuong\s+truc|hoi\s+dong|hdnd|mttq|ubmttq\w*|lien\s+doan|buu\s+dien|"
    r"nhnn|bhxh|bch\w*|vpcp|vp|ttpvhcc|so|bo|thi\s+hanh\s+an|tap\s+doan|tong\s+cong\s+ty|doan\s+(?:tncs|thanh\s+nien|dai\s+bieu)|co\s+quan\s+thuong\s+truc|tieu\s+ban|nhom|truong|hoc\s+vien|dai\s+hoc|(?:tinh|thanh|huyen)\s+(?:doan|uy))(?!\w)"
)
_ALONE: Final = re.compile(
    r"(?:thue|hai\s+quan|kho\s+bac|toa\s+an|dang\s+uy|thanh\s+tra|vien\s+kiem\s+sat|cong\s+an|to\s+cong\s+tac|thuong\s+truc|hoi\s+dong|hdnd|mttq|nhnn|bhxh|vpcp|buu\s+dien|thi\s+hanh\s+an|co\s+quan\s+thuong\s+truc|(?:tinh|thanh|huyen)\s+(?:doan|uy))(?!\w)"
)
"""Heads that name a body even without a capital word after them: «Thuế tỉnh», «Công an tỉnh»."""
LOCAL: Final = re.compile(r"(?:xã|phường|đặc khu|huyện|thị xã|thành phố|quận|thị trấn|tỉnh)\s+(?=[A-ZĐÀ-Ỹ])")
_NO_HEADS: Final = frozenset({"số", "bố", "bổ", "bỏ", "bản", "bàn", "bán", "quỹ"})
_GENERIC: Final = (
    r"(?:so|bo|ban|nganh|cuc|vu|vien|phong|hoi|tinh|huyen|xa|phuong|dac\s+khu|thanh\s+pho|thi\s+xa|thi\s+tran|khoa|truong|cap|cong\s+an|"
    r"co\s+quan|don\s+vi|dia\s+phuong|doan\s+the|to\s+chuc|ca\s+nhan|luc\s+luong|chinh\s+quyen|uy\s+ban|linh\s+vuc|bo\s+phan|chu\s+the|khoi|co\s+so)"
)
PLAIN_GROUP: Final = re.compile(rf"(?:cac\s+|nhung\s+|toan\s+the\s+)?{_GENERIC}(?!\w)")
ACTOR: Final = re.compile(
    r"(?:cac\s+|nhung\s+)?(?:doanh\s+nghiep|nha\s+(?:dau\s+tu|cung\s+cap|thau|truong|khoa\s+hoc|mang|may)|chu\s+(?:dau\s+tu|the|ho|rung)|hiep\s+hoi|hop\s+tac\s+xa|ho\s+(?:kinh|gia|dan|san)\w*|to\s+hop\s+tac|"
    r"nguoi\s+(?:dan|lao|su)|ca\s+nhan|chuyen\s+gia|truong\s+(?:dai|cao|hoc|chinh|thpt|trung|pho|mam|tieu)|vien\s+(?:nghien|khoa|truong)|benh\s+vien|ngan\s+hang|to\s+chuc\s+(?:tin|quoc|phi|chinh|xa|doan|khoa|hanh)|quy\s+(?:dau|phat|bao)|cong\s+ty|"
    r"trung\s+tam|doan\s+the|hoi\s+(?:quan|nganh|doan|nghe)|co\s+so\s+(?:giao|y|dao|kham|san)|thanh\s+vien|bao\s+chi|don\s+vi\s+(?:su|tu|van|cung|truyen|lien|truc|thuoc|duoc)|dia\s+phuong)(?!\w)"
)
COMPANY: Final = re.compile(
    r"(?:vnpt|viettel|mobifone|fpt|evn|vinaphone|vietnam\s?post|bidv|vietcombank|agribank|vietinbank|cmc|misa|pvn|petrolimex|tap\s+doan|tong\s+cong\s+ty|cong\s+ty)(?!\w)"
)
GENERIC_TAIL: Final = re.compile(
    r"(?:lien\s+quan|khac|tren\s+dia\s+ban.*|chuc\s+nang|(?:cap|cua|thuoc)\s+(?:tinh|huyen|xa|bo|so|thanh\s+pho|trung\s+uong|chinh\s+phu))$"
)
VERBS_AFTER: Final = re.compile(
    r"(?:cac\s+)?(?:don\s+vi|co\s+quan|doanh\s+nghiep|to\s+chuc|dia\s+phuong)\s+(?:co(?!\s+lien)|duoc|dang|quan\s+ly|su\s+dung|cung\s+cap|thuc\s+hien|phu\s+trach|chu\s+tri)\b"
)
_COMPLETE: Final = (
    rf"(?:so|bo)\s+(?:{FIELD.pattern})(?:\s+tinh)?"
    r"|(?:cong\s+an|thue|bao\s+hiem\s+xa\s+hoi|ubnd|van\s+phong\s+(?:ubnd|hdnd)|thanh\s+tra|bo\s+(?:chi\s+huy|chqs)(?:\s+quan\s+su)?|bo\s+doi\s+bien\s+phong|hoi\s+[\w\s]{4,20}|lien\s+doan\s+lao\s+dong)"
    r"\s+(?:tinh|thanh\s+pho)"
    r"|(?:ubnd|uy\s+ban\s+nhan\s+dan)\s+(?:cap\s+(?:xa|huyen|tinh)|(?:xa|phuong)(?:\s*,\s*(?:xa|phuong|dac\s+khu))+|cac\s+(?:xa|phuong|huyen)(?:\s*,\s*(?:xa|phuong|dac\s+khu|thi\s+xa|thanh\s+pho))*)"
    r"|(?:cac\s+)?(?:so|bo|co\s+quan|don\s+vi)(?:\s*,\s*(?:ban|nganh|doan\s+the|dia\s+phuong|don\s+vi|co\s+quan))+(?:\s+(?:cap|cua)\s+tinh)?"
    r"|van\s+phong\s+(?:chinh\s+phu|tinh\s+uy|quoc\s+hoi)|.*\blien\s+quan"
)
ENDS_WHOLE: Final = re.compile(rf"(?:^|[,;]\s*|\sva\s+)(?:{_COMPLETE})$")
"""Names that need no further word: what stands after them without a separator is another unit."""
SHARED_HEAD: Final = re.compile(
    r"(?:(?P<post>(?:[Pp]hó\s+)?(?:Giám đốc|Bộ trưởng|Cục trưởng|Vụ trưởng|Trưởng|Chánh Thanh tra|Thủ trưởng)"
    r"(?=\s+[Cc]ác))\s+)?(?:[Cc]ác\s+|[Nn]hững\s+)?"
    r"(?P<head>[Ss]ở|[Bb]ộ|[Cc]ục|[Vv]ụ|[Pp]hòng|[Bb]an|[Cc]hi cục|[Tt]ổng cục|[Vv]iện|[Hh]ội|[Tt]rung tâm|[Tt]rường"
    r"|[Cc]ông ty|[Tt]ập đoàn)\s*(?:,\s*ngành\s*)?:\s*"
)

SHARED_PLACE: Final = re.compile(
    r"(?P<body>(?:Chủ tịch\s+)?(?:UBND|Ủy ban nhân dân|Uỷ ban nhân dân))\s+"
    r"(?:các\s+)?(?P<kind>xã|phường|huyện|quận|tỉnh)\s*:\s*"
)


def begins_unit(text: str) -> bool:
    """Whether a text begins with the name of one body, post or kind of body.

    >>> begins_unit("Sở Nội vụ"), begins_unit("UBND cấp xã"), begins_unit("số hóa"), begins_unit("Phát hành")
    (True, True, False, False)
    """
    folded = fold(text)
    first = re.match(r"\w+", text)
    if first is None or first[0].lower() in _NO_HEADS:
        return False
    if (
        LONG_HEAD.match(folded)
        or (POST.match(folded) and text[:1].isalpha())
        or (COMPANY.match(folded) and text[:1].isupper())
    ):
        return True
    short = _OTHER_HEADS.match(folded) or SHORT_HEAD.match(folded)
    if short is None:
        return False
    rest = text[short.end() :].lstrip()
    alone = _ALONE.match(folded) is not None and text[:1].isupper()
    if not rest or rest[0] in ",;.)/":
        return alone
    return rest[0].isupper() or rest[0].isdigit() or alone


def begins_generic(text: str) -> bool:
    """Whether a text begins with common nouns for bodies: «các sở, ban», «cơ quan», «địa phương».

    >>> begins_generic("các sở, ban, ngành"), begins_generic("Cơ quan liên quan"), begins_generic("cơ sở dữ liệu")
    (True, True, False)
    """
    folded = fold(text)
    if re.match(
        r"(?:co\s+so\s+(?:du\s+lieu|ha\s+tang|vat\s+chat|phap)|to\s+chuc\s+can\s+bo|so\s+\d|\w+\s+so\b(?=\s+hoa))",
        folded,
    ):
        return False
    first = re.match(r"\w+", text)
    if first is None or first[0].lower() in _NO_HEADS:
        return False
    found = PLAIN_GROUP.match(folded)
    if found is None:
        return ACTOR.match(folded) is not None and folded.startswith(("cac ", "nhung "))
    if _OTHER_WORDS.match(text.lower()):
        return False
    rest = folded[found.end() :]
    if re.match(r"(?:cac\s+)?(?:ban|hoi|cap|tinh|khoa|truong|khoi)\b", folded) and not re.match(
        r"\s*(?:,|$|va\s|lien|cap|tinh|/)", rest
    ):
        return folded.startswith("cac ")
    return True


def is_generic(text: str) -> bool:
    """Whether a text is nothing but common nouns for bodies, a tail included."""
    return begins_generic(text) and not begins_unit(text) and not re.search(r"\s[A-ZĐ][\wÀ-ỹ]*\s+[A-ZĐ]", text)


def protected_spans(text: str) -> list[tuple[int, int]]:
    """Ranges whose commas and «và» belong to a name: fields, brackets, lists of places."""
    folded = fold(text)
    spans = [(found.start(), found.end()) for found in re.finditer(r"\([^()]*\)?", text)]
    spans += [found.span() for found in (*_PEOPLE.finditer(folded), *_ONE_BODY.finditer(folded))]
    for found in re.finditer(r"(?<!\w)(?=[^\W\d_])", text):
        field = FIELD.match(folded, found.start())
        if field and text[found.start()].isupper():
            spans.append(field.span())
    places = rf"(?:(?:cac|cap)\s+)?{_PLACE}(?:\s*(?:,|va)\s*(?:(?:cac|cap)\s+)?{_PLACE}(?!\w))+"
    spans += [
        found.span() for found in re.finditer(rf"(?<!\w){places}", folded) if not begins_unit(text[found.start() :])
    ]
    zones = r"khu\s+(?:kinh\s+te|cong\s+nghe\s+cao|cong\s+nghiep|che\s+xuat)"
    spans += [
        found.span() for found in re.finditer(rf"(?:cac\s+)?{zones}(?:\s*(?:,|va)\s*(?:cac\s+)?{zones})+", folded)
    ]
    return spans


_PEOPLE: Final = re.compile(
    r"(?:can\s+bo|cong\s+chuc|vien\s+chuc|dang\s+vien|nguoi\s+lao\s+dong|doan\s+vien|hoi\s+vien)(?:\s*(?:,|va)\s*(?:can\s+bo|cong\s+chuc|vien\s+chuc|dang\s+vien|nguoi\s+lao\s+dong|chien\s+si|hoi\s+vien|doan\s+vien))+"
)
_ONE_BODY: Final = re.compile(
    r"van\s+phong\s+(?:doan\s+(?:dbqh|dai\s+bieu\s+quoc\s+hoi)\s*(?:,|va)\s*)?hdnd\s*(?:,|va)\s*ubnd|van\s+phong\s+doan\s+(?:dbqh|dai\s+bieu\s+quoc\s+hoi)\s+va\s+(?:hdnd|hoi\s+dong)"
    r"|bao\s+va\s+(?:dai\s+)?phat\s+thanh(?:\s*(?:,|-|va)\s*truyen\s+hinh)?"
)
_OTHER_WORDS: Final = re.compile(
    r"(?:các\s+)?(?:viễn|viên|vũ|hỏi|tính|tình|bảo|cập|quản|trưởng|khỏa|xa|số|bổ|bản|ngánh)(?!\w)"
)
"""Words that fold into nouns for bodies and are none: «Viễn thông» is no «viện»."""
INCOMPLETE: Final = re.compile(
    r"(?:^|[,;(]\s*|\sva\s+)(?:cac\s+)?(?:van\s+phong|(?:pho\s+)?chu\s+tich|giam\s+doc|thanh\s+tra|lanh\s+dao|thuong\s+truc|so|bo|cuc|vu|phong|ban|uy\s+ban|ban\s+(?:chi\s+dao|quan\s+ly|chi\s+huy)"
    r"|trung\s+tam|chi\s+cuc|hoi|hoi\s+dong|cong\s+an|bo\s+(?:chi\s+huy|tu\s+lenh)|thu\s+truong|vien|truong|bo\s+truong|to\s+cong\s+tac|dang\s+uy|cong\s+thong\s+tin)$"
)
"""A line that ends in the middle of a name."""
_PLACE: Final = rf"(?:{PLACES}|dac\s+khu|cum)(?!\w|\s+(?:doan|uy)(?!\w))"
Judge = Callable[[str, str, str], bool]
"""Left side, right side, the gap itself: whether the gap parts two units."""
