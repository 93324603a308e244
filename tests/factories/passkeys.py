"""A device that makes passkeys and answers with them, in software: rightly, or as a test wants it to."""

import hashlib
import json
from dataclasses import dataclass, field

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from fido2.cose import ES256
from fido2.utils import websafe_decode, websafe_encode
from fido2.webauthn import (
    AttestationObject,
    AttestedCredentialData,
    AuthenticatorData,
    CollectedClientData,
)

ORIGIN = "http://localhost"
_PRESENT = AuthenticatorData.FLAG.UP | AuthenticatorData.FLAG.UV


@dataclass
class Device:
    identity: bytes = b"may-tinh-o-co-quan"
    uses: int = 0
    key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))

    def made(self, options: str, origin: str = ORIGIN, host: str = "localhost", challenge: str = "") -> str:
        """The answer to a question for a new passkey."""
        asked = json.loads(options)
        public = ES256.from_cryptography_key(self.key.public_key())
        data = AttestedCredentialData.create(b"\0" * 16, self.identity, public)
        flags = _PRESENT | AuthenticatorData.FLAG.AT
        shown = AuthenticatorData.create(_digest(host), flags, self.uses, data)
        client = _client("webauthn.create", challenge or asked["challenge"], origin)
        sealed = AttestationObject.create("none", shown, {})
        return self._answer(clientDataJSON=client, attestationObject=sealed)

    def answered(
        self, options: str, origin: str = ORIGIN, host: str = "localhost", challenge: str = "", counts: int = 1
    ) -> str:
        """The answer at sign-in; it says that it was used ``counts`` times more."""
        asked = json.loads(options)
        self.uses += counts
        shown = AuthenticatorData.create(_digest(host), _PRESENT, self.uses)
        client = _client("webauthn.get", challenge or asked["challenge"], origin)
        signed = self.key.sign(bytes(shown) + hashlib.sha256(client).digest(), ec.ECDSA(hashes.SHA256()))
        return self._answer(clientDataJSON=client, authenticatorData=shown, signature=signed)

    def _answer(self, **response: bytes) -> str:
        name = websafe_encode(self.identity)
        said = {part: websafe_encode(bytes(value)) for part, value in response.items()}
        return json.dumps({"id": name, "rawId": name, "type": "public-key", "response": said})


def _client(kind: str, challenge: str, origin: str) -> bytes:
    return bytes(CollectedClientData.create(kind, websafe_decode(challenge), origin))


def _digest(host: str) -> bytes:
    return hashlib.sha256(host.encode()).digest()
