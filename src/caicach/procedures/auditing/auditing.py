"""An audit: the crawl in a process of its own, then the judgement of what it kept. Running it again takes it up."""

import subprocess
import sys
import tempfile
from collections.abc import Callable
from contextlib import nullcontext, suppress
from dataclasses import replace
from pathlib import Path
from typing import IO, Final
from urllib.parse import urlsplit

from caicach.kernel.errors import InvalidInput
from caicach.procedures.auditing.addresses import is_loopback, one_address, site_of
from caicach.procedures.auditing.findings import Report
from caicach.procedures.auditing.judging import report_on
from caicach.procedures.auditing.sights import sights_of
from caicach.procedures.auditing.store import Outcome, Store
from caicach.procedures.auditing.walks import Walk, walk_as_json
from caicach.procedures.record.register import Register

POLITE_DELAY: Final = 1.0
_LOOKS_EVERY: Final = 1.0


def walk_of(url: str, *, most_pages: int, delay: float | None, timeout: float, allow_private: bool) -> Walk:
    """How the site of an address is walked. Raises InvalidInput where it is no address of a web site."""
    address = url if "://" in url else f"https://{url}"
    first = one_address(address, address)
    if not first:
        raise InvalidInput(
            "procedures.no_site",
            what="«{url}» không phải địa chỉ của một cổng thông tin.",
            why="Địa chỉ cần có dạng https://ten-co-quan.gov.vn/.",
            todo="Hãy kiểm tra lại địa chỉ.",
            url=url[:200],
        )
    site = site_of(first, allow_private=allow_private)
    polite = 0.0 if is_loopback(site.host) else POLITE_DELAY
    walk = Walk(first, site.host, site.port, site.is_loosened, "", most_pages, timeout=timeout)
    return replace(walk, delay=polite if delay is None else delay)


def audit_of(
    walk: Walk, register: Register, *, snapshots: Path | None, watch: Callable[[int], None] | None = None
) -> Report:
    """What a portal shows against the register. With ``snapshots`` the evidence stays, and a killed audit goes on.

    ``watch`` is told every second how many answers are kept; what it raises ends the walk and is raised here.
    """
    holder = tempfile.TemporaryDirectory(prefix="caicach-audit-") if snapshots is None else nullcontext(str(snapshots))
    with holder as folder:
        placed = replace(walk, folder=folder)
        Store(Path(folder), identity=placed.identity)  # refuses the folder of another audit before anything is asked
        _crawl(placed, watch)
        store = Store(Path(folder), identity=placed.identity)
        report = report_on(register, sights_of(store))
        return replace(report, notes={**report.notes, **_notes_of(store, placed)})


def _crawl(walk: Walk, watch: Callable[[int], None] | None) -> None:
    done = Path(walk.folder) / "done.json"
    done.unlink(missing_ok=True)
    program = [sys.executable, "-m", "caicach.procedures.auditing.crawling"]
    with tempfile.TemporaryFile() as complaints:
        with subprocess.Popen(program, stdin=subprocess.PIPE, stderr=complaints) as crawl:  # noqa: S603
            try:
                _fed(crawl, walk_as_json(walk).encode())
                while crawl.poll() is None:
                    if watch is not None:
                        watch(_answers_kept(Path(walk.folder)))
                    with suppress(subprocess.TimeoutExpired):
                        crawl.wait(_LOOKS_EVERY)
            except BaseException:
                crawl.kill()
                raise
        if not done.exists():
            raise _stopped(walk, crawl.returncode, complaints)


def _fed(crawl: "subprocess.Popen[bytes]", walk: bytes) -> None:
    assert crawl.stdin is not None
    with suppress(BrokenPipeError), crawl.stdin as given:
        given.write(walk)


def _answers_kept(folder: Path) -> int:
    index = folder / "index.jsonl"
    return index.read_bytes().count(b"\n") if index.exists() else 0


def _stopped(walk: Walk, exit_code: int, complaints: IO[bytes]) -> InvalidInput:
    complaints.seek(0)
    told = complaints.read()[-4000:].decode("utf-8", "replace").strip().splitlines()
    return InvalidInput(
        "procedures.crawl_stopped",
        what="Việc đọc cổng {host} dừng giữa chừng.",
        why="Chương trình đọc cổng kết thúc với mã {exit_code}. {detail}",
        todo="Hãy chạy lại với cùng --snapshots để tiếp tục từ chỗ đã dừng.",
        host=urlsplit(walk.url).hostname,
        exit_code=exit_code,
        detail=(told or [""])[-1][:300],
    )


def _notes_of(store: Store, walk: Walk) -> dict[str, tuple[str, ...]]:
    expired = tuple(answer.url for answer in store.answers.values() if answer.detail == "certificate_expired")
    endless = tuple(answer.url for answer in store.answers.values() if answer.outcome is Outcome.LEFT_OUT)
    notes = {name: urls for name, urls in (("certificate_expired", expired[:1]), ("endless_pages", endless)) if urls}
    if len(store.answers) > walk.most_pages:
        notes["page_limit"] = (str(walk.most_pages),)
    return notes
