"""Production refuses to start unsafe; a wrong setting says which it is."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

SOURCE = Path(__file__).resolve().parents[1] / "src"
LONG_SECRET = "x" * 60


def _start(tmp_path: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    base = {"PATH": os.environ["PATH"], "PYTHONPATH": str(SOURCE), "CAICACH_DATA_DIR": str(tmp_path), **environment}
    code = "import config.settings as s; print(s.MODE)"
    return subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, env=base, cwd=tmp_path, check=False
    )


@pytest.mark.parametrize(
    ("environment", "named"),
    [
        ({}, "CAICACH_SECRET_KEY"),
        ({"CAICACH_SECRET_KEY": "short"}, "CAICACH_SECRET_KEY"),
        ({"CAICACH_SECRET_KEY": "example-installation-only-never-in-production"}, "CAICACH_SECRET_KEY"),
        ({"CAICACH_SECRET_KEY": LONG_SECRET, "CAICACH_DEBUG": "1"}, "CAICACH_DEBUG"),
        ({"CAICACH_SECRET_KEY": LONG_SECRET}, "CAICACH_HOSTS"),
        ({"CAICACH_MODE": "test"}, "CAICACH_MODE"),
        ({"CAICACH_MODE": "example", "DATABASE_URL": "mysql://x"}, "DATABASE_URL"),
        ({"CAICACH_MODE": "example", "CAICACH_UPLOAD_BYTES": "50 MB"}, "CAICACH_UPLOAD_BYTES"),
    ],
)
def test_an_unsafe_or_wrong_setting_stops_the_start_and_is_named(
    tmp_path: Path, environment: dict[str, str], named: str
) -> None:
    done = _start(tmp_path, **environment)
    assert done.returncode != 0
    assert named in done.stderr.splitlines()[-1]


def test_production_starts_with_what_it_needs_and_reads_the_settings_file(tmp_path: Path) -> None:
    (tmp_path / "caicach.env").write_text(
        f"# của tỉnh\nCAICACH_SECRET_KEY={LONG_SECRET}\nCAICACH_HOSTS=caicach.tinh.gov.vn\n", encoding="utf-8"
    )
    done = _start(tmp_path, CAICACH_CONFIG=str(tmp_path / "caicach.env"))
    assert (done.returncode, done.stdout) == (0, "production\n"), done.stderr
