"""Words that recognition spelled as no Vietnamese word can be, and fixed terms with a mark wrong: put right.

Marks are what is lost first: «thành phó», «Uỷ ban nhan dân». A term is put right only where its letters, marks aside,
are those of one fixed term of office language; a single word only where it is no syllable and one letter of it, read
with another mark, makes exactly one that is. Names keep what was seen.
"""

import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from itertools import pairwise
from typing import Final

from caicach.documents.read.tesseract import SeenWord
from caicach.documents.read.vocabulary import DOCUMENT_TYPES
from caicach.kernel.text.folding import fold
from caicach.kernel.text.syllables import is_syllable

_TERMS: Final = """
thành phố; ủy ban; nhân dân; ủy viên; hội đồng; chính phủ; thủ tướng; bộ trưởng; thứ trưởng; chủ tịch; giám đốc
văn phòng; thủ trưởng; cơ quan; đơn vị; địa phương; chính quyền; tổ chức
cá nhân; chủ trì; phối hợp; thực hiện; triển khai; hướng dẫn; kiểm tra; giám sát; đôn đốc; tổng hợp; rà soát
xây dựng; ban hành; tham mưu; đề xuất; kiến nghị; đề nghị; yêu cầu; hoàn thành; chỉ đạo; chỉ tiêu; nhiệm vụ
giải pháp; thủ tục; hành chính; cải cách; chuyển đổi; công khai; kết quả; định kỳ; hằng năm; hằng quý; hằng tháng
căn cứ; kính gửi; nơi nhận; như trên; liên quan; quản lý; nhà nước; dịch vụ; trực tuyến; giải quyết; tiếp nhận
hồ sơ; công chức; viên chức; cán bộ; phục vụ; quy định; nội dung; trách nhiệm; thi hành; hiệu lực; phụ lục
kèm theo; trực thuộc; thường xuyên; kịp thời; khẩn trương; nghiêm túc; chậm nhất; thời gian; thời hạn; trung tâm
tài chính; nội vụ; tư pháp; công thương; giáo dục; đào tạo; khoa học; công nghệ; nông nghiệp; môi trường; y tế
văn hóa; thể thao; du lịch; thông tin; truyền thông; dân tộc; tôn giáo; thanh tra; công an; quân sự; thống kê
kinh tế; đại biểu; đầu tư; ngân sách; kế hoạch; đô thị; giao thông; vận tải; lao động; xã hội; bảo hiểm; thuế; kho bạc
độc lập; tự do; hạnh phúc; cộng hòa; chủ nghĩa; việt nam; quyết liệt; phê duyệt
sửa đổi; bổ sung; thay thế; đánh giá; phân công; phụ trách; báo chí; cung cấp; dữ liệu; cơ sở; điện tử; cổng dịch
đảng ủy; tỉnh ủy; thành ủy; đồng chí; thường trực; thường vụ; quốc hội; đoàn thể; mặt trận; phường đội; đặc khu
"""
_VARIANTS: Final = (
    "aàảãáạăằẳẵắặâầẩẫấậ",
    "eèẻẽéẹêềểễếệ",
    "iìỉĩíị",
    "oòỏõóọôồổỗốộơờởỡớợ",
    "uùủũúụưừửữứự",
    "yỳỷỹýỵ",
    "dđ",
)
_ALIKE: Final = {"l": "i", "1": "l", "0": "o", "j": "i"}
_SURE: Final = 96.0
_CLEAR: Final = 90.0
_CERTAIN: Final = {
    "thành phố", "ủy ban", "quyết định", "nghị quyết", "nghị định", "nhân dân", "hội đồng", "hằng tháng", "hằng quý",
    "hằng năm", "kinh tế", "đại biểu", "thủ tục", "hành chính", "chính phủ", "văn phòng", "kính gửi", "kế hoạch",
}  # fmt: skip
"""Terms whose other readings nobody writes, however clearly they were seen."""
_EDGES: Final = " .,;:!?()[]{}\"'“”‘’«»…-–—/*+"


