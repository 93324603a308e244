"""A folder of mixed and broken files through ``caicach read``: ``python -m benchmarks.mixed_folder [--files N]``.

Files of FOLDERS (letters in ``tests/documents`` and, where they are there, those beside the project) are given whole,
cut off, with other bytes in them, empty, under another ending, encrypted, with a mark of secrecy, as tables, pages,
mails and RTF: the same N files for the same seed. ``caicach read`` must end with every file read or told with its
reason, without a traceback; shown are the time by the clock, the seconds of all processors, and the most memory that
the command and its children held together. Ends with 1 where a file is missing from the answer.
"""

import argparse
import io
import json
import os
import random
import re
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import docx
import openpyxl
import pikepdf

from caicach.documents.read.reader import read_file
from caicach.documents.write.docx import write_docx
from caicach.documents.write.pdf import write_pdf

HERE = Path(__file__).resolve().parents[1]
BESIDE = HERE.parent / "shared"
FOLDERS = (
    *(HERE / "tests/documents" / name for name in ("letters", "blind_letters", "office_letters")),
    *(BESIDE / name for name in ("directives", "plans", "reference/reading_cases", "reference/field_cases")),
)
ENDINGS = (".txt", ".docx", ".pdf", ".xlsx", ".html", ".csv", ".xls")
_NEVER = ("Traceback (most recent call last)", "Bộ đọc gặp lỗi ngoài dự kiến", "Tiến trình đọc bị dừng đột ngột")


@dataclass(frozen=True)
class Given:
    """Files to make others of: letters as text, and every file by its ending."""

    letters: tuple[str, ...]
    files: dict[str, tuple[bytes, ...]]


def given(folders: Sequence[Path]) -> Given:
    paths = [path for folder in folders if folder.is_dir() for path in sorted(folder.iterdir())]
    held = [(path.suffix, path.read_bytes()) for path in paths if path.suffix in ENDINGS]
    files = {ending: tuple(data for one, data in held if one == ending and data) for ending in ENDINGS}
    letters = tuple(data.decode("utf-8", "replace") for data in files[".txt"])
    documents = [read_file(text.encode(), filename="a.txt").document for text in letters[:6]]
    files[".docx"] += tuple(map(write_docx, documents))
    files[".pdf"] += tuple(map(write_pdf, documents))
    return Given(letters, files)


Maker = Callable[[Given, random.Random], tuple[str, bytes]]
"""An ending and the bytes of one file."""


def _whole(of: Given, chance: random.Random) -> tuple[str, bytes]:
    ending = chance.choice([ending for ending in ENDINGS if of.files[ending]])
    return ending, chance.choice(of.files[ending])


def _text(of: Given, chance: random.Random) -> tuple[str, bytes]:
    words = chance.choice(of.letters)
    code = chance.choice(("utf-8", "utf-8-sig", "utf-16", "cp1258"))
    return ".txt", words.encode(code, "replace")


def _cut(of: Given, chance: random.Random) -> tuple[str, bytes]:
    ending, data = _whole(of, chance)
    return ending, data[: chance.randrange(1, len(data) + 1)]


def _changed(of: Given, chance: random.Random) -> tuple[str, bytes]:
    ending, data = _whole(of, chance)
    out = bytearray(data)
    for _ in range(chance.choice((1, 5, 50, 500))):
        at = chance.randrange(len(out) + 1)
        out[at : at + chance.choice((1, 1, 8))] = chance.randbytes(chance.choice((0, 1, 8)))
    return ending, bytes(out)


def _of_another_kind(of: Given, chance: random.Random) -> tuple[str, bytes]:
    return chance.choice((".pdf", ".docx", ".txt", ".png", ".doc", ".jpg", ".tif")), _whole(of, chance)[1]


def _nothing(_of: Given, chance: random.Random) -> tuple[str, bytes]:
    return chance.choice((".txt", ".docx", ".pdf", ".png")), chance.choice(
        (b"", b"\0" * 4096, b"  \n\n\t", b"\xef\xbb\xbf")
    )


def _noise(_of: Given, chance: random.Random) -> tuple[str, bytes]:
    return chance.choice((".txt", ".docx", ".pdf", ".tif")), chance.randbytes(chance.choice((10, 1000, 100_000)))


def _encrypted(of: Given, chance: random.Random) -> tuple[str, bytes]:
    stream = io.BytesIO()
    with pikepdf.open(io.BytesIO(of.files[".pdf"][-1])) as pdf:
        pdf.save(stream, encryption=pikepdf.Encryption(owner="a", user="b", R=chance.choice((4, 6))))
    return ".pdf", stream.getvalue()


def _secret(of: Given, chance: random.Random) -> tuple[str, bytes]:
    mark = chance.choice(("MẬT", "TỐI MẬT", "TUYỆT MẬT"))
    words = f"{mark}\n\n{chance.choice(of.letters)}"
    if chance.random() < 0.5:
        return ".txt", words.encode()
    made, stream = docx.Document(), io.BytesIO()
    for line in words.replace("\f", "\n").splitlines():
        made.add_paragraph("".join(sign for sign in line if sign.isprintable()))
    made.save(stream)
    return ".docx", stream.getvalue()


