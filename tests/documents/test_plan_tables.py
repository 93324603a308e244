"""Task tables of plans: columns, sections, merged cells and page breaks, the same in every kind of file."""

from datetime import date

import pytest
from tests.documents.plan_tables import HEADER, codes, docx_plan, html_plan, read, tall, wide, xlsx_plan

from caicach.kernel.errors import InvalidInput

SECTIONS = (
    HEADER,
    (wide("A. NHIỆM VỤ CHUNG", 6),),
    ("I", wide("Cải cách thể chế", 5)),
    ("1", "Rà soát văn bản", "Báo cáo", "Sở Tư pháp", "Các sở, ban, ngành", "Quý I/2026"),
    ("2", "Ban hành quy định mới", "Quyết định", "Sở Nội vụ; Sở Tài chính", "", "30/6/2026"),
    ("II", wide("Cải cách thủ tục", 5)),
    ("1", "Công bố thủ tục", "Quyết định", "Sở Y tế", "Sở Tư pháp", "Thường xuyên"),
    (wide("B. NHIỆM VỤ RIÊNG", 6),),
    ("1", "Đào tạo công chức", "Lớp học", "Sở Nội vụ", "", "2026"),
)
BUILDERS = pytest.mark.parametrize("built", [html_plan, docx_plan, xlsx_plan])


@BUILDERS
def test_sections_make_a_path_with_the_outermost_first(built):
    rows = read(built(SECTIONS)).rows
    assert [row.section for row in rows] == [
        ("A. NHIỆM VỤ CHUNG", "I Cải cách thể chế"),
        ("A. NHIỆM VỤ CHUNG", "I Cải cách thể chế"),
        ("A. NHIỆM VỤ CHUNG", "II Cải cách thủ tục"),
        ("B. NHIỆM VỤ RIÊNG",),
    ]


@BUILDERS
def test_every_column_reaches_its_field(built):
    row = read(built(SECTIONS)).rows[1]
    assert (row.no, row.task, row.product) == ("2", "Ban hành quy định mới", "Quyết định")
    assert (row.lead, row.cooperate) == (("Sở Nội vụ", "Sở Tài chính"), ())
    assert (row.deadline_raw, row.deadline_on) == ("30/6/2026", date(2026, 6, 30))


@BUILDERS
def test_a_merged_cell_gives_its_value_to_every_row_it_covers(built):
    reading = read(
        built(
            (
                HEADER,
                (tall("1", 2), "Việc một", "Báo cáo", tall("Sở Y tế", 2), "", tall("Quý II/2026", 2)),
                ("Việc hai", "Kế hoạch", ""),
                ("2", "Việc ba", "", "Sở Tư pháp", "", "2026"),
            )
        )
    )
    assert [(row.no, row.task, row.lead) for row in reading.rows] == [
        ("1", "Việc một", ("Sở Y tế",)),
        ("1", "Việc hai", ("Sở Y tế",)),
        ("2", "Việc ba", ("Sở Tư pháp",)),
    ]
    assert {row.deadline_on for row in reading.rows[:2]} == {date(2026, 6, 30)}


