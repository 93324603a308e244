"""A database that is busy or away, a disk that is full, a value that no column holds, two who wrote the same at once:
told as errors of the field.
"""

import errno
import logging
import re
from typing import Any, Final

import psycopg
from django.db import DataError, Error, IntegrityError, InterfaceError, OperationalError

from caicach.kernel.errors import Busy, CaicachError, Conflict, InvalidInput, NoSpace

log = logging.getLogger(__name__)

_SQLITE: Final = ("database is locked", "database table is locked")
_SQLITE_FULL: Final = "database or disk is full"
_POSTGRESQL_FULL: Final = "53100"
_FULL: Final = {errno.ENOSPC, errno.EDQUOT}
_WIDTH: Final = re.compile(r"character varying\((\d+)\)")
_UNREACHED: Final = (
    *("unable to open database file", "disk I/O error", "attempt to write a readonly database"),
    "the connection is closed",
)
_POSTGRESQL: Final = ("55P03", "57014", "40", "53")
"""Lock not available, statement timed out, rolled back for others (deadlock, serialisation), no more of a resource."""
_AWAY: Final = ("08", "57P", "58", "25006", "25P03")
"""No connection, one that the server ends, its disk fails it, it only reads (a standby), it gave the transaction up."""
_RACED: Final = frozenset(
    {
        *("23505", "23503", "23P01"),
        *("SQLITE_CONSTRAINT_UNIQUE", "SQLITE_CONSTRAINT_PRIMARYKEY", "SQLITE_CONSTRAINT_FOREIGNKEY"),
    }
)
"""The same is there already, or what was named is there no more: somebody was first since we looked."""


def busy_error(error: OperationalError) -> Busy | None:
    """None where the database failed of another cause."""
    if not _state_of(error).startswith(_POSTGRESQL) and not str(error).startswith(_SQLITE):
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
        if str(error).startswith(_SQLITE_FULL) or _state_of(error) == _POSTGRESQL_FULL:
            return no_space()
        return busy_error(error)
    if isinstance(error, IntegrityError):
        return raced_error(error)
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


def raced_error(error: IntegrityError) -> Conflict | None:
    """None where a rule of the field was broken, which is a defect; what stood in the way is logged by its name."""
    cause: Any = error.__cause__
    state = _state_of(error) or getattr(cause, "sqlite_errorname", "")
    if state not in _RACED:
        return None
    name = getattr(getattr(cause, "diag", None), "constraint_name", None) or str(error).partition("\n")[0]
    log.warning("somebody else was first: %s", name)
    return Conflict(
        "database.raced",
        what="Chưa lưu được: có người khác vừa ghi cùng mục này.",
        why="Hai lần ghi gặp nhau; lần gửi này chưa thay đổi gì.",
        todo="Hãy tải lại trang để xem nội dung mới nhất, rồi làm lại nếu vẫn cần.",
    )


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
    """The server says that it ends a connection, that there is none, that it cannot write, or says nothing at all.

    An error of the driver itself comes where Django closes a cursor of the server that was read to its end.
    """
    if state := _state_of(error):
        return state.startswith(_AWAY)
    kinds = (OperationalError, InterfaceError, psycopg.OperationalError, psycopg.InterfaceError)
    is_of_server = isinstance(_driver_error(error), psycopg.Error)
    return isinstance(error, kinds) and (is_of_server or str(error).startswith(_UNREACHED))


def _state_of(error: Error | psycopg.Error) -> str:
    return getattr(_driver_error(error), "sqlstate", None) or ""


def _driver_error(error: Error | psycopg.Error) -> BaseException | None:
    """What the driver said, where Django wrapped it or where it came through as it was."""
    return error if isinstance(error, psycopg.Error) else error.__cause__
