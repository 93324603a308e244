"""One letter over SMTP, said step by step, because Django's backend does not tell which step failed.

The letter's last bytes are held back until everything before them is out and the line is seen to be alive: a server
that drops the line in the middle has surely not accepted, and that is the ordinary case.
"""

import re
import smtplib
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Final

from django.core.mail.backends.smtp import EmailBackend

from caicach.kernel.said import Said, tell
from caicach.notifications.outgoing import NoServer, NotTaken, Refused, Superseded, Unsure

END: Final = b".\r\n"
PEEK_SECONDS: Final = 0.1
_DOT: Final = re.compile(rb"^\.", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Letter:
    """``content`` is the whole message in bytes, lines ended by CRLF."""

    sender: str
    recipient: str
    content: bytes


def hand_over(letter: Letter, *, may_finish: Callable[[], bool]) -> None:
    """Send a letter; returns when the server accepted it. ``may_finish`` is asked before the last bytes go out.

    Raises NotTaken (NoServer where it is not the letter), Refused, Unsure or Superseded.
    """
    backend = EmailBackend()
    try:
        backend.open()
        connection: smtplib.SMTP = backend.connection  # type: ignore[assignment]
        _envelope(connection, letter)
        _body(connection, letter.content)
    except (OSError, smtplib.SMTPException) as error:
        _close(backend)
        raise NoServer(_failure_words(error)) from error
    except BaseException:
        _close(backend)
        raise
    try:
        if not may_finish():
            raise Superseded
        _finish(connection)
    finally:
        _close(backend)


def _envelope(connection: smtplib.SMTP, letter: Letter) -> None:
    connection.ehlo_or_helo_if_needed()
    _expect(connection.mail(letter.sender), {250})
    code, answer = connection.rcpt(letter.recipient)
    if 500 <= code < 600:
        raise Refused(_answer(code, answer))
    _expect((code, answer), {250, 251})
    connection.putcmd("data")
    _expect(connection.getreply(), {354})


def _expect(reply: tuple[int, bytes], wanted: set[int]) -> None:
    if reply[0] not in wanted:
        raise NotTaken(_answer(*reply))


def _body(connection: smtplib.SMTP, content: bytes) -> None:
    """Everything but the end; then see whether the server is still there, or spoke before its turn."""
    connection.send(_DOT.sub(b"..", content if content.endswith(b"\r\n") else content + b"\r\n"))
    sock = connection.sock
    if sock is None:
        raise smtplib.SMTPServerDisconnected("connection closed")
    waits = sock.gettimeout()
    sock.settimeout(PEEK_SECONDS)
    try:
        early = sock.recv(1)
    except TimeoutError:
        sock.settimeout(waits)
        return
    raise NotTaken(
        tell("Máy chủ thư trả lời trước khi nhận hết thư." if early else "Máy chủ thư ngắt kết nối giữa chừng.")
    )


def _finish(connection: smtplib.SMTP) -> None:
    try:
        connection.send(END)
        code, answer = connection.getreply()
    except (OSError, smtplib.SMTPException) as error:
        raise Unsure(tell("Mất kết nối khi chờ máy chủ thư xác nhận: {why}", why=_failure_words(error))) from error
    if 500 <= code < 600:
        raise Refused(_answer(code, answer))
    _expect((code, answer), {250})


def _close(backend: EmailBackend) -> None:
    """Leave politely where that costs nothing; never let the farewell change what happened."""
    connection, backend.connection = backend.connection, None
    if connection is None:
        return
    if connection.sock is not None:
        connection.sock.settimeout(2)
        with suppress(OSError, smtplib.SMTPException, ValueError):
            connection.putcmd("quit")
    connection.close()


def _answer(code: int, answer: bytes) -> Said:
    words = answer.decode("utf-8", "replace")[:1000]
    return tell("Máy chủ thư trả lời {code}: {answer}", code=str(code), answer=words)


def _failure_words(error: Exception) -> Said:
    if isinstance(error, smtplib.SMTPResponseException):
        words = error.smtp_error
        return _answer(error.smtp_code, words if isinstance(words, bytes) else str(words).encode())
    return tell("Không gửi được qua máy chủ thư: {error}", error=f"{type(error).__name__}: {error}"[:1000])
