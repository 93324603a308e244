"""Reading after registration: the worker's queue of scans, and reading again with a better reader."""

import secrets
from datetime import datetime, timedelta
from typing import Final

from django.db import IntegrityError, transaction
from django.db.models import F, Q

from caicach.correspondence.domain.identity import content_digest
from caicach.correspondence.domain.received import ReceivedState
from caicach.correspondence.failures import failure_as_json, reader_died, secret
from caicach.correspondence.models import ReceivedDocument, SignatureCheck
from caicach.correspondence.obtaining import locked_document, visible_document
from caicach.correspondence.services.keeping import apply_header, keep_reading, same_document
from caicach.correspondence.services.receiving import read_at_once, record_refusal
from caicach.correspondence.services.signature_checks import ask_for_check
from caicach.correspondence.services.telling import tell_duplicate, tell_not_read, tell_refused
from caicach.documents.bounded import read_bounded
from caicach.documents.read.limits import READ_SECONDS
from caicach.documents.read.source import SourceText
from caicach.documents.values import Reading, Secrecy
from caicach.kernel.access import SYSTEM, Actor, Permission, require
from caicach.kernel.audit import services as audit
from caicach.kernel.errors import CaicachError, Conflict, NotFound
from caicach.kernel.files import queries as stored
from caicach.kernel.files import services as files

CLAIM: Final = timedelta(seconds=READ_SECONDS + 60)
"""Longer than any reading may take: a claim that expired belonged to a worker that died."""

MAX_ATTEMPTS: Final = 3


def read_next(*, now: datetime) -> int | None:
    """Claim the oldest waiting document, read it, and return its id; None where nothing waits.

    A worker that dies leaves its claim to expire, and another takes the document up; after three deaths it is failed.
    """
    claimed = claim_next(now=now)
    if claimed is None:
        return None
    document_id, claim = claimed
    document = ReceivedDocument.objects.select_related("file").get(pk=document_id)
    try:
        if document.file is None:
            raise NotFound("file.not_found", what="Không có tệp này.", todo="Hãy gửi lại tệp.")
        source, reading = read_bounded(stored.read_bytes(document.file), filename=document.filename)
    except CaicachError as error:
        fail_reading(document_id, claim, error, now)
        return document_id
    except (SystemExit, KeyboardInterrupt):  # the worker was told to stop: no fault of the document
        _release(document_id, claim)
        raise
    finish_reading(document_id, claim=claim, source=source, reading=reading, now=now)
    return document_id


def claim_next(*, now: datetime) -> tuple[int, str] | None:
    """Take the oldest document that waits, or whose claim expired; of two workers at once one gets it."""
    waiting = Q(state=ReceivedState.RECEIVED.value) | Q(state=ReceivedState.READING.value, claimed_until__lt=now)
    for document in ReceivedDocument.objects.filter(waiting).order_by("received_at", "id")[:20]:
        if document.attempts >= MAX_ATTEMPTS:
            _give_up(document, now)
            continue
        claim = secrets.token_hex(16)
        unchanged = ReceivedDocument.objects.filter(pk=document.pk, state=document.state, claim=document.claim)
        if unchanged.update(
            state=ReceivedState.READING.value, claim=claim, claimed_until=now + CLAIM, attempts=F("attempts") + 1
        ):
            return document.pk, claim
    return None


def _release(document_id: int, claim: str) -> None:
    held = ReceivedDocument.objects.filter(pk=document_id, claim=claim, state=ReceivedState.READING.value)
    held.update(state=ReceivedState.RECEIVED.value, claim="", claimed_until=None, attempts=F("attempts") - 1)


@transaction.atomic
def _give_up(document: ReceivedDocument, now: datetime) -> None:
    failure = reader_died(MAX_ATTEMPTS)
    unchanged = ReceivedDocument.objects.filter(pk=document.pk, state=document.state, claim=document.claim)
    if unchanged.update(
        state=ReceivedState.FAILED.value, claim="", version=F("version") + 1, failure=failure_as_json(failure)
    ):
        _record(SYSTEM, document.pk, "correspondence.document.failed", {"code": failure.code}, now)
        tell_not_read(document, failure, now)


@transaction.atomic
def finish_reading(document_id: int, *, claim: str, source: SourceText, reading: Reading, now: datetime) -> None:
    """Keep what the worker read, unless its claim was lost; secret documents and duplicates go no further."""
    document = _claimed(document_id, claim)
    if document is None:
        return
    if reading.document.secrecy is not None:
        refuse_kept(SYSTEM, document, reading.document.secrecy, now)
        return
    try:
        with transaction.atomic():
            _take_reading(document, source, reading, now)
    except IntegrityError:
        _withdraw_duplicate(document_id, reading, now)
        return
    _record(SYSTEM, document_id, "correspondence.document.read", {"reader": reading.reader_version}, now)


def _claimed(document_id: int, claim: str) -> ReceivedDocument | None:
    held = ReceivedDocument.objects.filter(pk=document_id, claim=claim, state=ReceivedState.READING.value)
    raised = held.update(version=F("version") + 1, changed_by=SYSTEM.name)
    return ReceivedDocument.objects.get(pk=document_id) if raised else None


def _take_reading(document: ReceivedDocument, source: SourceText, reading: Reading, now: datetime) -> None:
    document.state, document.claim, document.claimed_until = ReceivedState.READ.value, "", None
    document.failure, document.attempts = None, 0
    keep_reading(document, source, reading, now)
    document.save()
    if document.file is not None:
        ask_for_check(document, stored.read_bytes(document.file), now)


