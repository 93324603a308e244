"""What differs between an edition and its correction: every cell that does, and no other."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from caicach.kernel.said import tell
from caicach.publications.domain.differences import differences
from caicach.publications.domain.values import Cell, Column, ColumnKind, Content, PublicTable

COLUMNS = (
    Column("unit", tell("Đơn vị"), tell("tên")),
    Column("total", tell("Tổng số"), tell("số"), ColumnKind.NUMBER),
    Column("late", tell("Quá hạn"), tell("số"), ColumnKind.NUMBER),
)
ROWS = st.lists(st.tuples(st.sampled_from("ABC"), st.integers(0, 2), st.integers(0, 2)), max_size=5)


def _content(rows: list[tuple[str, int, int]], *codes: str) -> Content:
    cells = tuple((Cell(name), Cell(str(total)), Cell(str(late))) for name, total, late in rows)
    tables = tuple(PublicTable(code, tell("Theo đơn vị"), COLUMNS, cells) for code in codes or ("units",))
    return Content(tell("Tiến độ"), tell("Nhiệm vụ"), date(2023, 1, 1), date(2023, 3, 31), tables)


@given(ROWS, ROWS)
def test_every_cell_that_differs_is_told_once_and_the_other_way_round(
    then: list[tuple[str, int, int]], now: list[tuple[str, int, int]]
) -> None:
    found = differences(_content(then), _content(now))
    back = differences(_content(now), _content(then))
    assert {(one.row, one.column.code) for one in found} == {(one.row, one.column.code) for one in back}
    assert all(one.before != one.after for one in found)
    assert (not found) == all(
        [row for row in then if row[0] == name] == [row for row in now if row[0] == name] for name in "ABC"
    )


def test_a_row_or_a_table_that_is_new_is_told_with_nothing_before() -> None:
    (total, late) = differences(_content([("A", 1, 0)]), _content([("A", 1, 0), ("B", 2, 1)]))
    assert [(one.row, one.before, one.after and one.after.text) for one in (total, late)] == [
        (("B",), None, "2"),
        (("B",), None, "1"),
    ]
    assert len(differences(_content([("A", 1, 0)]), _content([("A", 1, 0)], "units", "areas"))) == 2
