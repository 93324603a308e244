"""Names of units in running text: where they begin and end, how lists and shared heads are taken apart."""

import pytest

from caicach.documents.read.unit_lists import split_units
from caicach.documents.read.unit_names import parse_units
from caicach.documents.read.unit_phrases import assigned_first, assigned_within, cooperating, ordered_units

LISTS = [
    ("Sở Kế hoạch và Đầu tư, Sở Tài chính: Trên cơ sở", ["Sở Kế hoạch và Đầu tư", "Sở Tài chính"]),
    (
        "Giám đốc các Sở: Tài chính, Văn hóa, Thể thao và Du lịch; UBND các huyện",
        ["Giám đốc Sở Tài chính", "Giám đốc Sở Văn hóa, Thể thao và Du lịch", "UBND các huyện"],
    ),
    (
        "các Bộ: Công an, Tài chính, Lao động - Thương binh và Xã hội nghiên cứu",
        ["Bộ Công an", "Bộ Tài chính", "Bộ Lao động - Thương binh và Xã hội"],
    ),
    (
        "các Sở Tài chính, Xây dựng, Nội vụ và UBND huyện Sơn Hà kiểm tra",
        ["Sở Tài chính", "Sở Xây dựng", "Sở Nội vụ", "UBND huyện Sơn Hà"],
    ),
    ("các Cục: Di sản văn hóa; Bản quyền tác giả", ["Cục Di sản văn hóa", "Cục Bản quyền tác giả"]),
    (
        "UBND các huyện: Sơn Hà, Trà Bồng và thị xã Đức Phổ báo cáo",
        ["UBND huyện Sơn Hà", "UBND huyện Trà Bồng", "UBND thị xã Đức Phổ"],
    ),
    ("các cơ quan, đơn vị, địa phương liên quan tham gia", ["các cơ quan, đơn vị, địa phương liên quan"]),
    ("Các sở, ban, ngành theo chức năng, nhiệm vụ", ["Các sở, ban, ngành"]),
    (
        "Bộ trưởng, Thủ trưởng cơ quan ngang bộ, Chủ tịch Ủy ban nhân dân các tỉnh,\nthành phố trực tiếp",
        ["Bộ trưởng, Thủ trưởng cơ quan ngang bộ", "Chủ tịch Ủy ban nhân dân các tỉnh, thành phố"],
    ),
    ("Sở Nội vụ - cơ quan Thường trực Ban Chỉ đạo", ["Sở Nội vụ"]),
    (
        "Sở Nông nghiệp và Môi trường (Cơ quan Thường trực về phòng, chống thiên tai): Phối hợp",
        ["Sở Nông nghiệp và Môi trường (Cơ quan Thường trực về phòng, chống thiên tai)"],
    ),
    ("Bộ Chỉ huy Quân sự tỉnh, Công an tỉnh bố trí", ["Bộ Chỉ huy Quân sự tỉnh", "Công an tỉnh"]),
    ("Ngân hàng Nhà nước chi nhánh tỉnh Hải Sơn", ["Ngân hàng Nhà nước chi nhánh tỉnh Hải Sơn"]),
    ("Đài Phát thanh và Truyền hình tỉnh, Báo Hải Sơn tăng", ["Đài Phát thanh và Truyền hình tỉnh", "Báo Hải Sơn"]),
    ("Ban Tuyên giáo Tỉnh ủy định hướng", ["Ban Tuyên giáo Tỉnh ủy"]),
    ("Trung tâm Phục vụ hành chính công tỉnh có trách nhiệm", ["Trung tâm Phục vụ hành chính công tỉnh"]),
    ("Chủ tịch UBND các xã, phường và đặc khu Lý Sơn tổ chức", ["Chủ tịch UBND các xã, phường và đặc khu Lý Sơn"]),
    (
        "Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh và các tổ chức chính trị - xã hội tham gia",
        ["Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh", "các tổ chức chính trị - xã hội"],
    ),
    ("Trưởng các thôn thông báo", ["Trưởng các thôn"]),
    ("Ban Thường vụ các huyện ủy, thành ủy quan tâm", ["Ban Thường vụ các huyện ủy, thành ủy"]),
    ("Công ty Điện lực Hải Sơn, Viễn thông Hải Sơn bảo đảm", ["Công ty Điện lực Hải Sơn", "Viễn thông Hải Sơn"]),
    ("Giám đốc các bệnh viện trực thuộc Bộ khẩn trương", ["Giám đốc các bệnh viện trực thuộc Bộ"]),
]


@pytest.mark.parametrize(("text", "names"), LISTS)
def test_a_list_of_units_is_taken_apart_and_shared_heads_are_given_to_all(text, names):
    found = parse_units(text)
    assert found is not None
    assert list(found.texts) == names