@BUILDERS
def test_a_header_of_two_rows_tells_the_columns_of_a_wide_title_apart(built):
    reading = read(
        built(
            (
                (tall("STT", 2), tall("Công việc", 2), wide("Phân công", 2), tall("Lộ trình", 2), wide("Kinh phí", 2)),
                ("Chủ trì", "Phối hợp", "Trung ương", "Địa phương"),
                ("(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "(7)"),
                ("1", "Nâng cấp cổng dịch vụ", "Sở Nội vụ", "Sở Tài chính", "Tháng 3/2026", "10", "20"),
            )
        )
    )  # fmt: skip
    (row,) = reading.rows
    assert (row.lead, row.cooperate) == (("Sở Nội vụ",), ("Sở Tài chính",))
    assert row.budget_raw == "Trung ương: 10; Địa phương: 20"


@BUILDERS
def test_columns_ticked_by_year_give_the_last_year(built):
    (row,) = read(
        built(
            (
                (tall("TT", 2), tall("Nhiệm vụ", 2), tall("Chủ trì", 2), wide("Thời gian thực hiện", 3)),
                ("2026", "2027", "2028"),
                ("1", "Xây dựng kho dữ liệu", "Sở Khoa học và Công nghệ", "x", "x", ""),
            )
        )
    ).rows
    assert (row.deadline_raw, row.deadline_on) == ("2026; 2027", date(2027, 12, 31))


@pytest.mark.parametrize(
    "header",
    [
        ("Sản phẩm", "Đơn vị thực hiện", "Công việc", "Thời hạn"),
        ("Kết quả/sản phẩm", "Cơ quan tham mưu", "Tên nhiệm vụ/đề án", "Lộ trình"),
        ("Chỉ tiêu đạt", "Cơ quan chủ trì", "Nội dung nhiệm vụ", "Thời hạn"),
        ("Kết quả dự kiến", "Phân công thực hiện", "Nội dung", "Tiến độ hoàn thành"),
        ("Đầu ra", "Cơ quan, đơn vị chịu trách nhiệm", "HOẠT ĐỘNG", "Hạn hoàn thành"),
        ("Sản phẩm hoàn thành", "ĐƠN VỊ CHỦ TRÌ THAM MƯU", "Nhiệm vụ, giải pháp", "Thời điểm trình"),
    ],
)
def test_columns_are_known_in_any_order_and_wording(header):
    (row,) = read(html_plan((header, ("Báo cáo", "Sở Nội vụ", "Rà soát bộ máy", "31/12/2026")))).rows
    assert (row.task, row.product, row.lead) == ("Rà soát bộ máy", "Báo cáo", ("Sở Nội vụ",))
    assert row.deadline_on == date(2026, 12, 31)


def test_a_header_without_a_title_over_the_count_still_has_a_count():
    rows = read(
        html_plan((("", "Nhiệm vụ", "Chủ trì"), ("1", "Việc một", "Sở Y tế"), ("2", "Việc hai", "Sở Y tế")))
    ).rows
    assert [row.no for row in rows] == ["1", "2"]


def test_numbers_in_the_words_count_where_there_is_no_column_for_them():
    rows = read(
        html_plan(
            (("Nội dung", "Người thực hiện", "Hạn"), ("I. CHUẨN BỊ", "", ""), ("1. Họp", "Văn phòng Sở", "05/02/2026"))
        )
    ).rows
    assert [(row.no, row.task, row.section) for row in rows] == [("1", "Họp", ("I. CHUẨN BỊ",))]


def test_numbered_rows_without_units_are_sections_of_the_rows_under_them():
    rows = read(
        html_plan(
            (
                HEADER,
                ("1", "Thể chế", "", "", "", ""),
                ("1.1", "Việc một", "", "Sở Tư pháp", "", "2026"),
                ("2", "Bộ máy", "", "", "", ""),
                ("a)", "Việc hai", "", "Sở Nội vụ", "", "2026"),
                ("3", "Việc ba", "", "Sở Y tế", "", "2026"),
            )
        )
    ).rows
    assert [(row.no, row.section) for row in rows] == [("1.1", ("1 Thể chế",)), ("a", ("2 Bộ máy",)), ("3", ())]


def test_letters_stand_inside_roman_numerals_where_these_come_first():
    rows = read(
        html_plan(
            (
                HEADER,
                ("I", wide("Một", 5)),
                ("A", wide("Trong", 5)),
                ("1", "Việc một", "", "Sở Y tế", "", ""),
                ("II", wide("Hai", 5)),
                ("1", "Việc hai", "", "Sở Y tế", "", ""),
            )
        )
    ).rows
    assert [row.section for row in rows] == [("I Một", "A Trong"), ("II Hai",)]


def test_a_column_of_groups_is_the_innermost_section():
    rows = read(
        html_plan(
            (
                ("Lĩnh vực", "Nhiệm vụ", "Chủ trì", "Thời gian"),
                (tall("Thể chế", 2), "Việc một", "Sở Tư pháp", "2026"),
                ("Việc hai", "Sở Nội vụ", "2026"),
            )
        )
    ).rows
    assert [row.section for row in rows] == [("Thể chế",), ("Thể chế",)]


def test_rows_of_dots_hide_the_section_of_what_follows():
    reading = read(html_plan((HEADER, (wide("…......", 6),), ("5", "Việc năm", "", "Sở Y tế", "", "2026"))))
    assert reading.rows[0].section is None
    assert ("plan.section_unknown", 0) in codes(reading)


@BUILDERS
def test_repeated_headers_are_no_rows(built):
    table = (HEADER, ("1", "Việc một", "", "Sở Y tế", "", "2026"), HEADER, ("2", "Việc hai", "", "Sở Y tế", "", "2026"))
    assert [row.task for row in read(built(table)).rows] == ["Việc một", "Việc hai"]


def test_a_table_without_a_header_goes_on_from_the_one_before():
    first = (HEADER, ("I", wide("Thể chế", 5)), ("1", "Rà soát và", "", "Sở Y tế", "Sở Nội", "2026"))
    second = (("", "báo cáo kết quả", "", "", "vụ", ""), ("2", "Việc hai", "", "Sở Tư pháp", "", "2026"))
    rows = read(html_plan(first, second)).rows
    assert [(row.no, row.task, row.section) for row in rows] == [
        ("1", "Rà soát và báo cáo kết quả", ("I Thể chế",)),
        ("2", "Việc hai", ("I Thể chế",)),
    ]
    assert rows[0].cooperate == ("Sở Nội vụ",)


def test_another_table_begins_its_own_sections():
    first = (HEADER, ("I", wide("Thể chế", 5)), ("1", "Việc một", "", "Sở Y tế", "", "2026"))
    second = (HEADER, ("1", "Việc hai", "", "Sở Tư pháp", "", "2026"))
    rows = read(html_plan(first, second, between="PHỤ LỤC II")).rows
    assert [row.section for row in rows] == [("I Thể chế",), ()]


def test_columns_that_are_not_known_are_kept_and_told_of():
    reading = read(html_plan(((*HEADER, "Mức ưu tiên"), ("1", "Việc một", "", "Sở Y tế", "", "2026", "cao"))))
    assert reading.rows[0].other == {"Mức ưu tiên": "cao"}
    assert ("plan.column_unknown", None) in codes(reading)


def test_sections_named_after_units_lead_where_no_column_does():
    reading = read(html_plan((("TT", "Nhiệm vụ", "Hạn"), ("I", wide("Sở Nội vụ", 2)), ("1", "Việc một", "2026"))))
    assert reading.rows[0].lead == ("Sở Nội vụ",)


def test_same_as_above_takes_the_words_above():
    rows = read(
        html_plan((HEADER, ("1", "Một", "", "Sở Y tế", "", "2026"), ("2", "Hai", "", "-nt-", "", "như trên")))
    ).rows
    assert (rows[1].lead, rows[1].deadline_on) == (("Sở Y tế",), date(2026, 12, 31))


def test_a_file_without_a_table_of_tasks_is_refused():
    with pytest.raises(InvalidInput) as refused:
        read(html_plan((("Họ tên", "Ngày sinh"), ("A", "B"))))
    assert refused.value.code == "plan.no_table"
