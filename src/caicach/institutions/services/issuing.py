"""The issued text of a document: read for its number and days, kept as it was brought."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from caicach.documents.bounded import read_bounded
from caicach.documents.read.secrecy import refuse_secret
from caicach.institutions.domain.documents import DocumentKind, Issue
from caicach.institutions.domain.issued import IssuedText, doubts_of, effect_told
from caicach.institutions.obtaining import document_seen
from caicach.institutions.services.documents import (
    check_issue,
    locked_document,
    refusal,
    require_drafter,
    save_row,
    write_issue,
)
from caicach.kernel.access import Actor
from caicach.kernel.errors import InvalidInput
from caicach.kernel.files import services as files
from caicach.kernel.said import as_json, tell


def bring_issued(actor: Actor, *, document_id: int, data: bytes, filename: str, seen: int, now: datetime) -> IssuedText:
    """Keep the issued text and take over what it says of itself; what it does not say stays as it was typed.

    Not one transaction: reading takes seconds. Raises InvalidInput, TooLarge, NotAllowed for a secret document.
    """
    row = document_seen(actor, document_id)
    require_drafter(actor, row)
    files.check_size(len(data), name=filename)
    read = _issued_text(data, filename, DocumentKind(row.kind), row.title)
    with transaction.atomic():
        row = locked_document(actor, document_id, seen)
        if row.dropped_on is not None:
            raise refusal("Văn bản đã đưa ra khỏi danh mục.", "Hãy tải lại trang.", "version")
        before = row.file
        issue = Issue(
            read.number or row.number,
            read.signed_on or row.signed_on,
            read.effective_on or row.effective_on,
            row.sent_on,
        )
        row.file = files.store(actor, data=data, name=filename, now=now)
        row.doubts = [as_json(one) for one in read.doubts]
        try:
            check_issue(issue, timezone.localdate(now))
            write_issue(row, issue)
        except InvalidInput:
            told = tell("Số, ngày đọc được trong tệp không khớp nhau nên không lấy: hãy ghi tay.")
            row.doubts = [*row.doubts, as_json(told)]
        save_row(actor, "text_kept", row, now, file=row.file.name, number=row.number)
        if before is not None:
            files.discard(before)
    return read


def _issued_text(data: bytes, filename: str, kind: DocumentKind, title: str) -> IssuedText:
    source, reading = read_bounded(data, filename=filename)
    document = reading.document
    refuse_secret(document, name=filename)
    number = f"{document.number}/{document.symbol}" if document.number and document.symbol else document.number or ""
    return IssuedText(
        number=number,
        signed_on=document.date,
        effective_on=effect_told(source.text, document.date),
        subject=document.subject or "",
        doubts=doubts_of(kind, title, number, document.subject or ""),
    )
