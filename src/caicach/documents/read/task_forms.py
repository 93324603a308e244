"""What is a task and what is not: the words that open headings, statements, clauses of entry into force."""

import re
from typing import Final

from caicach.documents.read.unit_vocabulary import VERB
from caicach.kernel.text.folding import fold
from caicach.kernel.text.patterns import Pattern

_CONTEXT: Final = re.compile(
    r"\W*(?:(?:ve\s+)?(?:muc\s+dich|muc\s+tieu|quan\s+diem|pham\s+vi|doi\s+tuong|danh\s+gia(?:\s+chung)?"
    r"|ket\s+qua\s+(?:dat|thuc)|ket\s+qua\s+(?:ra\s+soat|kiem\s+tra|thanh\s+tra|xac\s+minh|giam\s+sat|doi\s+chieu|trien\s+khai|giai\s+quyet)[^.;:]*$|(?:nhung\s+)?(?:ton\s+tai|han\s+che)|nguyen\s+nhan|boi\s+canh"
    r"|(?:khai\s+quat\s+)?tinh\s+hinh"
    r"|thuc\s+trang|dac\s+diem|can\s+cu\s+phap|co\s+so\s+phap|nguyen\s+tac|thanh\s+phan(?!\s+(?:chuan\s+bi|thuc\s+hien))|dia\s+diem|kinh\s+phi"
    r"|nguon\s+kinh\s+phi|uu\s+diem)\b|yeu\s+cau\W*$)"
)
_STATEMENT: Final = re.compile(
    r"\W*(?:(?:(?:ban\s+thuong\s+vu|thuong\s+truc|chu\s+tich|ubnd|uy\s+ban\s+nhan\s+dan|ban\s+chi\s+dao|hoi\s+nghi|ban\s+chap\s+hanh|bo\s+chinh\s+tri"
    r"|ban\s+bi\s+thu|chinh\s+phu|thu\s+tuong|hdnd|hoi\s+dong\s+nhan\s+dan)(?:\s+[^\s,;:.]+){0,4}?\s+"
    r"(?:(?:co\s+ban|danh\s+gia\s+cao|ghi\s+nhan|hoan\s+nghenh|bieu\s+duong)\b|(?:thong\s+nhat|dong\s+y|nhat\s+tri)\s+(?:voi|chu\s+truong|thong\s+qua|danh|noi|cac|bao|de|phuong)\b))"
    r"|ve\s+(?!phia)|dong\s+y|(?:co\s+ban\s+)?(?:thong\s+nhat|nhat\s+tri)\s+(?:voi|chu\s+truong|thong\s+qua|danh|noi\s+dung|cac\s+noi|bao"
    r"\s+cao|de\s+xuat|de\s+nghi|phuong\s+an)|ghi\s+nhan|bieu\s+duong"
    r"|danh\s+gia\s+cao|hoan\s+nghenh|thoi\s+gian\b|dia\s+diem|thanh\s+phan|kinh\s+phi|hien\s+nay|thoi\s+gian\s+qua"
    r"|muc\s+tieu|muc\s+dich|pham\s+vi|doi\s+tuong|noi\s+dung\s*:|hinh\s+thuc|so\s+luong|phe\s+duyet|la\s+(?:co\s+quan|don\s+vi)\s+thuong\s+truc"
    r"|ban\s+hanh\s+kem|cho\s+phep|bai\s+bo|thay\s+the|thanh\s+lap|cong\s+nhan|bo\s+nhiem|khen\s+thuong"
    r"|dieu\s+chinh\s+thoi|tan\s+thanh|viec\s)"
)
_ACT_OF_UNIT: Final = re.compile(
    r"\W*(?:thanh\s+lap|khen\s+thuong|cong\s+nhan|bo\s+nhiem|phe\s+duyet|thay\s+the|bai\s+bo|(?:thong\s+nhat|nhat\s+tri)\s+voi"
    r"|la\s+(?:co\s+quan|don\s+vi)\s+thuong\s+truc)\b"
)
_AGREES: Final = re.compile(
    r"\W*(?:co\s+ban\s+)?(?:(?:thong\s+nhat|nhat\s+tri)\s+(?:ve\s+)?(?:chu\s+truong|nguyen\s+tac|de\s+xuat|phuong\s+an)|dong\s+y)\b"
)
_MEMBERS: Final = re.compile(
    r"\W*(?:to\s+(?:truong|pho)|(?:pho\s+)?truong\s+(?:ban|doan)|(?:pho\s+)?chu\s+tich\s+hoi\s+dong"
    r"|(?:cac\s+)?(?:thanh\s+vien|uy\s+vien)|thu\s+ky)(?:\s+(?:thuong\s+truc|khac))?\s*:"
    r"|(?:thanh\s+lap|kien\s+toan)\b[^.]{0,200}\bgom\b[^.]{0,80}:?$"
)
_IN_FORCE: Final = Pattern(
    r"(?:nay|kem\s+theo)?\s*(?:co|chinh\s+thuc\s+co)\s+hieu\s+luc\b"
    r"|chiu\s+trach\s+nhiem\s+(?:to\s+chuc\s+)?(?:thi\s+hanh|thuc\s+hien|trien\s+khai)(?:\s+thuc\s+hien"
    r"|\s+thi\s+hanh)?\s+(?:\w+\s+){1,3}nay"
    r"|can\s+cu\s+(?:\w+\s+){1,3}(?:nay\s+)?(?:chiu\s+trach\s+nhiem\s+)?(?:thi\s+hanh|thuc\s+hien)\W*$"
    r"|chiu\s+trach\s+nhiem\s+thi\s+hanh\W*$"
    r"|chiu\s+trach\s+nhiem\s+truoc\s[^.;:]{3,90}?\s(?:thi\s+hanh|thuc\s+hien|trien\s+khai)\s+(?:\w+\s+){1,3}nay\W*$"
)
_SINCE_THEN: Final = re.compile(r"\b(?:tu|sau|truoc)\s+(?:ngay|khi|thoi\s+diem)\s+(?:\w+\s+){0,5}\w*$")
_TROUBLE: Final = Pattern(
    r"(?:\b(?:neu|khi|qua\s+trinh|truong\s+hop|moi|nhung|cac|co|noi\s+dung|viec\s+gi|diem)\b[^.]{0,80}?|^\W*)(?:vuong\s+mac|kho\s+khan|phat\s+sinh|bat\s+cap|chua\s+ro|can\s+trao\s+doi)\b[^.]{0,200}\b(?:bao\s+cao"
    r"|phan\s+anh|lien\s+he|gui|thong\s+tin|trao\s+doi|thong\s+bao|kien\s+nghi|de\s+xuat)\b"
)
_GENERAL: Final = Pattern(
    r"\b(?:yeu\s+cau|de\s+nghi|giao)\b[^.]{0,260}\b(?:trien\s+khai\s+thuc\s+hien"
    r"|nghiem\s+tuc(?:\s+\w+){0,4}\s+thuc\s+hien|to\s+chuc\s+(?:trien\s+khai\s+)?thuc\s+hien"
    r"|thuc\s+hien\s+nghiem\s+tuc|khan\s+truong(?:\s+\w+){0,3}\s+thuc\s+hien"
    r"|quan\s+tam(?:,\s+phoi\s+hop)?(?:\s+(?:chi\s+dao|trien\s+khai))*(?:\s+thuc\s+hien)?"
    r"|biet,?(?:\s+va)?\s+(?:to\s+chuc\s+|trien\s+khai\s+)?thuc\s+hien)(?:\s+(?:chi\s+thi|cong\s+dien|ke\s+hoach"
    r"|cong\s+van|thong\s+bao|quyet\s+dinh|nghi\s+quyet|ket\s+luan|chuong\s+trinh|van\s+ban|noi\s+dung"
    r"|cac\s+noi\s+dung|nghiem\s+tuc)[\w\s]{0,30})?\W*$"
)
_WHO_FAILS: Final = re.compile(
    r"\W*(?:co\s+quan|don\s+vi|dia\s+phuong|ca\s+nhan|to\s+chuc|bo\s+phan|noi)\b[^.;:]{0,40}\bnao\b[^.;:]{2,160}\bchiu\s+trach\s+nhiem\b"
)
"""«Đơn vị nào gửi chậm, Thủ trưởng đơn vị đó chịu trách nhiệm»: what follows from failing, nothing to do."""
_ANSWER: Final = Pattern(
    r"\b(?:tra\s+loi|thong\s+bao|trao\s+doi|co\s+y\s+kien|bao\s+cao|thong\s+tin|gui|kinh\s+trinh)\b[^.;:]{0,160}"
    r"\bde\b[^.;:]{0,400}\b(?:biet|tham\s+khao|tong\s+hop)\b[^.;:]{0,60}\W*$"
)
_ATTRIBUTE: Final = re.compile(
    r"\W*(?:dia\s+diem|kinh\s+phi|nguon\s+kinh\s+phi|thanh\s+phan|hinh\s+thuc|quy\s+mo|doi\s+tuong|so\s+luong|noi\s+dung"
    r"|chu\s+de|ghi\s+chu|du\s+kien|muc\s+dich|yeu\s+cau|pham\s+vi)(?:\s+[^\s:]+){0,4}\s*:"
)
_ORDERS: Final = re.compile(r"\W*(?:giao(?!\s+thong)|yeu\s+cau(?!\W*$)|de\s+nghi|phan\s+cong)\s+\S")
_GIVES: Final = re.compile(r"\W*giao\s+(?!thong\b|duc\b|dich\b)\S")
_REPORT_DUE: Final = re.compile(
    r"\W*(?:(?:ket\s+qua|bao\s+cao|van\s+ban|y\s+kien|danh\s+sach|ho\s+so|so\s+lieu|ke\s+hoach|bieu|thong\s+tin|noi\s+dung|phieu)\b"
    r"[^.;:]{0,120}?\b(?:gui|bao\s+cao|chuyen|nop)\s+(?:ve|den|cho|bao\s+cao|\S)|thoi\s+(?:han|gian)\s+(?:gui|bao\s+cao|nop)\b)"
)
_ENDS_IN_DOING: Final = Pattern(
    r"(?:thuc\s+hien|trien\s+khai|thi\s+hanh|chap\s+hanh|quan\s+tam|biet|phoi\s+hop)(?:\s+(?:\w+\s+){0,4}(?:nay|tren|nghiem\s+tuc|theo\s+quy\s+dinh))?\W*$"
)
_REPORTS: Final = Pattern(
    r"\b(?:bao\s+cao|phan\s+anh|gui\s+(?:ve|bao\s+cao|ket\s+qua)|thong\s+tin|lien\s+he|don\s+doc|tong\s+hop)\b"
)
_WISH: Final = re.compile(
    r"\W*(?:(?:y\s+kien|kien\s+nghi|phan\s+anh)\s+(?:cua\s+)?)?(?:cu\s+tri|nhan\s+dan)\b[^:]{0,140}?"
    r"\b(?:kien\s+nghi|phan\s+anh|de\s+nghi|hoi|co\s+y\s+kien)\b[^:]{0,40}:"
    r"|\W*(?:y\s+kien\s+)?cu\s+tri\s[^:.;]{0,140}?\b(?:kien\s+nghi|phan\s+anh|de\s+nghi|mong\s+muon|de\s+xuat)\s"
)
_REPLY: Final = re.compile(r"\W*(?:noi\s+dung\s+|y\s+kien\s+)?(?:tra\s+loi|giai\s+trinh)\b[^:.;]{0,60}:")
_LEADS: Final = re.compile(r"\W*(?:lanh\s+dao|chi\s+dao)\b")
_ASKS_OTHERS: Final = re.compile(
    r"\W*(?:yeu\s+cau|de\s+nghi|chi\s+dao|don\s+doc)\s+(?:cac\s+)?(?:nha\s+thau|(?:don\s+vi\s+)?(?:thi\s+cong|tu\s+van)"
    r"|chu\s+(?:ho|tau|phuong\s+tien|co\s+so)|ho\s+(?:dan|gia\s+dinh|kinh\s+doanh)|nguoi\s+(?:dan|lao\s+dong|benh)"
    r"|doanh\s+nghiep|co\s+so\s+(?:san\s+xuat|kinh\s+doanh))\b"
)
"""Whom a unit asks that no letter goes to: the work is the unit's."""
_OF_PARTY: Final = re.compile(
    r"(?:cac\s+)?(?:dang\s+uy|tinh\s+uy|thanh\s+uy|chi\s+bo|dang\s+bo|chi\s+uy|cap\s+uy|ban\s+thuong\s+vu)\b"
)
_BEGINS_WITH_REPORT: Final = re.compile(
    r"\W*(?:(?:dinh\s+k[yi]|kip\s+thoi|tong\s+hop|hang\s+\w+|thuong\s+xuyen|hoan\s+thanh|thuc\s+hien)\W+(?:\w+\W+){0,3}?)?"
    r"(?:bao\s+cao|gui|phan\s+anh|thong\s+tin|lien\s+he|tong\s+hop|hoan\s+thanh)\b"
)


