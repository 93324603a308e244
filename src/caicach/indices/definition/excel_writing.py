"""A definition as the spreadsheet in which such sets circulate, with a second sheet for what the form cannot show."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from caicach.indices.definition.excel_rules import rule_words
from caicach.indices.definition.excel_sheets import MACHINE_SHEET, FormRow
from caicach.indices.definition.validation import maximum_of
from caicach.indices.definition.values import Definition, Node
from caicach.indices.definition.writing import as_yaml
from caicach.kernel.tables import Cell, Line, Table, workbook_of

FORM_SHEET: Final = "Bộ tiêu chí"
COLUMNS: Final = (
    ("number", "STT", 9),
    ("name", "Lĩnh vực/Tiêu chí/Tiêu chí thành phần", 52),
    ("points", "Điểm tối đa", 10),
    ("rule", "Cách chấm", 44),
    ("method", "Cách có điểm", 18),
    ("evidence", "Tài liệu kiểm chứng", 34),
    ("data_source", "Nguồn số liệu", 20),
    ("verifier", "Đơn vị thẩm định", 18),
    ("reference", "Căn cứ", 20),
    ("note", "Ghi chú", 24),
)
_MACHINE_NOTE = "Không sửa trang này: nó giữ những phần mà biểu không có chỗ ghi. Sửa ở trang «Bộ tiêu chí»."


def as_workbook(definition: Definition) -> bytes:
    """XLSX: the form on the first sheet, the whole definition line by line on the second."""
    basis = definition.legal_basis
    notes = [f"(Kèm theo {basis}{f' của {basis.issuer}' if basis.issuer else ''})", f"Năm chấm: {definition.years}"]
    form = Table(
        definition.name.upper(),
        [title for _, title, _ in COLUMNS],
        _lines(definition),
        notes=notes,
        mark=f"BỘ MINH HỌA: {definition.illustrative_note}" if definition.illustrative else "",
        sheet=FORM_SHEET,
        widths=[width for _, _, width in COLUMNS],
        fixed=2,
    )
    below = ((line,) for line in as_yaml(definition).splitlines())
    return workbook_of(form, Table(_MACHINE_NOTE, (), below, sheet=MACHINE_SHEET, widths=(120,)))


def _lines(definition: Definition) -> Iterator[Line]:
    yield from (_line(row, depth) for row, depth in visible_rows(definition))
    if definition.total is not None:
        yield _line(FormRow(0, {"name": "Tổng điểm", "points": _plain(definition.total)}), 0)


def _line(row: FormRow, depth: int) -> Line:
    points = row.get("points")
    cells: dict[str, Cell] = {**row.cells, "points": Decimal(points.replace(",", ".")) if points else None}
    return Line([cells.get(name) for name, _, _ in COLUMNS], is_bold=not row.get("method"), indent=depth)


def visible_rows(definition: Definition) -> Iterator[tuple[FormRow, int]]:
    """The rows of the form with their depth; a year of several editions shows the last one."""
    year = _shown_year(definition)

    def below(node: Node, depth: int) -> Iterator[tuple[FormRow, int]]:
        yield FormRow(0, _cells(node, year)), depth
        for child in node.children:
            yield from below(child, depth + 1)

    for root in definition.tree:
        yield from below(root, 0)


def _shown_year(definition: Definition) -> int | None:
    starts = [dated.years.first for node in definition.walk() for dated in node.maxima]
    starts += [dated.years.first for node in definition.walk() for dated in node.rules]
    known = [year for year in starts if year is not None]
    return max(known) if known else definition.years.first


def _cells(node: Node, year: int | None) -> dict[str, str]:
    maximum = maximum_of(node, year) if node.maxima else None
    rules = [dated.value for dated in node.rules if year is None or dated.years.holds(year)]
    words = rule_words(rules[-1] if rules else None, maximum)
    cells = {
        "number": node.code,
        "name": node.name,
        "points": "" if maximum is None else _plain(maximum),
        "rule": words or node.rule_text,
        "method": node.method.label if node.method and node.is_component else "",
        "evidence": node.evidence,
        "data_source": node.data_source,
        "verifier": node.verifier,
        "reference": node.reference,
        "note": node.note,
    }
    return {name: text for name, text in cells.items() if text}


def _plain(points: Decimal) -> str:
    return f"{points.normalize():f}".replace(".", ",")
