"""Units of a cell: each apart, names with an inner comma whole, groups whole, a shared head given to every member."""

import pytest

from caicach.documents.plan.parties import parties_of
from caicach.documents.plan.units import split_cell


@pytest.mark.parametrize(
    ("cell", "units"),
    [
        ("Sở Nội vụ; Sở Tài chính", ["Sở Nội vụ", "Sở Tài chính"]),
        ("Sở Nội vụ và Sở Tài chính", ["Sở Nội vụ", "Sở Tài chính"]),
        ("Sở Nội vụ/Sở Tư pháp", ["Sở Nội vụ", "Sở Tư pháp"]),
        ("- Sở Nội vụ\n- Sở Tư pháp", ["Sở Nội vụ", "Sở Tư pháp"]),
        ("(1) Sở Nội vụ; (2) Cục Viễn thông", ["Sở Nội vụ", "Cục Viễn thông"]),
        ("Sở Y tế Sở Công Thương các sở, ban, ngành", ["Sở Y tế", "Sở Công Thương", "các sở, ban, ngành"]),
        ("Cục Viễn thông Cục Báo chí", ["Cục Viễn thông", "Cục Báo chí"]),
        ("Hội Nông dân tỉnh, Tỉnh đoàn", ["Hội Nông dân tỉnh", "Tỉnh đoàn"]),
        ("Bộ Tài chính, Đại học Quốc gia Mẫu", ["Bộ Tài chính", "Đại học Quốc gia Mẫu"]),
    ],
)
def test_separators_part_units(cell, units):
    assert list(split_cell(cell)) == units


@pytest.mark.parametrize(
    "name",
    [
        "Bộ Văn hóa, Thể thao và Du lịch",
        "Cục Xuất bản, In và Phát hành",
        "Phòng Kinh tế, Hạ tầng và Đô thị",
        "Văn phòng HĐND và UBND tỉnh",
        "Đài Phát thanh và Truyền hình tỉnh",
        "UBND các xã, phường, đặc khu",
        "UBND cấp tỉnh, cấp xã",
        "Ban Quản lý các khu công nghệ cao và khu công nghiệp",
        "Sở Nội vụ (cơ quan thường trực)",
        "các sở, ban, ngành, đoàn thể cấp tỉnh",
        "Các cơ quan, đơn vị, địa phương, doanh nghiệp liên quan",
        "Các bộ, cơ quan ngang bộ, cơ quan thuộc Chính phủ",
        "các đơn vị có hệ thống thông tin, cơ sở dữ liệu",
        "Phòng Cải cách hành chính Sở Nội vụ",
        "Người đứng đầu các cơ quan, đơn vị",
    ],
)
def test_one_name_stays_whole(name):
    assert split_cell(name) == (name,)


@pytest.mark.parametrize(
    ("cell", "units"),
    [
        ("Các Sở: Nội vụ, Văn hóa, Thể thao và Du lịch", ["Sở Nội vụ", "Sở Văn hóa, Thể thao và Du lịch"]),
        ("các Bộ Nội vụ, Tài chính và Tư pháp", ["Bộ Nội vụ", "Bộ Tài chính", "Bộ Tư pháp"]),
        ("Các Cục: Báo chí; Viễn thông. Vụ Pháp chế", ["Cục Báo chí", "Cục Viễn thông", "Vụ Pháp chế"]),
        ("Giám đốc các Sở: Y tế, Xây dựng", ["Giám đốc Sở Y tế", "Giám đốc Sở Xây dựng"]),
        ("UBND các xã: An, Bình và phường Cát", ["UBND xã An", "UBND xã Bình", "UBND phường Cát"]),
    ],
)
def test_a_shared_head_is_given_to_every_member(cell, units):
    assert list(split_cell(cell)) == units


def test_lines_that_only_wrap_are_joined():
    assert split_cell("Sở Tư\npháp\nVăn phòng\nUBND tỉnh\nUBND các\nxã, phường") == (
        "Sở Tư pháp",
        "Văn phòng UBND tỉnh",
        "UBND các xã, phường",
    )


def test_organisations_and_enterprises_stand_beside_the_group():
    assert split_cell("Sở, ban, ngành, tổ chức chính trị - xã hội") == (
        "Sở, ban, ngành",
        "tổ chức chính trị - xã hội",
    )
    assert split_cell("Các sở, ngành và các doanh nghiệp") == ("Các sở, ngành", "các doanh nghiệp")


@pytest.mark.parametrize(
    "cell",
    [
        "Sở Nội vụ chủ trì, phối hợp với Sở Tài chính",
        "Chủ trì: Sở Nội vụ\nPhối hợp: Sở Tài chính",
        "- Đơn vị chủ trì: Sở Nội vụ; - Đơn vị phối hợp: Sở Tài chính",
        "Sở Nội vụ (chủ trì), Sở Tài chính (phối hợp)",
    ],
)
def test_one_cell_may_say_who_leads_and_who_cooperates(cell):
    parties = parties_of(cell, "")
    assert (parties.lead, parties.cooperate) == (("Sở Nội vụ",), ("Sở Tài chính",))


def test_units_that_lost_the_line_end_between_them_are_two():
    assert split_cell("UBND xã, phường Sở Y tế") == ("UBND xã, phường", "Sở Y tế")
