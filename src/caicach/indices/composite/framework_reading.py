"""META table -> framework, every row checked where it stands. The columns are those of the field's usual tool."""

from collections.abc import Iterable

from caicach.indices.composite.framework import Aggregation, Framework, Goalposts, Node
from caicach.indices.composite.problems import bad_cell, bad_table
from caicach.indices.composite.tables import Row, Table, given_number, number
from caicach.kernel.errors import InvalidInput
from caicach.kernel.metrics import Missing

COLUMNS = ("iCode", "Level", "Type", "Direction", "Weight", "Parent")
NOT_IN_THE_TREE = frozenset({"Group", "Denominator", "Other"})
_GOALPOSTS = ("goalpost_lower", "goalpost_upper")
_NO_PARENT = frozenset({"", "NA"})
_TRUTH = {"TRUE": True, "FALSE": False, "1": True, "0": False}


def framework_of(table: Table) -> Framework:
    """Rows of type Group, Denominator and Other are no part of the tree: DATA is already denominated."""
    table.require(COLUMNS)
    nodes = [_node(table, row) for row in table.rows if row.cells["Type"] not in NOT_IN_THE_TREE]
    by_code: dict[str, Node] = {}
    for node in nodes:
        if node.code in by_code:
            why = "Mã «{name}» đã có ở dòng {first}."
            raise _refusal(table, node, "repeated_code", "iCode", why, first=by_code[node.code].line)
        by_code[node.code] = node
    if not any(node.is_indicator for node in nodes):
        todo = "Hãy thêm dòng có Type là Indicator."
        raise bad_table(table.source, "Không có chỉ số thành phần (Indicator) nào.", todo=todo)
    _check_parents(table, by_code)
    _check_circles(table, by_code)
    _check_levels(table, by_code)
    _check_children(table, nodes)
    return Framework(table.source, tuple(sorted(nodes, key=lambda node: (not node.is_indicator, node.level))))


def _refusal(table: Table, node: Node, code: str, column: str, why: str, **values: object) -> InvalidInput:
    todo = "Hãy sửa bảng khung chỉ số rồi chạy lại."
    return bad_cell(code, table.source, node.line, column, why, todo=todo, name=node.code, **values)


def _node(table: Table, row: Row) -> Node:
    kind, code, parent = (row.cells[column] for column in ("Type", "iCode", "Parent"))
    todo = "Hãy sửa bảng khung chỉ số rồi chạy lại."
    if not code:
        raise bad_cell("no_code", table.source, row.line, "iCode", "Dòng này không có mã.", todo=todo)
    if kind not in {"Indicator", "Aggregate"}:
        why = "Không biết loại «{kind}»; các loại: Indicator, Aggregate, Group, Denominator, Other."
        raise bad_cell("unknown_type", table.source, row.line, "Type", why, todo=todo, kind=kind)
    root = parent in _NO_PARENT
    return Node(
        code=code,
        level=_level(table, row),
        parent=None if root else parent,
        weight=_weight(table, row, is_needed=not root),
        direction=_direction(table, row, is_needed=kind == "Indicator"),
        line=row.line,
        is_indicator=kind == "Indicator",
        aggregation=_aggregation(table, row),
        goalposts=_goalposts(table, row) if kind == "Indicator" else None,
    )


def _level(table: Table, row: Row) -> int:
    level = given_number(table.source, row, "Level")
    if level < 1 or level != int(level):
        why = "Cấp là số nguyên từ 1, không phải {level}."
        raise bad_cell("level", table.source, row.line, "Level", why, todo="Hãy sửa cấp.", level=level)
    return int(level)


def _weight(table: Table, row: Row, *, is_needed: bool) -> float:
    weight = number(table.source, row, "Weight")
    if isinstance(weight, Missing):
        if not is_needed:  # nothing stands above it, so its weight is never used
            return 1.0
        return given_number(table.source, row, "Weight")
    if weight < 0:
        why = "Trọng số {weight} là số âm."
        raise bad_cell(
            "negative_weight", table.source, row.line, "Weight", why, todo="Hãy ghi số không âm.", weight=weight
        )
    return weight


def _direction(table: Table, row: Row, *, is_needed: bool) -> int:
    direction = number(table.source, row, "Direction")
    if direction == -1 and is_needed:
        return -1
    if direction == 1 or (isinstance(direction, Missing) and not is_needed):
        return 1
    why = "Chiều của chỉ số thành phần là 1 hoặc -1; của nhóm là 1 hoặc để trống."
    raise bad_cell("direction", table.source, row.line, "Direction", why, todo="Hãy sửa chiều của chỉ số.")