def _withdraw_duplicate(document_id: int, reading: Reading, now: datetime) -> None:
    probe = ReceivedDocument.objects.get(pk=document_id)
    probe.content_sha256 = content_digest(reading.text)
    apply_header(probe, reading)
    known = same_document(probe)
    if known is None:
        raise Conflict(
            "document.duplicate_vanished",
            what="Chưa lưu được kết quả đọc.",
            why="Văn bản trùng vừa được rút.",
            todo="Hãy đọc lại văn bản.",
        )
    ReceivedDocument.objects.filter(pk=document_id).update(
        state=ReceivedState.WITHDRAWN.value, claim="", claimed_until=None, duplicate_of=known
    )
    new = {"state": ReceivedState.WITHDRAWN.value, "duplicate_of": known.pk}
    _record(SYSTEM, document_id, "correspondence.document.duplicate", new, now)
    tell_duplicate(probe, known, now)


def fail_reading(document_id: int, claim: str, error: CaicachError, now: datetime) -> None:
    """Say on the document why it could not be read; a person may mend the cause and have it read again."""
    with transaction.atomic():
        document = _claimed(document_id, claim)
        if document is None:
            return
        document.state, document.claim = ReceivedState.FAILED.value, ""
        document.failure = failure_as_json(error)
        document.save()
        _record(SYSTEM, document_id, "correspondence.document.failed", {"code": error.code}, now)
        tell_not_read(document, error, now)


_CONTENT: Final = (
    "doc_type", "superior", "issuer", "number", "symbol", "issued_on", "date_partial", "subject", "urgency", "file"
)  # fmt: skip


def refuse_kept(actor: Actor, document: ReceivedDocument, secrecy: Secrecy, now: datetime) -> None:
    """Refuse a document whose file was kept already: nothing of its content stays."""
    file = document.file
    document.readings.all().delete()
    SignatureCheck.objects.filter(document=document).delete()
    document.proposals.all().delete()
    document.corrections.all().delete()
    for path in _CONTENT:
        setattr(document, path, None)
    document.effective_on, document.effective_on_reason = None, ""
    document.reference_order = document.issuer_order = None
    document.filename = document.identity = document.content_sha256 = document.search_text = document.claim = ""
    document.state = ReceivedState.REFUSED.value
    document.failure = failure_as_json(secret(secrecy))
    document.save()
    if file is not None:
        files.discard(file)
    record_refusal(actor, document, secrecy, now)
    if document.received_by_id != actor.user_id:
        tell_refused(document, secrecy, now)


def read_again(actor: Actor, *, document_id: int, version: int, now: datetime) -> int:
    """Read the kept file with the reader of today; returns the new version.

    What a person corrected, edited, added, split or dropped stays. A scan goes back to the worker. Not one
    transaction, for the reason of ``receive_document``; the version is checked where the result is written.
    """
    document = visible_document(actor, document_id)
    require(actor, Permission.DOCUMENT_CONFIRM)
    if document.file is None or document.state not in _READABLE:
        return _requeue(actor, document_id, version, now)  # raises what is in the way
    data = stored.read_bytes(document.file)
    read = read_at_once(data, document.filename)
    if read is None:
        return _requeue(actor, document_id, version, now)
    source, reading = read
    return replace_reading(actor, document_id=document_id, version=version, source=source, reading=reading, now=now)


_READABLE = (ReceivedState.READ.value, ReceivedState.FAILED.value)
_STATES = (ReceivedState.READ, ReceivedState.FAILED)


@transaction.atomic
def _requeue(actor: Actor, document_id: int, version: int, now: datetime) -> int:
    document = locked_document(actor, document_id, version, states=_STATES)
    document.state, document.attempts, document.failure = ReceivedState.RECEIVED.value, 0, None
    document.save()
    _record(actor, document_id, "correspondence.document.queued", {"state": document.state}, now)
    return document.version


@transaction.atomic
def replace_reading(
    actor: Actor, *, document_id: int, version: int, source: SourceText, reading: Reading, now: datetime
) -> int:
    """Lay a new reading under what persons did; returns the new version."""
    document = locked_document(actor, document_id, version, states=_STATES)
    if reading.document.secrecy is not None:
        refuse_kept(actor, document, reading.document.secrecy, now)
        return document.version
    try:
        with transaction.atomic():
            _take_reading(document, source, reading, now)
    except IntegrityError as error:
        raise duplicate_conflict(document) from error
    _record(actor, document_id, "correspondence.document.read_again", {"reader": reading.reader_version}, now)
    return document.version


def duplicate_conflict(document: ReceivedDocument) -> Conflict:
    known = same_document(document)
    return Conflict(
        "document.duplicate",
        what="Văn bản này đã được đăng ký.",
        why="Trùng số, ký hiệu, cơ quan ban hành và ngày, hoặc trùng nội dung, với văn bản số {id} trong danh sách.",
        todo="Hãy mở văn bản đã đăng ký; nếu hai văn bản khác nhau, hãy sửa số hoặc ngày cho đúng.",
        id=known.pk if known else "",
    )


def _record(actor: Actor, document_id: int, action: str, new: dict[str, object], now: datetime) -> None:
    audit.record(actor, action, subject=("document", document_id), now=now, new=new)
