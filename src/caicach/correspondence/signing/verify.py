"""What the signatures of a PDF are worth, said in plain words: who, when, whole or altered, trusted or not."""

import io
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from asn1crypto import pem, x509
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.general import SigningError
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.status import PdfSignatureStatus
from pyhanko_certvalidator import ValidationContext

from caicach.correspondence.signing.keys import serial_of, subject_of
from caicach.kernel.errors import InvalidInput


class Verdict(StrEnum):
    VALID = "valid"  # whole, and the certificate leads to one that is trusted here
    UNTRUSTED = "untrusted"  # whole, but nobody whom we trust vouches for the signer
    EXPIRED = "expired"  # whole, but the certificate is out of its time today
    ALTERED = "altered"  # the file is not what was signed


# What each verdict means for the reader; a door translates it.
VERDICT_LABELS = {
    Verdict.VALID: "Hợp lệ: nội dung nguyên vẹn từ khi ký, chứng thư được tin cậy.",
    Verdict.UNTRUSTED: "Nội dung nguyên vẹn từ khi ký, nhưng chứng thư không do nơi được tin cậy cấp.",
    Verdict.EXPIRED: "Nội dung nguyên vẹn từ khi ký, nhưng chứng thư đã hết hạn hoặc chưa có hiệu lực.",
    Verdict.ALTERED: "Không hợp lệ: tệp đã bị thay đổi sau khi ký.",
}


@dataclass(frozen=True, slots=True)
class SignatureFinding:
    """``claimed_at`` is the time that the signer says; no timestamp authority vouches for it."""

    field: str
    signer: str
    issuer: str
    serial: str
    claimed_at: datetime | None
    verdict: Verdict
    is_last: bool  # covers the file to its end

    @property
    def words(self) -> str:
        return VERDICT_LABELS[self.verdict]


def signature_findings(data: bytes, *, trusted: Iterable[bytes] = (), now: datetime) -> tuple[SignatureFinding, ...]:
    """Each signature in the order they were put; none where the file bears none.

    ``trusted`` are certificates, PEM or DER. Raises InvalidInput for what is no readable PDF.
    """
    roots = [certificate for given in trusted for certificate in _certificates(given)]
    try:
        reader = PdfFileReader(io.BytesIO(data), strict=False)
        return tuple(_finding(signature, roots, now) for signature in reader.embedded_regular_signatures)
    except (PdfError, SigningError, ValueError, KeyError, TypeError, OSError) as error:
        raise InvalidInput(
            "signing.unreadable_pdf",
            what="Không đọc được chữ ký trong tệp này.",
            why="Tệp không phải PDF, hoặc đã hỏng.",
            todo="Hãy chọn đúng tệp PDF đã ký.",
        ) from error


def _certificates(given: bytes) -> list[x509.Certificate]:
    if pem.detect(given):
        return [x509.Certificate.load(der) for _kind, _headers, der in pem.unarmor(given, multiple=True)]
    return [x509.Certificate.load(given)]


def _finding(signature: EmbeddedPdfSignature, roots: list[x509.Certificate], now: datetime) -> SignatureFinding:
    certificate = signature.signer_cert
    context = ValidationContext(trust_roots=roots, moment=now, allow_fetching=False, revocation_mode="soft-fail")
    status = validate_pdf_signature(signature, signer_validation_context=context)
    coverage = status.coverage
    return SignatureFinding(
        field=signature.field_name,
        signer=subject_of(certificate),
        issuer=str(certificate.issuer.native.get("common_name") or certificate.issuer.human_friendly),
        serial=serial_of(certificate),
        claimed_at=status.signer_reported_dt,
        verdict=_verdict(status, certificate, now),
        is_last=coverage is not None and coverage.name == "ENTIRE_FILE",
    )


def _verdict(status: PdfSignatureStatus, certificate: x509.Certificate, now: datetime) -> Verdict:
    level = status.modification_level
    if not (status.intact and status.valid and status.docmdp_ok) or level == ModificationLevel.OTHER:
        return Verdict.ALTERED
    if not certificate.not_valid_before <= now <= certificate.not_valid_after:
        return Verdict.EXPIRED
    return Verdict.VALID if status.trusted else Verdict.UNTRUSTED
