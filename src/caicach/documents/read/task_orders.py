"""Who orders and whom: the order of the opening, the one who writes, the day the document was given."""

import re
from datetime import date
from typing import Final

from caicach.documents.read.alignment import align
from caicach.documents.read.task_drafts import Named, named_units
from caicach.documents.read.unit_colons import Assignment
from caicach.documents.read.unit_names import UnitName
from caicach.documents.read.unit_phrases import ordered_units
from caicach.documents.values import OfficialDocument, Span
from caicach.kernel.text.folding import fold, squeeze

ENACTED: Final = frozenset(
    {"quyết định", "nghị quyết", "nghị định", "thông tư", "kế hoạch", "báo cáo", "tờ trình", "giấy mời"}
)
# What their items say is law, an account or a request, not an order to somebody whose name was not read.
NO_ORDERS: Final = frozenset(
    {
        *("quyết định", "nghị quyết", "nghị định", "thông tư", "thông tư liên tịch", "luật", "bộ luật", "pháp lệnh"),
        *(
            "báo cáo",
            "tờ trình",
            "biên bản",
            "quy chế",
            "quy định",
            "hiến pháp",
            "lệnh",
            "văn bản hợp nhất",
            "hợp đồng",
        ),
        *("giấy mời", "giấy giới thiệu", "giấy ủy quyền", "giấy nghỉ phép", "phiếu gửi", "phiếu chuyển", "phiếu báo"),
    }
)


_FULL_DATE: Final = re.compile(
    r"\d{1,2}\s?/\s?\d{1,2}\s?/\s?(20\d\d)|ngay\s+\d{1,2}\s+thang\s+\d{1,2}\s+nam\s+(20\d\d)"
)


def opening_order(document: OfficialDocument, text: str) -> tuple[Named, ...] | None:
    """The units that the opening orders; None where it orders nobody, or nobody that can be named."""
    if document.doc_type in ENACTED or not document.opening:
        return None
    for line in reversed(document.opening.split("\n")):
        units = ordered_units(line)
        if units is None:
            continue
        place = text.find(line[:30])
        if not units or is_polite(line, units[0]):
            return tuple(Named(name, None) for name in document.addressees) or None
        return named_units(units, align(line, text, Span(max(place, 0), len(text))))
    return None


def is_polite(text: str, unit: UnitName) -> bool:
    """Whether a unit is spoken to as «quý cơ quan»."""
    return fold(text[max(0, unit.span.start - 5) : unit.span.start]).endswith("quy ")


def is_issuer(document: OfficialDocument, found: Assignment) -> bool:
    """«UBND tỉnh nhận được ...»: the one who writes assigns itself nothing."""
    issuer = _spelled(document.issuer or "")
    unit = _spelled(found.leads[0].text)
    return bool(issuer) and (issuer.startswith(unit) or unit.startswith(issuer))


def _spelled(name: str) -> str:
    folded = re.sub(r"^(?:chu tich|bo truong|giam doc)\s+", "", squeeze(fold(name)))
    return re.sub(r"\bubnd\b", "uy ban nhan dan", folded)


def _year_of(document: OfficialDocument) -> int | None:
    partial = document.date_partial
    if document.date is None and partial and partial[:4].isdigit():
        return int(partial[:4])
    if document.date is None and partial is None:  # a text without a head: it was written after what it cites
        return max(
            (int(found[1] or found[2]) for found in _FULL_DATE.finditer(fold(document.opening or ""))), default=None
        )
    return None


def issued_of(document: OfficialDocument) -> tuple[date | None, int | None]:
    """The letter's date, or its year where the day cannot be read."""
    return document.date, _year_of(document)
