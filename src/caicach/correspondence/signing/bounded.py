"""What people bring to sign and to check, parsed in the bounded child: a small file can cost minutes."""

import base64
from collections.abc import Iterable
from contextlib import AbstractContextManager
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from caicach.correspondence.signing.fetching import revocation_answers
from caicach.correspondence.signing.findings import Findings, SignatureFinding
from caicach.correspondence.signing.marks import checked_picture
from caicach.kernel.bounded import MEGABYTE, Bounds, in_child
from caicach.kernel.codec import Codec

if TYPE_CHECKING:
    from caicach.correspondence.signing.keys import SigningKey

NEEDED_BY_WORK: Final = ("caicach.correspondence.signing.keys", "caicach.correspondence.signing.verify")
BOUNDS: Final = Bounds(seconds=30.0, memory=768 * MEGABYTE)
KEY_BOUNDS: Final = Bounds(seconds=10.0, memory=512 * MEGABYTE, size=MEGABYTE)
"""A key file says itself how often its password is stirred: billions of times, where somebody means harm."""
PICTURE_BOUNDS: Final = Bounds(seconds=10.0, memory=768 * MEGABYTE, size=20 * MEGABYTE)
_FOUND: Final = Codec(Findings)
_KEPT: Final = Codec(tuple[SignatureFinding, ...])


def signatures_bounded(
    data: bytes,
    *,
    filename: str,
    trusted: Iterable[bytes] = (),
    hosts: frozenset[str] = frozenset(),
    now: datetime,
) -> tuple[SignatureFinding, ...]:
    """As ``signature_findings``, within BOUNDS; else TooLarge.

    Where the file leaves open whether a certificate was revoked, the authorities at ``hosts`` are asked, from here:
    the child reads what they answer and never talks to anybody.
    """
    given: dict[str, object] = {"trusted": _as_text(trusted), "now": now.isoformat()}
    found = _judged(data, filename, given)
    brought = revocation_answers(found.wanted, hosts=hosts) if hosts else ()
    if brought:
        found = _judged(data, filename, {**given, "brought": _as_text(brought)})
    return found.signatures


def _judged(data: bytes, filename: str, given: dict[str, object]) -> Findings:
    answer = in_child(f"{__name__}:findings_of_file", data, name=filename, bounds=BOUNDS, arguments=given)
    return _FOUND.value(answer["findings"])


def _as_text(given: Iterable[bytes]) -> list[str]:
    return [base64.b64encode(one).decode() for one in given]


def findings_of_file(
    data: bytes, name: str, *, trusted: list[str], now: str, brought: tuple[str, ...] = ()
) -> dict[str, Any]:
    """The work of the child."""
    from caicach.correspondence.signing.verify import findings_of  # noqa: PLC0415 -- heavy

    found = findings_of(
        data,
        trusted=map(base64.b64decode, trusted),
        brought=map(base64.b64decode, brought),
        now=datetime.fromisoformat(now),
    )
    return {"findings": _FOUND.plain(found)}


def findings_as_json(findings: tuple[SignatureFinding, ...]) -> list[dict[str, object]]:
    """As they are kept with a document."""
    kept: list[dict[str, object]] = _KEPT.plain(findings)
    return kept


def findings_from_json(kept: object) -> tuple[SignatureFinding, ...]:
    return _KEPT.value(kept)


def picture_bounded(data: bytes) -> bytes:
    """As ``checked_picture``, within PICTURE_BOUNDS."""
    found = in_child(f"{__name__}:picture_of_file", data, name="PNG", bounds=PICTURE_BOUNDS)
    return base64.b64decode(found["png"])


def picture_of_file(data: bytes, name: str) -> dict[str, Any]:
    """The work of the child."""
    return {"png": base64.b64encode(checked_picture(data)).decode()}


def key_bounded(data: bytes, password: str, *, now: datetime) -> "AbstractContextManager[SigningKey]":
    """As ``file_key``, of a file that a child opened within KEY_BOUNDS; nothing of the file is parsed here.

    The key comes back by the pipe between the two, which nobody else can read.
    """
    from caicach.correspondence.signing.keys import opened_key  # noqa: PLC0415 -- heavy

    given = {"password": password, "now": now.isoformat()}
    found = in_child(f"{__name__}:key_of_file", data, name="PKCS#12", bounds=KEY_BOUNDS, arguments=given)
    key, *certificates = map(base64.b64decode, found["opened"])
    return opened_key(key, certificates)


def key_of_file(data: bytes, name: str, *, password: str, now: str) -> dict[str, Any]:
    """The work of the child."""
    from caicach.correspondence.signing.keys import file_key, parts_of_key  # noqa: PLC0415 -- heavy

    with file_key(data, password, now=datetime.fromisoformat(now)) as key:
        return {"opened": _as_text(parts_of_key(key))}
