"""Judging the signatures of a document when it comes in, once: what was known then is kept as it was."""

from datetime import datetime
from typing import Final

from django.conf import settings
from django.db import transaction

from caicach.correspondence.domain.received import ReceivedState
from caicach.correspondence.models import ReceivedDocument, SignatureCheck
from caicach.correspondence.queries.signatures import judged_signatures, trusted_certificates
from caicach.correspondence.signing.bounded import findings_as_json
from caicach.kernel.access import SYSTEM
from caicach.kernel.audit import services as audit
from caicach.kernel.files import queries as stored
from caicach.kernel.jobs.services import enqueue

CHECK_KIND: Final = "correspondence.check_signatures"
_KEPT: Final = (ReceivedState.READ.value, ReceivedState.CONFIRMED.value)
_MARK: Final = b"/ByteRange"
"""Stands unpacked in every signed PDF: the signer writes into the finished file."""


def ask_for_check(document: ReceivedDocument, data: bytes, now: datetime) -> None:
    """Have the signatures of a document judged soon, where it bears any; inside the transaction that registers it."""
    if _MARK in data:
        enqueue(kind=CHECK_KIND, key=f"signatures:{document.pk}", payload={"document": document.pk}, now=now)


def check_signatures(document_id: int, *, now: datetime) -> None:
    """Judge and keep, unless that was done. Of a document that was refused meanwhile nothing is looked at."""
    document = ReceivedDocument.objects.select_related("file").filter(pk=document_id, state__in=_KEPT).first()
    if document is None or document.file is None or SignatureCheck.objects.filter(document=document).exists():
        return
    findings = judged_signatures(stored.read_bytes(document.file), filename=document.filename, now=now)
    if not findings:
        return
    with transaction.atomic():
        if not ReceivedDocument.objects.select_for_update().filter(pk=document_id, state__in=_KEPT).exists():
            return
        SignatureCheck.objects.get_or_create(
            document=document,
            defaults={
                "checked_at": now,
                "findings": findings_as_json(findings),
                "roots": len(trusted_certificates()),
                "asked": bool(settings.REVOCATION_HOSTS),
            },
        )
        new = {"verdicts": [finding.verdict.value for finding in findings]}
        audit.record(SYSTEM, "correspondence.signatures.checked", subject=("document", document_id), now=now, new=new)
