"""Invented letters that assign something, one for each form that offices use; the words are nobody's."""

HEAD = """ỦY BAN NHÂN DÂN
TỈNH HẢI SƠN

CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc

Số: {number}
{about}
Hải Sơn, ngày 12 tháng 3 năm 2024

{title}
"""
TAIL = """

Nơi nhận:
- Như trên;
- Lưu: VT, TH.

KT. CHỦ TỊCH
PHÓ CHỦ TỊCH

Lê Văn Mẫu
"""


def letter(body: str, *, to: str = "Các sở, ban, ngành cấp tỉnh") -> str:
    """An official letter (công văn) of 12/3/2024."""
    head = HEAD.format(number="321/UBND-TH", about="V/v triển khai một số nhiệm vụ", title=f"Kính gửi: {to}.")
    return head + "\n" + body.strip() + TAIL


def named(kind: str, abbreviation: str, body: str) -> str:
    """A document with the name of its type, of the same day."""
    title = f"{kind.upper()}\nVề việc triển khai một số nhiệm vụ"
    return HEAD.format(number=f"45/{abbreviation}-UBND", about="", title=title) + "\n" + body.strip() + TAIL
