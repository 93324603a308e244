"""Making anchors, finding them again, and examining the trail with them."""

import logging
import os
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from pathlib import Path
from typing import Final

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext

from caicach.kernel.access import SYSTEM
from caicach.kernel.audit import services as audit
from caicach.kernel.audit.anchors import Anchor, anchor_of
from caicach.kernel.audit.domain import Fault
from caicach.kernel.audit.queries import last_line
from caicach.kernel.audit.verifying import Verified, verify
from caicach.kernel.saying import say
from caicach.kernel.snapshot import snapshot

EXAMINED: Final = "audit.trail.examined"
_KIND: Final = "trail"
_TOLD: Final = 20
"""Faults that the line of an examination names; the command names all."""

log = logging.getLogger("caicach.audit")


@dataclass(frozen=True, slots=True)
class AnchorLetter:
    """The anchor of a day on its way out of the building."""

    to: tuple[str, ...]
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Examination:
    """What one pass over the trail found."""

    verified: Verified
    faults: tuple[Fault, ...]
    more: int
    """Faults beyond those that are named."""


def folder() -> Path:
    return Path(settings.DATA_DIR) / "anchors"


def make_anchor(*, now: datetime) -> Anchor:
    """Seal what a dead process left, take in kinds of rows that are new, and keep the heads in the file of the day.

    A day has one file, the first: it is opened for reading only and never written again.
    """
    audit.take_in(now=now)
    audit.seal_all()
    anchor = audit.anchor_now(now=now)
    folder().mkdir(parents=True, exist_ok=True, mode=0o700)
    path = folder() / f"{now:%Y-%m-%d}.txt"
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o400)
    except FileExistsError:
        return anchor
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(anchor.text())
        file.flush()
        os.fsync(file.fileno())
    return anchor


def kept_anchors() -> tuple[Anchor, ...]:
    """Those of every day, oldest first. Raises InvalidInput for a file that cannot be read as one."""
    paths = sorted(folder().glob("*.txt"))
    return tuple(anchor_of(path.read_text(encoding="utf-8"), name=path.name) for path in paths)


def letter_of(on: str) -> AnchorLetter | None:
    """What ``CAICACH_ANCHOR_MAIL`` gets for a day; None without an address, a mail server, or an anchor of that day."""
    path = folder() / f"{date.fromisoformat(on):%Y-%m-%d}.txt"
    if not settings.ANCHOR_MAIL or not settings.EMAIL_HOST or not path.is_file():
        return None
    with translation.override(settings.LANGUAGE_CODE):
        title = gettext("Mốc nhật ký ngày {day}").format(day=f"{date.fromisoformat(on):%d/%m/%Y}")
        why = gettext(
            "Hãy giữ thư này ngoài hệ thống. Kiểm tra: lưu nội dung thành tệp rồi chạy "
            "caicach audit verify --anchor TỆP"
        )
    return AnchorLetter(tuple(settings.ANCHOR_MAIL), title, f"{why}\n\n{path.read_text(encoding='utf-8')}")


def first_faults(anchors: tuple[Anchor, ...], verified: Verified, *, named: int) -> tuple[tuple[Fault, ...], int]:
    """The first faults and how many more, of one moment of the database. Nobody who writes waits for it."""
    with snapshot() as using:
        faults = verify(anchors, using=using, verified=verified)
        first = tuple(islice(faults, named))
        return first, sum(1 for _ in faults)


@dataclass(frozen=True, slots=True)
class Examined:
    """What the line of an examination says of it."""

    at: datetime
    lines: int
    anchors: int
    faults: int


def last_examination() -> Examined | None:
    """The newest; None where there was none yet. One SQL query."""
    line = last_line(EXAMINED, kind=_KIND)
    counts = [int(str(line.new.get(name, 0))) for name in ("lines", "anchors", "faults")] if line else []
    return Examined(line.at, *counts) if line else None


def examine(*, now: datetime) -> Examination:
    """The examination of every night: what it found is a line of the trail, and of the server's log."""
    verified = Verified()
    faults, more = first_faults(kept_anchors(), verified, named=_TOLD)
    for fault in faults:
        log.error("the trail does not hold: %s %s %s", fault.problem, fault.stream, fault.number or fault.row_id)
    new = {
        "lines": verified.lines,
        "things": verified.things,
        "anchors": verified.anchors,
        "faults": len(faults) + more,
        "named": [say(fault.said) for fault in faults],
    }
    audit.record(SYSTEM, EXAMINED, subject=(_KIND, now.date().isoformat()), now=now, new=new)
    return Examination(verified, faults, more)