def _aggregation(table: Table, row: Row) -> Aggregation | None:
    """The optional column Aggregation: a method for this node alone."""
    text = row.cells.get("Aggregation", "")
    if text in _NO_PARENT:
        return None
    if text not in set(Aggregation):
        why = "Không biết cách gộp «{text}»; các cách: {known}."
        raise bad_cell(
            "unknown_aggregation",
            table.source,
            row.line,
            "Aggregation",
            why,
            todo="Hãy sửa hoặc để trống.",
            text=text,
            known=", ".join(Aggregation),
        )
    return Aggregation(text)


def _goalposts(table: Table, row: Row) -> Goalposts | None:
    if any(column not in table.columns for column in _GOALPOSTS):
        return None
    ends = [number(table.source, row, column) for column in _GOALPOSTS]
    if all(isinstance(end, Missing) for end in ends):
        return None
    lower, upper = (given_number(table.source, row, column) for column in _GOALPOSTS)
    if lower >= upper:
        why = "Mốc dưới {lower} không nhỏ hơn mốc trên {upper}."
        todo = "Ghi mốc theo thang gốc của chỉ số, chưa đổi chiều."
        raise bad_cell("goalposts", table.source, row.line, _GOALPOSTS[0], why, todo=todo, lower=lower, upper=upper)
    scale = given_number(table.source, row, "goalpost_scale") if "goalpost_scale" in table.columns else None
    return Goalposts(lower, upper, scale, _truncated(table, row))


def _truncated(table: Table, row: Row) -> bool:
    text = row.cells.get("goalpost_trunc2posts", "TRUE").upper()
    if text not in _TRUTH:
        why = "«{text}» không phải TRUE hay FALSE."
        column = "goalpost_trunc2posts"
        raise bad_cell("truth", table.source, row.line, column, why, todo="Hãy ghi TRUE hoặc FALSE.", text=text)
    return _TRUTH[text]


def _check_parents(table: Table, by_code: dict[str, Node]) -> None:
    for node in by_code.values():
        if node.parent is None and node.is_indicator:
            raise _refusal(table, node, "no_parent", "Parent", "Chỉ số thành phần «{name}» không thuộc nhóm nào.")
        if node.parent is None:
            continue
        if node.parent not in by_code:
            why = "Không có nhóm «{parent}» mà «{name}» thuộc về."
            raise _refusal(table, node, "unknown_parent", "Parent", why, parent=node.parent)
        if by_code[node.parent].is_indicator:
            why = "«{parent}» là chỉ số thành phần (Indicator), không chứa «{name}» được."
            raise _refusal(table, node, "parent_is_indicator", "Parent", why, parent=node.parent)


def _check_circles(table: Table, by_code: dict[str, Node]) -> None:
    safe: set[str] = set()
    for start in by_code.values():
        path: list[str] = []
        at: Node | None = start
        while at is not None and at.code not in safe:
            if at.code in path:
                circle = " → ".join([*path[path.index(at.code) :], at.code])
                why = "Nhóm chứa lẫn nhau: {circle}."
                raise _refusal(table, at, "circular_parent", "Parent", why, circle=circle)
            path.append(at.code)
            at = by_code[at.parent] if at.parent is not None else None
        safe.update(path)


def _check_levels(table: Table, by_code: dict[str, Node]) -> None:
    for node in by_code.values():
        if node.is_indicator and node.level != 1:
            raise _refusal(table, node, "level", "Level", "Chỉ số thành phần «{name}» phải ở cấp 1.")
        if node.parent is not None and by_code[node.parent].level <= node.level:
            why = "«{name}» ở cấp {level}, nhóm «{parent}» chứa nó ở cấp {above}: nhóm phải ở cấp cao hơn."
            above = by_code[node.parent].level
            raise _refusal(table, node, "level", "Level", why, level=node.level, parent=node.parent, above=above)


def _check_children(table: Table, nodes: Iterable[Node]) -> None:
    weights: dict[str, float] = {}
    for node in nodes:
        if node.parent is not None:
            weights[node.parent] = weights.get(node.parent, 0.0) + node.weight
    for node in nodes:
        if not node.is_indicator and node.code not in weights:
            raise _refusal(table, node, "no_children", "iCode", "Nhóm «{name}» không chứa chỉ số nào.")
        if not node.is_indicator and weights[node.code] == 0:
            why = "Mọi trọng số trong nhóm «{name}» đều bằng 0."
            raise _refusal(table, node, "zero_weights", "Weight", why)
