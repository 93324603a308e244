"""What the bounded child does with a file of records, or with a publication decision."""

from typing import Any, Final

from caicach.documents.bounded_works import look_for_mark
from caicach.documents.plan.opening import plan_source, refuse_secret_head
from caicach.kernel.errors import InvalidInput
from caicach.kernel.said import as_json
from caicach.procedures.domain.versions import KEPT
from caicach.procedures.record.annex import rows_of_annex
from caicach.procedures.record.register import Numbered, Problem, records_of

NEEDED_BY_WORK: Final = ("openpyxl",)


def records_of_file(data: bytes, name: str) -> dict[str, Any]:
    """Records with their lines, problems; of a decision its number and day as well."""
    if not _is_document(data):
        numbered, problems = _records(data, name)
        return {
            "rows": [[line, KEPT.plain(one)] for line, one in numbered],
            "problems": [[one.kind, one.line, one.code, as_json(one.said)] for one in problems],
            "is_annex": False,
        }
    source = plan_source(data, filename=name)
    document = refuse_secret_head(source.text, name=name)
    rows = rows_of_annex(source.grids)
    if not rows:
        raise _no_annex(name, len(source.grids))
    number = f"{document.number}/{document.symbol}" if document.number and document.symbol else ""
    return {
        "rows": [[line, KEPT.plain(one)] for line, one in rows],
        "problems": [],
        "is_annex": True,
        "number": number,
        "signed_on": document.date.isoformat() if document.date else "",
    }


def _records(data: bytes, name: str) -> tuple[tuple[Numbered, ...], tuple[Problem, ...]]:
    """A list of records begins with their columns: only what is none can begin with a mark of secrecy."""
    try:
        numbered, problems = records_of(name, data)
    except InvalidInput:
        look_for_mark(data, name)
        raise
    if not any(one.code for _, one in numbered):
        look_for_mark(data, name)
    return numbered, problems


def _is_document(data: bytes) -> bool:
    head = data[:4096]
    if data.startswith(b"PK\x03\x04"):
        return b"word/" in data[-200_000:]  # the list of a package stands at its end
    return b"%PDF-" in head or head.startswith(b"\xd0\xcf\x11\xe0") or b"<html" in head.lower()


def _no_annex(name: str, count: int) -> InvalidInput:
    return InvalidInput(
        "procedures.no_annex",
        what="Không thấy bảng thủ tục trong tệp «{name}».",
        why="Tệp có {count} bảng, không bảng nào có cột mã thủ tục cùng cột tên thủ tục.",
        todo="Hãy kiểm tra dòng tên cột của phụ lục, hoặc nhập bằng tệp XLSX, CSV, JSON.",
        name=name,
        count=count,
    )
