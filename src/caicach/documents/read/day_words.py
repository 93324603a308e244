"""Words of a day that is named without «trước», and of today: «họp sáng thứ Hai, 16/3», «trước 17h hôm nay»."""

import re
from typing import Final

from caicach.documents.deadlines.named import A_DAY
from caicach.kernel.text.patterns import Pattern

HOUR: Final = r"(?:\d{1,2}\s?(?:gio|h|g|:(?=\d\d))\s?(?:\d{1,2})?(?:\s?phut)?'?\s*,?\s*)"
WEEKDAY: Final = (
    r"(?:(?:thu\s+(?:hai|ba|tu|nam|sau|bay|\d)|chu\s+nhat)(?:\s+(?:cua\s+)?tuan\s+(?:nay|sau|toi))?\s*,?\s*\(?)"
)
BEFORE: Final = r"(?:xong\s+)?truoc(?:\s+va\s+trong)?"
BROKEN_DATE: Final = re.compile(r"(?<=\d[/.])\s(?=\d)")  # «10/ 11/2026» over two lines
CLOSES: Final = re.compile(r"\s*(?:[.;,)]|$)")
HANDED: Final = re.compile(
    r"\b(?:bao\s+cao|gui|trinh|xong|hoan\s+thanh|tra\s+loi|nop|khac\s+phuc|ban\s+hanh|ban\s+giao|giai\s+quyet\s+dut\s+diem|xu\s+ly\s+dut\s+diem)\b[^.;]{0,80}$"
)
TODAY: Final = Pattern(
    rf"\b(?:truoc|cham\s+nhat|trong|xong)\s+(?:(?:la|vao|trong)\s+)?(?:{HOUR})?(?:ngay\s+)?(?:(?:sang|trua|chieu|toi|dem)\s+nay|hom\s+nay|ngay\s+mai)\b"
)
BARE_DAY: Final = re.compile(
    rf"(?<![\w/-])(?:(?:luc|vao)\s+)?(?:{HOUR})?(?:(?:buoi\s+)?(?:sang|chieu|trua|toi)\s+)?(?:{WEEKDAY})?(?:ngay\s+)?(?:\d{{1,2}}\s*(?:,|va)\s*(?:ngay\s+)?){{0,3}}{A_DAY}\)?"
)
DIGIT: Final = re.compile(r"\d")
NO_DUE_DAY: Final = re.compile(
    r"(?:\b(?:tu|sau(?:\s+khi)?|den(?:\s+het)?|sinh|cap|ky(?:\s+ket)?)\s+"
    r"|\b(?:hieu\s+luc|so\s+lieu|tinh\s+den|du\s+bao|ban\s+tin|chao\s+mung|ky\s+niem|huong\s+ung|dip)\b[^.;,]{0,24}"
    r"|\b(?:luat|nghi\s+dinh|nghi\s+quyet|quyet\s+dinh|thong\s+tu|chi\s+thi)\b[^.;,]{0,60}|\bso\s+\d[^.;,]{0,40})$"
)
PAST: Final = re.compile(r"(?:\bda\b[^.;,]{0,40}|\bso\s+lieu[^.;,]{0,40})$")
FIGURES: Final = re.compile(r"\bso\s+lieu[^.;,]{0,40}$")  # «cung cấp số liệu trước ngày ...» sets a day all the same
VERB_BEFORE: Final = re.compile(
    r"(?:hoan\s+thanh|hoan\s+thien|xong|trinh|ban\s+hanh|bao\s+cao|gui|thuc\s+hien|trien\s+khai|to\s+chuc"
    r"|khac\s+phuc|tham\s+muu|giai\s+quyet|xu\s+ly|cong\s+bo|nop|phe\s+duyet|khai\s+thac|van\s+hanh|khoi\s+cong|phan\s+dau"
    r"|so\s+ket|tong\s+ket"
    r"|giai\s+ngan)[^.;]{0,200}$"
)
OTHER_YEAR: Final = re.compile(
    r"\s*,?\s*(?:cua\s+)?nam\s+(?:(?:ke\s+|tiep\s+)?(?:sau|truoc|tiep|theo)|lien\s+ke)\b(?:\s+(?:lien\s+ke|do)\b)?"
)
LUNAR_AFTER: Final = re.compile(r"\s*,?\s*\(?\s*am\s+lich\b\)?(?:\s+nam\s+\d{4}\b)?")
IS_LUNAR: Final = re.compile(r"\b(?:gieng|chap|tet)\b")
