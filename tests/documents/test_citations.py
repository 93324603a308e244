"""Documents cited in running text: every form of number, list, date and issuer that letters use."""

from datetime import date

import pytest

from caicach.documents.read.citations import find_citations

FORMS = [
    (
        "Thực hiện Quyết định số 12/QĐUBND ngày 04/12/2022 của UBND tỉnh về việc",
        ("quyết định", "12/QĐ-UBND", date(2022, 12, 4), "UBND tỉnh"),
    ),
    ("theo Quyết định số 38/2014/QÐ.UBND ngày 3/4/2014", ("quyết định", "38/2014/QĐ-UBND", date(2014, 4, 3), None)),
    (
        "Quyết định số 79/QĐÐ-UBND ngày 19/02/2021 của UBND tỉnh",
        ("quyết định", "79/QĐ-UBND", date(2021, 2, 19), "UBND tỉnh"),
    ),
    ("tại Công văn số 143⁄/STC-\nHCSN ngày 15/01/2025", ("công văn", "143/STC-HCSN", date(2025, 1, 15), None)),
    (
        "Công điện số 15/CĐ-TTg ngày 3/3/2024 của Thủ tướng Chính phủ",
        ("công điện", "15/CĐ-TTg", date(2024, 3, 3), "Thủ tướng Chính phủ"),
    ),
    (
        "Nghị quyết 12-NQ/TU ngày 26/5/2022 của Ban Chấp hành Đảng bộ tỉnh về",
        ("nghị quyết", "12-NQ/TU", date(2022, 5, 26), "Ban Chấp hành Đảng bộ tỉnh"),
    ),
    (
        "Kết luận số 18 - KL/TW ngày 02 tháng 4 năm 2026 của Bộ Chính trị",
        ("kết luận", "18-KL/TW", date(2026, 4, 2), "Bộ Chính trị"),
    ),
    ("Luật Tổ chức chính quyền địa phương số 77/2015/QH13", ("luật", "77/2015/QH13", None, None)),
    ("Nghị quyết số 206/2025/QH15", ("nghị quyết", "206/2025/QH15", None, None)),
    (
        "Thông tư liên tịch số 12/2015/TTLT-BNV-BTC ngày 5/5/2015",
        ("thông tư liên tịch", "12/2015/TTLT-BNV-BTC", date(2015, 5, 5), None),
    ),
    ("(số 12/KH-SNV)", ("kế hoạch", "12/KH-SNV", None, None)),
    ("văn bản số 279/BC-BTP ngày 28/4/2026", ("báo cáo", "279/BC-BTP", date(2026, 4, 28), None)),
    (
        "Thông báo kết luận số 15-TB/TU ngày 2/3/2024 của Thường trực Tỉnh ủy",
        ("thông báo", "15-TB/TU", date(2024, 3, 2), "Thường trực Tỉnh ủy"),
    ),
    (
        "Nghị quyết của HĐND tỉnh số 30/2021/NQ-HĐND ngày 9/12/2021",
        ("nghị quyết", "30/2021/NQ-HĐND", date(2021, 12, 9), "HĐND tỉnh"),
    ),
    (
        "Nghị quyết số 66.22/2026/NQ-CP ngày 09/7/2026 của Chính phủ",
        ("nghị quyết", "66.22/2026/NQ-CP", date(2026, 7, 9), "Chính phủ"),
    ),
    ("công văn hỏa tốc số 12/UBND-NC ngày 1.2.2024", ("công văn", "12/UBND-NC", date(2024, 2, 1), None)),
    (
        "Quyết định số 45/QĐ UBND ngày 05/6/2025 của UBND tỉnh",
        ("quyết định", "45/QĐ-UBND", date(2025, 6, 5), "UBND tỉnh"),
    ),
    ("Công văn số 77/UBNDKTTH ngày 05/6/2025", ("công văn", "77/UBND-KTTH", date(2025, 6, 5), None)),
    ("Công văn số 77/BNVCCHC ngày 05/6/2025", ("công văn", "77/BNV-CCHC", date(2025, 6, 5), None)),
    ("Tờ trình số 18TTr-STC ngày 05/6/2025", ("tờ trình", "18/TTr-STC", date(2025, 6, 5), None)),
    ("Nghị quyết số 15 NQ/TU ngày 05/6/2025", ("nghị quyết", "15-NQ/TU", date(2025, 6, 5), None)),
    ("Kế hoạch số 12/KH UBND tỉnh ban hành", ("kế hoạch", "12/KH", None, None)),
    (
        "Quyết định số 05/QĐ-BCĐ ngày 11/01/2025 của Trưởng Ban\nChỉ đạo 138 tỉnh về",
        ("quyết định", "05/QĐ-BCĐ", date(2025, 1, 11), "Trưởng Ban Chỉ đạo 138 tỉnh"),
    ),
    ("Quyết định số l2/QĐ-UBND ngày O4/12/2022", ("quyết định", "12/QĐ-UBND", date(2022, 12, 4), None)),
    (
        "Quyết định số 12/QĐ-UBND của UBND tỉnh ngày 12/3/2022 về",
        ("quyết định", "12/QĐ-UBND", date(2022, 3, 12), "UBND tỉnh"),
    ),
    (
        "Thông tư số 5/2021/TT-BYT ngày 20/7/2021 quy định về hồ sơ của Bộ trưởng Bộ Y tế (BYT),",
        ("thông tư", "5/2021/TT-BYT", date(2021, 7, 20), "Bộ trưởng Bộ Y tế"),
    ),
    (
        "Theo đề nghị của Giám đốc Sở Y tế, tại Tờ trình số 5/TTr-SYT ngày 1/2/2024",
        ("tờ trình", "5/TTr-SYT", date(2024, 2, 1), "Giám đốc Sở Y tế"),
    ),
    (
        "ý kiến của Sở Giao thông vận tải tại Công văn số 9/SGTVT-VP ngày 1/2/2024",
        ("công văn", "9/SGTVT-VP", date(2024, 2, 1), "Sở Giao thông vận tải"),
    ),
    (
        "nhiệm vụ được Thủ tướng Chính phủ giao tại Quyết định số 468/QĐ-TTg ngày 27/3/2021",
        ("quyết định", "468/QĐ-TTg", date(2021, 3, 27), "Thủ tướng Chính phủ"),
    ),
    (
        "của Bộ Văn hóa, Thể thao và Du lịch tại Tờ trình số 50/TTr-BVHTTDL ngày 01 tháng 02 năm 2024",
        ("tờ trình", "50/TTr-BVHTTDL", date(2024, 2, 1), "Bộ Văn hóa, Thể thao và Du lịch"),
    ),
]


