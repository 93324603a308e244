"""Words of what comes back: «trước ngày 25 hằng tháng», «chiều thứ Sáu hằng tuần», «ngày làm việc cuối của quý»."""

import re
from typing import Final

from caicach.documents.read.day_words import BEFORE, HOUR, WEEKDAY
from caicach.kernel.text.patterns import Pattern

OFTEN: Final = r"(?:hang|moi)\s+(?:ngay|tuan|thang|quy|nam)"
DAY_OF_EACH: Final = r"\d{1,2}(?:/\d{1,2})?(?:\s+thang\s+\d{1,2})?"
MONTHLY: Final = Pattern(
    rf"\b(?:(?:{BEFORE}|cham\s+nhat(?:\s+(?:la|vao|den))?|vao|den)?\s*ngay\s+|{BEFORE}\s+(?=\d{{1,2}}(?:/\d{{1,2}})?\s+(?:hang|moi)\s))(?P<day>{DAY_OF_EACH}(?:\s*(?:,|va)\s*(?:ngay\s+)?{DAY_OF_EACH}){{0,3}})(?:\s+cua)?\s+"
    rf"(?P<often>{OFTEN}|(?:cua\s+)?(?:cac\s+)?thang\s+(?:dau|cuoi|thu)\s*(?:cua\s+)?(?:moi\s+|hang\s+)?(?:quy"
    rf"|ky)(?:\s+sau)?|thang\s+(?:bao\s+cao|sau)|(?<=cua\s)thang(?=\s*(?:[.,;)]|$)))"
)
AT_HOUR_OF_EACH: Final = Pattern(
    rf"\b(?:{BEFORE}|cham\s+nhat(?:\s+(?:la|vao|den))?|vao|den)\s+{HOUR}(?:{WEEKDAY})?(?:ngay\s+\d{{1,2}}\s+)?{OFTEN}"
)
WEEKDAYS: Final = rf"{WEEKDAY}(?:\s*(?:,|va|hoac)\s*(?:ngay\s+)?{WEEKDAY})*"
DAY_IN_EACH: Final = Pattern(
    rf"\b(?:(?:{BEFORE}|vao|cham\s+nhat(?:\s+(?:la|vao))?)\s+)?(?:{HOUR})?(?:(?:buoi\s+)?(?:sang|chieu|trua|cuoi\s+ngay)\s+)?(?:ngay\s+)?"
    rf"{WEEKDAYS}\s*(?:(?:cua\s+)?(?:hang|moi)\s+tuan|(?:cua\s+)?tuan\s+(?:thu\s+)?\w+(?:\s*(?:,|va)\s*(?:tuan\s+)?(?:thu\s+)?\w+)?\s+"
    r"(?:cua\s+)?(?:hang|moi)\s+thang)"
    r"|\b(?:vao|trong)\s+tuan\s+(?:dau|cuoi|thu\s+\w+)(?:\s+tien)?\s+(?:cua\s+)?(?:moi\s+|hang\s+)?(?:thang|quy)(?!\s*\d)"
    r"|\b(?:vao\s+)?ngay\s+(?:lam\s+viec\s+)?(?:dau|cuoi)(?:\s+(?:cung|tien))?\s+(?:cua\s+)?(?:moi\s+|hang\s+)?(?:tuan|thang|quy|nam)"
    r"(?!\s*(?:\d|[ivx]+\b)|\s+(?:nay|sau|truoc|mot|hai|ba|tu|bay|tam|chin|muoi)\b)"
)
TIMES: Final = re.compile(
    r"(?<!\d)\d{1,2}\s*(?:gio|tieng|h)\s*(?:/|mot|moi|1|01)\s*lan\b|(?<!\w)moi\s+\d{1,2}\s+(?:gio|tieng)\b|"
    r"(?<![\d/.,-])\d{1,2}\s+(?:so|ky|buoi|tin|bai|dot|cuoc|chuyen)\s*/(?:ngay|tuan|thang|quy|nam)\b|"
    r"(?<![\d/.,-])(?:0?1|mot)\s+(?:ngay|tuan|thang|quy|nam)\s*/\s*lan\b|"
    r"(?<!\w)moi\s+(?:ngay|tuan|thang|quy|nam)\s[^.;,:()\d]{0,40}?(?:it\s+nhat|toi\s+thieu)\s+(?:\d{1,2}|mot|hai)\s+lan\b|"
    r"\d{1,2}\s+lan\s*(?:/|trong|moi|mot)\s*(?:mot\s+)?(?:ngay|tuan|thang|quy|nam)"
    r"|(?:(?:hang|moi)\s+)?(?:ngay|tuan|thang|quy|nam)\s+(?:\d{1,2}|mot|hai|ba|bon|nam)\s+lan"
    r"|(?<![\d/.,-])\d{1,2}\s+(?:phut|ngay|tuan|thang)\s*(?:/|mot|moi|1|01)\s*lan\b"
    r"|(?<![\d/.,-])(?:moi\s+)?\d{1,2}\s+(?:ngay|tuan|thang)\s+(?:bao\s+cao|gui|tong\s+hop|hop|kiem\s+tra|giao\s+ban)\s[^.;,:()\d]{0,50}?(?:mot|1|01)\s+lan\b"
)
A_TIME: Final = ("lan", "moi", "/ngay", "/tuan", "/thang", "/quy", "/nam")
"""One of these stands in all that ``TIMES`` finds."""
PERIODIC: Final = Pattern(
    rf"(?<!kiem tra )(?<!danh gia )\bdinh\s+k[yi]\s*,?\s*(?P<often>{OFTEN}|\d+\s+thang(?:\s+(?:mot"
    rf"|1)\s+lan)?(?:,?\s*(?:{OFTEN}|1\s+nam))?|quy|thang|tuan)?(?:\s*\([^()]{{1,60}}\)|\s*,\s*(?:{OFTEN}"
    rf"|6\s+thang|dot\s+xuat))*"
    r"(?:\s+(?:hoac|va)\s+dot\s+xuat(?:\s+khi\s+co\s+yeu\s+cau)?)?"
    r"(?=\s*(?:[.,;:()/]|$|hoac\s+dot\s+xuat|va\s+dot\s+xuat|tong\s+hop|bao\s+cao|gui|kiem\s+tra|ra\s+soat"
    r"|danh\s+gia|to\s+chuc|tham\s+muu|thong\s+bao|cap\s+nhat|truoc|vao|theo|cong\s+bo|so\s+ket|giao\s+ban|hop))"
)
# «chỉ tiêu hằng năm» names a figure, «báo cáo hằng năm» says how often.
NOT_OF_NOUN: Final = "".join(
    f"(?<!{noun} )" for noun in ("chi tieu", "ke hoach", "muc tieu", "du toan", "chuong trinh", "ngan sach", "chi so")
)
HABIT: Final = Pattern(
    rf"\b(?:bao\s+cao|tong\s+hop|gui|so\s+ket|danh\s+gia(?!\s*,\s*xep\s+loai)|giao\s+ban|ra\s+soat|thong\s+bao|quan\s+trac|cap\s+nhat|theo\s+doi"
    rf"|thong\s+ke|cong\s+khai|don\s+doc|kiem\s+dem|cong\s+bo)\b[^.;]{{0,60}}?{NOT_OF_NOUN}(?P<often>{OFTEN}|\b\d\s+thang\s+(?:mot|1)\s+lan)|(?:^"
    rf"|[.;:(,]\s*)(?P<often2>{OFTEN})(?:\s*\([^()]{{1,40}}\))?\s*(?=,|\)|bao|tong|truoc|gui|to\s+chuc)"
    rf"|(?:^|[.;:,]\s*)(?P<often3>{OFTEN})(?:\s*\([^()]{{1,40}}\))?\s+(?=(?:cong|cap|ra|kiem|don|danh|lap|xay|tham|theo|thong|tap|nop|quan|phoi|so|ban|tu|doi|hop"
    r"|giao|tuyen|lay|trinh|thuc|ho|huong|chu|mo|phat|bo)\s)"
)
BARE_OFTEN: Final = Pattern(r"(?:moi\s+(?:ngay|sang|chieu|tuan|thang|quy)|hang\s+(?:ngay|tuan))(?=\s*(?:[.;)]|$))")
"""«kiểm tra ít nhất 20 đơn vị mỗi quý;»: how often, at the end of what is to be done."""
AT_END_OF_EACH: Final = Pattern(
    r"(?:cuoi|dau)\s+(?:moi|hang)\s+(?:tuan|thang|quy|nam)(?!\w)|cuoi\s+tuan(?=\s+(?:bao|gui|tong|hop)\b)"
)
OF_LIFE: Final = re.compile(r"(?:doi\s+song|sinh\s+hoat|hoat\s+dong|cong\s+viec)\s+$")
