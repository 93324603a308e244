"""Receiving a file: recognised, read within bounds, registered once; a secret document is refused."""

import hashlib
from datetime import date, datetime
from typing import Final

from django.db import IntegrityError, transaction

from caicach.correspondence.counting import INCOMING, next_number
from caicach.correspondence.domain.identity import content_digest
from caicach.correspondence.domain.received import Received, ReceivedState
from caicach.correspondence.failures import failure_as_json, secret
from caicach.correspondence.models import ReceivedDocument
from caicach.correspondence.services.arrivals import check_arrival
from caicach.correspondence.services.keeping import apply_header, keep_reading, same_document
from caicach.correspondence.services.signature_checks import ask_for_check
from caicach.documents.bounded import read_bounded
from caicach.documents.read.limits import READ_MEMORY_BYTES
from caicach.documents.read.source import SourceText
from caicach.documents.values import Reading, Secrecy
from caicach.kernel.access import Actor, Permission, require
from caicach.kernel.audit import services as audit
from caicach.kernel.bounded import Bounds
from caicach.kernel.errors import TooLarge
from caicach.kernel.files import services as files
from caicach.kernel.files.media import media_type_of

BOUNDS: Final = Bounds(seconds=15.0, memory=READ_MEMORY_BYTES)
"""A file that takes longer (scanned pages, hundreds of pages) is read by the worker: nobody waits at the form."""

AT_ONCE_PLAIN_BYTES: Final = 1_000_000
"""Plain text of some hundred pages, which would take about that long."""

NOT_LIVE: Final = (ReceivedState.WITHDRAWN.value, ReceivedState.REFUSED.value)


def receive_document(actor: Actor, *, data: bytes, filename: str, arrived_on: date, now: datetime) -> Received:
    """Register a file that came in. Text is read at once; pictures, and files that need long, wait for the worker.

    Not one transaction: reading may take seconds, and on SQLite would keep every other writer out meanwhile. What is
    written is written in one. Raises NotAllowed, InvalidInput, TooLarge, NotInstalled; then nothing is stored.
    """
    require(actor, Permission.DOCUMENT_RECEIVE)
    files.check_size(len(data), name=filename)
    digest = hashlib.sha256(data).hexdigest()
    known = ReceivedDocument.objects.exclude(state__in=NOT_LIVE).filter(file_sha256=digest).first()
    if known is not None:
        return _duplicate(known)
    read = read_at_once(data, filename)
    if read is None:
        return queue_document(actor, data=data, filename=filename, arrived_on=arrived_on, now=now)
    source, reading = read
    return register_reading(
        actor, data=data, filename=filename, source=source, reading=reading, arrived_on=arrived_on, now=now
    )


def read_at_once(data: bytes, filename: str) -> tuple[SourceText, Reading] | None:
    """The text of a file and what it means, where that is quick; None where the worker has to do it."""
    kind = media_type_of(data)
    if kind.startswith("image/") or (kind == "text/plain" and len(data) > AT_ONCE_PLAIN_BYTES):
        return None
    try:
        return read_bounded(data, filename=filename, seconds=BOUNDS.seconds)
    except TooLarge as error:
        if error.code != "document.too_costly":
            raise
        return None


def register_reading(
    actor: Actor,
    *,
    data: bytes,
    filename: str,
    source: SourceText,
    reading: Reading,
    arrived_on: date,
    now: datetime,
) -> Received:
    """Register a file together with its reading; the same document as one registered before is not registered again."""
    require(actor, Permission.DOCUMENT_RECEIVE)
    if reading.document.secrecy is not None:
        return _refuse(actor, data=data, secrecy=reading.document.secrecy, arrived_on=arrived_on, now=now)
    probe = _new(actor, data=data, filename=filename, arrived_on=arrived_on, now=now)
    probe.content_sha256 = content_digest(reading.text)
    apply_header(probe, reading)
    known = same_document(probe)
    if known is not None:
        return _duplicate(known)
    try:
        return _save_read(actor, probe, data=data, source=source, reading=reading, now=now)
    except IntegrityError:  # somebody registered the same document since we looked
        known = same_document(probe)
        if known is None:
            raise
        return _duplicate(known)


@transaction.atomic
def _save_read(
    actor: Actor, document: ReceivedDocument, *, data: bytes, source: SourceText, reading: Reading, now: datetime
) -> Received:
    document.file = files.store(actor, data=data, name=document.filename, now=now)
    document.state = ReceivedState.READ.value
    give_arrival_number(document)
    document.save()
    keep_reading(document, source, reading, now)
    document.save()
    ask_for_check(document, data, now)
    _record(actor, document, now)
    return Received(document.pk, ReceivedState.READ)


def queue_document(actor: Actor, *, data: bytes, filename: str, arrived_on: date, now: datetime) -> Received:
    """Register a file that the worker will read."""
    require(actor, Permission.DOCUMENT_RECEIVE)
    document = _new(actor, data=data, filename=filename, arrived_on=arrived_on, now=now)
    try:
        with transaction.atomic():
            document.file = files.store(actor, data=data, name=filename, now=now)
            give_arrival_number(document)
            document.save()
            _record(actor, document, now)
    except IntegrityError:
        known = same_document(document)
        if known is None:
            raise
        return _duplicate(known)
    return Received(document.pk, ReceivedState.RECEIVED)


def give_arrival_number(document: ReceivedDocument) -> None:
    """The next place in the register of incoming documents of the year of arrival; call it inside the transaction."""
    document.arrival_year = document.arrived_on.year
    document.arrival_number = next_number(INCOMING, document.arrival_year)


def _new(actor: Actor, *, data: bytes, filename: str, arrived_on: date, now: datetime) -> ReceivedDocument:
    check_arrival(arrived_on, now)
    return ReceivedDocument(
        state=ReceivedState.RECEIVED.value,
        file_sha256=hashlib.sha256(data).hexdigest(),
        filename=files.clean_name(filename),
        arrived_on=arrived_on,
        received_at=now,
        received_by_id=actor.user_id,
        received_by_name=actor.name,
    )


def _record(actor: Actor, document: ReceivedDocument, now: datetime) -> None:
    new = {"state": document.state, "sha256": document.file_sha256, "arrived_on": document.arrived_on.isoformat()}
    if document.state == ReceivedState.READ.value:
        new["file"] = document.filename  # not before it is read: of a secret scan the trail keeps no name
    audit.record(actor, "correspondence.document.received", subject=("document", document.pk), now=now, new=new)


def _duplicate(known: ReceivedDocument) -> Received:
    return Received(known.pk, ReceivedState(known.state), is_duplicate=True, duplicate_of=known.pk)


@transaction.atomic
def _refuse(actor: Actor, *, data: bytes, secrecy: Secrecy, arrived_on: date, now: datetime) -> Received:
    document = _new(actor, data=data, filename="", arrived_on=arrived_on, now=now)
    document.filename = ""
    document.state = ReceivedState.REFUSED.value
    document.failure = failure_as_json(secret(secrecy))
    document.save()
    record_refusal(actor, document, secrecy, now)
    return Received(document.pk, ReceivedState.REFUSED)


def record_refusal(actor: Actor, document: ReceivedDocument, secrecy: Secrecy, now: datetime) -> None:
    audit.record(
        actor,
        "correspondence.document.refused",
        subject=("document", document.pk),
        now=now,
        new={"state": document.state},
        why=secret(secrecy).why,
    )
