"""A key that stays in a token or a security module (PKCS#11)."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

import pkcs11
from pyhanko.config.pkcs11 import TokenCriteria
from pyhanko.sign.pkcs11 import PKCS11Signer, open_pkcs11_session

from caicach.correspondence.signing.keys import PKCS11, SigningKey, check_certificate, serial_of, subject_of
from caicach.kernel.errors import InvalidInput, NotInstalled


@dataclass(frozen=True, slots=True)
class Token:
    """Where the key lies: library of the token's maker, label of the token, label of key and certificate."""

    library: str
    label: str
    key_label: str


@contextmanager
def token_key(token: Token, pin: str, *, now: datetime) -> Iterator[SigningKey]:
    """The key of the token while its session is open.

    Raises NotInstalled where the library or the token is missing, InvalidInput for a wrong PIN or a missing key.
    """
    try:
        session = open_pkcs11_session(token.library, token_criteria=TokenCriteria(label=token.label), user_pin=pin)
    except (pkcs11.PinIncorrect, pkcs11.PinInvalid, pkcs11.PinLenRange) as error:
        raise InvalidInput(
            "signing.pin_wrong",
            what="Mã PIN của thiết bị khóa không đúng.",
            why="Nhập sai nhiều lần, thiết bị tự khóa.",
            todo="Hãy kiểm tra rồi nhập lại mã PIN.",
        ) from error
    except pkcs11.PinLocked as error:
        raise InvalidInput(
            "signing.pin_locked",
            what="Thiết bị khóa đã tự khóa vì nhập sai mã PIN.",
            todo="Hãy mở khóa thiết bị bằng mã quản trị của nhà cung cấp.",
        ) from error
    except (pkcs11.PKCS11Error, OSError, RuntimeError) as error:
        raise NotInstalled(
            "signing.token_missing",
            what="Không mở được thiết bị khóa «{label}».",
            why="Thư viện hoặc thiết bị chưa sẵn sàng: {library}.",
            todo="Hãy cắm thiết bị, kiểm tra CAICACH_PKCS11_LIBRARY và CAICACH_PKCS11_TOKEN.",
            label=token.label,
            library=token.library,
        ) from error
    with session:
        yield _key(session, token, now)


def _key(session: "pkcs11.Session", token: Token, now: datetime) -> SigningKey:
    signer = PKCS11Signer(session, cert_label=token.key_label, key_label=token.key_label)
    try:
        certificate = signer.signing_cert
        found = list(
            session.get_objects(
                {pkcs11.Attribute.CLASS: pkcs11.ObjectClass.PRIVATE_KEY, pkcs11.Attribute.LABEL: token.key_label}
            )
        )
    except (pkcs11.PKCS11Error, RuntimeError, ValueError) as error:
        raise _no_key(token) from error
    if certificate is None or not found:
        raise _no_key(token)
    check_certificate(certificate, now)
    return SigningKey(signer, PKCS11, subject_of(certificate), serial_of(certificate))


def _no_key(token: Token) -> InvalidInput:
    return InvalidInput(
        "signing.no_key_on_token",
        what="Thiết bị khóa «{label}» không có khóa và chứng thư tên «{key}».",
        todo="Hãy kiểm tra CAICACH_PKCS11_KEY.",
        label=token.label,
        key=token.key_label,
    )
