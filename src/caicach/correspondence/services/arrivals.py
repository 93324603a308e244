"""The day on which a document came in: within bounds when it is registered, and corrected with a reason."""

from datetime import date, datetime
from typing import Final

from django.db import transaction
from django.utils import timezone

from caicach.correspondence.domain.received import ReceivedState
from caicach.correspondence.obtaining import locked_document
from caicach.kernel.access import Actor
from caicach.kernel.audit import services as audit
from caicach.kernel.errors import InvalidInput

YEARS_BACK: Final = 5
"""How late a document is registered after it came in, at the most: older ones belong to a register that is closed."""
_LIVE = (ReceivedState.RECEIVED, ReceivedState.READ, ReceivedState.FAILED, ReceivedState.CONFIRMED)


def check_arrival(arrived_on: date, now: datetime) -> None:
    """Raise InvalidInput for a day that has not come yet, or lies years back."""
    today = timezone.localdate(now)
    if not date(today.year - YEARS_BACK, 1, 1) <= arrived_on <= today:
        raise InvalidInput(
            "document.arrival_day",
            what="Ngày đến {day} không dùng được.",
            why="Ngày đến không ở tương lai và không trước năm {first}.",
            todo="Hãy nhập ngày văn thư nhận văn bản, thường là hôm nay.",
            day=f"{arrived_on:%d/%m/%Y}",
            first=str(today.year - YEARS_BACK),
        )


@transaction.atomic
def correct_arrival(
    actor: Actor, *, document_id: int, version: int, arrived_on: date, reason: str, now: datetime
) -> None:
    """Another day of arrival, with the reason; the number in the register of that year stays as it was given."""
    document = locked_document(actor, document_id, version, states=_LIVE)
    check_arrival(arrived_on, now)
    if not reason.strip():
        raise InvalidInput(
            "document.arrival_why",
            what="Chưa ghi lý do sửa ngày đến.",
            why="Sổ văn bản đến ghi ngày này; sửa phải có lý do.",
            todo="Hãy ghi lý do, ví dụ nhập nhầm tháng.",
        )
    if document.arrival_year is not None and document.arrival_year != arrived_on.year:
        raise InvalidInput(
            "document.arrival_year",
            what="Ngày đến phải trong năm {year}.",
            why="Văn bản đã mang số đến của sổ năm {year}.",
            todo="Nếu vào nhầm sổ năm khác, hãy rút văn bản rồi tiếp nhận lại.",
            year=str(document.arrival_year),
        )
    old, document.arrived_on = document.arrived_on, arrived_on
    document.save(update_fields=("arrived_on",))
    audit.record(
        actor,
        "correspondence.document.arrival_corrected",
        subject=("document", document.pk),
        now=now,
        old={"arrived_on": old.isoformat()},
        new={"arrived_on": arrived_on.isoformat()},
        why=reason.strip(),
    )
