"""A reading for a person, in Vietnamese, on a terminal."""

from datetime import date

from rich.console import Console
from rich.table import Table
from rich.text import Text

from caicach.documents.values import AssignedTask, OfficialDocument, Reading

_NOT_READ = "(không đọc được)"


def show(reading: Reading, *, name: str, console: Console) -> None:
    """Header, addressees, tasks with lead and deadline, duties, signature, warnings."""
    console.print(Text(name, style="bold"))
    console.print(_head(reading.document))
    if reading.tasks:
        console.print(_tasks(reading.tasks))
    else:
        console.print("Không thấy nhiệm vụ nào được giao.")
    for obligation in reading.obligations:
        console.print(Text(f"Nghĩa vụ chung: {obligation.text}"))
    for warning in reading.warnings:
        console.print(Text(f"Lưu ý: {warning.message}", style="yellow"))


def _head(document: OfficialDocument) -> Table:
    table = Table(show_header=False, box=None, pad_edge=False)
    table.add_column(no_wrap=True, style="dim")
    table.add_column()
    for label, value in _head_lines(document):
        if value:
            table.add_row(label, Text(value))
    return table


def _head_lines(document: OfficialDocument) -> tuple[tuple[str, str | None], ...]:
    signatory = document.signatory
    signed = (signatory.capacity, signatory.title, signatory.name) if signatory else ()
    return (
        ("Loại", document.doc_type or _NOT_READ),
        ("Cơ quan chủ quản", document.superior),
        ("Cơ quan ban hành", document.issuer or _NOT_READ),
        ("Số, ký hiệu", _number(document)),
        ("Nơi, ngày", ", ".join(part for part in (document.place, _day(document)) if part)),
        ("Độ khẩn", document.urgency.label if document.urgency else None),
        ("Trích yếu", document.subject or _NOT_READ),
        ("Kính gửi", "\n".join(document.addressees)),
        ("Người ký", ", ".join(part for part in signed if part)),
        ("Nơi nhận", "; ".join(recipient.text for recipient in document.recipients)),
    )


def _number(document: OfficialDocument) -> str:
    if document.number is None and document.symbol is None:
        return _NOT_READ
    return f"{document.number or '(để trống)'}/{(document.symbol or '').removeprefix('/')}"


def _day(document: OfficialDocument) -> str:
    if document.date is not None:
        return _written(document.date)
    if document.date_partial is None:
        return _NOT_READ
    year, _, month = document.date_partial.partition("-")
    return f"tháng {month}/{year} (ngày để trống)" if month else f"năm {year} (ngày, tháng để trống)"


def _tasks(tasks: tuple[AssignedTask, ...]) -> Table:
    table = Table(title=f"{len(tasks)} nhiệm vụ", title_justify="left")
    for label, ratio in (("Mục", 1), ("Nội dung", 6), ("Chủ trì", 3), ("Phối hợp", 3), ("Thời hạn", 2)):
        table.add_column(label, ratio=ratio, overflow="fold")
    for task in tasks:
        cells = (task.item or "", _short(task.text), "; ".join(task.lead), "; ".join(task.cooperate), _due(task))
        table.add_row(*(Text(cell) for cell in cells))
    return table


def _short(text: str) -> str:
    return text if len(text) <= 240 else text[:239].rstrip() + "…"


def _due(task: AssignedTask) -> str:
    """The day; the words where they name none; a question mark where a person should look."""
    if task.deadline is None:
        return ""
    shown = _written(task.deadline.on) if task.deadline.on else task.deadline.words
    return shown if task.deadline.is_sure else f"{shown} (?)"


def _written(day: date) -> str:
    return f"{day:%d/%m/%Y}"
