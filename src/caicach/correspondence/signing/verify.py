"""What the signatures of a PDF are worth: what became of the file, who signed, when, who vouches."""

import io
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import Final

from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import SigSeedSubFilter, enumerate_sig_fields
from pyhanko.sign.general import CMSExtractionError, SigningError
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko_certvalidator.errors import ValidationError

from caicach.correspondence.signing.findings import Content, Findings, SignatureFinding, Wanted
from caicach.correspondence.signing.free_numbers import forget_empty_freeings
from caicach.correspondence.signing.integrity import Since, file_since
from caicach.correspondence.signing.keys import serial_of, subject_of
from caicach.correspondence.signing.revocation import material_in_file, material_of
from caicach.correspondence.signing.standing import Judge, Stamp, stamps_of_file
from caicach.correspondence.signing.trust import trust_of
from caicach.kernel.errors import InvalidInput

_DAMAGED: Final = (
    PdfError,
    SigningError,
    SignatureValidationError,
    CMSExtractionError,
    ValidationError,
    ValueError,
    KeyError,
    TypeError,
    AttributeError,
    AssertionError,
    OSError,
    RuntimeError,
)
"""What a damaged file makes the library raise, in the bounded child."""
_KINDS: Final = frozenset(kind.value for kind in SigSeedSubFilter)


def signature_findings(data: bytes, *, trusted: Iterable[bytes] = (), now: datetime) -> tuple[SignatureFinding, ...]:
    """Each signature in the order they were put; none where the file bears none.

    ``trusted`` are certificates, PEM or DER. Raises InvalidInput for what is no readable PDF.
    """
    return findings_of(data, trusted=trusted, now=now).signatures


def findings_of(
    data: bytes, *, trusted: Iterable[bytes] = (), brought: Iterable[bytes] = (), now: datetime
) -> Findings:
    """As ``signature_findings``; ``brought`` are lists and answers about revocation from outside the file."""
    trust = trust_of(trusted)
    try:
        reader = PdfFileReader(io.BytesIO(data), strict=False)
        if reader.encrypted:
            reader.decrypt(b"")
        forget_empty_freeings(reader)
        signatures, unknown = _signatures(reader)
        material = material_in_file(reader) + material_of(brought)
    except _DAMAGED as error:
        raise InvalidInput(
            "signing.unreadable_pdf",
            what="Không đọc được chữ ký trong tệp này.",
            why="Tệp không phải PDF, hoặc đã hỏng.",
            todo="Hãy chọn đúng tệp PDF đã ký.",
        ) from error
    changes = file_since(data, signatures, _DAMAGED, unread=frozenset(one.field for one in unknown))
    judge = Judge(trust, now, material)
    stamps = stamps_of_file([one for one in signatures if _is_stamp(one)], judge, _DAMAGED)
    found = [
        _finding(one, since, judge, stamps)
        for one, since in zip(signatures, changes, strict=True)
        if not _is_stamp(one)
    ]
    wanted = dict.fromkeys(want for _, wants in found for want in wants)
    return Findings((*(finding for finding, _ in found), *unknown), tuple(wanted))


def _signatures(reader: PdfFileReader) -> tuple[list[EmbeddedPdfSignature], list[SignatureFinding]]:
    """Those that can be judged, in their order, and a finding for each that cannot."""
    known, unknown = [], []
    for name, held, field in enumerate_sig_fields(reader, filled_status=True):
        try:
            if str(held.get_object().get("/SubFilter")) not in _KINDS:
                raise PdfError(name)
            one = EmbeddedPdfSignature(reader, field, name)
            _ = one.signer_cert, one.embedded_attr_certs
        except _DAMAGED:
            unknown.append(SignatureFinding(name, signer=_claimed_name(held)))
            continue
        known.append(one)
    return sorted(known, key=lambda one: one.signed_revision), unknown


def _claimed_name(held: object) -> str:
    try:
        return str(held.get_object().get("/Name", ""))[:300]  # type: ignore[attr-defined]
    except _DAMAGED:
        return ""


def _is_stamp(signature: EmbeddedPdfSignature) -> bool:
    """A timestamp of the whole file, no signature of somebody."""
    return str(signature.sig_object_type) == "/DocTimeStamp"


def _finding(
    signature: EmbeddedPdfSignature, since: Since, judge: Judge, stamps: list[Stamp]
) -> tuple[SignatureFinding, tuple[Wanted, ...]]:
    certificate = signature.signer_cert
    found = SignatureFinding(
        field=signature.field_name,
        signer=subject_of(certificate),
        issuer=str(certificate.issuer.native.get("common_name") or certificate.issuer.human_friendly),
        serial=serial_of(certificate),
        content=since.content,
        filled=since.filled,
        is_last=since.is_last,
    )
    if since.content is Content.UNREADABLE:
        return found, ()
    try:
        judgement = judge.judge(signature, stamps)
    except _DAMAGED:
        return replace(found, content=Content.UNREADABLE), ()
    return (
        replace(
            found,
            standing=judgement.standing,
            signed_at=judgement.at,
            time_by=judgement.time_by,
            stamped_by=judgement.stamped_by,
            revocation=judgement.revocation,
            revoked_at=judgement.revoked_at,
            path=judgement.path,
        ),
        judgement.wanted,
    )
