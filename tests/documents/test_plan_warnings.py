"""What is wrong in a plan is said at its row, and the rest is still read."""

from tests.documents.plan_tables import HEADER, codes, html_plan, read, wide

ROWS = (
    HEADER,
    ("1", "Việc có ngày không thật", "", "Sở Y tế", "", "31/2/2026"),
    ("2", "Việc có quý không thật", "", "Sở Y tế", "", "Quý V/2026"),
    ("3", "Việc chưa giao ai", "", "", "Sở Y tế", "2026"),
    ("4", "Việc đã quá hạn", "", "Sở Y tế", "", "31/12/2025"),
    ("5", "Việc chưa giao ai", "", "Sở Y tế", "", "2026"),
    ("6", "", "Báo cáo", "Sở Y tế", "", "2026"),
    ("7", "Việc không ghi năm", "", "Sở Y tế", "", "Quý II"),
    ("", wide("Tổng cộng", 5)),
)


def test_every_fault_is_told_of_at_its_row_and_no_row_is_lost():
    reading = read(html_plan(ROWS))
    assert [row.no for row in reading.rows] == list("1234567")
    assert codes(reading) == [
        ("plan.row_not_a_task", None),
        ("plan.deadline_impossible", 0),
        ("plan.deadline_impossible", 1),
        ("plan.lead_missing", 2),
        ("plan.deadline_before_document", 3),
        ("plan.task_repeated", 4),
        ("plan.task_missing", 5),
        ("plan.year_assumed", 6),
    ]


def test_messages_are_vietnamese_and_name_the_words_at_fault():
    messages = {warning.code: str(warning.message) for warning in read(html_plan(ROWS)).warnings}
    assert "Quý V/2026" in messages["plan.deadline_impossible"]
    assert "05/01/2026" in messages["plan.deadline_before_document"]


def test_a_table_that_is_no_plan_is_told_of_beside_one_that_is():
    other = (("a", "b", "c"), ("d", "e", "f"), ("g", "h", "i"))
    reading = read(html_plan(other, (HEADER, ("1", "Việc một", "", "Sở Y tế", "", "2026")), between="Biểu"))
    assert codes(reading) == [("plan.table_not_read", None)]
