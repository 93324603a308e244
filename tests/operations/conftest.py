"""Installations of a test's own: a folder and a database on the server of this run, driven by the command alone."""

import os
import subprocess
import sys
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest

SOURCE = Path(__file__).resolve().parents[2] / "src"
SECRET = "Zk3-w9Qx_bT7vR2mXc8yWnPf6Lh4Gd1Js5Ua0Ei-Ko_Tq9Vz7Bn3Mr"


def is_on_postgresql() -> bool:
    return os.environ.get("DATABASE_URL", "").startswith("postgres")


@dataclass(frozen=True)
class Installation:
    """A place for one installation in production mode; empty until a command makes something there."""

    folder: Path
    database: str

    def environment(self, **changed: str) -> dict[str, str]:
        return {
            "PATH": os.environ["PATH"],
            "PYTHONPATH": str(SOURCE),
            "DJANGO_SETTINGS_MODULE": "config.settings",
            "CAICACH_MODE": "production",
            "CAICACH_SECRET_KEY": SECRET,
            "CAICACH_HOSTS": "127.0.0.1",
            "CAICACH_DATA_DIR": str(self.folder / "var"),
            "CAICACH_LOG_LEVEL": "WARNING",
            "DATABASE_URL": self.database,
            **changed,
        }

    def start(self, *arguments: str, **changed: str) -> "subprocess.Popen[str]":
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
        command = [sys.executable, *arguments]
        return subprocess.Popen(command, env=self.environment(**changed), cwd=self.folder, text=True, **pipes)

    def said(self, *words: str, typed: str = "", **changed: str) -> tuple[int, str, str]:
        """Exit code, output and errors of ``caicach WORDS``; no traceback, whatever happens."""
        started = self.start("-m", "caicach.cli.main", *words, **changed)
        out, err = started.communicate(typed, timeout=180)
        assert "Traceback" not in err, err
        return started.returncode, out, err

    def done(self, *words: str, **changed: str) -> str:
        code, out, err = self.said(*words, **changed)
        assert code == 0, err
        return out

    def run(self, script: str, *arguments: str) -> str:
        """The output of a script with Django set up."""
        started = self.start("-c", f"import django; django.setup()\n{script}", *arguments)
        out, err = started.communicate(timeout=180)
        assert started.returncode == 0, err
        return out


class Places:
    """Makes places, and takes their databases away again."""

    def __init__(self, folder: Path) -> None:
        self._folder, self._made = folder, []  # type: ignore[var-annotated]

    def new(self, *, on_postgresql: bool | None = None) -> Installation:
        """An empty place on the kind of database that this run uses, or on the other one."""
        name = f"caicach_place_{uuid.uuid4().hex[:12]}"
        folder = self._folder / name
        folder.mkdir()
        if not (is_on_postgresql() if on_postgresql is None else on_postgresql):
            return Installation(folder, f"sqlite:///{folder / 'var' / 'caicach.sqlite3'}")
        self._on_server(f'CREATE DATABASE "{name}"')
        self._made.append(name)
        return Installation(folder, urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}").geturl())

    def remove(self) -> None:
        for name in self._made:
            self._on_server(f'DROP DATABASE "{name}" WITH (FORCE)')

    @staticmethod
    def _on_server(statement: str) -> None:
        with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as server:
            server.execute(statement.encode())


@pytest.fixture(scope="module")
def places(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Places]:
    made = Places(tmp_path_factory.mktemp("places"))
    yield made
    made.remove()