def is_context(text: str) -> bool:
    """A heading under which nothing is assigned: aims, appraisal, scope."""
    found = _CONTEXT.match(fold(text)) if len(text) < 160 else None
    is_action = found is not None and found[0].endswith("danh gia") and text.rstrip().endswith((".", ";"))
    return found is not None and not is_action


def is_member_list(text: str) -> bool:
    """«Tổ trưởng: ...», «Các thành viên: ...»: who sits on a body, not what is to be done."""
    return _MEMBERS.match(fold(text)) is not None


def is_statement(text: str) -> bool:
    folded = fold(text)
    return _STATEMENT.match(folded) is not None or _WHO_FAILS.match(folded) is not None


def is_act_of_unit(text: str) -> bool:
    """«Thành lập Tổ kiểm tra trong tháng 10»: a statement in a decision, but work to be done below a unit's name."""
    return _ACT_OF_UNIT.match(fold(text)) is not None


def agrees(text: str) -> bool:
    """«Đồng ý ...», «Thống nhất chủ trương ...»: what was asked for is granted; nobody is given anything."""
    return _AGREES.match(fold(text)) is not None


def is_in_force(text: str) -> bool:
    """«Quyết định này có hiệu lực ...», «... chịu trách nhiệm thi hành Quyết định này»; no time that runs from it."""
    if len(text) >= 1600 or "\n" in text:
        return False
    folded = fold(text)
    return any(not _SINCE_THEN.search(folded, 0, found.start()) for found in _IN_FORCE.finditer(folded))


