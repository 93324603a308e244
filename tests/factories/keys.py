"""Keys and certificates made for a test, on written days."""

from datetime import UTC, datetime
from functools import lru_cache

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import NameOID

SECRET = "mật-khẩu khóa"
BEGINS, ENDS = datetime(2020, 1, 1, tzinfo=UTC), datetime(2090, 1, 1, tzinfo=UTC)


@lru_cache(maxsize=4)
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
        .sign(key, hashes.SHA256())
    )


def certificate(common: str, *, ends: datetime = ENDS, signs: bool = True) -> x509.Certificate:
    """A certificate of the test's authority."""
    usage = x509.KeyUsage(signs, signs, not signs, False, False, False, False, False, False)
    return (
        x509.CertificateBuilder()
        .subject_name(_name(common))
        .issuer_name(authority().subject)
        .public_key(_private(common).public_key())
        .serial_number(4660)
        .not_valid_before(BEGINS)
        .not_valid_after(ends)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(usage, critical=True)
        .sign(_private("authority"), hashes.SHA256())
    )


def pkcs12_file(common: str, *, secret: str = SECRET, ends: datetime = ENDS, signs: bool = True) -> bytes:
    return pkcs12.serialize_key_and_certificates(
        common.encode(),
        _private(common),
        certificate(common, ends=ends, signs=signs),
        [authority()],
        serialization.BestAvailableEncryption(secret.encode()),
    )


def private_der(common: str) -> bytes:
    return _private(common).private_bytes(
        serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )


def trusted() -> tuple[bytes, ...]:
    return (authority().public_bytes(serialization.Encoding.PEM),)
