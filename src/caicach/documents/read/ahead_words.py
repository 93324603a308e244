"""Words of a time by what happens: «tại kỳ họp cuối năm», «trước Đại hội 15 ngày», «trong 30 phút»."""

from typing import Final

from caicach.documents.deadlines.durations import AMOUNT
from caicach.kernel.text.patterns import Pattern

AT_SESSION: Final = Pattern(
    r"\b(?:bao\s+cao|trinh|thong\s+qua)\b[^.;]{0,120}?(?P<when>\btai\s+(?:cac\s+)?(?:ky\s+hop|phien\s+hop|cuoc\s+hop|hoi\s+nghi\s+(?:so|tong)\s+ket|buoi\s+giao\s+ban)\b[^.;,)/]{0,60})"
)
AHEAD: Final = Pattern(
    rf"\btruoc\s+(?:(?:khi|ngay|thoi\s+diem|luc|gio)\s+[^.;,()]{{2,60}}?\s+)?(?:it\s+nhat|toi\s+thieu)\s+(?:la\s+)?{AMOUNT}"
    rf"|\btruoc\s+(?:hoi\s+nghi|ky\s+hop|cuoc\s+hop|phien\s+(?:hop|giai\s+trinh|chat\s+van)|dai\s+hoi|buoi\s+lam\s+viec|khi|ngay\s+(?!\d)|thoi\s+diem)[^.;,()\d]{{0,40}}?\s{AMOUNT}"
    rf"|\b(?:cham\s+nhat|muon\s+nhat)\s+(?:la\s+)?{AMOUNT}\s+truoc\s+(?:khi|ngay|thoi\s+diem|luc|(?:hoi|ky|cuoc|phien|buoi|dai|le)(?=\s))\s+(?!\d)[^.;,()\d]{{2,60}}"
    r"|\btruoc\s+(?:ky\s+hop|dai\s+hoi|hoi\s+nghi|khai\s+giang|le\s+khai)\b[^.;,)(]{0,60}"
    r"|\btrong\s+(?:(?:ky|dip|dot|phien|cuoc|buoi)\s+)?(?:sinh\s+hoat|hop|giao\s+ban|kiem\s+tra)\b[^.;,()]{0,30}?\bthang\s+\d{1,2}(?:/\d{4})?"
    rf"|\b(?:it\s+nhat|toi\s+thieu)\s+(?:la\s+)?{AMOUNT}\s+truoc\s+(?:khi|ngay|thoi\s+diem|luc)\s+[^.;,()]{{2,60}}".replace(
        "(?P<n>", "(?:"
    ).replace("(?P<unit>", "(?:")
)
MINUTES: Final = Pattern(
    r"\b(?:trong(?:\s+vong|\s+thoi\s+(?:han|gian))?|cham\s+nhat|khong\s+qua|toi\s+da|sau)\s+(?:khong\s+qua\s+|toi\s+da\s+)?\d{1,3}\s+phut\b"
    r"(?:\s+(?:ke\s+tu|tinh\s+tu|tu|sau)\s+(?:khi|luc|thoi\s+diem)\b[^.;,)]{0,110})?"
)