def is_trouble_clause(text: str) -> bool:
    """«Trong quá trình thực hiện, nếu có vướng mắc, ... báo cáo ...»."""
    return _TROUBLE.search(fold(text)) is not None


def is_answer(text: str) -> bool:
    """«Cục X trả lời để Sở Y biết, thực hiện»: the end of an answer or a notice, which gives nothing to do."""
    return _ANSWER.search(fold(text)) is not None


def is_wish(text: str) -> bool:
    """«Cử tri xã A kiến nghị: Đề nghị UBND tỉnh ...»: what voters ask for, which orders nothing."""
    return _WISH.match(fold(text)) is not None


def is_reply(text: str) -> bool:
    """«Trả lời: ...»: what was done, and behind it perhaps who is ordered to do the rest."""
    return _REPLY.match(fold(text)) is not None


def has_attribute(text: str) -> bool:
    """«Địa điểm: ...», «Kinh phí: ...» below an activity: said of it, not to be done."""
    return _ATTRIBUTE.match(fold(text)) is not None


def is_general_call(text: str) -> bool:
    """«Yêu cầu các cơ quan, đơn vị nghiêm túc triển khai thực hiện»: everything to everybody."""
    folded = fold(text)
    return _GENERAL.search(folded) is not None or _WHO_FAILS.match(folded) is not None


