"""Lines of the head that name bodies: which belong to one name, which begin the next."""

import re
from collections.abc import Sequence
from typing import Final

from caicach.documents.read.lines import Quoted, joined_quote
from caicach.kernel.text.folding import fold

_HEAD: Final = re.compile(
    r"(?:bo(?! (?:phan|may|doi))|so|uy ban|ubnd|hdnd|hoi dong|ban(?! hanh)|cuc|tong cuc|chi cuc|vu|vien|van phong"
    r"|phong(?!,? chong| thu| ngua)|thanh tra|cong an|quan khu|trung tam|truong|benh vien|tap doan|tong cong ty|cong ty"
    r"|ngan hang|kho bac|bao hiem|toa an|kiem toan|lien doan|hoi(?! nhap)|mat tran|ubmt\w*|doan|dang uy|dang bo"
    r"|tinh (?:uy|doan)|thanh (?:uy|doan)|huyen (?:uy|doan)|quan uy|thi uy|to (?:giup|cong|chi|tu)|chinh phu"
    r"|thu tuong|quoc hoi|chu tich|bch|bcd|dai(?! hoc)|bao(?! (?:ve|dam|hiem))|hoc vien|dai hoc|quy|co quan|lien minh"
    r"|tong lien doan|cong doan|lien hiep|cum|tieu ban"
    r"|thue (?=tinh|thanh pho|co so|khu vuc)|hai quan (?=khu vuc|tinh)"
    r"|buu dien|vien thong|dien luc|hat|doi|tram|chi nhanh|nha xuat ban|thuong truc|ttx|thong tan xa)\b"
)
_LOCALITY: Final = re.compile(
    r"(?:tinh|thanh pho|tp\.?|huyen|quan|thi xa|xa|phuong|thi tran|dac khu|tw|trung uong|viet nam|khu vuc|so)\b"
    r"(?! (?:uy|doan)\b)"
)
# A name is not complete with these words alone: the next line belongs to it even if it starts like a body.
_OPEN: Final = re.compile(
    r"(?:uy ban thuong vu|van phong|chu tich|thu tuong|ban chi dao|ban chap hanh|ban thuong vu|ban can su dang|hoi dong"
    r"|ban chi huy|bo chi huy(?: quan su)?|bo tu lenh"
    r"|doan dai bieu|doan|co quan|lien doan"
    r"|mat tran to quoc(?: viet nam)?|uy ban mat tran to quoc(?: viet nam)?"
    r"|ban quan ly(?: du an)?|thuong truc|ban thuong truc|so|bo|cuc|vu|phong)"
)
_HANGING: Final = re.compile(r"(?:\b(?:va|ve|cua|tai|cho|cac|cap|truc thuoc)|[,\-&])$")
_UY: Final = re.compile(r"\bu[ỷỳýÿ]\b|\bủÿ\b", re.IGNORECASE)
# What a stamp above the head says, never a body: a name that only looks unusual («TỈNH MẪU») stays.
_STAMP: Final = re.compile(r"\b(?:van thu|luu tru|van ban den|cong van den|ky boi|so den|ngay den|hoa toc)\b")
_PEOPLE: Final = re.compile(r"(?:uy ban nhan dan|hoi dong nhan dan|ubnd|hdnd)")


def split_bodies(pieces: Sequence[Quoted]) -> list[Quoted]:
    """The bodies named, outermost first.

    >>> from caicach.documents.values import Span
    >>> lines = ["ỦY BAN NHÂN DÂN", "TỈNH X", "BAN CHỈ ĐẠO VỀ", "PHÒNG CHỐNG THIÊN TAI"]
    >>> [body.text for body in split_bodies([Quoted(line, Span(0, 9)) for line in lines])]
    ['ỦY BAN NHÂN DÂN TỈNH X', 'BAN CHỈ ĐẠO VỀ PHÒNG CHỐNG THIÊN TAI']
    >>> [body.text for body in split_bodies([Quoted(line, Span(0, 9)) for line in ("TỈNH MẪU", "SỞ NỘI VỤ")])]
    ['TỈNH MẪU', 'SỞ NỘI VỤ']
    """
    groups: list[list[Quoted]] = []
    for piece in pieces:
        if groups and _continues(" ".join(part.text for part in groups[-1]), piece.text):
            groups[-1].append(piece)
        else:
            groups.append([piece])
    groups = [group for group in groups if _looks_like_a_body(group)]
    while len(groups) > 1 and _is_stamp(groups[0]) and _HEAD.match(fold(groups[1][0].text)):
        groups.pop(0)
    bodies = [joined_quote(group) for group in groups]
    return [Quoted(_one_spelling(body.text), body.span) for body in bodies if body is not None]


def _one_spelling(name: str) -> str:
    """«UỶ BAN» and «ỦY BAN» are one word typed in two ways: the name of a body has one of them."""
    return _UY.sub(lambda found: "ỦY" if found[0].isupper() else "Ủy" if found[0][0].isupper() else "ủy", name)


def _continues(previous: str, text: str) -> bool:
    before, now = fold(previous).strip(" .,*"), fold(text)
    if _HANGING.search(before):
        return True
    if _PEOPLE.fullmatch(before):
        return _LOCALITY.match(now) is not None or _HEAD.match(now) is None
    return _OPEN.fullmatch(before) is not None or _HEAD.match(now) is None


def _is_stamp(group: Sequence[Quoted]) -> bool:
    """«VĂN THƯ VÀ LƯU TRỮ» above the head; not «CỤC VĂN THƯ VÀ LƯU TRỮ NHÀ NƯỚC», which is a body."""
    text = fold(" ".join(part.text for part in group))
    return _HEAD.match(text) is None and _STAMP.search(text) is not None


def _looks_like_a_body(group: Sequence[Quoted]) -> bool:
    text = " ".join(part.text for part in group)
    letters = sum(char.isalpha() for char in text)
    return letters >= 4 and letters * 2 >= len(text)
