"""What the server refuses before it is a request (a line too long, headers that are none), said as the API says it.

Nobody knows by then for which door it was meant: a program reads it, and a person too.
"""

import json
import socket
from typing import Any, Final

from gunicorn.workers.gthread import ThreadWorker  # type: ignore[import-untyped]

_TOO_LONG: Final = 414
_SENTENCES: Final = {
    "code": "http.bad_request",
    "what": "Máy chủ không đọc được yêu cầu này.",
    "why": "Dòng đầu hoặc các tiêu đề của yêu cầu không đúng giao thức HTTP, hoặc quá dài.",
    "todo": "Hãy sửa chương trình gửi yêu cầu; với trình duyệt, hãy mở lại trang đầu.",
}
_SENTENCES_TOO_LONG: Final = {
    "code": "http.address_too_long",
    "what": "Địa chỉ này quá dài.",
    "why": "Dòng đầu của yêu cầu vượt giới hạn của máy chủ.",
    "todo": "Hãy bỏ bớt điều kiện, hoặc rút ngắn chữ cần tìm.",
}


class Worker(ThreadWorker):  # type: ignore[misc]
    """A worker of gunicorn."""

    def handle_error(self, req: Any, client: socket.socket, addr: Any, exc: BaseException) -> None:  # noqa: ANN401
        super().handle_error(req, _Told(client), addr, exc)


class _Told:
    """The socket of who asked: the status that the server chose goes out with our sentences."""

    def __init__(self, client: socket.socket) -> None:
        self._client = client

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401
        return getattr(self._client, name)

    def sendall(self, refusal: bytes) -> None:
        line, _, _ = refusal.partition(b"\r\n")
        self._client.sendall(refusal_of(line))


def refusal_of(line: bytes) -> bytes:
    """An answer that begins with the given line of status."""
    status = int(line.split()[1])
    sentences = _SENTENCES_TOO_LONG if status == _TOO_LONG else _SENTENCES
    body = json.dumps({**sentences, "values": {}, "status": status}, ensure_ascii=False).encode()
    head = b"Connection: close\r\nContent-Type: application/json; charset=utf-8\r\nContent-Length: %d" % len(body)
    return b"\r\n".join((line, head, b"", body))
