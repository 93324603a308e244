"""Why a document was refused or could not be read: kept as the error it was, told in the language of who reads it."""

from typing import Any

from django.utils.translation import gettext

from caicach.correspondence.domain.received import Failure
from caicach.documents.values import Secrecy
from caicach.kernel.errors import CaicachError, InvalidInput, NotAllowed
from caicach.kernel.said import Said, as_json, from_json
from caicach.kernel.saying import say


def failure_as_json(error: CaicachError) -> dict[str, Any]:
    """The column of a failure: the templates and their values apart, for only a template is in a catalogue.

    By hand, like ``kernel.bounded.errors``: an error is no value with fields, its places are those of its sentences.
    """
    values = {name: _plain_value(value) for name, value in error.values.items()}
    return {"code": error.code, "templates": list(error.templates), "values": values}


def _plain_value(value: object) -> object:
    if isinstance(value, Said):
        return as_json(value)
    return value if isinstance(value, int | float) else str(value)


def failure_of(kept: dict[str, Any] | None) -> Failure | None:
    """The failure as sentences in the active language; None where there is none."""
    if not kept:
        return None
    values = {n: say(from_json(value)) if isinstance(value, list) else value for n, value in kept["values"].items()}
    what, why, todo = (gettext(t).format(**values) if t else "" for t in kept["templates"])
    return Failure(kept["code"], what, why, todo)


def secret(secrecy: Secrecy) -> NotAllowed:
    """The refusal of a document with a secrecy mark; it names the mark and nothing else of the document."""
    return NotAllowed(
        "document.secret",
        what="Không nhận văn bản mật.",
        why="Văn bản mang dấu chỉ độ mật «{mark}». Luật Bảo vệ bí mật nhà nước 2018 không cho phép "
        "lưu giữ, xử lý bí mật nhà nước trên hệ thống này.",
        todo="Hãy xử lý theo quy trình văn bản mật và xóa tệp khỏi máy có nối mạng. "
        "Nội dung văn bản không được lưu lại.",
        mark=secrecy.label,
    )


def reader_died(attempts: int) -> InvalidInput:
    return InvalidInput(
        "document.reader_died",
        what="Không đọc được tệp này.",
        why="Tiến trình đọc đã dừng giữa chừng {attempts} lần.",
        todo="Hãy tách tệp hoặc gửi bản DOCX, PDF có chữ; báo quản trị viên nếu lặp lại.",
        attempts=attempts,
    )
