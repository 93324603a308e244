"""An audit: the crawl in a process of its own, then the judgement of what it kept. Running it again takes it up."""

import subprocess
import sys
import tempfile
from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from caicach.kernel.errors import InvalidInput
from caicach.procedures.auditing.addresses import is_loopback, one_address, site_of
from caicach.procedures.auditing.crawling import Walk, walk_as_json
from caicach.procedures.auditing.findings import Report
from caicach.procedures.auditing.judging import report_on
from caicach.procedures.auditing.sights import sights_of
from caicach.procedures.auditing.store import Outcome, Store
from caicach.procedures.record.register import Register

POLITE_DELAY: Final = 1.0


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
    walk: Walk, register: Register, *, snapshots: Path | None, progress: Callable[[int], None] | None = None
) -> Report:
    """What a portal shows against the register. With ``snapshots`` the evidence stays, and a killed audit goes on."""
    holder = tempfile.TemporaryDirectory(prefix="caicach-audit-") if snapshots is None else nullcontext(str(snapshots))
    with holder as folder:
        placed = replace(walk, folder=folder)
        Store(Path(folder), identity=placed.identity)  # refuses the folder of another audit before anything is asked
        _crawl(placed)
        store = Store(Path(folder), identity=placed.identity)
        if progress is not None:
            progress(len(store.answers))
        report = report_on(register, sights_of(store))
        return replace(report, notes={**report.notes, **_notes_of(store, placed)})


def _crawl(walk: Walk) -> None:
    done = Path(walk.folder) / "done.json"
    done.unlink(missing_ok=True)
    program = [sys.executable, "-m", "caicach.procedures.auditing.crawling"]
    ended = subprocess.run(program, input=walk_as_json(walk), text=True, capture_output=True, check=False)  # noqa: S603
    if not done.exists():
        raise InvalidInput(
            "procedures.crawl_stopped",
            what="Việc đọc cổng {host} dừng giữa chừng.",
            why="Chương trình đọc cổng kết thúc với mã {exit_code}. {detail}",
            todo="Hãy chạy lại với cùng --snapshots để tiếp tục từ chỗ đã dừng.",
            host=urlsplit(walk.url).hostname,
            exit_code=ended.returncode,
            detail=(ended.stderr.strip().splitlines() or [""])[-1][:300],
        )


def _notes_of(store: Store, walk: Walk) -> dict[str, tuple[str, ...]]:
    expired = tuple(answer.url for answer in store.answers.values() if answer.detail == "certificate_expired")
    endless = tuple(answer.url for answer in store.answers.values() if answer.outcome is Outcome.LEFT_OUT)
    notes = {name: urls for name, urls in (("certificate_expired", expired[:1]), ("endless_pages", endless)) if urls}
    if len(store.answers) > walk.most_pages:
        notes["page_limit"] = (str(walk.most_pages),)
    return notes
