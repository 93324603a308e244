"""Signatures of files judged by what this installation trusts, and the judgement kept when a document came in."""

from datetime import datetime
from pathlib import Path

from django.conf import settings

from caicach.correspondence.domain.received import SignaturesAtReceipt
from caicach.correspondence.models import SignatureCheck
from caicach.correspondence.obtaining import visible_document
from caicach.correspondence.signing.bounded import findings_from_json, signatures_bounded
from caicach.correspondence.signing.findings import SignatureFinding
from caicach.kernel.access import Actor

_ENDINGS = {".pem", ".crt", ".cer", ".der"}


def trusted_certificates() -> tuple[bytes, ...]:
    """Files of the folder CAICACH_TRUST_DIR in the order of their names; none where there is no such folder."""
    folder = Path(settings.TRUST_DIR) if settings.TRUST_DIR else None
    if folder is None or not folder.is_dir():
        return ()
    return tuple(path.read_bytes() for path in sorted(folder.iterdir()) if path.suffix.lower() in _ENDINGS)


def judged_signatures(data: bytes, *, filename: str, now: datetime) -> tuple[SignatureFinding, ...]:
    """Each signature of a file as it is to be judged now; none where it bears none.

    Asks authorities about revocation, at the hosts of CAICACH_REVOCATION_HOSTS: call it outside any transaction.
    """
    hosts = frozenset(host.lower() for host in settings.REVOCATION_HOSTS)
    return signatures_bounded(data, filename=filename, trusted=trusted_certificates(), hosts=hosts, now=now)


def signatures_at_receipt(actor: Actor, document_id: int) -> SignaturesAtReceipt | None:
    """What was found when the document came in; None where it bears no signature, or was not looked at yet."""
    kept = SignatureCheck.objects.filter(document=visible_document(actor, document_id)).first()
    if kept is None:
        return None
    return SignaturesAtReceipt(kept.checked_at, findings_from_json(kept.findings), kept.roots, kept.asked)
