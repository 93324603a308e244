"""Two processes of a run remove files of their own database only: each has a folder of its own."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow
SOURCE = Path(__file__).parents[1] / "src"


@pytest.mark.parametrize(("worker", "folder"), [("", "."), ("gw1", "gw1")])
def test_each_process_keeps_its_files_apart(tmp_path: Path, worker: str, folder: str) -> None:
    script = "from config import test_settings as s; print(s.FILES_DIR)"
    told = dict(os.environ, CAICACH_DATA_DIR=str(tmp_path), PYTEST_XDIST_WORKER=worker, PYTHONPATH=str(SOURCE))
    for _ in range(2):  # a process that a test starts takes the folder over as it is
        said = subprocess.run([sys.executable, "-c", script], env=told, capture_output=True, text=True, check=True)
        assert Path(said.stdout.strip()) == tmp_path / folder / "files"
        told["CAICACH_DATA_DIR"] = str(Path(said.stdout.strip()).parent)