def spelled_right(seen: Sequence[SeenWord]) -> list[SeenWord]:
    """The words of a page in their order, with what is certain put right."""
    words = [_alone(word) for word in seen]
    words = [_for(word, after) for word, after in pairwise([*words, None]) if word is not None]
    for at in range(len(words) - 1):
        if words[at].line == words[at + 1].line:
            words[at], words[at + 1] = _pair(words[at], words[at + 1])
    return words


def _for(seen: SeenWord, after: SeenWord | None) -> SeenWord:
    """«(đế b/c)»: an empire stands in a letter only before «quốc» or «chế»."""
    if seen.word.text.strip(_EDGES) != "đế" or (after is not None and after.word.text[:4] in {"quốc", "chế"}):
        return seen
    return _with(seen, "đế", "để")


def _pair(one: SeenWord, after: SeenWord) -> tuple[SeenWord, SeenWord]:
    first, second = one.word.text.strip(_EDGES), after.word.text.strip(_EDGES)
    right = _terms().get(fold(f"{first} {second}"))
    if right is None or not one.word.text.endswith(first) or not after.word.text.startswith(second):
        return one, after
    pair = f"{first} {second}"
    is_doubted = (
        right[0] in _CERTAIN or not (is_syllable(first) and is_syllable(second)) or _is_doubted(one, after, right)
    )
    if not is_doubted:
        return one, after
    if unicodedata.normalize("NFC", pair).lower() in right or not (second.islower() or pair.isupper()):
        return one, after
    left, other = right[0].split()
    return _with(one, first, _cased(left, first)), _with(after, second, _cased(other, second))


def _is_doubted(one: SeenWord, after: SeenWord, right: Sequence[str]) -> bool:
    """Whether the word that would change was not seen clearly: two words side by side need not be one term."""
    left, other = right[0].split()
    first, second = (seen.word.text.strip(_EDGES).lower() for seen in (one, after))
    return (first == left or one.certainty < _CLEAR) and (second == other or after.certainty < _CLEAR)


@cache
def _terms() -> dict[str, tuple[str, ...]]:
    """Terms by their letters alone; those that two terms share are nobody's."""
    known: dict[str, set[str]] = {}
    listed = (term.strip() for line in _TERMS.splitlines() for term in line.split(";"))
    for term in (*listed, *DOCUMENT_TYPES):
        if term.count(" ") == 1:
            known.setdefault(fold(term), set()).add(term)
    return {letters: _both_placings(terms.pop()) for letters, terms in known.items() if len(terms) == 1}


def _both_placings(term: str) -> tuple[str, ...]:
    """«hòa» and «hoà», «ủy» and «uỷ» are one word: neither is put right to the other."""
    other = term
    for new, old in (
        ("òa", "oà"),
        ("óa", "oá"),
        ("ỏa", "oả"),
        ("ủy", "uỷ"),
        ("úy", "uý"),
        ("ùy", "uỳ"),
        ("ý", "í"),
        ("ỳ", "ì"),
    ):
        other = other.replace(new, old)
    return (term, other)


def _cased(word: str, like: str) -> str:
    return word.upper() if like.isupper() and len(like) > 1 else word.capitalize() if like[:1].isupper() else word


def _with(seen: SeenWord, old: str, new: str) -> SeenWord:
    return replace(seen, word=replace(seen.word, text=seen.word.text.replace(old, new)))


def _alone(seen: SeenWord) -> SeenWord:
    """A word that is none, with the one letter changed that makes it one; where several would, it stays."""
    word = seen.word.text.strip(_EDGES)
    if len(word) < 3 or not word.isalpha() or seen.certainty >= _SURE or is_syllable(word):
        return seen
    if not (word.islower() or word[1:].islower()):
        return seen
    found = set(filter(is_syllable, _changed(word)))
    return _with(seen, word, found.pop()) if len(found) == 1 else seen


def _changed(word: str) -> list[str]:
    changed = []
    for at, letter in enumerate(word.lower()):
        others = next((row for row in _VARIANTS if letter in row), "") + _ALIKE.get(letter, "")
        for other in others:
            new = word[:at] + (other.upper() if word[at].isupper() else other) + word[at + 1 :]
            if other != letter:
                changed.append(new)
    return changed
