"""Where the processes of a test run keep their files."""

import os
import tempfile
from pathlib import Path


def own_folder() -> str:
    """Of this process. A database has a folder of files: what one process removes, the database of another may name."""
    folder = Path(os.environ.get("CAICACH_DATA_DIR") or tempfile.mkdtemp(prefix="caicach-test-"))
    worker = os.environ.get("PYTEST_XDIST_WORKER", "")
    if worker and folder.name != worker:  # else handed down to a process that a test started
        folder /= worker
        folder.mkdir(parents=True, exist_ok=True)
    return str(folder)
