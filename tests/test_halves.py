"""Two halves of the pure tests count as one run: what fails, or dies, in the other half fails it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

_CONFTEST = """
import os
from halves import Halves
os.environ["PARENT"] = str(os.getpid())
def pytest_configure(config):
    config.pluginmanager.register(Halves(config))
"""


def _run(folder: Path, test: str) -> subprocess.CompletedProcess[str]:
    (folder / "pytest.ini").write_text("[pytest]\ntestpaths = .\n")
    (folder / "conftest.py").write_text(_CONFTEST)
    for room in ("documents", "plans"):
        (folder / room).mkdir()
        (folder / room / f"test_{room}.py").write_text(f"import os\ndef test_{room}():\n    {test}\n")
    here = os.environ | {"PYTHONPATH": str(Path(__file__).parent)}
    command = [sys.executable, "-m", "pytest", "-v", "-p", "no:django", "-p", "no:cacheprovider", "-p", "no:randomly"]
    return subprocess.run(command, cwd=folder, env=here, capture_output=True, text=True, check=False)


@pytest.mark.parametrize(
    ("test", "code", "told"),
    [
        ("pass", 0, "2 passed"),
        ("assert False", 1, "2 failed"),
        ("import pytest; pytest.skip('not here')", 0, "2 skipped"),
        ("assert os.getpid() == int(os.environ['PARENT'])", 1, "1 failed, 1 passed"),
        ("os.getpid() == int(os.environ['PARENT']) or os._exit(9)", 3, "The other half of the tests ended with 9"),
    ],
)
def test_both_halves_count(tmp_path: Path, test: str, code: int, told: str) -> None:
    ran = _run(tmp_path, test)
    assert (ran.returncode, told in ran.stdout) == (code, True), ran.stdout + ran.stderr
