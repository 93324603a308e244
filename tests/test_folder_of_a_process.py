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


def test_the_folder_of_a_run_goes_with_the_process_that_made_it(tmp_path: Path) -> None:
    script = (
        "import os, sys; from config.test_folders import own_folder; folder = own_folder()\n"
        "open(f'{folder}/kept', 'w').close()\n"
        "if not (child := os.fork()): sys.exit()\n"
        "os.waitpid(child, 0); print(os.path.exists(f'{folder}/kept'))"
    )
    told = {
        name: value for name, value in os.environ.items() if name not in ("CAICACH_DATA_DIR", "PYTEST_XDIST_WORKER")
    }
    told |= {"TMPDIR": str(tmp_path), "PYTHONPATH": str(SOURCE)}
    said = subprocess.run([sys.executable, "-c", script], env=told, capture_output=True, text=True, check=True)
    assert said.stdout.strip() == "True"
    assert list(tmp_path.iterdir()) == []
