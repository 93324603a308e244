"""`caicach worker`: reads the scans that wait, one after another, and clears away files of failed transactions."""

import argparse
import logging
import signal
import sys
import time
from typing import TYPE_CHECKING

from caicach.cli import installation

if TYPE_CHECKING:
    from argparse import _SubParsersAction

PAUSE_SECONDS = 2.0
SWEEP_SECONDS = 3600.0
log = logging.getLogger("caicach.worker")


def register(subparsers: "_SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = subparsers.add_parser("worker", help="đọc các bản quét đang chờ")
    parser.add_argument("--once", action="store_true", help="đọc hết những gì đang chờ rồi dừng")
    parser.set_defaults(run=_work)


def _work(arguments: argparse.Namespace) -> int:
    installation.start()
    # As an exception, so that a reading under way ends its child and gives its document back to the queue.
    signal.signal(signal.SIGTERM, lambda _number, _frame: sys.exit(0))
    swept_at = -SWEEP_SECONDS
    while True:
        if time.monotonic() - swept_at > SWEEP_SECONDS:
            swept_at = time.monotonic()
            _sweep()
        read = _read_one()
        if read is not None:
            log.info("document %s was read", read)
        elif arguments.once:
            return 0
        else:
            time.sleep(PAUSE_SECONDS)


def _sweep() -> None:
    from django.utils import timezone

    from caicach.kernel.files import services as files

    try:
        removed = files.sweep(now=timezone.now())
    except Exception:
        log.exception("left-over files could not be swept")
    else:
        if removed:
            log.info("%s files of failed transactions were removed", removed)


def _read_one() -> int | None:
    from django.db import close_old_connections
    from django.utils import timezone

    from caicach.correspondence import services

    close_old_connections()
    try:
        return services.read_next(now=timezone.now())
    except Exception:
        log.exception("a document could not be read; it stays in the queue until its claim expires")
        time.sleep(PAUSE_SECONDS)
        return None
