"""A request of ours to another server: to an address that was looked at, within a time and a size, never redirected.

Whoever asks says what an address may be; a name that changes its address between the look and the connection changes
nothing. Raises ``OSError`` (``InnerAddress``, ``TooMuch``, ``TimeoutError`` among them) or ``HTTPException``.
"""

import http.client
import socket
import ssl
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

_PIECE: Final = 65_536


class InnerAddress(OSError):
    """The name leads to an address that the caller does not allow."""


class TooMuch(OSError):
    """The answer is larger than was allowed."""


@dataclass(frozen=True, slots=True)
class Endpoint:
    is_tls: bool
    host: str
    port: int
    path: str


@dataclass(frozen=True, slots=True)
class Within:
    """``seconds`` for the whole of it, however slowly the answer drips; ``largest``: bytes of the answer, 0: unread."""

    seconds: float
    largest: int = 0


@dataclass(frozen=True, slots=True)
class Answer:
    """Names of the headers are in small letters."""

    status: int
    headers: Mapping[str, str]
    body: bytes


def anywhere(_address: str) -> bool:
    return True


def answer_of(
    endpoint: Endpoint,
    *,
    method: str,
    headers: Mapping[str, str],
    within: Within,
    body: bytes | None = None,
    may_be: Callable[[str], bool] = anywhere,
) -> Answer:
    line = _Line(endpoint, within.seconds, may_be)
    try:
        connection = http.client.HTTPConnection(endpoint.host, endpoint.port)
        connection.sock = line.open()
        connection.request(method, endpoint.path, body=body, headers=dict(headers))
        answer = connection.getresponse()
        found = {name.lower(): value for name, value in answer.getheaders()}
        told = Answer(answer.status, found, _body(answer, within.largest))
    except (OSError, http.client.HTTPException) as error:
        line.check(error)
        raise
    finally:
        line.close()
    line.check()
    return told


def _body(answer: http.client.HTTPResponse, largest: int) -> bytes:
    if not largest:
        return b""
    pieces, left = [], largest
    while piece := answer.read(min(_PIECE, left + 1)):
        left -= len(piece)
        if left < 0:
            raise TooMuch(f"more than {largest} bytes")
        pieces.append(piece)
    return b"".join(pieces)


class _Line:
    """A connection that is cut when its time is over."""

    def __init__(self, endpoint: Endpoint, seconds: float, may_be: Callable[[str], bool]) -> None:
        self.endpoint, self.seconds, self.may_be = endpoint, seconds, may_be
        self.socket: socket.socket | None = None
        self.is_cut = False
        self.clock = threading.Timer(seconds, self._cut)
        self.clock.daemon = True

    def open(self) -> socket.socket:
        self.clock.start()
        plain = self.socket = self._connected()
        if self.endpoint.is_tls:
            self.socket = ssl.create_default_context().wrap_socket(
                plain, server_hostname=self.endpoint.host, do_handshake_on_connect=False
            )
            self.socket.do_handshake()
        return self.socket

    def _connected(self) -> socket.socket:
        found = socket.getaddrinfo(self.endpoint.host, self.endpoint.port, type=socket.SOCK_STREAM)
        addresses = [str(entry[4][0]) for entry in found]
        if not all(map(self.may_be, addresses)):
            raise InnerAddress(f"{self.endpoint.host} leads to {', '.join(addresses)}")
        for address in addresses[:-1]:
            try:
                return socket.create_connection((address, self.endpoint.port), timeout=self.seconds)
            except OSError:
                continue
        return socket.create_connection((addresses[-1], self.endpoint.port), timeout=self.seconds)

    def _cut(self) -> None:
        self.is_cut = True
        if self.socket is not None:
            try:
                socket.socket.shutdown(self.socket, socket.SHUT_RDWR)  # the plain one: its reader is in another thread
            except OSError:
                return

    def check(self, error: Exception | None = None) -> None:
        """What was cut is not whole, though it may look so."""
        if self.is_cut:
            raise TimeoutError(f"no whole answer within {self.seconds:g} s") from error

    def close(self) -> None:
        self.clock.cancel()
        if self.socket is not None:
            self.socket.close()
