"""The application starts, stops when told, and does not start unsafe."""

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable
from pathlib import Path

import pytest

from empty_database import KEPT, migrations_key
from ports import free_port

pytestmark = pytest.mark.slow

SOURCE = Path(__file__).resolve().parents[2] / "src"
DEMO = """
import django; django.setup()
from caicach.organisations.models import User
User.objects.create(username="noivu", display_name="Dùng thử", is_demo=True)
"""

LONG_TEXT = """
import django; django.setup()
from datetime import date
from django.utils import timezone
from caicach.correspondence import services
from caicach.kernel.access import SYSTEM
text = "Thực hiện Quyết định số 12/QĐ-UBND ngày 10/02/2023.\\n" * 200_000
services.receive_document(
    SYSTEM, data=text.encode(), filename="dai.txt", arrived_on=date(2026, 1, 5), now=timezone.now()
)
"""
STATE = "SELECT state, attempts FROM correspondence_receiveddocument"


def _environment(folder: Path, mode: str) -> dict[str, str]:
    # An embedded database of its own, whatever database the suite runs on.
    return {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(SOURCE),
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "CAICACH_MODE": mode,
        "CAICACH_SECRET_KEY": "k" * 60,
        "CAICACH_HOSTS": "127.0.0.1",
        "CAICACH_DATA_DIR": str(folder),
        "DATABASE_URL": f"sqlite:///{folder / 'caicach.sqlite3'}",
    }


def _run(folder: Path, mode: str, *command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *command],
        env=_environment(folder, mode),
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


@pytest.fixture(scope="module")
def demo(django_db_setup: None, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An installation that was once the example; its tables are those that the suite keeps."""
    folder = tmp_path_factory.mktemp("demo")
    shutil.copy(KEPT / f"empty-{migrations_key()}.sqlite3", folder / "caicach.sqlite3")
    made = _run(folder, "example", "-c", DEMO)
    assert made.returncode == 0, made.stderr
    return folder


def test_production_does_not_serve_while_a_demo_account_can_sign_in(demo: Path) -> None:
    refused = _run(demo, "production", "-m", "caicach.cli.main", "serve", "--port", str(free_port()))
    assert refused.returncode == 4
    assert "tài khoản dùng thử" in refused.stderr
    assert "caicach users deactivate" in refused.stderr


def test_no_server_of_the_application_starts_either(demo: Path) -> None:
    refused = _run(demo, "production", "-c", "import config.wsgi")
    assert refused.returncode != 0
    assert "installation.demo_accounts" in refused.stderr.splitlines()[-1]
    assert _run(demo, "example", "-c", "import config.wsgi").returncode == 0


def test_serving_stops_whole_when_it_is_told_to(demo: Path) -> None:
    port = free_port()
    command = [sys.executable, "-m", "caicach.cli.main", "serve", "--port", str(port), "--workers", "1"]
    served = subprocess.Popen(command, env=_environment(demo, "example"), cwd=demo, stderr=subprocess.DEVNULL)
    try:
        assert _until(lambda: _answers(f"http://127.0.0.1:{port}/dang-nhap/"))
        children = _children(served.pid)
        assert len(children) == 2
        served.send_signal(signal.SIGTERM)
        assert served.wait(timeout=60) == 0
        assert not any(Path(f"/proc/{child}").exists() for child in children)
    finally:
        served.kill()
        served.wait()


def test_a_worker_that_dies_is_started_again_and_the_site_goes_on(demo: Path) -> None:
    port = free_port()
    command = [sys.executable, "-m", "caicach.cli.main", "serve", "--port", str(port), "--workers", "1"]
    served = subprocess.Popen(command, env=_environment(demo, "example"), cwd=demo, stderr=subprocess.DEVNULL)
    try:
        assert _until(lambda: _answers(f"http://127.0.0.1:{port}/health") and bool(_workers_of(served.pid)))
        (worker,) = _workers_of(served.pid)
        os.kill(int(worker), signal.SIGKILL)
        assert _until(lambda: _workers_of(served.pid) not in ([worker], []))
        assert _answers(f"http://127.0.0.1:{port}/dang-nhap/")
        served.send_signal(signal.SIGTERM)
        assert served.wait(timeout=60) == 0
    finally:
        served.kill()
        served.wait()


def _workers_of(process: int) -> list[str]:
    return [child for child in _children(process) if b"\0worker\0" in Path(f"/proc/{child}/cmdline").read_bytes()]


def test_a_worker_that_is_stopped_gives_its_document_back_and_leaves_no_child(demo: Path) -> None:
    assert _run(demo, "example", "-c", LONG_TEXT).returncode == 0
    command = [sys.executable, "-m", "caicach.cli.main", "worker"]
    worker = subprocess.Popen(command, env=_environment(demo, "example"), cwd=demo, stderr=subprocess.DEVNULL)
    try:
        with sqlite3.connect(demo / "caicach.sqlite3") as database:
            assert _until(lambda: database.execute(STATE).fetchone() == ("reading", 1) and bool(_children(worker.pid)))
            (reader,) = _children(worker.pid)
            worker.send_signal(signal.SIGTERM)
            assert worker.wait(timeout=60) == 0
            assert database.execute(STATE).fetchone() == ("received", 0)
        assert not Path(f"/proc/{reader}").exists()
    finally:
        worker.kill()
        worker.wait()


def _until(holds: Callable[[], bool], seconds: float = 120) -> bool:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if holds():
            return True
        time.sleep(0.1)
    return False


def _answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(address, timeout=30) as response:
            return bool(response.status == 200)
    except OSError:
        return False


def _children(process: int) -> list[str]:
    return Path(f"/proc/{process}/task/{process}/children").read_text().split()
