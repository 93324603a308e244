"""Typed readers of the environment: every setting is declared once, documented, and fails loudly.

A value comes from the process environment, else from the file named by ``CAICACH_CONFIG`` (default
``var/caicach.env`` under the working directory: lines ``NAME=value``). ``declared()`` lists what was asked for, so that
a test can compare it with docs/operations/settings.md.
"""

import os
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from config.databases import database_of
from config.errors import SettingError
from config.system_words import system_words

__all__ = [
    "Declared",
    "SettingError",
    "database",
    "declared",
    "flag",
    "given",
    "integer",
    "named",
    "settings_file",
    "text",
    "words",
]


@dataclass(frozen=True, slots=True)
class Declared:
    name: str
    default: str | None
    meaning: str
    is_secret: bool = False


OUTSIDE: Final = frozenset({"CAICACH_CONFIG", "CAICACH_BACKUP_PASSPHRASE", "CAICACH_SIGNING_SECRET"})
"""Read by the command alone, never from the settings file."""

_declared: dict[str, Declared] = {}


def declared() -> tuple[Declared, ...]:
    return tuple(_declared.values())


def settings_file() -> Path:
    return Path(os.environ.get("CAICACH_CONFIG", "var/caicach.env"))


@cache
def _file() -> dict[str, str]:
    path = settings_file()
    try:
        if not path.is_file():
            if "CAICACH_CONFIG" in os.environ:
                raise SettingError(f"CAICACH_CONFIG={path} không phải một tệp.")
            return {}
        written = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise SettingError(f"không đọc được tệp cấu hình {path}: {_why(error)}.") from error
    return dict(_pair(path, number, line.strip()) for number, line in enumerate(written.splitlines(), 1) if _says(line))


def _why(error: OSError | UnicodeDecodeError) -> str:
    return "tệp không phải văn bản UTF-8" if isinstance(error, UnicodeDecodeError) else system_words(error)


def _says(line: str) -> bool:
    return bool(line.strip()) and not line.strip().startswith("#")


def _pair(path: Path, number: int, line: str) -> tuple[str, str]:
    name, sign, value = line.partition("=")
    if not sign or not name.strip():
        raise SettingError(f"tệp cấu hình {path}, dòng {number}, không có dạng TÊN=giá trị.")
    return name.strip(), value.strip()


def named() -> set[str]:
    """Every name of ours that somebody set, known or not: a name that is not known has no effect."""
    return {name for name in {*os.environ, *_file()} if name.startswith("CAICACH_")} | set(_file())


def given() -> dict[str, str]:
    """The settings that somebody set, by name; those left at their defaults are not among them."""
    values = {name: os.environ.get(name, _file().get(name)) for name in _declared}
    return {name: value for name, value in values.items() if value is not None}


def text(name: str, default: str | None, meaning: str, *, is_secret: bool = False) -> str:
    """The value as text; a setting without default must be given. A secret is in no backup and no message."""
    _declared[name] = Declared(name, default, meaning, is_secret)
    value = os.environ.get(name, _file().get(name, default))
    if value is None:
        raise SettingError(f"chưa đặt {name}. Hãy đặt trong môi trường hoặc trong tệp cấu hình.")
    if "\0" in value:
        raise SettingError(f"{name} có ký tự NUL.")
    return value


def flag(name: str, default: bool, meaning: str) -> bool:
    value = text(name, "1" if default else "0", meaning).casefold()
    if value not in {"1", "0", "true", "false", "yes", "no"}:
        raise SettingError(f"{name}={value!r} không phải 1 hay 0.")
    return value in {"1", "true", "yes"}


def integer(name: str, default: int, meaning: str) -> int:
    value = text(name, str(default), meaning)
    try:
        return int(value)
    except ValueError as error:
        raise SettingError(f"{name}={value!r} không phải số nguyên.") from error


def words(name: str, default: str, meaning: str) -> list[str]:
    return [word for word in text(name, default, meaning).replace(",", " ").split() if word]


def database(name: str, default: str, meaning: str) -> dict[str, object]:
    """Django's database dictionary from ``sqlite:///path`` or ``postgres://user:password@host:port/name?options``."""
    return database_of(name, text(name, default, meaning, is_secret=True))
