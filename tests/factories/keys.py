"""Keys and certificates made for a test, on written days."""

from datetime import UTC, datetime
from functools import lru_cache

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509 import ocsp
from cryptography.x509.oid import AuthorityInformationAccessOID, ExtendedKeyUsageOID, NameOID

SECRET = "mật-khẩu khóa"
BEGINS, ENDS = datetime(2020, 1, 1, tzinfo=UTC), datetime(2090, 1, 1, tzinfo=UTC)


@lru_cache(maxsize=16)
def _private(name: str) -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(65537, 2048)


def _name(common: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, common)])


@lru_cache(maxsize=8)
def authority() -> x509.Certificate:
    key = _private("authority")
    return (
        x509.CertificateBuilder()
        .subject_name(_name("Cơ quan chứng thực thử"))
        .issuer_name(_name("Cơ quan chứng thực thử"))
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(BEGINS)
        .not_valid_after(ENDS)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(x509.KeyUsage(True, False, False, False, False, True, True, False, False), critical=True)
        .sign(key, hashes.SHA256())
    )


BOTH, SIGNATURE, REPUDIATION, ENCIPHERMENT = (True, True), (True, False), (False, True), (False, False)
"""Usages of a key that a certificate states: digital signature, non-repudiation; where neither, enciphering only."""


def certificate(
    common: str,
    *,
    begins: datetime = BEGINS,
    ends: datetime = ENDS,
    usage: tuple[bool, bool] | None = BOTH,
    asked_at: str = "",
    serial: int = 4660,
) -> x509.Certificate:
    """A certificate of the test's authority; ``asked_at`` is the address of its lists and answers on revocation."""
    builder = (
        x509.CertificateBuilder()
        .subject_name(_name(common))
        .issuer_name(authority().subject)
        .public_key(_private(common).public_key())
        .serial_number(serial)
        .not_valid_before(begins)
        .not_valid_after(ends)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
    )
    if usage is not None:
        stated = x509.KeyUsage(*usage, not any(usage), False, False, False, False, False, False)
        builder = builder.add_extension(stated, critical=True)
    if asked_at:
        listed, answers = (x509.UniformResourceIdentifier(f"{asked_at}/{end}") for end in ("ca.crl", "ocsp"))
        point = x509.DistributionPoint([listed], None, None, None)
        access = x509.AccessDescription(AuthorityInformationAccessOID.OCSP, answers)
        builder = builder.add_extension(x509.CRLDistributionPoints([point]), critical=False)
        builder = builder.add_extension(x509.AuthorityInformationAccess([access]), critical=False)
    return builder.sign(_private("authority"), hashes.SHA256())


def stamping_certificate() -> x509.Certificate:
    """A certificate of the test's authority for timestamps."""
    return (
        x509.CertificateBuilder()
        .subject_name(_name("Máy chủ dấu thời gian thử"))
        .issuer_name(authority().subject)
        .public_key(_private("stamps").public_key())
        .serial_number(77)
        .not_valid_before(BEGINS)
        .not_valid_after(ENDS)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING]), critical=True)
        .sign(_private("authority"), hashes.SHA256())
    )


def revocation_list(
    issued: datetime, until: datetime, revoked: datetime | None = None, serial: int = 4660
) -> x509.CertificateRevocationList:
    """The authority's list (CRL); on it the certificate, where it was revoked."""
    builder = (
        x509.CertificateRevocationListBuilder().issuer_name(authority().subject).last_update(issued).next_update(until)
    )
    if revoked is not None:
        entry = x509.RevokedCertificateBuilder().serial_number(serial).revocation_date(revoked).build()
        builder = builder.add_revoked_certificate(entry)
    return builder.sign(_private("authority"), hashes.SHA256())


def revocation_answer(
    asked: x509.Certificate, issued: datetime, until: datetime, revoked: datetime | None = None
) -> ocsp.OCSPResponse:
    """The authority's answer (OCSP) about one certificate."""
    return (
        ocsp.OCSPResponseBuilder()
        .add_response(
            cert=asked,
            issuer=authority(),
            algorithm=hashes.SHA1(),
            cert_status=ocsp.OCSPCertStatus.REVOKED if revoked else ocsp.OCSPCertStatus.GOOD,
            this_update=issued,
            next_update=until,
            revocation_time=revoked,
            revocation_reason=None,
        )
        .responder_id(ocsp.OCSPResponderEncoding.HASH, authority())
        .sign(_private("authority"), hashes.SHA256())
    )


def pkcs12_file(
    common: str, *, secret: str = SECRET, ends: datetime = ENDS, usage: tuple[bool, bool] | None = BOTH
) -> bytes:
    return pkcs12.serialize_key_and_certificates(
        common.encode(),
        _private(common),
        certificate(common, ends=ends, usage=usage),
        [authority()],
        serialization.BestAvailableEncryption(secret.encode()),
    )


def private_der(common: str) -> bytes:
    return _private(common).private_bytes(
        serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )


def trusted() -> tuple[bytes, ...]:
    return (authority().public_bytes(serialization.Encoding.PEM),)
