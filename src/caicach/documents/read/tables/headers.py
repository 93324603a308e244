"""Which column of a task table holds what, by the words above it, whatever their order and wording."""

import re
from enum import StrEnum
from typing import Final

from caicach.kernel.text.folding import fold, squeeze


class Kind(StrEnum):
    NO = "no"
    TASK = "task"
    GROUP = "group"  # a column of groups, merged over the rows of each
    PRODUCT = "product"
    LEAD = "lead"
    COOPERATE = "cooperate"
    DEADLINE = "deadline"
    START = "start"
    PERIOD = "period"  # one of several columns named by a year, quarter or month, ticked where it holds
    BUDGET = "budget"
    HEAD = "head"  # the person answerable
    KNOWN = "known"  # notes, legal basis, approving body: understood, kept beside
    OTHER = "other"


_UNIT: Final = (
    r"(?:co\s+quan|don\s+vi|bo\s+phan|to\s+chuc|phong|ban|so|ca\s+nhan|can\s+bo|chuyen\s+vien|cong\s+chuc|nguoi|bo|nganh|dia\s+phuong)"
)  # fmt: skip
_UNITS: Final = rf"{_UNIT}(?:\s*(?:,|/|-|va|hoac)\s*(?:cac\s+)?{_UNIT})*"
_DOES: Final = (
    r"(?:thuc\s+hien|thuc\s+thi|phu\s+trach|tham\s+muu|trien\s+khai|duoc\s+(?:giao|phan\s+cong)|chiu\s+trach\s+nhiem|giai\s+quyet|xu\s+ly|"
    r"soan\s+thao|de\s+xuat|xay\s+dung|chuan\s+bi|to\s+chuc|trinh|bao\s+cao|chinh|thuong\s+truc|dam\s+nhiem|dam\s+nhan)"
)
_THING: Final = (
    r"(?:noi\s+dung|nhiem\s+vu|cong\s+viec|dau\s+viec|hoat\s+dong|giai\s+phap|de\s+an|du\s+an|chuong\s+trinh|cong\s+trinh|van\s+ban|"
    r"hang\s+muc|ke\s+hoach|nghi\s+quyet|chuyen\s+de|mo\s+hinh|tieu\s+chi|bao\s+cao|yeu\s+cau|kien\s+nghi|y\s+kien|van\s+de|chi\s+dao)"
)
_SCORES: Final[tuple[tuple[Kind, int, str], ...]] = (
    (Kind.NO, 20,
     r"(?:s\.?\s?t\.?\s?t\.?|t\.?\s?t\.?|so\s+(?:tt|thu\s+tu)|thu\s+tu|no\.?|#|ma\s+so|ma\s+nhiem\s+vu|ma\s+nv)"),
    (Kind.NO, 3, r"(?:muc|so|ma)"),
    (Kind.COOPERATE, 14, r".*phoi\s+hop.*"),
    (Kind.COOPERATE, 12, r"noi\s+(?:giup|ho\s+tro|cung\s+(?:lam|thuc\s+hien)|tham\s+gia).*"),
    (Kind.COOPERATE, 5, rf"{_UNITS}\s+(?:tham\s+gia|ho\s+tro|lien\s+quan|cung\s+thuc\s+hien).*|tham\s+gia|ho\s+tro"),
    (Kind.LEAD, 15, r".*chu\s+tri.*"),
    (Kind.LEAD, 11, r".*\bdau\s+moi\b.*"),
    (Kind.LEAD, 10, rf".*\b{_UNITS}(?:\s+(?:cap|thuoc|cua)\s+\w+)?\s+(?:chu\s+yeu\s+)?{_DOES}.*"),
    (Kind.LEAD, 9, r".*phan\s+cong.*|.*(?:duoc\s+giao|giao\s+nhiem\s+vu|noi\s+thuc\s+hien)"),
    (Kind.LEAD, 9, r"(?:noi|ai)\s+(?:lam|phu\s+trach|nhan\s+viec|chiu\s+trach\s+nhiem).*"),
    (Kind.LEAD, 6,
     r"(?:chiu\s+)?trach\s+nhiem.*|phu\s+trach|thuc\s+hien|to\s+chuc\s+thuc\s+hien|chu\s+the(?:\s+thuc\s+hien)?|tham\s+muu"),
    (Kind.LEAD, 5, rf"(?:ten\s+)?{_UNITS}"),
    (Kind.HEAD, 13,
     r".*(?:nguoi\s+dung\s+dau|lanh\s+dao|thu\s+truong|dong\s+chi|ca\s+nhan\s+(?:phu|chiu|duoc)|nguoi\s+(?:chiu|phu)\s+trach|nguoi\s+chi\s+dao|chi\s+dao\s+thuc\s+hien|phu\s+trach\s+chi\s+dao).*"),
    (Kind.KNOWN, 13,
     rf".*\b(?:{_UNITS}|cap|tham\s+quyen)\s+(?:theo\s+doi|don\s+doc|kiem\s+tra|giam\s+sat|tham\s+dinh|tham\s+tra|ban\s+hanh|phe\s+duyet|quyet\s+dinh|tiep\s+nhan|thong\s+qua|nhan\s+bao\s+cao|danh\s+gia).*|cap\s+trinh.*|tham\s+quyen.*|don\s+vi\s+tinh|dvt"),
    (Kind.KNOWN, 17, r"(?:van\s+ban|noi\s+dung)\s+(?:giao|chi\s+dao\s+cua|can\s+cu).*|ten\s+van\s+ban\s+giao.*"),
    (Kind.KNOWN, 8,
     r"ghi\s+chu.*|chu\s+thich|can\s+cu.*|co\s+so\s+phap\s+ly.*|van\s+ban\s+giao.*|nguon\s+giao.*|dia\s+diem.*|doi\s+tuong.*|pham\s+vi.*|so\s+luong.*|hinh\s+thuc(?!.*van\s+ban).*|tinh\s+trang.*|trang\s+thai.*|muc\s+do.*"),
    (Kind.START, 16, r".*(?:bat\s+dau|khoi\s+cong|khoi\s+dong|\btu\s+ngay).*"),
    (Kind.DEADLINE, 18,
     r".*(?:thoi\s+han|\bhan|thoi\s+gian|tien\s+do|\bmoc)\b.*\b(?:moi|dieu\s+chinh|gia\s+han|lui)(?:\s+(?:den|lai|toi))?"),
    (Kind.DEADLINE, 15,
     r".*(?:thoi\s+han|\bhan\s+(?:hoan|xu|cuoi|chot|thuc|bao|giai)|(?:thoi\s+gian|ngay|thoi\s+diem|tien\s+do|moc)\s+(?:phai\s+)?(?:hoan\s+thanh|ket\s+thuc|trinh|ban\s+hanh)|ket\s+thuc|deadline|ky\s+han).*"),
    (Kind.DEADLINE, 13,
     r"(?:du\s+kien\s+)?(?:thoi\s+gian|lo\s+trinh|thoi\s+diem|khung\s+thoi\s+gian|moc\s+thoi\s+gian).*"),
    (Kind.DEADLINE, 11,
     r"(?:du\s+kien\s+)?(?:tien\s+do|hoan\s+thanh|giai\s+doan|nam\s+(?:thuc\s+hien|hoan\s+thanh)|ke\s+hoach\s+(?:hoan\s+thanh|thoi\s+gian)).*|han|nam|ngay|thang|quy|.*\bthoi\s+gian.*"),
    (Kind.PRODUCT, 14, r"(?:ten\s+|yeu\s+cau\s+|du\s+kien\s+|ho\s+so\s*,?\s*)?san\s+pham.*"),
    (Kind.PRODUCT, 12, r".*(?:san\s+pham|\bdau\s+ra).*|(?:du\s+kien\s+)?(?:ket\s+qua|muc\s+tieu\s+can\s+dat).*"),
    (Kind.PRODUCT, 6,
     r".*ket\s+qua.*|hinh\s+thuc\s+van\s+ban|loai\s+van\s+ban|hinh\s+thuc\s+(?:san\s+pham|ban\s+hanh)"),
    (Kind.PRODUCT, 5, r".*(?:chi\s+tieu|muc\s+tieu|muc)\s+(?:can\s+|phai\s+)?dat(?:\s+duoc)?"),
    (Kind.PRODUCT, 3, r".*(?:chi\s+tieu|muc\s+tieu).*"),
    (Kind.BUDGET, 14,
     r".*(?:kinh\s+phi|du\s+toan|nguon\s+von|tong\s+muc|khai\s+toan|ngan\s+sach|trieu\s+dong|ty\s+dong|\bvon\b).*|nguon\s+luc.*|(?:tong\s+)?so\s+tien.*|nstw|nsdp|xa\s+hoi\s+hoa|tong\s+(?:so|cong)"),
    (Kind.GROUP, 12,
     r"(?:nhom|linh\s+vuc|nhom\s+linh\s+vuc|mang)(?:\s+(?:nhiem\s+vu|cong\s+viec|giai\s+phap|noi\s+dung|cong\s+tac|van\s+de|chi\s+tieu)|/.*|,.*)*|nhiem\s+vu\s+(?:lon|chung|trong\s+tam)|muc\s+tieu(?:\s+(?:cu\s+the|chung))?"),
    (Kind.TASK, 16,
     r"(?:ten\s+|cac\s+|danh\s+muc\s+(?:cac\s+)?|tom\s+tat\s+)*(?:nhiem\s+vu|noi\s+dung\s+(?:cong\s+viec|nhiem\s+vu|cu\s+the|thuc\s+hien|chi\s+dao)|cong\s+viec|dau\s+viec)(?!\s+phoi\s+hop).*"),
    (Kind.TASK, 13,
     rf"(?:ten\s+(?:goi\s+)?|cac\s+|danh\s+muc\s+(?:cac\s+)?|tom\s+tat\s+|nhom\s+)*{_THING}(?!\s+phoi\s+hop).*"),
    (Kind.TASK, 13, r"(?:(?:ten|cac|danh\s+muc)\s+)*viec(?:\s+(?:can|phai)?\s*(?:lam|thuc\s+hien)(?:\s+.*)?)?"),
    (Kind.TASK, 8, r"(?:ten|danh\s+muc|muc\s+tieu|chi\s+tieu|thu\s+tuc|linh\s+vuc|chuyen\s+muc)\b.*"),
    (Kind.TASK, 6, r".*(?:nhiem\s+vu|noi\s+dung|cong\s+viec|hoat\s+dong).*"),
)  # fmt: skip
_PATTERNS: Final = tuple((kind, score, re.compile(pattern)) for kind, score, pattern in _SCORES)
PERIOD: Final = re.compile(
    r"(?:nam\s+)?20\d\d(?:\s*-\s*20\d\d)?|(?:quy|q)\s*\.?\s*(?:i{1,3}|iv|[1-4])(?:\s*[/-]?\s*(?:nam\s+)?20\d\d)?|(?:thang|t)\s*\.?\s*\d{1,2}(?:\s*/\s*20\d\d)?|(?:i{1,3}|iv)"
)
_LONGEST: Final = 130