@pytest.mark.parametrize(("text", "expected"), FORMS, ids=[expected[1] for _, expected in FORMS])
def test_a_cited_document_is_read_with_type_number_date_and_issuer(text, expected):
    ((citation, span),) = find_citations(text)
    assert (citation.type, citation.number, citation.date, citation.issuer) == expected
    assert " ".join(span.of(text).split()) == citation.raw


def test_later_items_of_a_list_carry_type_and_issuer_of_its_head():
    text = (
        "của UBND thành phố Hải Sơn tại Tờ trình số 8/TTr-UBND ngày 31/3/2024, các văn bản số 14/UBND-NN "
        "ngày 05/4/2024, "
        "số 15/UBND-NN ngày 07/4/2024 và Báo cáo số 9/BC-UBND ngày 8/4/2024"
    )
    found = [(citation.type, citation.number, citation.issuer) for citation, _ in find_citations(text)]
    unit = "UBND thành phố Hải Sơn"
    assert found == [
        ("tờ trình", "8/TTr-UBND", unit),
        ("văn bản", "14/UBND-NN", unit),
        ("văn bản", "15/UBND-NN", unit),
        ("báo cáo", "9/BC-UBND", unit),
    ]


def test_a_list_headed_by_type_and_issuer_gives_both_to_every_item():
    text = (
        "Căn cứ các Thông tư của Bộ Xây dựng: số 05/2015/TT-BXD ngày 30/10/2015 về nhà ở; "
        "số 03/2016/TT-BXD ngày 10/3/2016"
    )
    found = [(citation.type, citation.number, citation.issuer) for citation, _ in find_citations(text)]
    assert found == [("thông tư", "05/2015/TT-BXD", "Bộ Xây dựng"), ("thông tư", "03/2016/TT-BXD", "Bộ Xây dựng")]


def test_one_issuer_at_the_end_of_a_list_serves_the_items_before_it():
    text = "Công điện số 15/CĐ-TTg ngày 3/3/2024, Chỉ thị số 04/CT-TTg ngày 5/3/2024 của Thủ tướng Chính phủ"
    assert [citation.issuer for citation, _ in find_citations(text)] == ["Thủ tướng Chính phủ"] * 2


def test_a_date_shared_by_two_documents_is_given_to_both():
    text = "Quyết định số 06/QĐ-TTg và Quyết định số 07/QĐ-TTg cùng ngày 06/01/2022"
    assert [citation.date for citation, _ in find_citations(text)] == [date(2022, 1, 6)] * 2


def test_a_document_cited_twice_counts_once_and_keeps_what_either_mention_tells():
    text = (
        "V/v góp ý sửa đổi Quyết định số 22/QĐ-TTg. Theo Quyết định số 22/QĐTTg ngày 31/12/2021 của Thủ tướng Chính phủ"
    )
    ((citation, span),) = find_citations(text)
    assert (citation.date, citation.issuer) == (date(2021, 12, 31), "Thủ tướng Chính phủ")
    assert "31/12/2021" in span.of(text)


def test_the_letters_own_number_is_not_a_citation():
    text = "Số: 507 /UBND-KGVX\nV/v trả lời\n(kèm theo Công văn số 0507/UBND-KGVX); Công văn số 12/SNV-CCHC"
    assert [citation.number for citation, _ in find_citations(text, own="507/UBND-KGVX")] == ["12/SNV-CCHC"]


@pytest.mark.parametrize(
    "text",
    [
        "trực 24/7",
        "xếp hạng 59/63 tỉnh",
        "tại Km12/QL1",
        "mẫu số 01/VBHC-UB",
        "giai đoạn 2021-2030",
        "tỷ lệ 50%/năm",
        "ngày 12/3/2024",
        "",
    ],
)
def test_other_numbers_are_not_citations(text):
    assert find_citations(text) == ()


def test_a_list_keeps_its_type_and_agency_behind_a_document_named_inside_it() -> None:
    text = (
        "Theo đề nghị của Sở Y tế tại các Công văn: Số 11/SYT-NVY ngày 02/5/2025 góp ý thay Nghị định số 95/2024/NĐ-CP "
        "ngày 24/7/2024; số 12/SYT-NVD ngày 06/5/2025 góp ý Thông tư,"
    )
    found = [(citation.type, citation.number, citation.issuer) for citation, _ in find_citations(text)]
    assert found == [
        ("công văn", "11/SYT-NVY", "Sở Y tế"),
        ("nghị định", "95/2024/NĐ-CP", None),
        ("công văn", "12/SYT-NVD", "Sở Y tế"),
    ]
