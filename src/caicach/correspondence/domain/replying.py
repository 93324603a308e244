"""A letter that answers a received one."""

from dataclasses import replace

from caicach.correspondence.domain.mending import in_small_letters
from caicach.correspondence.domain.received import DocumentRow
from caicach.documents.values import OfficialDocument


def answer_begun(document: OfficialDocument, received: DocumentRow) -> OfficialDocument:
    """Addressed to the issuer of ``received``, which the opening cites in full."""
    number = f" số {received.reference}" if received.reference else ""
    dated = f" ngày {received.issued_on:%d/%m/%Y}" if received.issued_on else ""
    issuer = in_small_letters(received.issuer) if received.issuer else ""
    about = f" về việc {received.subject}" if received.subject else ""
    kind = received.doc_type or "văn bản"
    return replace(
        document,
        subject=f"trả lời {kind}{number}",
        addressees=(issuer,) if issuer else (),
        opening=f"Phúc đáp {kind[:1].upper()}{kind[1:]}{number}{dated}{' của ' + issuer if issuer else ''}{about}, …",
    )
