"""Which area of reform a task belongs to, guessed from its words, with the words that decided.

The vocabulary is that of Nghị quyết 76/NQ-CP (15/7/2021) and of the plans under it. A guess is a proposal: it is shown
with its reason and a person may change it. A tie, or one word that only leans somewhere, is no guess.
"""

import re
from dataclasses import dataclass
from typing import Final

from caicach.kernel.text.folding import fold, nfc
from caicach.kernel.vocabulary import ReformArea

# Weight 3: the area's own name or an instrument of it alone; 2: typical; 1: leans towards it.
_VOCABULARY: Final[dict[ReformArea, tuple[tuple[int, str], ...]]] = {
    ReformArea.INSTITUTIONS: (
        (3, "cải cách thể chế"), (3, "văn bản quy phạm pháp luật"), (2, "vbqppl"), (2, "theo dõi thi hành pháp luật"),
        (2, "thi hành pháp luật"), (2, "hệ thống hóa văn bản"), (2, "kiểm tra văn bản"), (2, "rà soát văn bản"),
        (2, "thể chế"), (1, "xây dựng pháp luật"), (1, "phổ biến giáo dục pháp luật"),
    ),
    ReformArea.PROCEDURES: (
        (3, "thủ tục hành chính"), (3, "tthc"), (3, "một cửa"), (2, "quy định kinh doanh"), (2, "phản ánh, kiến nghị"),
        (2, "bộ phận tiếp nhận và trả kết quả"), (2, "trung tâm phục vụ hành chính công"), (1, "trả kết quả"),
    ),
    ReformArea.APPARATUS: (
        (3, "tổ chức bộ máy"), (2, "sắp xếp tổ chức"), (2, "sắp xếp đơn vị"), (2, "chức năng, nhiệm vụ, quyền hạn"),
        (2, "phân cấp"), (2, "phân quyền"), (2, "đơn vị hành chính"), (2, "tinh gọn"), (1, "bộ máy"), (1, "biên chế"),
    ),
    ReformArea.CIVIL_SERVICE: (
        (3, "chế độ công vụ"), (3, "kỷ luật, kỷ cương"), (3, "kỷ cương hành chính"), (2, "vị trí việc làm"),
        (2, "kỷ luật lao động"), (2, "giờ hành chính"), (2, "đạo đức công vụ"), (2, "văn hóa công sở"),
        (2, "tuyển dụng"), (2, "tinh giản biên chế"), (2, "đào tạo, bồi dưỡng"),
        (2, "công vụ"), (1, "cán bộ, công chức"),
    ),
    ReformArea.PUBLIC_FINANCE: (
        (3, "tài chính công"), (3, "đầu tư công"), (2, "ngân sách nhà nước"), (2, "tự chủ tài chính"), (2, "tự chủ"),
        (2, "tài sản công"), (2, "giải ngân"), (1, "kinh phí"), (1, "ngân sách"),
    ),
    ReformArea.DIGITAL_GOVERNMENT: (
        (3, "chuyển đổi số"), (3, "chính quyền số"), (3, "chính quyền điện tử"), (3, "dti"),
        (2, "dịch vụ công trực tuyến"),
        (2, "chữ ký số"), (2, "cơ sở dữ liệu"), (2, "an toàn thông tin"), (2, "kinh tế số"), (2, "xã hội số"),
        (2, "số hóa"), (2, "đề án 06"), (1, "công nghệ thông tin"), (1, "trực tuyến"),
    ),
    ReformArea.DIRECTION: (
        (3, "chỉ đạo, điều hành"), (3, "kế hoạch cải cách hành chính"), (3, "kế hoạch cchc"),
        (2, "chỉ số cải cách hành chính"),
        (2, "chỉ số cchc"), (2, "par index"), (2, "sipas"), (2, "điều tra xã hội học"), (2, "mức độ hài lòng"),
        (2, "tuyên truyền cải cách hành chính"), (2, "kiểm tra cải cách hành chính"), (2, "kiểm tra cchc"),
        (1, "đôn đốc"), (1, "tổng hợp, báo cáo"), (1, "công tác cchc"), (1, "công tác cải cách hành chính"),
    ),
}  # fmt: skip
_PATTERNS: Final = tuple(
    (area, weight, re.compile(rf"(?<!\w){re.escape(fold(words)).replace(chr(92) + ' ', r'[ ]+')}(?!\w)"))
    for area, entries in _VOCABULARY.items()
    for weight, words in entries
)


_ENOUGH: Final = 2


@dataclass(frozen=True, slots=True)
class AreaGuess:
    """The area, and the words of the text that weighed most."""

    area: ReformArea
    reason: str


def guessed_area(text: str) -> AreaGuess | None:
    """The area with the heaviest words; each entry counts once, however often it stands there.

    >>> guessed_area("Rà soát, cập nhật công khai các thủ tục hành chính trên Cổng thông tin")
    AreaGuess(area=<ReformArea.PROCEDURES: 'procedures'>, reason='thủ tục hành chính')
    >>> guessed_area("Gửi danh sách đại biểu dự họp") is None
    True
    """
    normal = " ".join(nfc(text).split())
    folded = fold(normal)
    weights: dict[ReformArea, int] = {}
    reasons: dict[ReformArea, tuple[int, str]] = {}
    for area, weight, pattern in _PATTERNS:
        if match := pattern.search(folded):
            weights[area] = weights.get(area, 0) + weight
            words = normal[match.start() : match.end()]
            reasons[area] = max(reasons.get(area, (0, "")), (weight, words), key=lambda pair: pair[0])
    ranked = sorted(weights.items(), key=lambda pair: -pair[1])
    if not ranked or ranked[0][1] < _ENOUGH or (len(ranked) > 1 and ranked[0][1] == ranked[1][1]):
        return None
    return AreaGuess(ranked[0][0], reasons[ranked[0][0]][1])
