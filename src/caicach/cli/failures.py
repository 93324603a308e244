"""What a command says when settings, database or disk fail: one error of three sentences, never a traceback."""

import errno
import sys
from typing import Final

from caicach.kernel.errors import CaicachError, NotInstalled
from config.errors import SettingError
from config.system_words import system_words

_UNANSWERED: Final = ("timeout expired", "timed out", "connection refused", "could not translate", "no route to host")
_FULL: Final = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


def error_of(error: Exception) -> CaicachError | None:
    """The error as the operator meets it; None where it is a defect of the program."""
    if isinstance(error, CaicachError):
        return error
    if isinstance(error, SettingError):
        return NotInstalled(
            "settings.invalid",
            what="Cấu hình chưa đúng: {said}",
            todo="Hãy sửa biến môi trường hoặc tệp cấu hình (docs/operations/settings.md) rồi chạy lại.",
            said=error,
        )
    if "django.db" in sys.modules:
        from django.core.exceptions import ImproperlyConfigured
        from django.db import DatabaseError, InterfaceError

        if isinstance(error, ImproperlyConfigured):
            return _of_database(error)
        if isinstance(error, DatabaseError | InterfaceError):
            return _of_database(_first_failure(error))
    return _of_disk(error) if isinstance(error, OSError) else None


def _of_disk(error: OSError) -> CaicachError:
    if error.errno in _FULL:
        return NotInstalled(
            "installation.disk_full",
            what="Đĩa đã đầy khi ghi «{path}».",
            why="{said}.",
            todo="Hãy giải phóng dung lượng rồi chạy lại; không có gì bị ghi dở.",
            path=error.filename or "dữ liệu",
            said=system_words(error),
        )
    return NotInstalled(
        "installation.file",
        what="Không dùng được «{path}».",
        why="Hệ điều hành báo: {said}.",
        todo="Hãy kiểm tra đường dẫn và quyền của tài khoản đang chạy lệnh.",
        path=error.filename or "tệp",
        said=system_words(error),
    )


def _first_failure(error: Exception) -> Exception:
    """What broke the transaction, where the error says no more than that it is broken."""
    from django.db.transaction import TransactionManagementError

    while isinstance(error, TransactionManagementError) and isinstance(error.__context__, Exception):
        error = error.__context__
    return error


def _of_database(error: Exception) -> CaicachError:
    said = " ".join(str(error).split())
    low = said.casefold()
    if "no such table" in low or ("relation" in low and "does not exist" in low) or "no such column" in low:
        return missing_tables(said)
    if "unable to open database file" in low or "readonly database" in low or "not a database" in low:
        todo = "Hãy kiểm tra DATABASE_URL, CAICACH_DATA_DIR và quyền của tài khoản đang chạy lệnh."
    elif "locked" in low or "lock timeout" in low or "statement timeout" in low:
        todo = "Cơ sở dữ liệu đang bận: hãy thử lại sau ít phút."
    elif "disk is full" in low or "disk full" in low or "no space left" in low:
        todo = "Đĩa đã đầy: hãy giải phóng dung lượng rồi chạy lại."
    elif any(word in low for word in _UNANSWERED):
        todo = "Hãy kiểm tra máy chủ cơ sở dữ liệu có đang chạy và mạng có thông tới địa chỉ trong DATABASE_URL."
    else:
        todo = "Hãy kiểm tra DATABASE_URL và máy chủ cơ sở dữ liệu; «caicach doctor» nói rõ hơn."
    return NotInstalled(
        "installation.database",
        what="Cơ sở dữ liệu không thực hiện được yêu cầu.",
        why="Cơ sở dữ liệu báo: {said}.",
        todo=todo,
        said=said.rstrip(".?"),
    )


def missing_tables(said: str) -> CaicachError:
    return NotInstalled(
        "installation.tables",
        what="Cơ sở dữ liệu chưa có đủ bảng của chương trình này.",
        why="Cơ sở dữ liệu báo: {said}.",
        todo="Hãy chạy: caicach upgrade",
        said=said.rstrip(".?"),
    )
