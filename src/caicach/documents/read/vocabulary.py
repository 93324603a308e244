"""The words that official letters are made of, folded: types of documents, nouns that head a body's name.

Everything is matched on folded text (``fold``): small letters, no diacritics, so that OCR spellings such as
"QUYÉT ĐỊNH" or "Kinh gửi" are met. ``fold`` keeps the length, so an offset found in it is an offset in the source.
"""

import re
from typing import Final

from caicach.kernel.text.folding import fold

# Nghị định 30/2020/NĐ-CP, Điều 7 and Phụ lục III; then Quy định 66-QĐ/TW (party) and Luật 64/2025/QH15 (legal).
# Symbol parts are compared without case; one abbreviation may serve several types ("TB", "CTr").
DOCUMENT_TYPES: Final[dict[str, tuple[str, ...]]] = {
    "nghị quyết": ("NQ",),
    "quyết định": ("QĐ",),
    "chỉ thị": ("CT",),
    "quy chế": ("QC",),
    "quy định": ("QyĐ", "QĐi"),
    "thông cáo": ("TC",),
    "thông báo": ("TB",),
    "hướng dẫn": ("HD",),
    "chương trình": ("CTr",),
    "kế hoạch": ("KH",),
    "phương án": ("PA",),
    "đề án": ("ĐA",),
    "dự án": ("DA",),
    "báo cáo": ("BC",),
    "biên bản": ("BB",),
    "tờ trình": ("TTr",),
    "hợp đồng": ("HĐ",),
    "công văn": ("CV",),
    "công điện": ("CĐ",),
    "bản ghi nhớ": ("BGN",),
    "bản thỏa thuận": ("BTT",),
    "giấy ủy quyền": ("GUQ",),
    "giấy mời": ("GM",),
    "giấy giới thiệu": ("GGT",),
    "giấy nghỉ phép": ("GNP",),
    "phiếu gửi": ("PG",),
    "phiếu chuyển": ("PC",),
    "phiếu báo": ("PB",),
    "thư công": (),
    # Party documents
    "kết luận": ("KL",),
    "quy trình": ("QTr",),
    "chương trình hành động": ("CTHĐ",),
    "thông tri": ("TTri",),
    "chiến lược": (),
    "tuyên bố": (),
    "lời kêu gọi": (),
    # Legal documents
    "luật": ("Luật",),
    "bộ luật": (),
    "hiến pháp": (),
    "pháp lệnh": ("PL",),
    "lệnh": ("L",),
    "nghị định": ("NĐ",),
    "thông tư": ("TT",),
    "thông tư liên tịch": ("TTLT",),
    "nghị quyết liên tịch": ("NQLT",),
    "sắc lệnh": ("SL",),
    "văn bản hợp nhất": ("VBHN",),
}

FOLDED_TYPES: Final[dict[str, str]] = {fold(name): name for name in DOCUMENT_TYPES}

TYPE_OF_ABBREVIATION: Final[dict[str, str]] = {
    abbreviation.upper(): name for name, abbreviations in DOCUMENT_TYPES.items() for abbreviation in abbreviations
}

# Nouns that head the name of an agency, a body or a post: "Sở Nội vụ", "Ủy ban nhân dân tỉnh", "Chủ tịch ...".
UNIT_NOUNS: Final = (
    "bo", "so", "ban", "nganh", "uy ban", "ubnd", "hdnd", "hoi dong", "cuc", "tong cuc", "chi cuc", "vu", "vien",
    "van phong", "vpcp", "phong", "thanh tra", "cong an", "quan su", "bo doi", "bien phong", "dai", "bao",
    "cong thong tin", "cong ttdt", "trung tam", "truong", "benh vien", "ngan hang", "kho bac", "bao hiem",
    "toa an", "vien kiem sat", "kiem toan", "tap doan", "tong cong ty", "cong ty", "lien doan", "hoi",
    "mat tran", "ubmttq", "ubmttqvn", "doan", "tinh uy", "thanh uy", "huyen uy", "quan uy", "thi uy", "dang uy",
    "dang bo", "ban chi dao", "ban to chuc", "to giup viec", "to cong tac", "chinh phu", "quoc hoi", "thu tuong",
    "chu tich", "pho chu tich", "giam doc", "pho giam doc", "thu truong", "bo truong", "chanh van phong",
    "cac", "thuong truc", "bi thu", "thanh vien", "co quan", "don vi", "dia phuong", "nhu", "luu",
)  # fmt: skip

_NOUN: Final = re.compile(r"(?:" + "|".join(sorted(map(re.escape, UNIT_NOUNS), key=len, reverse=True)) + r")\b")


# Words that only lose their marks to become a noun of bodies, and verbs that begin like one.
_OTHER_WORD: Final = re.compile(
    r"(?:bố|bỏ|bổ|bó|bờ|số|sổ|so)\b|vụ (?:việc|án)\b|cục bộ\b|ban hành\b|phòng,? chống\b|bảo (?:đảm|vệ)\b"
    r"|hội (?:nghị|thảo|nhập)\b|đoàn kết\b|trường hợp\b"
)


def starts_with_unit(text: str) -> bool:
    """Whether ``text`` begins with a noun that heads the name of a body or a post.

    >>> starts_with_unit("Sở Nội vụ"), starts_with_unit("Tăng cường kiểm tra"), starts_with_unit("Bố trí kinh phí")
    (True, False, False)
    """
    bare = text.lstrip(" -+*•")
    return _NOUN.match(fold(bare)) is not None and _OTHER_WORD.match(bare.lower()) is None
