"""Capital letters as Phụ lục II has them; only where the words around leave no doubt."""

import re
from collections.abc import Iterator
from typing import Final

from caicach.documents.values import OfficialDocument
from caicach.documents.write.findings import Finding, Passage, passages

_AROUND: Final = 18
# «Ủy ban nhân dân», «Công an nhân dân» and the like have the word small inside a name.
_OF_A_NAME: Final = ("ban", "đồng", "án", "sát", "an", "đội", "dụng", "giáo", "sĩ", "sỹ", "thuốc", "trang", "chủ", "vé")
_RULES: Final = (
    (
        "draft.people_small",
        re.compile("".join(rf"(?<!{word} )" for word in _OF_A_NAME) + r"(?<!\w)nhân dân(?!\w)"),
    ),
    ("draft.state_small", re.compile(r"(?:Đảng(?:,| và) |pháp luật của |chính sách của )nhà nước(?!\w)")),
    ("draft.article_small", re.compile(r"(?<!\w)(?:điều \d{1,3}(?!\w)(?=\s*(?:,|và|của|Luật|Nghị|Thông|Quy|Bộ)))")),
    ("draft.article_small", re.compile(r"(?<!\w)chương [IVX]{1,5}(?!\w)")),
    ("draft.clause_capital", re.compile(r"(?<=[^\W\d_,] )(?:Khoản \d{1,2}|Điểm [a-zđ])(?!\w)")),
    ("draft.clause_capital", re.compile(r"(?<=, )(?:Khoản \d{1,2}|Điểm [a-zđ])(?!\w)")),
    (
        "draft.tet_small",
        re.compile(
            r"(?:nghỉ|sau|trước|dịp|đón|vui|ăn|ngày|trong|công việc do nghỉ) tết"
            r"(?! (?:[Nn]guyên|[Tt]rung|[Đđ]oan|[Dd]ương|[Tt]hanh|[Hh]àn|[Đđ]ộc|cổ|thiếu|Chôl))(?!\w)"
        ),
    ),
    (
        "draft.weekday_small",
        re.compile(r"(?:ngày|sáng|chiều|tối|vào|trưa) (?:thứ (?:hai|ba|tư|năm|sáu|bảy)|chủ nhật)(?!\w)"),
    ),
    ("draft.weekday_small", re.compile(r"(?<!\w)tháng (?:giêng|chạp|mười hai|mười một)(?!\w)")),
    (
        "draft.title_small",
        re.compile(
            r"(?<!\w)(?<!Phó )(?:chủ tịch|giám đốc|bộ trưởng|chánh văn phòng|cục trưởng) "
            r"(?=(?:UBND|Ủy ban nhân dân|Uỷ ban nhân dân|HĐND|Hội đồng nhân dân|Quốc hội"
            r"|(?:Sở|Bộ|Cục) [A-ZĐ]))"
        ),
    ),
)


def capital_findings(document: OfficialDocument) -> Iterator[Finding]:
    for passage in passages(document):
        for code, pattern in _RULES:
            for found in pattern.finditer(passage.text):
                yield Finding(code, passage.path, _quote(passage, found))


def _quote(passage: Passage, found: re.Match[str]) -> str:
    """The words with some around them, cut at blanks."""
    text = passage.text
    start = text.rfind(" ", 0, max(0, found.start() - _AROUND)) + 1
    end = text.find(" ", min(len(text), found.end() + _AROUND))
    return " ".join(text[start : end if end >= 0 else len(text)].split())
