"""A database that is busy or away, a disk that is full, a value that no column holds: told as errors of the field."""

import errno
import re
from typing import Final

import psycopg
from django.db import DataError, Error, InterfaceError, OperationalError

from caicach.kernel.errors import Busy, CaicachError, InvalidInput, NoSpace

_SQLITE: Final = ("database is locked", "database table is locked")
_SQLITE_FULL: Final = "database or disk is full"
_POSTGRESQL_FULL: Final = "53100"
_FULL: Final = {errno.ENOSPC, errno.EDQUOT}
_WIDTH: Final = re.compile(r"character varying\((\d+)\)")
_UNREACHED: Final = ("unable to open database file", "disk I/O error", "the connection is closed")
_POSTGRESQL: Final = frozenset({"55P03", "57014", "40P01", "40001"})
"""Lock not available, statement timed out, deadlock, serialisation failure."""


def busy_error(error: OperationalError) -> Busy | None:
    """None where the database failed of another cause."""
    state = getattr(error.__cause__, "sqlstate", None)
    if state not in _POSTGRESQL and not str(error).startswith(_SQLITE):
        return None
    return Busy(
        "database.busy",
        what="Hệ thống đang bận nên chưa lưu được.",
        why="Một việc khác đang ghi vào cơ sở dữ liệu; chưa có gì thay đổi.",
        todo="Hãy chờ một lát rồi thử lại.",
    )


def error_of_storage(error: BaseException | None) -> CaicachError | None:
    """What stands behind a failure to keep something; None where it is a defect of the program."""
    if isinstance(error, OSError) and error.errno in _FULL:
        return no_space()
    if isinstance(error, OperationalError):
        if str(error).startswith(_SQLITE_FULL) or getattr(error.__cause__, "sqlstate", None) == _POSTGRESQL_FULL:
            return no_space()
        return busy_error(error)
    # A number that the embedded database cannot take is the driver's own error there, and a DataError on PostgreSQL.
    if isinstance(error, DataError) or (isinstance(error, OverflowError) and "SQLite" in str(error)):
        width = _WIDTH.search(str(error))
        return InvalidInput(
            "database.value",
            what="Chưa lưu được: có giá trị quá dài hoặc quá lớn.",
            why="Một ô chỉ giữ được tối đa {limit} ký tự."
            if width
            else "Một ô chứa nhiều hơn mức cơ sở dữ liệu giữ được.",
            todo="Hãy rút ngắn nội dung vừa nhập rồi lưu lại.",
            limit=int(width[1]) if width else "",
        )
    return None


def no_space() -> NoSpace:
    return NoSpace(
        "storage.full",
        what="Máy chủ đã đầy đĩa nên chưa lưu được.",
        why="Không còn chỗ để ghi; những gì đã lưu trước đó vẫn nguyên.",
        todo="Hãy báo quản trị viên giải phóng dung lượng, rồi làm lại việc này.",
    )


def away_error(error: BaseException | None) -> Busy | None:
    """None where the database answered, whatever it answered; its server may be stopped, cut off, or started anew."""
    if not isinstance(error, Error | psycopg.Error) or not _is_away(error):
        return None
    return Busy(
        "database.away",
        what="Hệ thống tạm thời không làm việc được với cơ sở dữ liệu.",
        why="Kết nối tới cơ sở dữ liệu bị ngắt hoặc không mở được.",
        todo="Hãy chờ một phút, xem việc vừa làm đã được lưu chưa rồi thử lại; nếu vẫn lỗi, báo quản trị viên.",
    )


def _is_away(error: Error | psycopg.Error) -> bool:
    """The server says that it ends a connection (57P), that there is none (08), or says nothing at all.

    An error of the driver itself comes where Django closes a cursor of the server that was read to its end.
    """
    kinds = (OperationalError, InterfaceError, psycopg.OperationalError, psycopg.InterfaceError)
    if not isinstance(error, kinds):
        return False
    state = getattr(error if isinstance(error, psycopg.Error) else error.__cause__, "sqlstate", "")
    if state:
        return str(state).startswith(("57P", "08"))
    return state is None or str(error).startswith(_UNREACHED)
