"""How often work comes back, on folded text: «hằng quý», «02 lần/năm», «ngày 20 tháng cuối quý», «thường xuyên»."""

from typing import Final

from caicach.documents.deadlines.numbers import MONTH_WORDS
from caicach.documents.deadlines.values import Recurrence
from caicach.kernel.text.patterns import Pattern

_EACH: Final = r"(?<!\w)(?:hang|moi|tung|dinh\s+k[yi](?:\s+(?:hang|moi|theo))?|theo)"
_QUARTER: Final = r"quy\b(?!\s*[ivx\d])(?!\s+(?:dinh|che|trinh|hoach|chuan|uoc|luat|mo|phap|dong)\b)"  # no «quy định»
_OF_THEM: Final = r"\d\s+(?:so|ky|ngay|buoi|tin|bai|dot|cuoc|chuyen)"  # «01 số/tuần»
_ONCE: Final = r"\s+(?:0?1|mot)\s+lan\b(?!\s*\d)"  # «quý 1 lần»
_A_YEAR: Final = r"\s+lan\s*(?:/|trong|mot|moi)\s*(?:mot\s+|0?1\s+)?nam"
_DAY_OF: Final = (
    r"(?<!\w)(?:ngay\s+lam\s+viec|vao\s+tuan)\s+(?:dau|cuoi|thu\s+(?:nhat|hai|ba|tu|\d))"
    r"(?:\s+(?:cung|tien))?\s+(?:cua\s+)?"
)
_RECURRENCES: Final[tuple[tuple[str, Recurrence], ...]] = (
    (  # «02 năm/lần», «2 tuần một lần»: no rhythm that has a name
        r"(?<![\d/.,-])(?!(?:0?[36]|ba|sau)\s+thang)(?:0?[2-9]|[1-9]\d|hai|ba|bon|nam|sau|bay|tam|chin|muoi)"
        r"\s+(?:ngay|tuan|thang|quy|nam)\s*(?:/|,?\s*(?:mot|1|01)\s+|moi\s+)\s*lan\b"
        r"|nua\s+thang\s*(?:/|,?\s*(?:mot|1|01)\s+)\s*lan\b"
        # «15 ngày báo cáo Trưởng ban một lần»
        r"|(?<![\d/.,-])(?:moi\s+)?(?:0?[2-9]|[1-9]\d)\s+(?:ngay|tuan|thang)\s+(?:bao\s+cao|gui|tong\s+hop|hop|kiem\s+tra|giao\s+ban)\s[^.;,:()\d]{0,50}?"
        r"(?:mot|1|01)\s+lan\b",
        Recurrence.PERIODIC,
    ),
    (
        r"(?<!\w)(?:hang|moi|dinh\s+k[yi])\s+(?:0?6|sau)\s+thang(?!\s+(?:dau|cuoi))"
        r"|(?:0?6|sau)\s+thang\s*(?:/|,|mot|1|01)\s*(?:lan|nam\b(?!\s*\d))"
        r"|(?:0?6|sau)\s+thang\s*(?:,|va)\s*(?:1\s+|mot\s+)?(?:hang\s+)?nam\b(?!\s*\d)"
        rf"|(?<!\d)0?2{_A_YEAR}|lan\s*/\s*(?:0?6|sau)\s+thang\b"
        r"|nua\s+nam\s*(?:/|,?\s*(?:mot|1|01)\s+)\s*lan\b",
        Recurrence.HALF_YEARLY,
    ),
    (
        rf"{_EACH}\s+{_QUARTER}|quy\s*/\s*lan|{_OF_THEM}\s*/\s*quy\b|lan\s*/\s*(?:01\s*)?quy|(?:0?3|ba)\s+thang\s*(?:/|mot|1|01)\s*lan"
        r"|thang\s+(?:dau|cuoi)\s+(?:cua\s+)?(?:moi\s+|hang\s+)?quy(?!\s*(?:[ivx]+|\d)\b)|thang\s+cuoi\s+ky"
        rf"|(?:dau|cuoi)\s+(?:moi|hang)\s+quy|{_DAY_OF}quy(?!\s*(?:[ivx]+|\d|nay)\b)"
        rf"|(?<!\d)0?4{_A_YEAR}|lan\s*/\s*(?:0?3|ba)\s+thang\b|(?<!\w)quy{_ONCE}",
        Recurrence.QUARTERLY,
    ),
    (
        rf"{_EACH}\s+thang\b(?!\s*\d)|thang\s*/\s*lan|{_OF_THEM}\s*/\s*thang\b|ngay\s+\d{{1,2}}\s+cua\s+thang\W*$|lan\s*/\s*(?:01\s*)?thang|thang\s+bao\s+cao"
        r"|ngay\s+\d{1,2}\s+(?:cua\s+)?thang\s+sau\b"
        rf"|(?<!\d)12{_A_YEAR}|(?<!\w)thang{_ONCE}|{_DAY_OF}thang(?!\s*\d|\s+(?:nay|sau|truoc|{MONTH_WORDS}))",
        Recurrence.MONTHLY,
    ),
    (
        rf"{_EACH}\s+tuan\b|tuan\s*/\s*lan|{_OF_THEM}\s*/\s*tuan\b|lan\s*/\s*(?:01\s*)?tuan|lan\s+(?:trong|mot|moi)\s+(?:mot\s+)?tuan|(?<!\w)tuan{_ONCE}",
        Recurrence.WEEKLY,
    ),
    (
        r"(?<!\w)(?:hang|moi)\s+(?:\d{1,2}\s+)?(?:gio|tieng)\b(?!\s*\d)|(?<!\d)\d{1,2}\s*(?:gio|tieng|h)\s*(?:/|mot|moi|1|01)\s*lan\b"
        r"|lan\s*/\s*(?:\d{1,2}\s*)?(?:gio|tieng)\b",
        Recurrence.HOURLY,
    ),
    (r"(?<!\w)(?:hang|moi)\s+(?:ngay|sang|chieu)\b|lan\s*/\s*ngay\b", Recurrence.DAILY),
    (
        rf"{_EACH}\s+nam\b(?!\s*\d)|nam\s*/\s*lan|lan\s*/\s*(?:01\s*)?nam\b|lan\s+(?:trong|mot|moi)\s+(?:mot\s+)?nam\b"
        rf"|(?<!\w)nam{_ONCE}"
        r"|(?<!\w)cac\s+nam\b(?!\s+(?:tiep|sau|toi|ke)|\s*:?\s*\d)",
        Recurrence.YEARLY,
    ),
    (
        r"thuong\s+xuyen|lien\s+tuc|thuong\s+ky|xuyen\s+suot|24/7|24/24|(?:ca|suot|quanh)\s+nam\b(?!\s*\d)"
        r"|hang\s+ngay,?\s+lien\s+tuc",
        Recurrence.CONTINUOUS,
    ),
    (r"dinh\s+k[yi]\b|(?:\d{1,2}|hai|ba|bon)\s+lan\s*(?:/|trong|mot|moi)", Recurrence.PERIODIC),
)
_COMPILED: Final = tuple((Pattern(pattern), recurrence) for pattern, recurrence in _RECURRENCES)


def without_recurrence(folded: str) -> str:
    """Blanks for the words of a recurrence, so that they do not look like days or months."""
    for pattern, _ in _COMPILED:
        folded = pattern.sub(lambda match: " " * len(match[0]), folded)
    return folded


def recurrence_of(folded: str) -> Recurrence | None:
    """
    >>> recurrence_of("truoc ngay 25 hang thang"), recurrence_of("quy ii/2026")
    (<Recurrence.MONTHLY: 'monthly'>, None)
    """
    return next((recurrence for pattern, recurrence in _COMPILED if pattern.search(folded)), None)
