"""Typed readers of the environment: every setting is declared once, documented, and fails loudly.

A value comes from the process environment, else from the file named by ``CAICACH_CONFIG`` (default
``var/caicach.env`` under the working directory: lines ``NAME=value``). ``declared()`` lists what was asked for, so that
a test can compare it with docs/operations/settings.md.
"""

import os
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from urllib.parse import unquote, urlsplit


class SettingError(Exception):
    """A setting is missing or malformed: the program does not start."""


@dataclass(frozen=True, slots=True)
class Declared:
    name: str
    default: str | None
    meaning: str


_declared: dict[str, Declared] = {}


def declared() -> tuple[Declared, ...]:
    return tuple(_declared.values())


@cache
def _file() -> dict[str, str]:
    path = Path(os.environ.get("CAICACH_CONFIG", "var/caicach.env"))
    if not path.is_file():
        return {}
    lines = (line.strip() for line in path.read_text(encoding="utf-8").splitlines())
    pairs = (line.partition("=") for line in lines if line and not line.startswith("#"))
    return {name.strip(): value.strip() for name, _, value in pairs}


def text(name: str, default: str | None, meaning: str) -> str:
    """The value as text; a setting without default must be given."""
    _declared[name] = Declared(name, default, meaning)
    value = os.environ.get(name, _file().get(name, default))
    if value is None:
        raise SettingError(f"{name} is not set. It means: {meaning} Set it in the environment or in the settings file.")
    return value


def flag(name: str, default: bool, meaning: str) -> bool:
    value = text(name, "1" if default else "0", meaning).casefold()
    if value not in {"1", "0", "true", "false", "yes", "no"}:
        raise SettingError(f"{name}={value!r} is neither 1 nor 0.")
    return value in {"1", "true", "yes"}


def integer(name: str, default: int, meaning: str) -> int:
    value = text(name, str(default), meaning)
    try:
        return int(value)
    except ValueError as error:
        raise SettingError(f"{name}={value!r} is not a whole number.") from error


def words(name: str, default: str, meaning: str) -> list[str]:
    return [word for word in text(name, default, meaning).replace(",", " ").split() if word]


def database(name: str, default: str, meaning: str) -> dict[str, object]:
    """Django's database dictionary from ``sqlite:///path`` or ``postgres://user:password@host:port/name``."""
    parts = urlsplit(text(name, default, meaning))
    if parts.scheme == "sqlite":
        return _sqlite(parts.path.removeprefix("/"))
    if parts.scheme in {"postgres", "postgresql"}:
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": parts.path.removeprefix("/"),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": parts.hostname or "",
            "PORT": str(parts.port or ""),
            "CONN_MAX_AGE": 60,
        }
    raise SettingError(f"{name} begins with neither sqlite:/// nor postgres://.")


def _sqlite(path: str) -> dict[str, object]:
    # IMMEDIATE: a transaction that will write takes the write lock at its start, so two writers queue instead of
    # failing half-way with "database is locked"; WAL lets readers go on meanwhile.
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path or ":memory:",
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
        },
    }
