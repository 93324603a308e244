"""Registers of documents, row by row (Nghị định 30/2020/NĐ-CP, Phụ lục IV)."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from caicach.kernel.said import Said

OUTGOING_LABELS: Final = (
    "Số, ký hiệu văn bản",
    "Ngày, tháng văn bản",
    "Tên loại và trích yếu nội dung văn bản",
    "Người ký",
    "Nơi nhận văn bản",
    "Đơn vị, người nhận bản lưu",
    "Số lượng bản",
    "Ghi chú",
)
INCOMING_LABELS: Final = (
    "Ngày đến",
    "Số đến",
    "Tác giả",
    "Số, ký hiệu",
    "Ngày, tháng",
    "Tên loại và trích yếu nội dung",
    "Đơn vị hoặc người nhận",
    "Ký nhận",
    "Ghi chú",
)
FOLLOW_UP_LABELS: Final = (
    "Số đến",
    "Tên loại, số và ký hiệu, ngày, tháng và tác giả văn bản",
    "Đơn vị hoặc người nhận",
    "Thời hạn giải quyết",
    "Tiến độ giải quyết",
    "Số, ký hiệu văn bản trả lời",
    "Ghi chú",
)


@dataclass(frozen=True, slots=True)
class OutgoingLine:
    """A line of the outgoing register; a number that was reserved or cancelled has a line too, and no ``letter_id``."""

    letter_id: int | None
    year: int
    number: int
    reference: str
    issued_on: date | None
    kind: str
    subject: str
    signer: str
    places: str
    archive: str
    copies: int | None
    note: Said


@dataclass(frozen=True, slots=True)
class IncomingLine:
    """A line of the incoming register. ``units`` are codes of the units it was given to."""

    document_id: int
    arrived_on: date
    number: int
    issuer: str
    reference: str
    issued_on: date | None
    kind: str
    subject: str
    units: tuple[str, ...]
    replies: tuple[str, ...]
    note: Said


@dataclass(frozen=True, slots=True)
class RegisterFilters:
    year: int
    series: int | None = None
    text: str = ""
    day_from: date | None = None
    day_to: date | None = None
    page: int = 1
    size: int = 100
