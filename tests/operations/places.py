"""Installations of a test's own: a folder and a database on the server of this run, driven by the command alone."""

import os
import shutil
import subprocess
import sys
import uuid
from dataclasses import dataclass
from pathlib import Path
from typing import IO
from urllib.parse import urlsplit

import psycopg

from empty_database import KEPT, migrations_key

SOURCE = Path(__file__).resolve().parents[2] / "src"
MOMENT = 600.0  # seconds: a command on a machine that does much else
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

    def start(
        self, *arguments: str, into: IO[str] | None = None, errors_into: IO[str] | None = None, **changed: str
    ) -> "subprocess.Popen[str]":
        """A process of this place, and all it starts in one group.

        ``into``: where all it says goes, ``errors_into`` its errors alone; by default to who waits for it.
        """
        said = subprocess.PIPE if into is None else into
        typed = subprocess.PIPE if into is None else subprocess.DEVNULL
        pipes = {"stdin": typed, "stdout": said, "stderr": errors_into or said}
        command = [sys.executable, *arguments]
        return subprocess.Popen(
            command,
            env=self.environment(**changed),
            cwd=self.folder,
            text=True,
            start_new_session=True,
            **pipes,
        )

    def said(self, *words: str, typed: str = "", **changed: str) -> tuple[int, str, str]:
        """Exit code, output and errors of ``caicach WORDS``; no traceback, whatever happens."""
        started = self.start("-m", "caicach.cli.main", *words, **changed)
        out, err = started.communicate(typed, timeout=MOMENT)
        assert "Traceback" not in err, err
        return started.returncode, out, err

    def done(self, *words: str, **changed: str) -> str:
        code, out, err = self.said(*words, **changed)
        assert code == 0, err
        return out

    def run(self, script: str, *arguments: str, **changed: str) -> str:
        """The output of a script with Django set up."""
        started = self.start("-c", f"import django; django.setup()\n{script}", *arguments, **changed)
        out, err = started.communicate(timeout=MOMENT)
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
        return self._on_postgresql(name, folder)

    def ready(self, *, on_postgresql: bool | None = None) -> Installation:
        """A place with the tables of this program and nothing in them, copied from the empty database of the tests."""
        kept = f"caicach_empty_{migrations_key()}"
        if not (is_on_postgresql() if on_postgresql is None else on_postgresql):
            place = self.new(on_postgresql=False)
            (place.folder / "var").mkdir()
            shutil.copy(KEPT / f"empty-{migrations_key()}.sqlite3", place.folder / "var" / "caicach.sqlite3")
            (place.folder / "var" / "caicach.sqlite3").chmod(0o600)
            return place
        name = f"caicach_place_{uuid.uuid4().hex[:12]}"
        (self._folder / name / "var").mkdir(parents=True)
        self._on_server(f'CREATE DATABASE "{name}" TEMPLATE "{kept}"')
        return self._on_postgresql(name, self._folder / name)

    def _on_postgresql(self, name: str, folder: Path) -> Installation:
        self._made.append(name)
        return Installation(folder, urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}").geturl())

    def forget(self, place: Installation) -> None:
        """Take one place away before the others."""
        if place.folder.name in self._made:
            self._made.remove(place.folder.name)
            self._drop(place.folder.name)
        shutil.rmtree(place.folder)

    def remove(self) -> None:
        for name in self._made:
            self._drop(name)

    def _drop(self, name: str) -> None:
        self._on_server(f'DROP DATABASE "{name}" WITH (FORCE)')

    @staticmethod
    def _on_server(statement: str) -> None:
        with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as server:
            server.execute(statement.encode())