def _marked_up(of: Given, chance: random.Random) -> tuple[str, bytes]:
    words = chance.choice(of.letters)
    rtf = "".join(sign if ord(sign) < 128 else f"\\u{ord(sign)}?" for sign in words).replace("\n", "\\par\n")
    mail = f"From: a@example.vn\nSubject: CV\nContent-Type: text/plain; charset=utf-8\n\n{words}"
    made = (
        (".html", f"<html><body><p>{words}</p></body></html>"), (".rtf", "{\\rtf1 " + rtf + "}"),
        (".eml", mail), (".csv", words.replace(" ", ";")),
    )  # fmt: skip
    ending, content = chance.choice(made)
    return ending, content.encode()


def _book(of: Given, chance: random.Random) -> tuple[str, bytes]:
    book, stream = openpyxl.Workbook(), io.BytesIO()
    sheet = book.create_sheet("a", 0)
    for line in chance.choice(of.letters).splitlines()[:40]:
        sheet.append(["".join(sign for sign in word if sign.isprintable()) for word in line.split()])
    book.save(stream)
    return ".xlsx", stream.getvalue()


MAKERS: tuple[tuple[Maker, int], ...] = (
    (_text, 40), (_whole, 20), (_cut, 10), (_changed, 10), (_of_another_kind, 5), (_nothing, 3), (_noise, 2),
    (_encrypted, 2), (_secret, 3), (_marked_up, 4), (_book, 1),
)  # fmt: skip


def mixed(of: Given, count: int, seed: int) -> Iterator[tuple[str, bytes]]:
    """Names that say what a file is, and its bytes."""
    makers, weights = zip(*MAKERS, strict=True)
    for number in range(count):
        chance = random.Random(f"{seed}/{number}")  # noqa: S311 -- the same files every time
        maker: Maker = chance.choices(makers, weights)[0]
        ending, data = maker(of, chance)
        yield f"{number:04}{maker.__name__}{ending}", data


class Watch(threading.Thread):
    """The most memory that a process and all that it started held at one moment, in bytes; Linux."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self.pid, self.most, self.ended = pid, 0, threading.Event()

    def run(self) -> None:
        while not self.ended.wait(0.2):
            self.most = max(self.most, sum(map(_resident, _family(self.pid))))


def _family(pid: int) -> Iterator[int]:
    yield pid
    try:
        for task in Path(f"/proc/{pid}/task").iterdir():
            for child in (task / "children").read_text().split():
                yield from _family(int(child))
    except OSError:  # it has ended meanwhile
        return


def _resident(pid: int) -> int:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return sum(1024 * int(line.split()[1]) for line in lines if line.startswith("Pss:"))  # shared pages counted once


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="*", type=Path, default=list(FOLDERS))
    parser.add_argument("--files", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="caicach-mixed-") as place:
        folder, out = Path(place) / "files", Path(place) / "json"
        folder.mkdir()
        for name, data in mixed(given(options.folders), options.files, options.seed):
            (folder / name).write_bytes(data)
        return _read(folder, out, options.jobs)


def _read(folder: Path, out: Path, jobs: int) -> int:
    command = [
        sys.executable,
        "-m",
        "caicach.cli.main",
        "read",
        str(folder),
        "--json-dir",
        str(out),
        "--jobs",
        str(jobs),
    ]
    began, before = time.perf_counter(), os.times()
    with tempfile.TemporaryFile("w+") as said:
        process = subprocess.Popen(command, stdout=said, stderr=said)  # noqa: S603 -- this checkout's own command
        watch = Watch(process.pid)
        watch.start()
        ended = process.wait()
        watch.ended.set()
        watch.join()
        said.seek(0)
        words = said.read()
    spent = os.times()
    seconds = spent.children_user + spent.children_system - before.children_user - before.children_system
    return _told(folder, out, words, ended, (time.perf_counter() - began, seconds, watch.most))


def _told(folder: Path, out: Path, words: str, ended: int, cost: tuple[float, float, int]) -> int:
    clock, seconds, most = cost
    names = {path.name for path in folder.iterdir()}
    read = {path.name.removesuffix(".json") for path in out.glob("*.json") if json.loads(path.read_text())}
    told = {name for name in names if name in words}
    lost = sorted(name for name in names - told if name not in read and Path(name).stem not in read)
    kinds = Counter(name[4:].split(".")[0].strip("_") for name in names)
    read_of = Counter(name[4:].split(".")[0].strip("_") for name in names - told)
    print(
        f"{len(names)} files, {len(names - told) - len(lost)} read, {len(told)} told with a reason; ended with {ended}"
    )
    print(f"{clock:.1f} s by the clock, {seconds:.1f} s of the processors as far as processes were waited for")
    print(f"at most {most / 2**20:.0f} MiB at once")
    for kind, count in sorted(kinds.items()):
        print(f"  {kind:<18}{count:>5} files{read_of[kind]:>6} read")
    reasons = Counter(re.sub("«.*?»", "«»", line.partition(": ")[2]) for line in words.splitlines() if line[:2] == "- ")
    for reason, count in reasons.most_common():
        print(f"  {count:>5} {reason[:110]}")
    bad = [word for word in _NEVER if word in words]
    for one in (*lost, *bad):
        print(f"  MISSED: {one}")
    if bad:
        print(words[-4000:])
    return 1 if lost or bad else 0


if __name__ == "__main__":
    sys.exit(main())
