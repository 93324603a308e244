"""An audit: the crawl in a process of its own, then the judgement of what it kept. Running it again takes it up."""

import json
import subprocess
import sys
import tempfile
from collections.abc import Callable
from contextlib import nullcontext, suppress
from dataclasses import asdict, replace
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from caicach.kernel.errors import InvalidInput
from caicach.procedures.auditing.addresses import is_loopback, one_address, site_of
from caicach.procedures.auditing.findings import Report
from caicach.procedures.auditing.judging import report_on
from caicach.procedures.auditing.own_words import confirmed_fields, may_have_own_words, words_of_portal
from caicach.procedures.auditing.rendering import browser_path
from caicach.procedures.auditing.sights import sights_of
from caicach.procedures.auditing.store import Outcome, Store, hosts_wanted, is_drawn
from caicach.procedures.auditing.walks import Walk, walk_as_json
from caicach.procedures.pages.states import PageState
from caicach.procedures.record.labels import portal_words
from caicach.procedures.record.register import Register

MOST_DRAWN: Final = 200
"""Pages that a browser draws in one audit."""
POLITE_DELAY: Final = 1.0
_LOOKS_EVERY: Final = 1.0


def walk_of(
    url: str, *, most_pages: int, delay: float | None, timeout: float, allow_private: bool, renders: bool = False
) -> Walk:
    """How the site of an address is walked.

    Raises InvalidInput where it is no address of a web site, NotInstalled where pages are to be drawn and nothing can.
    """
    if renders:
        browser_path()
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
    walk = Walk(first, site.host, site.port, site.is_loosened, "", most_pages, timeout=timeout, renders=renders)
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
        if placed.renders:
            _draw(placed, watch)
        store = Store(Path(folder), identity=placed.identity)
        report = _judged(register, store)
        return replace(report, notes={**report.notes, **_notes_of(store, placed)})


def _judged(register: Register, store: Store) -> Report:
    """What is shown; a portal that words its labels as nobody else does is read again by what they were found to name,
    and believed where more of the register is confirmed then.
    """
    sights = sights_of(store)
    report = report_on(register, sights)
    words = words_of_portal(register, sights.values()) if may_have_own_words(report) else {}
    if not words:
        return report
    with portal_words(words):
        again = report_on(register, sights_of(store))
    if confirmed_fields(again) <= confirmed_fields(report):
        return report
    return replace(again, notes={**again.notes, "own_words": tuple(sorted(words))})


def _crawl(walk: Walk, watch: Callable[[int], None] | None) -> None:
    done = Path(walk.folder) / "done.json"
    done.unlink(missing_ok=True)
    exit_code, complaint = _carried_out("crawling", walk_as_json(walk), walk, watch)
    if not done.exists():
        raise _stopped(walk, exit_code, complaint)


def _draw(walk: Walk, watch: Callable[[int], None] | None) -> None:
    """Pages drawn may lead to others that only a script makes: drawn and walked in turn, as long as there are any."""
    left = MOST_DRAWN
    while left and (waiting := _made_by_scripts(Path(walk.folder), walk)[:left]):
        left -= len(waiting)
        asked = json.dumps({"walk": asdict(walk), "urls": waiting, "browser": browser_path()})
        exit_code, complaint = _carried_out("rendering", asked, walk, watch)
        if exit_code:
            raise _stopped(walk, exit_code, complaint)
        _crawl(walk, watch)


def _made_by_scripts(folder: Path, walk: Walk) -> list[str]:
    store = Store(folder, identity=walk.identity)
    sights = sights_of(store)
    return [
        url
        for url, answer in store.answers.items()
        if not is_drawn(answer)
        and answer.outcome is Outcome.ANSWERED
        and url in sights
        and sights[url].reason == PageState.NEEDS_JAVASCRIPT.value
    ]


def _carried_out(name: str, asked: str, walk: Walk, watch: Callable[[int], None] | None) -> tuple[int, str]:
    """A program of this room, watched; its exit code and its last complaint. A browser ends with who began it."""
    program = [sys.executable, "-m", f"caicach.procedures.auditing.{name}"]
    with tempfile.TemporaryFile() as complaints:
        with subprocess.Popen(program, stdin=subprocess.PIPE, stderr=complaints) as running:  # noqa: S603
            try:
                _fed(running, asked.encode())
                while running.poll() is None:
                    if watch is not None:
                        watch(_answers_kept(Path(walk.folder)))
                    with suppress(subprocess.TimeoutExpired):
                        running.wait(_LOOKS_EVERY)
            except BaseException:
                running.kill()
                raise
        complaints.seek(0)
        told = complaints.read()[-4000:].decode("utf-8", "replace").strip().splitlines()
        return running.returncode, (told or [""])[-1][:300]


def _fed(crawl: "subprocess.Popen[bytes]", walk: bytes) -> None:
    assert crawl.stdin is not None
    with suppress(BrokenPipeError), crawl.stdin as given:
        given.write(walk)


def _answers_kept(folder: Path) -> int:
    index = folder / "index.jsonl"
    return index.read_bytes().count(b"\n") if index.exists() else 0


def _stopped(walk: Walk, exit_code: int, complaint: str) -> InvalidInput:
    return InvalidInput(
        "procedures.crawl_stopped",
        what="Việc đọc cổng {host} dừng giữa chừng.",
        why="Chương trình đọc cổng kết thúc với mã {exit_code}. {detail}",
        todo="Hãy chạy lại với cùng --snapshots để tiếp tục từ chỗ đã dừng.",
        host=urlsplit(walk.url).hostname,
        exit_code=exit_code,
        detail=complaint,
    )


def _notes_of(store: Store, walk: Walk) -> dict[str, tuple[str, ...]]:
    expired = tuple(answer.url for answer in store.answers.values() if answer.detail == "certificate_expired")
    endless = tuple(answer.url for answer in store.answers.values() if answer.outcome is Outcome.LEFT_OUT)
    drawn = tuple(answer.url for answer in store.answers.values() if is_drawn(answer))
    hosts = tuple(sorted({host for answer in store.answers.values() for host in hosts_wanted(answer)}))
    told = {"certificate_expired": expired[:1], "endless_pages": endless, "rendered": drawn, "hosts_not_loaded": hosts}
    notes = {name: urls for name, urls in told.items() if urls}
    if len(store.answers) > walk.most_pages:
        notes["page_limit"] = (str(walk.most_pages),)
    return notes
