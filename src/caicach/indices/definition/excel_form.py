"""Definitions from and to the spreadsheet in which such sets circulate.

A file that this product wrote and nobody edited comes back as it was. Of one that was edited, the rows that are as they
were keep everything the second sheet says of them; the others are read anew. Any other form is read by its own columns.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from pathlib import PurePath

from caicach.indices.definition.excel_sheets import FormRow, FormSheet, read_form_sheet
from caicach.indices.definition.excel_tree import Note, read_tree
from caicach.indices.definition.excel_writing import as_workbook, visible_rows
from caicach.indices.definition.loading import read_text
from caicach.indices.definition.rules.base import ZERO, figure_said
from caicach.indices.definition.values import Definition, LegalBasis, Method, Node, UnitType, Years
from caicach.kernel.errors import InvalidInput
from caicach.kernel.said import Said, plain, tell
from caicach.kernel.text.folding import fold

__all__ = ["ReadForm", "as_workbook", "read_form_file"]

_NUMBER = re.compile(r"(\d+(?:/\d{4})?/[A-ZĐ]+(?:-[A-ZĐ]+)*)")
_SIGNED = re.compile(r"ngày\s+(\d{1,2})(?:/|\s+tháng\s+)(\d{1,2})(?:/|\s+năm\s+)(\d{4})", re.IGNORECASE)
_YEAR = re.compile(r"năm(?: chấm)?:?\s+(\d{4})(?:\s*[-–]\s*(\d{4}))?", re.IGNORECASE)
_BEYOND = (Method.BONUS, Method.PENALTY)


@dataclass(frozen=True)
class ReadForm:
    """The definition of a form and what to know of it, each at its cell; errors are cells that could not be taken."""

    definition: Definition
    notes: tuple[Note, ...]
    edited: tuple[str, ...] = ()

    @property
    def errors(self) -> tuple[Note, ...]:
        return tuple(note for note in self.notes if note.is_error)


def read_form_file(content: bytes, file: str) -> ReadForm:
    sheet = read_form_sheet(content, file)
    if not sheet.machine:
        return _foreign(sheet, file)
    loaded = read_text(sheet.machine, file)
    if loaded.definition is None:
        raise InvalidInput(
            "index_excel.machine_sheet",
            what="Trang «Phần máy đọc» của tệp «{file}» đã bị sửa nên không đọc được.",
            why="{problem}",
            todo="Xóa trang ấy để đọc biểu như một biểu thường, hoặc xuất lại tệp.",
            file=file,
            problem=str(loaded.problems[0]) if loaded.problems else "",
        )
    return _edited(sheet, loaded.definition, file)


def _edited(sheet: FormSheet, known: Definition, file: str) -> ReadForm:
    """Rows that are as they were written keep their node; what was changed, added or taken away is the form's word."""
    written = {row.get("number"): row for row, _ in visible_rows(known)}
    rows = {row.get("number"): row for row in sheet.rows}
    changed = {code for code in {*written, *rows} if code and _differs(written.get(code), rows.get(code))}
    if not changed and list(written) == [row.get("number") for row in sheet.rows if row.get("number")]:
        return ReadForm(known, ())
    read = _foreign(sheet, file)
    nodes = known.by_code

    def merged(node: Node) -> Node:
        children = tuple(merged(child) for child in node.children)
        old = nodes.get(node.code)
        if old is None:
            return replace(node, children=children)
        if node.code not in changed:
            return replace(old, children=children)
        return _with_changes(old, node, written[node.code], rows[node.code], children)

    tree = tuple(merged(root) for root in read.definition.tree)
    total = read.definition.total if any(row.get("name") == "Tổng điểm" for row in sheet.rows) else known.total
    named = [note for note in read.notes if note.is_error or any(f"«{code}»" in str(note.message) for code in changed)]
    notes = [
        Note(plain("—"), tell("«{code}» đã sửa, thêm hoặc bớt trong biểu.", code=code)) for code in sorted(changed)
    ]
    return ReadForm(replace(known, tree=tree, total=total), (*named, *notes), tuple(sorted(changed)))


