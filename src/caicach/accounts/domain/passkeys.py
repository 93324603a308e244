"""Passkeys (WebAuthn) as a second step: what a browser is asked for, and whether what it answered is right."""

import base64
import binascii
import json
import struct
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from caicach.kernel.errors import InvalidInput

if TYPE_CHECKING:
    from fido2.server import Fido2Server

LONGEST_ANSWER: Final = 16_000


@dataclass(frozen=True, slots=True)
class Place:
    """Where the passkeys of an installation are good: one origin and no other."""

    origin: str

    @property
    def host(self) -> str:
        return urlsplit(self.origin).hostname or ""


@dataclass(frozen=True, slots=True)
class Question:
    """``options`` go to the browser, ``state`` stays in the session and is good for one answer."""

    options: str
    state: Mapping[str, str | None] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Kept:
    """A passkey: its name in the protocol, its public key, and how often it says that it was used."""

    identity: str
    public: str
    uses: int


def question_for_new(place: Place, *, user_id: int, name: str, kept: Sequence[Kept]) -> Question:
    """``kept``: those that the person has; a device adds no second one to them."""
    from fido2.webauthn import (  # noqa: PLC0415 -- heavy
        PublicKeyCredentialUserEntity,
        ResidentKeyRequirement,
        UserVerificationRequirement,
    )

    user = PublicKeyCredentialUserEntity(id=str(user_id).encode(), name=name, display_name=name)
    options, state = _server(place).register_begin(
        user,
        [_credential(one) for one in kept],
        resident_key_requirement=ResidentKeyRequirement.DISCOURAGED,
        user_verification=UserVerificationRequirement.PREFERRED,
    )
    return Question(json.dumps(dict(options)["publicKey"]), _plain(state))


def new_passkey(place: Place, state: Mapping[str, str | None], answer: str) -> Kept:
    """Raises InvalidInput for an answer to another question, of another place, or that cannot be read."""
    server = _server(place)
    with _refusing_misreadings():
        found = server.register_complete(dict(state), _json_object(answer))
        data = found.credential_data
        if data is None or data.public_key.get(3) not in {one.alg for one in server.allowed_algorithms}:
            raise ValueError("no public key that we know")
        return Kept(_text(data.credential_id), _text(bytes(data)), found.counter)


def question_for_known(place: Place, kept: Sequence[Kept]) -> Question:
    from fido2.webauthn import UserVerificationRequirement  # noqa: PLC0415 -- heavy

    options, state = _server(place).authenticate_begin(
        [_credential(one) for one in kept], user_verification=UserVerificationRequirement.PREFERRED
    )
    return Question(json.dumps(dict(options)["publicKey"]), _plain(state))


def answered_by(place: Place, kept: Sequence[Kept], state: Mapping[str, str | None], answer: str) -> Kept:
    """Which passkey answered, with the uses that it says now. Raises InvalidInput."""
    from fido2.webauthn import AuthenticationResponse  # noqa: PLC0415 -- heavy

    with _refusing_misreadings():
        response = AuthenticationResponse.from_dict(_json_object(answer))
        found = _server(place).authenticate_complete(dict(state), [_credential(one) for one in kept], response)
        return Kept(_text(found.credential_id), _text(bytes(found)), response.response.authenticator_data.counter)


def is_copied(before: Kept, now: Kept) -> bool:
    """A passkey that counts its uses never counts back; one that always says 0 does not count.

    >>> [is_copied(Kept("", "", was), Kept("", "", now)) for was, now in ((0, 0), (1, 2), (2, 2), (2, 1), (5, 0))]
    [False, False, True, True, True]
    """
    return (before.uses > 0 or now.uses > 0) and now.uses <= before.uses


def _server(place: Place) -> "Fido2Server":
    from fido2.server import Fido2Server  # noqa: PLC0415 -- heavy
    from fido2.webauthn import AttestationConveyancePreference, PublicKeyCredentialRpEntity  # noqa: PLC0415 -- heavy

    ours = PublicKeyCredentialRpEntity(id=place.host, name="caicach")
    return Fido2Server(
        ours, attestation=AttestationConveyancePreference.NONE, verify_origin=lambda origin: origin == place.origin
    )


def _credential(kept: Kept):  # type: ignore[no-untyped-def]  # noqa: ANN202 -- a type of the heavy library
    from fido2.webauthn import AttestedCredentialData  # noqa: PLC0415 -- heavy

    return AttestedCredentialData(base64.b64decode(kept.public))


def _plain(state: Mapping[str, object]) -> dict[str, str | None]:
    return {name: str(value) if value is not None else None for name, value in state.items()}


def _text(value: bytes) -> str:
    return base64.b64encode(value).decode()


def _json_object(answer: str) -> dict[str, object]:
    found = json.loads(answer) if len(answer) <= LONGEST_ANSWER else None
    if not isinstance(found, dict):
        raise TypeError("no object")
    return found


@contextmanager
def _refusing_misreadings() -> Iterator[None]:
    """The library says what it cannot read by whatever went wrong inside it."""
    from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm  # noqa: PLC0415 -- heavy

    try:
        yield
    except (
        *(ValueError, TypeError, KeyError, IndexError, AttributeError, AssertionError),
        *(RuntimeError, OverflowError, struct.error, binascii.Error),
        *(InvalidSignature, UnsupportedAlgorithm),
    ) as error:
        raise InvalidInput(
            "accounts.passkey_wrong",
            what="Khóa truy cập không được chấp nhận.",
            why="Câu trả lời của trình duyệt không đúng, đã dùng rồi, hoặc thuộc về trang khác.",
            todo="Hãy thử lại, hoặc dùng mã trên điện thoại.",
        ) from error
