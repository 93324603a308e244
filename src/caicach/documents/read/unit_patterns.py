"""Patterns of the grammar of names, on folded text: what joins, ends and goes on a name."""

import re
from typing import Final

BARE_POST: Final = re.compile(
    r"(?:cac\s+)?bo\s+truong\s*,\s*thu\s+truong\s+(?:cac\s+)?co\s+quan\s+ngang\s+bo(?:\s*,\s*(?:thu\s+truong\s+(?:cac\s+)?)?co\s+quan\s+thuoc\s+chinh\s+phu)?(?!\w)"
)
SHARED_WITH_POST: Final = re.compile(r"(?<=\s)(?:ban|van\s+phong|thanh\s+tra)$")
COUNCIL: Final = re.compile(r"(?:uy\s+ban|hoi\s+dong)\s+nhan\s+dan(?!\w)")
FIXED_COMPOUND: Final = re.compile(r"(?:tieng\s+noi|ung\s+dung|uy\s+ban)(?!\w)")
PARTY_GROUP: Final = re.compile(
    r"(?:cac\s+)?(?:tinh|thanh|huyen|thi|quan|dang)\s+uy(?:\s*(?:,|va)\s*(?:cac\s+)?(?:thanh|huyen|thi|quan|dang)\s+uy)+(?!\w)"
)
OF_BODY: Final = re.compile(r"\s+(?:cua|thuoc|truc\s+thuoc|(?:la\s+)?thanh\s+vien(?:\s+cua)?)\s+")
DOCUMENT: Final = re.compile(
    r"(?:bo\s+luat|luat|nghi\s+dinh|nghi\s+quyet|quyet\s+dinh|thong\s+tu|chi\s+thi|cong\s+van)(?!\w)"
    r"|(?:van\s+ban|ke\s+hoach|thong\s+bao|cong\s+dien|ket\s+luan|bao\s+cao|to\s+trinh|huong\s+dan)(?=\s+so\s)"
)
GROUP_GAP: Final = re.compile(r"\s*(?:,|/|\sva\s)\s*")
NEXT_GROUP: Final = re.compile(r"(?:va\s+)?(?:cac|nhung|toan\s+the)\s|don\s+vi\s+(?:luc\s+luong\s+)?vu\s+trang")
FREE_HEAD: Final = re.compile(r"(?:cac\s+)?(?:cong\s+ty|tong\s+cong\s+ty|chi\s+nhanh|xi\s+nghiep)(?!\w)")
FREE_WORD: Final = re.compile(r"(?:quan\s+ly|phat\s+trien|dau\s+tu|thong\s+tin)\s")
BOARD: Final = re.compile(
    r"(?:hoi\s+dong|to\s+cong\s+tac|ban\s+chi\s+dao|to\s+giup\s+viec|doan\s+kiem\s+tra|tieu\s+ban)(?!\w)"
)
TASK_OF_BOARD: Final = re.compile(
    r"(?:tham\s+dinh|danh\s+gia|tuyen\s+dung|thi\s+tuyen|xet\s+\w+|kiem\s+(?:tra|ke)|thanh\s+(?:tra|ly)|giam\s+sat"
    r"|boi\s+thuong|dinh\s+gia|tu\s+van|dau\s+gia|nghiem\s+thu|khao\s+sat|tuyen\s+truyen|ho\s+tro)(?!\w)"
)
"""What a board is for, in words that elsewhere are what is to be done."""
BODY_OF_PARTY: Final = re.compile(r"ban\s+(?:thuong\s+vu|chi\s+dao|chap\s+hanh|quan\s+ly|can\s+su|to\s+chuc)(?!\w)")
NOUN_LIKE: Final = re.compile(
    r"xay\s+dung|quan\s+ly|van\s+hanh|su\s+dung|bao\s+ve|kiem\s+soat|kiem\s+tra|bao\s+quan|tong\s+hop|dao\s+tao|boi\s+duong|giam\s+dinh|cham\s+soc|dieu\s+tri"
)
ORDINAL: Final = re.compile(r"\s(?:[1-9]\d?|[IVX]{1,4})(?![\w/]|[.,]\d)")
OF_A_SERIES: Final = re.compile(r"(?:khu\s+vuc|co\s+so)$")
NUMBERED_PLACE: Final = re.compile(r"\s+[1-9]\d?\s+(?=[^\W\d_])")
BEHIND_ORDINAL: Final = re.compile(r"\s+(?:(?:tinh|thanh\s+pho|xa|phuong)\s+|[-–]\s+(?=[^\W\d]))")
COMMUNE: Final = re.compile(r"(?:[Xx]ã|[Pp]hường|[Đđ]ặc khu|[Tt]hị trấn)\s+(?=[^\W\d_a-zà-ỹđ])")
"""«Xã Cẩm Bình» for those who govern it."""
OF_A_COMMUNE: Final = re.compile(r"(?<!\w)(?:phuong|xa)$")
BRANCH: Final = re.compile(r"(?:chi\s+nhanh|cn|khu\s+vuc|van\s+phong\s+dai\s+dien)(?!\w)")
NAME_STOPS: Final = re.compile(r"\s*(?:[,;:.()]|$)")
AFTER_ITEM: Final = re.compile(r"\s*(?:[,;:./)]|$|va\s|cung\s|&)")
CLAUSE_END: Final = re.compile(r"[.;:]\s|[.;:]$|\n\n")
LONGEST_COMPOUND: Final = 6
"""Words in small letters behind a capital one."""
WORD: Final = re.compile(r"[^\W_](?:[\w&]|[./-](?=\w))*")
