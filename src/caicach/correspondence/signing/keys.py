"""A key that signs, from a PKCS#12 file."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime

from asn1crypto import x509
from asn1crypto.keys import PrivateKeyInfo
from cryptography.hazmat.primitives.serialization import pkcs12
from pyhanko.sign.signers import Signer, SimpleSigner
from pyhanko_certvalidator.registry import SimpleCertificateStore

from caicach.kernel.errors import InvalidInput

PKCS12, PKCS11 = "pkcs12", "pkcs11"


@dataclass(frozen=True, slots=True)
class SigningKey:
    """``method`` says where the key is kept; ``subject`` and ``serial`` are of its certificate."""

    signer: Signer = field(repr=False)
    method: str
    subject: str
    serial: str


@contextmanager
def file_key(data: bytes, password: str, *, now: datetime) -> Iterator[SigningKey]:
    """The key of a PKCS#12 file. Raises InvalidInput for a wrong password, another file, an unusable certificate.

    A context, as the token's is, though nothing has to be closed: whoever signs need not know where the key lives.
    """
    secret = password.encode() or None
    try:
        key, _certificate, _more = pkcs12.load_key_and_certificates(data, secret)
        signer = SimpleSigner.load_pkcs12_data(data, other_certs=[], passphrase=secret) if key else None
    except ValueError as error:
        raise InvalidInput(
            "signing.key_not_opened",
            what="Không mở được tệp khóa.",
            why="Mật khẩu không đúng, hoặc tệp không phải PKCS#12 (.p12, .pfx).",
            todo="Hãy kiểm tra phím Caps Lock và bộ gõ tiếng Việt, rồi nhập lại mật khẩu của tệp khóa.",
        ) from error
    if signer is None:
        raise InvalidInput(
            "signing.no_key",
            what="Tệp không có khóa bí mật kèm chứng thư.",
            todo="Hãy xuất lại tệp khóa, chọn kèm khóa bí mật.",
        )
    check_certificate(signer.signing_cert, now)
    yield _key_of(signer)


def parts_of_key(key: SigningKey) -> tuple[bytes, ...]:
    """The secret of a file's key, its certificate and those that the file brings besides, each in DER."""
    signer = key.signer
    if not isinstance(signer, SimpleSigner):
        raise TypeError("the key of a token never leaves it")
    own: bytes = certificate_of(signer).dump()
    others = [one for certificate in signer.cert_registry if (one := certificate.dump()) != own]
    return signer.signing_key.dump(), own, *others


@contextmanager
def opened_key(secret: bytes, certificates: Sequence[bytes]) -> Iterator[SigningKey]:
    """The inverse of ``parts_of_key``; the first certificate is the key's."""
    own, *others = (x509.Certificate.load(one) for one in certificates)
    registry = SimpleCertificateStore()  # type: ignore[no-untyped-call]
    registry.register_multiple(others)
    yield _key_of(SimpleSigner(own, PrivateKeyInfo.load(secret), registry))


def _key_of(signer: SimpleSigner) -> SigningKey:
    own = certificate_of(signer)
    return SigningKey(signer, PKCS12, subject_of(own), serial_of(own))


def certificate_of(signer: SimpleSigner) -> x509.Certificate:
    """The one that belongs to the secret."""
    if signer.signing_cert is None:
        raise TypeError("a signer of a file has its certificate")
    return signer.signing_cert


def check_certificate(certificate: x509.Certificate, now: datetime) -> None:
    """Raise InvalidInput where the certificate is out of its time, or not made for signing."""
    begins, ends = certificate.not_valid_before, certificate.not_valid_after
    if not begins <= now <= ends:
        raise InvalidInput(
            "signing.certificate_out_of_time",
            what="Chứng thư số «{subject}» không dùng được hôm nay.",
            why="Chứng thư có hiệu lực từ {begins} đến {ends}.",
            todo="Hãy gia hạn chứng thư, hoặc dùng khóa khác.",
            subject=subject_of(certificate),
            begins=f"{begins:%d/%m/%Y}",
            ends=f"{ends:%d/%m/%Y}",
        )
    if not is_for_signing(certificate):
        raise InvalidInput(
            "signing.certificate_not_for_signing",
            what="Chứng thư số «{subject}» không dùng để ký.",
            why="Mục đích sử dụng ghi trong chứng thư không có ký số.",
            todo="Hãy chọn chứng thư ký số.",
            subject=subject_of(certificate),
        )


def is_for_signing(certificate: x509.Certificate) -> bool:
    """The one rule, at signing and at judging: either of the two usages of a signature, or no usage stated at all."""
    usage = certificate.key_usage_value
    return usage is None or bool({"digital_signature", "non_repudiation"} & set(usage.native))


def subject_of(certificate: x509.Certificate) -> str:
    """The name of whoever the certificate is for."""
    native = certificate.subject.native
    return str(native.get("common_name") or native.get("organization_name") or certificate.subject.human_friendly)[:300]


def serial_of(certificate: x509.Certificate) -> str:
    return f"{certificate.serial_number:X}"[:80]
