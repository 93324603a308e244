"""What a person does to the document as a whole: corrects its header, chooses its date, withdraws, confirms."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from django.db import IntegrityError, transaction

from caicach.correspondence.domain.header import checked_value, is_within_partial, value_read
from caicach.correspondence.domain.received import ReceivedState
from caicach.correspondence.models import DocumentUnit, HeaderCorrection, ReceivedDocument
from caicach.correspondence.obtaining import locked_document, newest_reading
from caicach.correspondence.services.keeping import apply_header, mark_proposals
from caicach.correspondence.services.rereading import duplicate_conflict
from caicach.correspondence.values_of_rows import corrections_of, reading_of
from caicach.documents.values import Reading
from caicach.kernel.access import Actor
from caicach.kernel.audit import services as audit
from caicach.kernel.errors import InvalidInput, NotFound


def reading_in_force(document: ReceivedDocument) -> Reading:
    row = newest_reading(document)
    if row is None:
        raise NotFound("document.not_read", what="Văn bản chưa được đọc.", todo="Hãy chờ đọc xong rồi tải lại trang.")
    return reading_of(row)


@transaction.atomic
def correct_value(
    actor: Actor, *, document_id: int, version: int, path: str, value: str | list[str] | None, now: datetime
) -> int:
    """Put a person's value over what was read, now and after every later reading; returns the new version."""
    document = locked_document(actor, document_id, version)
    checked = checked_value(path, value)
    reading = reading_in_force(document)
    former = corrections_of(document).get(path)
    HeaderCorrection.objects.update_or_create(
        document=document,
        path=path,
        defaults={
            "value": list(checked) if isinstance(checked, tuple) else checked,
            "corrected_at": now,
            "corrected_by_name": actor.name,
        },
    )
    _save_header(document, reading)
    mark_proposals(document)
    old = former.value if former else value_read(reading, path)
    _record(actor, document, "correspondence.document.value_corrected", {path: old}, {path: checked}, now=now)
    return document.version


@transaction.atomic
def undo_correction(actor: Actor, *, document_id: int, version: int, path: str, now: datetime) -> int:
    """Take a correction back: what was read is in force again; returns the new version."""
    document = locked_document(actor, document_id, version)
    former = corrections_of(document).get(path)
    if former is None:
        raise NotFound("document.not_corrected", what="Mục này chưa được ai sửa.", todo="Hãy tải lại trang.")
    document.corrections.filter(path=path).delete()
    reading = reading_in_force(document)
    _save_header(document, reading)
    mark_proposals(document)
    new = {path: value_read(reading, path)}
    _record(actor, document, "correspondence.document.correction_undone", {path: former.value}, new, now=now)
    return document.version


def _save_header(document: ReceivedDocument, reading: Reading) -> None:
    apply_header(document, reading)
    try:
        with transaction.atomic():
            document.save()
    except IntegrityError as error:
        raise duplicate_conflict(document) from error


@transaction.atomic
def choose_effective_date(actor: Actor, *, document_id: int, version: int, on: date, reason: str, now: datetime) -> int:
    """Say on which day a document with a partial or blank date counts; units and deadlines are taken on that day."""
    document = locked_document(actor, document_id, version)
    if document.issued_on is not None:
        raise InvalidInput(
            "document.date_is_known",
            what="Văn bản đã có ngày ban hành.",
            why="Ngày {date} đọc được trong văn bản hoặc do người rà soát sửa.",
            todo="Nếu ngày đó sai, hãy sửa mục «Ngày ban hành».",
            date=f"{document.issued_on:%d/%m/%Y}",
        )
    if not reason.strip():
        raise needs_reason("Vì sao chọn ngày này? (ví dụ: theo dấu công văn đến)")
    if not is_within_partial(on, document.date_partial):
        raise InvalidInput(
            "document.date_outside_partial",
            what="Ngày {date} không hợp với văn bản.",
            why="Văn bản ghi tháng, năm: {partial}.",
            todo="Hãy chọn một ngày trong khoảng đó, hoặc sửa mục «Ngày ban hành».",
            date=f"{on:%d/%m/%Y}",
            partial="/".join(reversed((document.date_partial or "").split("-"))),
        )
    old = {"effective_on": document.effective_on.isoformat() if document.effective_on else None}
    document.effective_on, document.effective_on_reason = on, reason.strip()
    document.save()
    new: dict[str, object] = {"effective_on": on.isoformat()}
    _record(actor, document, "correspondence.document.date_chosen", old, new, now=now, why=reason.strip())
    return document.version


def needs_reason(why: str) -> InvalidInput:
    return InvalidInput("reason.missing", what="Chưa ghi lý do.", why=why, todo="Hãy ghi lý do rồi lưu lại.")


@transaction.atomic
def withdraw_document(actor: Actor, *, document_id: int, version: int, reason: str, now: datetime) -> int:
    """Take back a document that should not have been registered; it may then be received anew."""
    states = (ReceivedState.RECEIVED, ReceivedState.READ, ReceivedState.FAILED)
    document = locked_document(actor, document_id, version, states=states)
    if not reason.strip():
        raise needs_reason("Việc rút văn bản được lưu lại cùng lý do.")
    old = {"state": document.state}
    document.state = ReceivedState.WITHDRAWN.value
    document.save()
    _record(
        actor,
        document,
        "correspondence.document.withdrawn",
        old,
        {"state": document.state},
        now=now,
        why=reason.strip(),
    )
    return document.version


@transaction.atomic
def mark_confirmed(actor: Actor, *, document_id: int, version: int, units: Iterable[str], now: datetime) -> int:
    """Close the review: the document's tasks exist and ``units`` may see it. Called by plans in its transaction."""
    document = locked_document(actor, document_id, version)
    if document.effective_on is None:
        raise InvalidInput(
            "document.date_not_chosen",
            what="Chưa xác nhận được: văn bản chưa có ngày.",
            why="Ngày của văn bản để trống hoặc thiếu; đơn vị và thời hạn được xác định theo ngày đó.",
            todo="Hãy chọn ngày áp dụng và ghi lý do trên trang rà soát.",
        )
    document.state, document.confirmed_at, document.confirmed_by_name = ReceivedState.CONFIRMED.value, now, actor.name
    document.save()
    codes = sorted(set(units))
    DocumentUnit.objects.bulk_create(DocumentUnit(document=document, unit_id=code) for code in codes)
    _record(actor, document, "correspondence.document.confirmed", {"state": "read"}, {"units": codes}, now=now)
    return document.version


def _record(
    actor: Actor,
    document: ReceivedDocument,
    action: str,
    old: Mapping[str, object],
    new: Mapping[str, object],
    *,
    now: datetime,
    why: str = "",
) -> None:
    audit.record(actor, action, subject=("document", document.pk), now=now, old=old, new=new, why=why)
