"""A command on a place that is not ready: one error of three sentences that says what to do, and never a traceback."""

import os
import socket
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = [pytest.mark.slow, pytest.mark.timeout(900)]

SOURCE = Path(__file__).resolve().parents[2] / "src"


def _environment(folder: Path, **changed: str) -> dict[str, str]:
    return {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(SOURCE),
        "CAICACH_MODE": "production",
        "CAICACH_SECRET_KEY": "k" * 60,
        "CAICACH_HOSTS": "127.0.0.1",
        "CAICACH_DATA_DIR": str(folder / "var"),
        **changed,
    }


def _start(folder: Path, *words: str, **changed: str) -> "subprocess.Popen[str]":
    command = [sys.executable, "-m", "caicach.cli.main", *words]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    return subprocess.Popen(command, env=_environment(folder, **changed), cwd=folder, text=True, **pipes)


def _said(started: "subprocess.Popen[str]", typed: str = "") -> tuple[int, str, str]:
    out, err = started.communicate(typed, timeout=600)
    assert "Traceback" not in err
    return started.returncode, out, err


def _run(folder: Path, *words: str, **changed: str) -> tuple[int, str, str]:
    return _said(_start(folder, *words, **changed))


def test_reading_from_an_empty_place_makes_nothing_and_names_the_command(tmp_path: Path) -> None:
    code, _, err = _run(tmp_path, "users", "list")
    assert (code, "caicach upgrade" in err) == (4, True)
    assert not (tmp_path / "var" / "caicach.sqlite3").exists()


def test_of_three_first_starts_at_once_one_makes_the_tables_and_all_are_done(tmp_path: Path) -> None:
    names = ("mot", "hai")
    begun = [_start(tmp_path, "users", "create", name, "--name", name) for name in names]
    begun.append(_start(tmp_path, "worker", "--once"))
    said = [_said(one, "Rieng-Tu-Va-Dai-26\n") for one in begun]
    assert [code for code, _, _ in said] == [0, 0, 0], said
    assert sum("Chuẩn bị cơ sở dữ liệu mới" in err for _, _, err in said) == 1
    code, out, _ = _run(tmp_path, "users", "list")
    assert (code, "2 tài khoản" in out) == (0, True)


def test_a_database_of_another_version_is_not_touched_until_it_is_told(tmp_path: Path) -> None:
    (tmp_path / "var").mkdir()
    with sqlite3.connect(tmp_path / "var" / "caicach.sqlite3") as database:
        database.execute("CREATE TABLE django_migrations (id integer primary key, app text, name text, applied text)")
        database.execute("INSERT INTO django_migrations VALUES (1, 'plans', '9999_from_the_future', '2030-01-01')")
    for words in (("users", "list"), ("worker", "--once"), ("upgrade",)):
        code, _, err = _run(tmp_path, *words)
        assert (code, "[installation.newer]" in err) == (4, True), err


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"CAICACH_SECRET_KEY": "short"}, "CAICACH_SECRET_KEY"),
        ({"DATABASE_URL": "postgres://u:p@127.0.0.1:1/x"}, "DATABASE_URL"),
        ({"DATABASE_URL": "sqlite:////proc/nowhere/x.sqlite3"}, "DATABASE_URL"),
        ({"CAICACH_DATA_DIR": "/proc/nowhere"}, "/proc"),
    ],
)
def test_a_wrong_setting_or_an_absent_database_is_told(tmp_path: Path, changed: dict[str, str], said: str) -> None:
    code, _, err = _run(tmp_path, "worker", "--once", **changed)
    assert (code, said in err) == (4, True), err


def test_a_database_that_accepts_and_never_answers_is_given_up(tmp_path: Path) -> None:
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        address = f"postgres://u:p@127.0.0.1:{silent.getsockname()[1]}/x?connect_timeout=2"
        code, _, err = _run(tmp_path, "users", "list", DATABASE_URL=address)
    assert (code, "[installation.database]" in err) == (4, True), err


def test_a_file_that_is_no_database_is_told(tmp_path: Path) -> None:
    (tmp_path / "var").mkdir()
    (tmp_path / "var" / "caicach.sqlite3").write_bytes(b"khong phai co so du lieu" * 100)
    code, _, err = _run(tmp_path, "users", "list")
    assert (code, "[installation.database]" in err) == (4, True), err
