"""The one way out of a browser that draws pages of a portal: a proxy on this machine that leads to the site alone.

Whatever the browser asks for (pages, scripts, redirects, frames, sockets of the web) comes through here. The name is
not resolved anew: the connection goes to the address that was looked at, whatever the name answers later.
"""

import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from socketserver import BaseRequestHandler, ThreadingTCPServer
from threading import Thread
from typing import Final
from urllib.parse import urlsplit, urlunsplit

from caicach.procedures.auditing.addresses import Site

_LONGEST_HEAD: Final = 64_000
_MOST_BYTES: Final = 50_000_000
"""That one connection may bring."""
_REFUSED: Final = b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
_OF_CONNECTION: Final = frozenset({b"connection", b"proxy-connection", b"keep-alive", b"upgrade-insecure-requests"})


@dataclass(frozen=True, slots=True)
class Way:
    """Where a request wants to go; ``first`` is what the site is told of it, empty for a tunnel."""

    host: str
    port: int
    first: bytes

    def leads_to(self, site: Site) -> bool:
        """Whether the site is meant, on a port of its own."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return any(site.holds(f"{scheme}://{host}:{self.port}/") for scheme in ("http", "https"))


def way_of(head: bytes) -> Way | None:
    r"""None where it is no request to a proxy.

    >>> way_of(b"CONNECT a.vn:443 HTTP/1.1\r\n\r\n"), way_of(b"GET /x HTTP/1.1\r\n\r\n")
    (Way(host='a.vn', port=443, first=b''), None)
    """
    lines = head.split(b"\r\n")
    method, _, rest = lines[0].partition(b" ")
    target = rest.rpartition(b" ")[0].decode("latin-1")
    try:
        parts = urlsplit(f"//{target}" if method == b"CONNECT" else target)
        host, port = parts.hostname, parts.port or (443 if parts.scheme in {"https", "wss"} else 80)
    except ValueError:
        return None
    if not host:
        return None
    if method == b"CONNECT":
        return Way(host, port, b"")
    kept = [line for line in lines[1:] if line and line.partition(b":")[0].lower() not in _OF_CONNECTION]
    path = urlunsplit(("", "", parts.path or "/", parts.query, "")).encode("latin-1")
    return Way(host, port, b"\r\n".join([method + b" " + path + b" HTTP/1.1", *kept, b"Connection: close", b"", b""]))


@contextmanager
def gateway(site: Site, address: str, *, timeout: float) -> Iterator[int]:
    """The port of a gateway to the site at an address, for as long as it is needed."""

    class Handler(BaseRequestHandler):
        def handle(self) -> None:
            with suppress(OSError):
                _passed(self.request, site, address, timeout)

    with ThreadingTCPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = True
        Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield int(server.server_address[1])
        finally:
            server.shutdown()


def _passed(asking: socket.socket, site: Site, address: str, timeout: float) -> None:
    asking.settimeout(timeout)
    head = b""
    while b"\r\n\r\n" not in head and len(head) < _LONGEST_HEAD:
        part = asking.recv(8192)
        if not part:
            return
        head += part
    head, end, body = head.partition(b"\r\n\r\n")
    way = way_of(head + end)
    if way is None or not way.leads_to(site):
        asking.sendall(_REFUSED)
        return
    with socket.create_connection((address, way.port), timeout) as answering:
        if way.first:
            answering.sendall(way.first + body)
        else:
            asking.sendall(b"HTTP/1.1 200 Connection established\r\n\r\n")
        back = Thread(target=_carried, args=(asking, answering), daemon=True)
        back.start()
        _carried(answering, asking)


def _carried(source: socket.socket, to: socket.socket) -> None:
    brought = 0
    with suppress(OSError):
        while brought < _MOST_BYTES and (part := source.recv(65_536)):
            to.sendall(part)
            brought += len(part)
    with suppress(OSError):
        to.shutdown(socket.SHUT_WR)