def ends_in_doing(text: str) -> bool:
    """«... nghiêm túc triển khai thực hiện», «... biết, thực hiện»: all of it to all, nothing of its own."""
    return _ENDS_IN_DOING.search(fold(text)) is not None


def speaks_of_reports(text: str) -> bool:
    return _REPORTS.search(fold(text)) is not None


def leads_others(text: str, name: str) -> bool:
    """Whether a text below a name tells it to lead others (a party committee), or to ask its contractors."""
    return _ASKS_OTHERS.match(fold(text)) is not None or (
        _LEADS.match(fold(text)) is not None and _OF_PARTY.match(fold(name)) is not None
    )


def begins_with_report(text: str) -> bool:
    """«Báo cáo kết quả ...», «Định kỳ gửi ...»: when what was said before it is told of."""
    return _BEGINS_WITH_REPORT.match(fold(text)) is not None


def is_report_due(text: str) -> bool:
    """«Báo cáo gửi về ...», «Kết quả xin gửi về ...»: what those addressed owe, said without them."""
    return _REPORT_DUE.match(fold(text)) is not None


def is_order(text: str) -> bool:
    """«Giao ...», «Yêu cầu ...», «Đề nghị ...»: somebody is given something, whoever it is."""
    return _ORDERS.match(fold(text)) is not None


def gives(text: str) -> bool:
    """«Giao ...»: an order in any kind of document."""
    return _GIVES.match(fold(text)) is not None


def starts_with_action(text: str) -> bool:
    folded = fold(text).lstrip(" -+*•.,:;")
    return VERB.match(folded) is not None
