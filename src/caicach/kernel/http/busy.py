"""A database that is busy or away, told as an error of the field: the same again may succeed in a moment."""

from typing import Final

from django.db import Error, InterfaceError, OperationalError

from caicach.kernel.errors import Busy

_SQLITE: Final = ("database is locked", "database table is locked")
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


def away_error(error: BaseException | None) -> Busy | None:
    """None where the database answered, whatever it answered; its server may be stopped, cut off, or started anew."""
    if not isinstance(error, Error) or not _is_away(error):
        return None
    return Busy(
        "database.away",
        what="Hệ thống tạm thời không làm việc được với cơ sở dữ liệu.",
        why="Kết nối tới cơ sở dữ liệu bị ngắt hoặc không mở được.",
        todo="Hãy chờ một phút, xem việc vừa làm đã được lưu chưa rồi thử lại; nếu vẫn lỗi, báo quản trị viên.",
    )


def _is_away(error: Error) -> bool:
    """The server says that it ends a connection (57P), that there is none (08), or says nothing at all."""
    if not isinstance(error, OperationalError | InterfaceError):
        return False
    state = getattr(error.__cause__, "sqlstate", "")
    if state:
        return str(state).startswith(("57P", "08"))
    return state is None or str(error).startswith(_UNREACHED)