def _differs(before: FormRow | None, after: FormRow | None) -> bool:
    if before is None or after is None:
        return True
    names = {*before.cells, *after.cells}
    return any(_flat(before.get(name)) != _flat(after.get(name)) for name in names)


def _flat(text: str) -> str:
    return " ".join(text.split())


def _with_changes(old: Node, new: Node, before: FormRow, after: FormRow, children: tuple[Node, ...]) -> Node:
    """Only the fields whose cell changed are the form's; a rule goes with its points, which its words may repeat."""
    cells = {name for name in {*before.cells, *after.cells} if _flat(before.get(name)) != _flat(after.get(name))}
    fields: dict[str, object] = {"children": children, "contradictions": new.contradictions}
    for cell, names in _FIELDS.items():
        if cell in cells:
            fields |= {name: getattr(new, name) for name in names}
    return replace(old, **fields)  # type: ignore[arg-type]


_FIELDS: Mapping[str, tuple[str, ...]] = {
    "name": ("name",),
    "points": ("maxima", "incomplete"),
    "rule": ("rules", "rule_text"),
    "method": ("method",),
    "evidence": ("evidence",),
    "data_source": ("data_source",),
    "verifier": ("verifier",),
    "reference": ("reference",),
    "note": ("note",),
}


def _foreign(sheet: FormSheet, file: str) -> ReadForm:
    read = read_tree(sheet.rows)
    if not read.nodes:
        raise InvalidInput(
            "index_excel.no_rows",
            what="Biểu «{file}» không có tiêu chí nào.",
            why="Dưới dòng tiêu đề không có dòng nào có số thứ tự.",
            todo="Ghi số thứ tự cho lĩnh vực, tiêu chí, tiêu chí thành phần.",
            file=file,
        )
    notes = list(read.notes)
    summed = sum((_points(root) for root in read.nodes if root.method not in _BEYOND), ZERO)
    said: tuple[Said, ...] = ()
    if read.total is None:
        why = tell("biểu không ghi tổng điểm; các lĩnh vực cộng lại {parts}.", parts=figure_said(summed))
        notes.append(Note(plain(sheet.title), why))
    elif read.total != summed:
        totals = {"total": figure_said(read.total), "parts": figure_said(summed)}
        said = (tell("tổng điểm in {total}, các lĩnh vực cộng lại {parts}", **totals),)
        notes.append(Note(plain(sheet.title), tell("{said}.", said=said[0])))
    head = " ".join(sheet.above)
    definition = Definition(
        code=_slug(PurePath(file).stem),
        name=_name(sheet, file),
        file=file,
        line=1,
        legal_basis=_legal_basis(head),
        years=_years(head),
        unit_types=(UnitType("don-vi", "đơn vị"),),
        total=summed if read.total is None else read.total,
        tree=read.nodes,
        contradictions=said,
        note="Nhập từ biểu Excel; kiểm tra loại đơn vị, năm chấm và cách chấm trước khi dùng.",
        as_printed={"above": list(sheet.above)} if sheet.above else {},
    )
    return ReadForm(definition, tuple(notes))


def _points(node: Node) -> Decimal:
    if node.maxima:
        return node.maxima[0].value
    return sum((_points(child) for child in node.children if child.method not in _BEYOND), ZERO)


def _name(sheet: FormSheet, file: str) -> str:
    named = [line for line in sheet.above if re.search(r"bo tieu chi|chi so|bang diem|phieu", fold(line))]
    return " ".join((named or list(sheet.above) or [PurePath(file).stem])[0].split())


def _legal_basis(head: str) -> LegalBasis:
    number, signed = _NUMBER.search(head), _SIGNED.search(head)
    day = None
    if signed is not None:
        try:
            day = date(int(signed[3]), int(signed[2]), int(signed[1]))
        except ValueError:
            day = None  # «ngày 31/02»: not known, and validation says so
    return LegalBasis(number[1] if number else "không rõ", signed_on=day)


def _years(head: str) -> Years:
    found = _YEAR.search(head)
    if found is None:
        return Years(as_printed="biểu không ghi năm chấm")
    return Years(int(found[1]), int(found[2]) if found[2] else int(found[1]))


def _slug(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", fold(text)).strip("-") or "bieu"