def scores_of(title: str) -> dict[Kind, int]:
    """How well each meaning fits the words above a column; empty where none does.

    >>> max(scores_of("Cơ quan tham mưu").items(), key=lambda one: one[1])[0].value
    'lead'
    """
    text = _bare(title)
    if not text or len(text) > _LONGEST:
        return {}
    scores: dict[Kind, int] = {}
    for kind, score, pattern in _PATTERNS:
        if pattern.fullmatch(text):
            scores[kind] = max(score, scores.get(kind, 0))
    if PERIOD.fullmatch(text):
        scores[Kind.PERIOD] = 15
    return _settled(scores, text)


def _bare(title: str) -> str:
    """Folded, on one line, without what stands in brackets («Kinh phí (triệu đồng)») unless that is all."""
    text = squeeze(fold(title)).strip(" .:;*-")
    without = squeeze(re.sub(r"\([^()]*\)", " ", text)).strip(" .:;*-")
    return without or text.strip("() ")


def _settled(scores: dict[Kind, int], text: str) -> dict[Kind, int]:
    """«Đơn vị phối hợp thực hiện» is no lead, a person answerable leads only where nobody else does."""
    if Kind.COOPERATE in scores and not re.search(r"chu\s+tri", text):
        scores.pop(Kind.LEAD, None)
    for stronger in (Kind.HEAD, Kind.KNOWN):
        if stronger in scores and scores[stronger] > 8 and not re.search(r"chu\s+tri", text):
            scores[Kind.LEAD] = 2 if stronger is Kind.HEAD else 0
    if scores.get(Kind.TASK, 0) >= 13:
        for weaker in (Kind.LEAD, Kind.COOPERATE, Kind.HEAD):
            scores.pop(weaker, None)
    elif any(scores.get(kind, 0) > 3 for kind in (Kind.DEADLINE, Kind.LEAD, Kind.COOPERATE, Kind.PRODUCT, Kind.BUDGET)):
        scores.pop(Kind.TASK, None)
    if Kind.GROUP in scores:
        scores[Kind.TASK] = min(scores.get(Kind.TASK, 7), 11)
    if Kind.DEADLINE in scores and scores[Kind.DEADLINE] >= 13:
        scores.pop(Kind.LEAD, None)
    return {kind: score for kind, score in scores.items() if score > 0}