@pytest.mark.parametrize(
    "text", ["số 12/QĐ-UBND", "bổ sung kinh phí", "ban hành Quyết định", "bản đồ", "Tăng cường kiểm tra", "báo cáo", ""]
)
def test_other_words_are_not_units(text):
    assert parse_units(text) is None


@pytest.mark.parametrize(
    ("text", "leads"),
    [
        ("Giao Sở Nội vụ chủ trì, phối hợp với", ["Sở Nội vụ"]),
        ("Sở Xây dựng: Hướng dẫn, kiểm tra", ["Sở Xây dựng"]),
        ("Đề nghị Công an tỉnh chỉ đạo", ["Công an tỉnh"]),
        ("Trung tâm Công nghệ thông tin tỉnh vận hành hệ thống", ["Trung tâm Công nghệ thông tin tỉnh"]),
        ("Các sở, ngành đã tích cực triển khai", None),
        ("Tăng cường kỷ luật hành chính", None),
    ],
)
def test_the_first_words_say_who_is_to_act(text, leads):
    found = assigned_first(text)
    assert (found and [unit.text for unit in found.leads]) == leads


@pytest.mark.parametrize(
    ("text", "leads", "clause"),
    [
        ("Trên cơ sở đó, Bộ Tư pháp tổng hợp, hoàn thiện", ["Bộ Tư pháp"], "Bộ Tư pháp"),
        (
            "Theo đề nghị của Sở Y tế, Chủ tịch UBND tỉnh giao Sở Tài chính chủ trì",
            ["Sở Tài chính"],
            "Chủ tịch UBND tỉnh giao",
        ),
        (
            "Trường hợp còn ý kiến khác nhau giữa các Bộ, cơ quan, giao Bộ Tài chính chủ trì",
            ["Bộ Tài chính"],
            "giao Bộ",
        ),
        (
            "Căn cứ kết quả công bố, các cơ quan, đơn vị, địa phương tổ chức quán triệt",
            ["các cơ quan, đơn vị, địa phương"],
            "các cơ quan",
        ),
    ],
)
def test_an_order_inside_a_sentence_is_found_where_its_clause_begins(text, leads, clause):
    found = assigned_within(text)
    assert found is not None
    assert [unit.text for unit in found.leads] == leads
    assert text[found.start :].startswith(clause)


@pytest.mark.parametrize(
    "text",
    [
        "Thời gian qua, các bộ, cơ quan đã tích cực triển khai",
        "Ghi nhận và đánh giá cao các bộ, cơ quan ngang bộ",
        "nhiệm vụ được giao cho Sở Y tế",
    ],
)
def test_statements_assign_nothing(text):
    assert assigned_within(text) is None


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "chủ trì, phối hợp chặt chẽ với Sở A Lưới, Sở Tư pháp và các địa phương rà soát",
            ["Sở A Lưới", "Sở Tư pháp", "các địa phương"],
        ),
        (
            "phối hợp, hỗ trợ chính quyền địa phương, Sở Xây dựng trong công tác",
            ["chính quyền địa phương", "Sở Xây dựng"],
        ),
        ("chủ trì, làm việc trực tiếp với các Bộ, cơ quan liên quan để thống nhất", ["các Bộ, cơ quan liên quan"]),
        ("chủ động phối hợp Sở Y tế cung cấp", ["Sở Y tế"]),
        ("phối hợp bảo đảm an toàn", []),
    ],
)
def test_cooperating_units_follow_words_of_cooperation(text, names):
    assert [unit.text for unit in cooperating(text)] == names


def test_an_opening_that_leads_to_a_list_names_who_is_ordered():
    text = "Chủ tịch UBND tỉnh yêu cầu Giám đốc các Sở, Thủ trưởng các ban, ngành thực hiện các nội dung sau:"
    units = ordered_units(text)
    assert units is not None
    assert [unit.text for unit in units] == ["Giám đốc các Sở", "Thủ trưởng các ban, ngành"]
    assert ordered_units("UBND tỉnh báo cáo như sau:") is None


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("Bộ CHQS tỉnh, UBND cấp xã", ["Bộ CHQS tỉnh", "UBND cấp xã"]),
        ("Văn phòng Ban Chỉ huy, các sở, ban, ngành", ["Văn phòng Ban Chỉ huy", "các sở, ban, ngành"]),
        ("Các đơn vị được giao xây dựng hồ sơ", ["Các đơn vị được giao xây dựng hồ sơ"]),
        ("- Sở Y tế;\n- Sở Tài chính.", ["Sở Y tế", "Sở Tài chính"]),
        (
            "Trung tâm X; các đơn vị có hệ thống thông tin, cơ sở dữ liệu",
            ["Trung tâm X", "các đơn vị có hệ thống thông tin, cơ sở dữ liệu"],
        ),
    ],
)
def test_a_cell_of_units_is_split_and_names_stay_whole(cell, names):
    assert [unit.text for unit in split_units(cell)] == names
