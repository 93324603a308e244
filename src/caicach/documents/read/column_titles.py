"""Titles of columns run together in a line: «TT Nội dung Đơn vị chủ trì Thời gian», left of a table's head."""

import re
from typing import Final

from caicach.kernel.text.folding import fold, squeeze
from caicach.kernel.text.kept import kept_if_short

_COUNT: Final = re.compile(r"\W*(?:s\.?\s?t\.?\s?t|t\.?\s?t|so\s+tt|so\s+thu\s+tu)\b\W*")
_TITLES: Final = re.compile(
    r"\b(?:noi\s+dung(?:\s+(?:cong\s+viec|nhiem\s+vu|thuc\s+hien))?|ten\s+(?:nhiem\s+vu|cong\s+viec|don\s+vi|de\s+an)|nhiem\s+vu|cong\s+viec|viec"
    r"|hoat\s+dong|dau\s+viec|giai\s+phap|(?:co\s+quan|don\s+vi|noi|bo\s+phan)\s+(?:chu\s+tri|phoi\s+hop|thuc\s+hien|lam(?:\s+chinh)?"
    r"|giup|phu\s+trach|chiu\s+trach\s+nhiem|dang\s+lam\s+viec|cong\s+tac|tinh)|chu\s+tri|phoi\s+hop|(?:thoi\s+gian|thoi\s+han|han|tien\s+do)"
    r"(?:\s+(?:thuc\s+hien|hoan\s+thanh|trinh))?|hoan\s+thanh|san\s+pham|ket\s+qua|ghi\s+chu|ho\s+(?:va\s+)?ten|chuc\s+vu|chuc\s+danh"
    r"|(?:ngay|nam)(?:\W+thang)?(?:\W+nam)?\s+sinh|dia\s+chi|so\s+luong|kinh\s+phi|don\s+gia|thanh\s+tien|lanh\s+dao\s+phu\s+trach|don\s+vi|co\s+quan)\b"
)
_FEWEST_TITLES: Final = 3


def reads_as_titles(words: str) -> bool:
    """Three titles or more, and nearly nothing else; a little more beside them where the first counts the rows."""
    folded = squeeze(fold(words))
    count = _COUNT.match(folded)
    titles = {found[0] for found in _TITLES.finditer(folded)}
    left = re.findall(r"\w+", _TITLES.sub(" ", folded[count.end() :] if count else folded))
    allowed = 0.4 if count else 0.2
    return len(titles) >= _FEWEST_TITLES and len(left) <= allowed * len(folded.split())


@kept_if_short
def opens_table(line: str) -> bool:
    """Whether a line alone is the head of a table: it begins with the count of its rows.

    >>> opens_table("TT Nội dung Đơn vị chủ trì Thời gian"), opens_table("1. Nội dung, thời gian, đơn vị chủ trì")
    (True, False)
    """
    return _COUNT.match(fold(line)) is not None and reads_as_titles(line)
