"""Mutated files, and the readers that must end on each of them within their bounds, with an answer or a refusal.

``PYTHONPATH=src:tests python tests/documents/mutations.py [--reader NAME] [--count N] [--seed N] [FILES]``: N mutations
of every seed of a reader (FILES by their ending beside the invented ones); what raises anything else than an error of
the field, or takes longer than its bound, is kept beside its number (``--keep DIR``) and counted.
"""

import argparse
import io
import logging
import os
import random
import resource
import signal
import sys
import tempfile
import time
import warnings
import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import FrameType
from typing import Final

from caicach.correspondence.signing.verify import findings_of
from caicach.documents.plan.opening import read_plan
from caicach.documents.read.reader import read_file
from caicach.indices.composite.tables import read_table
from caicach.indices.definition.excel_sheets import read_form_sheet
from caicach.indices.definition.excel_tree import read_tree
from caicach.kernel.errors import CaicachError
from caicach.organisations.domain.csv_files import parse_units
from caicach.procedures.pages.extracting import page_of
from caicach.procedures.record.register import register_of
from caicach.surveys.questionnaires.examining import checked_form

SECONDS: Final = 20
MEMORY: Final = 2 * 1024**3
_ZIP: Final = b"PK\x03\x04"
_WORDS: Final = (
    b"", b"0", b"-1", b"99999999999999999999", b"1e999", b"NaN", b"&#0;", b"\xff\xfe", b"\x00" * 8, b"<", b">", b"]]>",
    "ỡ".encode(), b"_x000D_", b"..", b"/../", b"%s", b"'", b'"', b"A1048576", b"XFD1", b"1.", b"I.", "Điều 1.".encode(),
    b"\n", b"\t", b";" * 40, b"(" * 200, b"- " * 100, b"ngay 31/02/2026", b"\r\n\r\n",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Reader:
    """What is called with the bytes of a file, and the endings of the files it takes."""

    read: Callable[[bytes], object]
    endings: tuple[str, ...]


def _form(data: bytes) -> object:
    return read_tree(read_form_sheet(data, "bieu.xlsx").rows)


NOW: Final = datetime(2026, 11, 29, tzinfo=UTC)

READERS: Final = {
    "letter": Reader(lambda data: read_file(data, filename="vb"), (".txt", ".docx", ".pdf")),
    "plan": Reader(lambda data: read_plan(data, filename="kh"), (".docx", ".xlsx", ".html", ".txt", ".pdf", ".xls")),
    "form": Reader(_form, (".xlsx",)),
    "units": Reader(lambda data: parse_units(data.decode("utf-8-sig", "replace")), (".csv",)),
    "table": Reader(lambda data: read_table("a.csv", data), (".csv",)),
    "survey": Reader(lambda data: checked_form(data, "khao-sat.xlsx", {}), (".xlsx", ".xls")),
    "page": Reader(page_of, (".html",)),
    "register": Reader(lambda data: register_of("thu-tuc.jsonl", data), (".jsonl", ".csv", ".xlsx")),
    "signatures": Reader(lambda data: findings_of(data, now=NOW), (".pdf",)),
}


def mutated(data: bytes, rng: random.Random) -> bytes:
    """The file with a few faults: of a zipped file more often inside one of its parts than in its own bytes."""
    if data.startswith(_ZIP) and rng.random() < 0.8:
        return _with_part_changed(data, rng)
    return _changed(data, rng)


def _with_part_changed(data: bytes, rng: random.Random) -> bytes:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
    except (zipfile.BadZipFile, zlib.error, OSError):
        return _changed(data, rng)
    names = sorted(parts)
    for name in rng.sample(names, min(len(names), rng.randrange(1, 3))):
        match rng.randrange(12):
            case 0:
                del parts[name]
            case 1:
                parts[name] = parts.get(rng.choice(names), b"")
            case _:
                parts[name] = _changed(parts[name], rng)
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return stream.getvalue()


def _changed(data: bytes, rng: random.Random) -> bytes:
    out = bytearray(data or b"\0")
    for _ in range(rng.choice((1, 1, 1, 2, 5, 30))):
        at = rng.randrange(len(out) + 1)
        length = rng.choice((1, 1, 4, 40, 400))
        match rng.randrange(6):
            case 0:
                del out[at : at + length]
            case 1:
                out[at : at + length] = rng.randbytes(min(length, len(out) - at + 1))
            case 2:
                out[at:at] = out[at : at + length]
            case 3:
                out[at:at] = rng.choice(_WORDS)
            case 4:
                other = rng.randrange(len(out) + 1)
                out[at:at] = out[other : other + length]
            case _:
                out[at : at + 1] = rng.choice(_WORDS)
    return bytes(out[: rng.randrange(len(out) + 1)]) if rng.random() < 0.05 else bytes(out)


def outcome(read: Callable[[bytes], object], data: bytes) -> str:
    """ "read" or "refused"; anything else that is raised goes through."""
    try:
        read(data)
    except CaicachError as error:
        if not all(error.sentences()):
            raise AssertionError(f"a refusal without its three sentences: {error.code}") from error
        return "refused"
    return "read"


class TookTooLong(Exception):
    """A reader was still at work when its time was over."""


def _stop(_signal: int, _frame: FrameType | None) -> None:
    raise TookTooLong


@dataclass(slots=True)
class Tally:
    """What became of the mutations of one reader."""

    read: int = 0
    refused: int = 0
    failed: int = 0
    slowest: float = 0.0


def run(name: str, seeds: Sequence[bytes], *, count: int, seed: int, keep: Path) -> Tally:
    """``count`` mutations of a reader's seeds in turn, each a function of the seed and its number alone."""
    tally = Tally()
    signal.signal(signal.SIGALRM, _stop)
    for number in range(count):
        data = mutated(seeds[number % len(seeds)], random.Random(f"{seed}/{name}/{number}"))
        (keep / f"{name}.now").write_bytes(data)  # where the process itself dies, the file that killed it is left
        began = time.perf_counter()
        signal.alarm(SECONDS)
        try:
            found = outcome(READERS[name].read, data)
        except (Exception, TookTooLong) as error:  # noqa: BLE001 -- this is the loop that counts what went wrong
            tally.failed += 1
            (keep / f"{name}-{number}").write_bytes(data)
            print(f"{name} {number}: {type(error).__name__}: {error}", flush=True)
        else:
            setattr(tally, found, getattr(tally, found) + 1)
        finally:
            signal.alarm(0)
        tally.slowest = max(tally.slowest, time.perf_counter() - began)
    (keep / f"{name}.now").unlink(missing_ok=True)
    return tally


def seeds_of(reader: Reader, files: Sequence[Path]) -> list[bytes]:
    return [path.read_bytes() for path in files if path.suffix.casefold() in reader.endings]


def _files(paths: Sequence[Path]) -> Iterator[Path]:
    for path in paths:
        yield from sorted(path.rglob("*")) if path.is_dir() else [path]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--reader", choices=sorted(READERS), action="append")
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path, default=Path(tempfile.gettempdir()) / "mutations")
    options = parser.parse_args()
    options.keep.mkdir(parents=True, exist_ok=True)
    warnings.simplefilter("ignore")  # of libraries about what they leave out
    logging.disable()  # a library of signatures logs each path of certificates that it cannot build
    os.environ["PATH"] = ""  # a page that lost its text would go to recognition: not the matter here
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    failed = 0
    for name in options.reader or sorted(READERS):
        seeds = seeds_of(READERS[name], [path for path in _files(options.files) if path.is_file()])
        if seeds:
            began = time.perf_counter()
            tally = run(name, seeds, count=options.count, seed=options.seed, keep=options.keep)
            spent = time.perf_counter() - began
            print(f"{name}: {len(seeds)} seeds, {tally}, {spent:.0f} s", flush=True)
            failed += tally.failed
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
