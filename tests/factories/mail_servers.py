"""Mail servers on this machine that behave and misbehave, one step at a time."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from enum import StrEnum


class Manner(StrEnum):
    """What the server does with the next letter."""

    ACCEPTS = "accepts"
    BUSY = "busy"  # 451 to the recipient, whom it names
    FULL = "full"  # 452 after the whole letter
    REFUSES_SENDER = "refuses_sender"
    REFUSES_RECIPIENT = "refuses_recipient"
    REFUSES_LETTER = "refuses_letter"  # 554 after the whole letter
    DROPS_IN_DATA = "drops_in_data"
    LOSES_ANSWER = "loses_answer"  # keeps the letter, and the line breaks before the answer
    HANGS_BEFORE_GREETING = "hangs_before_greeting"
    HANGS_AT_RECIPIENT = "hangs_at_recipient"


@dataclass
class MailServer:
    """Speaks SMTP; ``manners`` are used up one a connection, the last one stays."""

    manners: list[Manner]
    kept: list[bytes] = field(default_factory=list)
    recipients: list[str] = field(default_factory=list)
    port: int = 0

    def next_manner(self) -> Manner:
        return self.manners.pop(0) if len(self.manners) > 1 else self.manners[0]


@contextmanager
def mail_server(*manners: Manner, port: int = 0) -> Iterator[MailServer]:
    with socket.create_server(("127.0.0.1", port)) as listening:
        server = MailServer(list(manners), port=listening.getsockname()[1])
        stopping = threading.Event()
        listening.settimeout(0.05)
        thread = threading.Thread(target=_serve, args=(server, listening, stopping))
        thread.start()
        try:
            yield server
        finally:
            stopping.set()
            thread.join()


def _serve(server: MailServer, listening: socket.socket, stopping: threading.Event) -> None:
    while not stopping.is_set():
        try:
            client, _ = listening.accept()
        except TimeoutError:
            continue
        client.settimeout(5)
        threading.Thread(target=_talk, args=(server, client, server.next_manner(), stopping), daemon=True).start()


def _talk(server: MailServer, client: socket.socket, manner: Manner, stopping: threading.Event) -> None:
    with client, suppress(OSError):
        _converse(server, client, manner, stopping)


def _converse(server: MailServer, client: socket.socket, manner: Manner, stopping: threading.Event) -> None:
    if manner is Manner.HANGS_BEFORE_GREETING:
        stopping.wait(3)
        return
    lines = client.makefile("rb")
    with lines:
        client.sendall(b"220 mail.example\r\n")
        for line in lines:
            word = line.split()[0].upper() if line.split() else b""
            if word == b"QUIT":
                return
            if word == b"DATA":
                client.sendall(b"354 go on\r\n")
                if not _take_letter(server, client, lines, manner):
                    return
            else:
                _answer(server, client, word, line, manner, stopping)


def _answer(server: MailServer, client: socket.socket, word: bytes, line: bytes, manner: Manner, stopping) -> None:
    answer = b"250 ok\r\n"
    if word == b"MAIL" and manner is Manner.REFUSES_SENDER:
        answer = b"550 sender not allowed\r\n"
    elif word == b"RCPT":
        if manner is Manner.HANGS_AT_RECIPIENT:
            stopping.wait(30)
            return
        server.recipients.append(line.decode().strip())
        answer = {
            Manner.BUSY: b"451 try later: " + line.rstrip() + b"\r\n",
            Manner.REFUSES_RECIPIENT: b"550 no such user\r\n",
        }.get(manner, answer)
    client.sendall(answer)


def _take_letter(server: MailServer, client: socket.socket, lines, manner: Manner) -> bool:
    content = b""
    for line in lines:
        if line == b".\r\n":
            break
        content += line
        if manner is Manner.DROPS_IN_DATA:
            return False
    else:
        return False
    if manner in {Manner.ACCEPTS, Manner.LOSES_ANSWER}:
        server.kept.append(content)
    if manner is Manner.LOSES_ANSWER:
        return False
    answers = {Manner.FULL: b"452 no room\r\n", Manner.REFUSES_LETTER: b"554 not wanted\r\n"}
    client.sendall(answers.get(manner, b"250 taken\r\n"))
    return True
