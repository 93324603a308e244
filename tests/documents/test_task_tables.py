"""Tasks that stand in tables: columns in any order, sections, cells that repeat the cell above."""

from datetime import date

from caicach.documents.read.source import SourceCell, SourceTable
from caicach.documents.read.task_tables import find_table_tasks
from caicach.documents.values import AssignedTask, Span


def table(rows: list[list[str]]) -> SourceTable:
    at = 0
    made = []
    for row in rows:
        cells = []
        for text in row:
            cells.append(SourceCell(text, Span(at, at + len(text))))
            at += len(text) + 1
        made.append(tuple(cells))
    return SourceTable(Span(0, at), tuple(made))


def tasks(rows: list[list[str]]) -> list[AssignedTask]:
    return [found.task for found in find_table_tasks([table(rows)], issued=date(2024, 3, 12), year=None)]


def test_a_table_of_tasks_gives_leads_partners_deadline_and_product():
    (task,) = tasks(
        [
            ["STT", "Tên nhiệm vụ", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời hạn hoàn thành", "Kết quả thực hiện"],
            [
                "1",
                "Xây dựng quy chế",
                "Sở Nội vụ",
                "Sở Tư pháp; các sở, ban, ngành",
                "Quý II/2024",
                "Quyết định của UBND tỉnh",
            ],
        ]
    )
    assert (task.item, task.text, task.lead) == ("1", "Xây dựng quy chế", ("Sở Nội vụ",))
    assert task.cooperate == ("Sở Tư pháp", "các sở, ban, ngành")
    assert task.deadline is not None
    assert (task.deadline.words, task.deadline.on) == ("Quý II/2024", date(2024, 6, 30))
    assert task.product == "Quyết định của UBND tỉnh"


def test_columns_may_come_in_any_order_and_a_header_in_two_rows():
    (task,) = tasks(
        [
            ["TT", "Thời gian", "Cơ quan thực hiện", "Cơ quan thực hiện", "Nội dung công việc"],
            ["TT", "Thời gian", "Chủ trì", "Phối hợp", "Nội dung công việc"],
            ["1", "Tháng 5/2024", "Các Sở: Tài chính, Xây dựng", "UBND cấp huyện", "Kiểm tra hiện trường"],
        ]
    )
    assert task.lead == ("Sở Tài chính", "Sở Xây dựng")
    assert task.cooperate == ("UBND cấp huyện",)
    assert task.deadline is not None
    assert task.deadline.on == date(2024, 5, 31)


def test_section_rows_and_column_numbers_are_no_tasks():
    found = tasks(
        [
            ["STT", "Nội dung", "Chủ trì", "Thời gian"],
            ["(1)", "(2)", "(3)", "(4)"],
            ["I", "CẢI CÁCH THỂ CHẾ", "CẢI CÁCH THỂ CHẾ", "CẢI CÁCH THỂ CHẾ"],
            ["1", "Rà soát văn bản", "Sở Tư pháp", "Thường xuyên"],
            ["2", "Tự kiểm tra", "-nt-", "Tháng 12/2024"],
        ]
    )
    assert [(task.item, task.lead) for task in found] == [("1", ("Sở Tư pháp",)), ("2", ("Sở Tư pháp",))]


def test_a_table_without_units_is_no_table_of_tasks():
    assert tasks([["STT", "Nội dung", "Số tiền"], ["1", "Mua sắm", "100"]]) == []
