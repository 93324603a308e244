"""The answers of an audit: WARC records as evidence, and an index of one line each that is the audit's memory.

A line is written after its record is on the disk. On opening, what stands behind the last whole line is cut off.
"""

import hashlib
import io
import json
import os
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import Final

from warcio.archiveiterator import ArchiveIterator
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from caicach.kernel.errors import InvalidInput

LARGEST_BODY: Final = 8_000_000


class Outcome(StrEnum):
    """What became of asking for an address; ``LEFT_OUT``: one more of endless pages without procedures."""

    ANSWERED = "answered"
    REDIRECTED = "redirected"
    REDIRECT_LOOP = "redirect_loop"
    OUTSIDE = "outside"
    TOO_LARGE = "too_large"
    SLOW = "slow"
    UNREACHABLE = "unreachable"
    REFUSED_PRIVATE = "refused_private"
    FORBIDDEN_BY_ROBOTS = "forbidden_by_robots"
    LEFT_OUT = "left_out"


@dataclass(frozen=True, slots=True)
class Answer:
    """``digest`` of the payload as sent; ``offset`` of its record; ``parent``: the page that led here."""

    url: str
    outcome: Outcome
    at: str = ""
    status: int = 0
    target: str = ""
    digest: str = ""
    offset: int = -1
    detail: str = ""
    attempts: int = 1
    parent: str = ""


_DRAWN: Final = "rendered"
_MOST_HOSTS: Final = 20


def drawn_detail(hosts: Sequence[str] = ()) -> str:
    """``detail`` of an answer that a browser drew, with the other hosts that its scripts asked for in vain."""
    return " ".join([_DRAWN, *hosts[:_MOST_HOSTS]])


def is_drawn(answer: Answer) -> bool:
    return answer.detail.partition(" ")[0] == _DRAWN


def hosts_wanted(answer: Answer) -> tuple[str, ...]:
    return tuple(answer.detail.split(" ")[1:]) if is_drawn(answer) else ()


class Store:
    """One folder for one audit."""

    def __init__(self, folder: Path, *, identity: Mapping[str, object]) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._warc_path, self._index_path = folder / "audit.warc.gz", folder / "index.jsonl"
        self.answers: dict[str, Answer] = {}
        self._hold_identity(folder / "audit.json", identity)
        self._take_up()

    def _hold_identity(self, path: Path, identity: Mapping[str, object]) -> None:
        """Another site, or another way of walking it, may not be taken up from here."""
        written = json.dumps(identity, sort_keys=True, ensure_ascii=False)
        if path.exists() and path.read_text(encoding="utf-8") != written:
            raise InvalidInput(
                "procedures.other_audit",
                what="Thư mục lưu «{folder}» thuộc một lần kiểm tra khác.",
                why="Cổng hoặc tham số của lần kiểm tra trước không giống lần này.",
                todo="Hãy chọn thư mục trống, hoặc chạy lại với đúng tham số cũ để tiếp tục.",
                folder=path.parent,
            )
        path.write_text(written, encoding="utf-8")

    def _take_up(self) -> None:
        end, whole = 0, 0
        if self._index_path.exists():
            data = self._index_path.read_bytes()
            for line in data.splitlines(keepends=True):
                if not line.endswith(b"\n"):
                    break
                row = json.loads(line)
                end = max(end, row.pop("end"))
                answer = Answer(**{**row, "outcome": Outcome(row["outcome"])})
                self.answers[answer.url] = answer
                whole += len(line)
            os.truncate(self._index_path, whole)
        if self._warc_path.exists():
            os.truncate(self._warc_path, end)

    def add(self, answer: Answer, headers: Sequence[tuple[str, str]] = (), body: bytes | None = None) -> Answer:
        """Keeps an answer; with a body, its record first."""
        end = self._warc_path.stat().st_size if self._warc_path.exists() else 0
        if body is not None:
            with self._warc_path.open("ab") as file:
                answer = replace(answer, offset=file.tell(), digest=hashlib.sha256(body).hexdigest())
                _write(file, answer, headers, body)
                file.flush()
                os.fsync(file.fileno())
                end = file.tell()
        with self._index_path.open("a", encoding="utf-8") as index:
            index.write(json.dumps({**asdict(answer), "end": end}, ensure_ascii=False) + "\n")
            index.flush()
            os.fsync(index.fileno())
        self.answers[answer.url] = answer
        return answer

    def body(self, answer: Answer) -> bytes:
        """The unpacked_payload payload of an answer, at most ``LARGEST_BODY`` bytes of it."""
        if answer.offset < 0:
            return b""
        with self._warc_path.open("rb") as file:
            file.seek(answer.offset)
            for record in ArchiveIterator(file):
                packed = record.raw_stream.read()
                coding = record.http_headers.get_header("Content-Encoding") or ""
                return unpacked_payload(packed, coding)
        return b""

    def pages(self) -> Iterator[tuple[Answer, bytes]]:
        """Every answer with its payload, in the order in which they came."""
        for answer in list(self.answers.values()):
            yield answer, self.body(answer)


def payload_in(archive: Path, digest: str) -> bytes | None:
    """The payload of a digest out of an archive, wherever that lies now; None where it is not there."""
    if not archive.exists():
        return None
    with archive.open("rb") as file:
        for record in ArchiveIterator(file):
            if record.rec_headers.get_header("X-Sha256") == digest:
                coding = record.http_headers.get_header("Content-Encoding") or ""
                return unpacked_payload(record.raw_stream.read(), coding)
    return None


def _write(file: io.BufferedWriter, answer: Answer, headers: Sequence[tuple[str, str]], body: bytes) -> None:
    writer = WARCWriter(file, gzip=True)
    kept = [(name, value) for name, value in headers if name.lower() not in {"transfer-encoding", "content-length"}]
    lines = StatusAndHeaders(
        f"{answer.status} Answer", [*kept, ("Content-Length", str(len(body)))], protocol="HTTP/1.1"
    )
    record = writer.create_warc_record(
        answer.url,
        "response",
        payload=io.BytesIO(body),
        length=len(body),
        http_headers=lines,
        warc_headers_dict={"WARC-Date": answer.at, "X-Sha256": answer.digest},
    )
    writer.write_record(record)


def unpacked_payload(body: bytes, coding: str) -> bytes:
    """A payload without its content coding, within the bound: a small file may unpack to gigabytes.

    >>> import gzip
    >>> unpacked_payload(gzip.compress(b"a" * 20_000_000), "gzip") == b"a" * LARGEST_BODY
    True
    """
    coding = coding.strip().lower()
    if coding in {"gzip", "x-gzip"} or (not coding and body[:2] == b"\x1f\x8b"):
        window = 31
    elif coding == "deflate":
        window = 47 if body[:1] == b"\x78" else -15
    else:
        return body[:LARGEST_BODY]
    try:
        return zlib.decompressobj(window).decompress(body, LARGEST_BODY)
    except zlib.error:
        return body[:LARGEST_BODY]
