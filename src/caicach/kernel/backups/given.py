"""The settings of an installation as they go into a backup: those that are no secrets, and all of them enciphered.

AES-256-GCM under a key that scrypt makes of a passphrase.
"""

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from caicach.kernel.errors import InvalidInput
from config import environment

SHORTEST: Final = 12
_SALT, _NONCE = 16, 12
_MADE_FOR: Final = b"caicach backup settings 1"


@dataclass(frozen=True, slots=True)
class GivenSettings:
    """``plain``: what may be read; ``sealed_settings``: everything, enciphered with a passphrase, or None."""

    plain: Mapping[str, str]
    sealed: bytes | None = None


def given_settings(passphrase: str | None = None) -> GivenSettings:
    """What somebody set, in the environment or the settings file. Raises InvalidInput for a short passphrase."""
    secret, given = {d.name for d in environment.declared() if d.is_secret}, environment.given()
    plain = {name: value for name, value in given.items() if name not in secret}
    return GivenSettings(plain, sealed_settings(given, passphrase) if passphrase is not None else None)


def sealed_settings(settings: Mapping[str, str], passphrase: str) -> bytes:
    """Salt, nonce and the enciphered settings. Raises InvalidInput for a short passphrase."""
    if len(passphrase) < SHORTEST:
        raise InvalidInput(
            "backup.short_passphrase",
            what="Cụm mật khẩu của bản sao lưu quá ngắn.",
            why="Ai có tệp cũng thử được vô số lần; cần ít nhất {shortest} ký tự.",
            todo="Hãy chọn một cụm dài hơn và cất nó ở nơi khác với bản sao lưu.",
            shortest=SHORTEST,
        )
    salt, nonce = os.urandom(_SALT), os.urandom(_NONCE)
    text = json.dumps(dict(settings), sort_keys=True).encode()
    return salt + nonce + AESGCM(_key(passphrase, salt)).encrypt(nonce, text, _MADE_FOR)


def unsealed_settings(data: bytes, passphrase: str) -> dict[str, str]:
    """The settings. Raises InvalidInput where the passphrase is another."""
    salt, nonce, rest = data[:_SALT], data[_SALT : _SALT + _NONCE], data[_SALT + _NONCE :]
    try:
        text = AESGCM(_key(passphrase, salt)).decrypt(nonce, rest, _MADE_FOR)
    except InvalidTag as error:
        raise InvalidInput(
            "backup.other_passphrase",
            what="Cụm mật khẩu không mở được cấu hình bí mật của bản sao lưu.",
            why="Cụm mật khẩu khác với cụm đã dùng khi sao lưu.",
            todo="Hãy nhập lại; hoặc khôi phục không có cấu hình bí mật rồi đặt lại từng giá trị.",
        ) from error
    found: dict[str, str] = json.loads(text)
    return found


def _key(passphrase: str, salt: bytes) -> bytes:
    return Scrypt(salt=salt, length=32, n=2**15, r=8, p=1).derive(passphrase.encode())
