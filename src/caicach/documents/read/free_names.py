"""Bodies with free names, which no list knows: the name runs from its head to what the body is to do.

«Hợp tác xã Dịch vụ nông nghiệp Tân Tiến | cung cấp ...», «Ban Quản lý rừng phòng hộ Nam Hà Tĩnh | tuần tra ...».
"""

import re
from typing import Final

from caicach.documents.read.unit_names import Phrases, UnitName
from caicach.documents.read.unit_vocabulary import FUNCTION_WORD, VERB
from caicach.documents.values import Span
from caicach.kernel.text.folding import squeeze

_HEAD: Final = re.compile(
    r"(?:cac\s+)?(?:cong\s+ty|tong\s+cong\s+ty|tap\s+doan|trung\s+tam|ban\s+(?:quan\s+ly|cong\s+tac)|chi\s+nhanh|hop\s+tac\s+xa|quy(?!\s+(?:che|dinh|hoach|mo|trinh|chuan|dat))|nha\s+may"
    r"|benh\s+vien|truong(?!\s+hop)|to(?!\s+chuc)|doi|tram|xi\s+nghiep|vien(?!\s+chuc)|hoi(?!\s+(?:nghi|dong|thao|nhap|hop|thi))|hiep\s+hoi|lien\s+hiep|cau\s+lac\s+bo|co\s+quan|doanh\s+nghiep|don\s+vi"
    r"|co\s+so|hoc\s+vien|van\s+phong|phong(?!\s+(?:chong|ngua|trao|chay|thu))|lam\s+truong|vuon\s+quoc\s+gia|khu\s+bao\s+ton|ngan\s+hang|bao\s+tang|thu\s+vien)(?!\w)"
)
_GROUP: Final = re.compile(r"(?:cac\s+)?(?:doanh\s+nghiep|don\s+vi|co\s+so|co\s+quan|to|doi|truong|phong)(?!\w)")
_WORD: Final = re.compile(r"\w[\w&/-]*")
_GAP: Final = re.compile(r"[ \t\n]+(?:[-–]\s+)?|,\s+(?=[a-zđà-ỹ])")
_SPELLED: Final = frozenset({"quỹ", "trường", "tổ", "đội", "trạm", "viện", "hội", "phòng"})
_INSIDE: Final = frozenset({"và", "các", "trên", "ở", "tại", "thuộc", "của", "cho"})
_OF_STATE: Final = frozenset({"chưa", "còn", "bị", "đang", "vẫn", "nào"})
_NO_ACTION: Final = re.compile(r"(?:chuc\s+nang|ngoai|theo(?!\s+doi\b)|de|thay|tuy|tren|trong|dong\s+thoi)(?!\w)")
_NO_NAME: Final = re.compile(
    r"\W*(?:ve|doi\s+voi|rieng|neu|khi|trong|tren|tu|do|de|theo|can\s+cu|thoi\s+(?:gian|han)|noi\s+dung|dia\s+diem|kinh\s+phi|san\s+pham"
    r"|ket\s+qua|muc\s+(?:tieu|dich)|yeu\s+cau|luu\s+y|ghi\s+chu|giai\s+doan|buoc|dot|lan|so\s+luong|hinh\s+thuc|thanh\s+phan|doi\s+tuong"
    r"|chi\s+tieu|nhiem\s+vu|giai\s+phap|cong\s+tac|viec|tien\s+do|ho\s+so|tai\s+lieu|du\s+an|cong\s+trinh|goi\s+thau|linh\s+vuc|truong\s+hop"
    r"|moi|tat\s+ca|toan|het|100|hoat\s+dong|phuong|quy|nguon|chu\s+de|pham\s+vi|cu\s+the|bao\s+cao|hop|hoi\s+nghi|le|ngay|thang|nam)\b"
)
_LONGEST: Final = 16


def free_name(phrases: Phrases, at: int, known: int) -> UnitName | None:
    """The name that begins at ``at``, of which the grammar of names read up to ``known``; None where it is no free one.

    It ends at the first verb in small letters that is no part of it; a sign or a word of a sentence before that: none.
    """
    head = _HEAD.match(phrases.folded, at)
    if head is None or not (phrases.text[at].isupper() or _GROUP.match(phrases.folded, at)):
        return None
    spelled = phrases.text[at : head.end()].lower().removeprefix("các ")
    if " " not in spelled and spelled not in _SPELLED:
        return None  # «đối với», «Tô», «quý» fold like «đội», «tổ», «quỹ»
    place = max(head.end(), known)
    for _ in range(_LONGEST):
        gap = _GAP.match(phrases.text, place)
        word = _WORD.match(phrases.text, gap.end()) if gap else None
        if gap is None or word is None:
            return None
        if phrases.is_action(word.start()) and "," not in gap[0] and not _NO_ACTION.match(phrases.folded, word.start()):
            name = squeeze(phrases.text[at:place])
            return UnitName(name, Span(at, place)) if place > known and place > head.end() else None
        if _is_of_sentence(phrases, word):
            return None
        place = word.end()
    return None


def unknown_name(text: str) -> UnitName | None:
    """Words that no grammar knows, up to a colon or to what is to be done: a name, where names are what is listed.

    >>> unknown_name("Thủ kho: kiểm kê vật tư trước ngày 15/3.").text
    'Thủ kho'
    """
    phrases = Phrases(text)
    if not text[:1].isupper() or VERB.match(phrases.folded) or _NO_NAME.match(phrases.folded):
        return None
    place = 0
    for _ in range(_LONGEST):
        gap = _GAP.match(phrases.text, place) if place else None
        word = _WORD.match(phrases.text, gap.end() if gap else place)
        if word is None or (place and gap is None):
            is_label = place > 0 and text[place : place + 1] == ":" and bool(text[place + 1 :].strip())
            return UnitName(squeeze(text[:place]), Span(0, place)) if is_label else None
        if place and phrases.is_action(word.start()) and not _NO_ACTION.match(phrases.folded, word.start()):
            return UnitName(squeeze(text[:place]), Span(0, place)) if " " in text[:place] else None
        if _is_of_sentence(phrases, word):
            return None
        place = word.end()
    return None


def _is_of_sentence(phrases: Phrases, word: re.Match[str]) -> bool:
    lower = word[0].lower()
    if lower in _INSIDE:
        return False
    if lower in _OF_STATE:
        return True
    return FUNCTION_WORD.match(phrases.folded, word.start()) is not None and phrases.is_function_word_at(word.start())
