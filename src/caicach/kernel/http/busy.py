"""A database that is busy, told as an error of the field: nothing was written, and the same again may succeed."""

from typing import Final

from django.db import OperationalError

from caicach.kernel.errors import Busy

_SQLITE: Final = ("database is locked", "database table is locked")
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
