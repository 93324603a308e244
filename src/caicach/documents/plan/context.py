"""What the words around a table tell: the date of the document and the year that the plan is for."""

import re
from datetime import date
from typing import Final

from caicach.documents.deadlines.numbers import safe_date
from caicach.kernel.text.folding import fold

_SIGNED: Final = re.compile(
    r"(?:^|\n)[^\n]{0,60}?,\s*ngay\s*(?P<d>\d{1,2})\s*thang\s*(?P<m>\d{1,2})\s*nam\s*(?P<y>(?:19|20)\d\d)"
)
_ATTACHED: Final = re.compile(
    r"kem\s+theo\s+[^()\n]{0,160}?ngay\s*(?P<d>\d{1,2})\s*(?:thang|/|-)\s*(?P<m>\d{1,2})\s*(?:nam|/|-)\s*(?P<y>(?:19|20)\d\d)"
)
_OF_YEAR: Final = re.compile(
    r"(?:ke\s+hoach|chuong\s+trinh|danh\s+muc|nhiem\s+vu|phu\s+luc|bieu|cong\s+tac|cai\s+cach)[^.;:]{0,300}?\bnam\s+(?P<y>20\d\d)(?!\s*-\s*20|\d)"
)
_HEAD: Final = 4000


def issued_on(text: str) -> date | None:
    """The document's own date: beside its place at the head, else in the line that attaches the annex."""
    head = fold(text)
    for found in (_SIGNED.search(head[:_HEAD]), _ATTACHED.search(head)):
        if found:
            return safe_date(int(found["y"]), int(found["m"]), int(found["d"]))
    return None


def year_of_plan(text: str) -> int | None:
    """The year named in the title in capital letters («KẾ HOẠCH CẢI CÁCH HÀNH CHÍNH NĂM 2026»).

    >>> year_of_plan("KẾ HOẠCH\\nCẢI CÁCH HÀNH CHÍNH NĂM 2026"), year_of_plan("ĐẾN NĂM 2030")
    (2026, None)
    """
    titles = "\n".join(line if line.isupper() else "." for line in (one.strip() for one in text.splitlines()))
    found = _OF_YEAR.search(" ".join(fold(titles).split()))
    if found is None or re.search(
        r"\bden\s+nam\s*$|giai\s+doan[^.]{0,20}$", found[0][: found.start("y") - found.start()]
    ):
        return None
    return int(found["y"])
