"""The head of a table of events: its separator and columns, and which of them say case, activity and time."""

import csv
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from caicach.dossiers.logs.unpacking import plain_chunks
from caicach.dossiers.logs.values import Roles
from caicach.dossiers.problems import bad_log
from caicach.kernel.text.folding import fold, nfc

_HEAD: Final = 1 << 20
_SEPARATORS: Final = (",", ";", "\t", "|")
_KNOWN: Final = {
    "case": (
        "case:concept:name", "case_id", "caseid", "case", "ma ho so", "ma_ho_so", "mahoso", "so ho so", "so_ho_so",
    ),
    "activity": (
        "concept:name", "activity", "activity_name", "buoc", "ten buoc", "ten_buoc", "buoc xu ly", "buoc_xu_ly",
        "trang thai", "trang_thai", "cong viec", "cong_viec", "hoat dong", "hoat_dong",
    ),
    "time": (
        "time:timestamp", "timestamp", "time", "thoi gian", "thoi_gian", "thoi diem", "thoi_diem", "ngay gio",
        "ngay_gio", "ngay", "luc",
    ),
}  # fmt: skip
_SAID: Final = {"case": "--case", "activity": "--activity", "time": "--time"}


@dataclass(frozen=True, slots=True)
class Head:
    separator: str
    columns: tuple[str, ...]


def head_of_csv(path: Path) -> Head:
    """Raises InvalidInput where the first line cannot be the names of columns in UTF-8."""
    lines = _first_lines(path)
    first = lines.partition("\n")[0]
    separator = max(_SEPARATORS, key=lambda one: len(_cells(first, one)))
    columns = tuple(_cells(lines, separator))
    if any(mark in "".join(columns) for mark in ("\ufffd", "\0")):  # a zero: UTF-16 without its mark
        why = "Chữ trong tệp không phải UTF-8."
        raise bad_log("not_utf8", path.name, why, todo="Hãy lưu lại tệp ở dạng «CSV UTF-8».")
    if len(columns) < 2 or not all(name.strip() for name in columns) or len(set(columns)) < len(columns):
        why = "Dòng đầu phải là tên các cột, không trống, không trùng, cách nhau bằng dấu phẩy, chấm phẩy, tab hoặc |."
        raise bad_log("no_columns", path.name, why, todo="Hãy thêm dòng tên cột vào đầu tệp.")
    return Head(separator, columns)


def _first_lines(path: Path) -> str:
    """What a file that is cut off has of them. Raises InvalidInput where a packed file is damaged there."""
    data = b""
    try:
        for chunk in plain_chunks(path):
            data += chunk
            if len(data) >= _HEAD:
                break
    except EOFError:
        pass
    return data[:_HEAD].decode("utf-8-sig", errors="replace")


def _cells(text: str, separator: str) -> list[str]:
    return next(csv.reader(text.splitlines(keepends=True), delimiter=separator), [])


def roles_of_columns(source: str, columns: Sequence[str], asked: Roles) -> Roles:
    """The columns that were asked for, else those with a known name; composed and decomposed names are the same.

    Raises InvalidInput with the columns there are.
    """
    case, activity, time = (_column(role, source, columns, getattr(asked, role)) for role in _KNOWN)
    more = tuple(_required(source, columns, name, "--limits") for name in asked.more)
    return replace(asked, case=case, activity=activity, time=time, more=more)


def _column(role: str, source: str, columns: Sequence[str], asked: str) -> str:
    if asked:
        return _required(source, columns, asked, _SAID[role])
    by_name = {fold(nfc(name)).strip(): name for name in reversed(columns)}
    found = next((by_name[name] for name in _KNOWN[role] if name in by_name), None)
    if found is None:
        why = "Không biết cột nào cho {option}; các cột: {known}."
        todo = "Hãy nêu cột: {option} TÊN_CỘT."
        raise bad_log("which_column", source, why, todo=todo, option=_SAID[role], known=", ".join(columns[:40]))
    return found


def _required(source: str, columns: Sequence[str], name: str, option: str) -> str:
    """The column as the file writes it."""
    found = name if name in columns else next((one for one in columns if nfc(one) == nfc(name)), None)
    if found is None:
        why = "Không có cột «{column}» ({option}); các cột: {known}."
        known = ", ".join(columns[:40])
        todo = "Hãy sửa tên cột."
        raise bad_log("no_column", source, why, todo=todo, column=name, option=option, known=known)
    return found
