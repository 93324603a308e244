"""Where the processes of a test run keep their files."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path


def own_folder() -> str:
    """Of this process. A database has a folder of files: what one process removes, the database of another may name."""
    folder = Path(os.environ.get("CAICACH_DATA_DIR") or _folder_of_the_run())
    worker = os.environ.get("PYTEST_XDIST_WORKER", "")
    if worker and folder.name != worker:  # else handed down to a process that a test started
        folder /= worker
        folder.mkdir(parents=True, exist_ok=True)
    return str(folder)


def _folder_of_the_run() -> str:
    """Gone with the process that made it, which ends after those that it started."""
    folder = tempfile.mkdtemp(prefix="caicach-test-")
    atexit.register(_remove, folder, os.getpid())
    return folder


def _remove(folder: str, maker: int) -> None:
    """Not by a process forked from the maker."""
    if os.getpid() == maker:
        shutil.rmtree(folder, ignore_errors=True)
