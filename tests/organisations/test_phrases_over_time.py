"""Phrases as officials write them, on four days: before and after 01/03/2025, after 01/07/2025, and in 2026.

Of each phrase: what it means on the four days, one cell where it is the same on all. A cell holds the codes of the
units, or how many they are; «=» where a body outside the province's administration is named; «?» where a person should
look, «!» where something is left for a person to choose.
"""

from datetime import date
from typing import Final

import pytest

from caicach.organisations.domain.addressing import BodyKind, Confidence, Resolution, resolve
from caicach.organisations.domain.directory import Directory, Register

DAYS: Final = (date(2025, 2, 15), date(2025, 3, 15), date(2025, 7, 15), date(2026, 3, 2))
_MOST_NAMED: Final = 4
TABLE: Final[tuple[tuple[str, ...], ...]] = (
    ("Đ/c Giám đốc Sở Nội vụ", "SNV"),
    ("đ/c Chủ tịch UBND tỉnh", "UBND-T"),
    ("Các đ/c Giám đốc Sở Tài chính, Giám đốc Sở Tư pháp", "STC STP"),
    ("Sở KH&ĐT", "SKHDT", "!", "!", "!"),
    ("Sở KHĐT", "SKHDT", "!", "!", "!"),
    ("Sở TT&TT", "STTTT", "!", "!", "!"),
    ("Sở TT-TT", "STTTT", "!", "!", "!"),
    ("Sở KH&CN", "SKHCN"),
    ("Sở GD&ĐT", "SGDDT"),
    ("Sở GDĐT", "SGDDT"),
    ("Sở NN&MT", "!", "SNNMT", "SNNMT", "SNNMT"),
    ("Sở NNMT", "!", "SNNMT", "SNNMT", "SNNMT"),
    ("Sở NN&PTNT", "SNNPTNT", "!", "!", "!"),
    ("Sở TN&MT", "STNMT", "!", "!", "!"),
    ("Sở LĐ-TB&XH", "SLDTBXH", "!", "!", "!"),
    ("Sở LĐTB&XH", "SLDTBXH", "!", "!", "!"),
    ("Sở VHTTDL", "SVHTTDL"),
    ("Sở VH,TT&DL", "SVHTTDL"),
    ("Sở DT&TG", "!", "SDTTG", "SDTTG", "SDTTG"),
    ("Sở GTVT", "SGTVT", "!", "!", "!"),
    ("Sở Kế hoạch và Đầu tư", "SKHDT", "!", "!", "!"),
    ("Sở Giao thông vận tải", "SGTVT", "!", "!", "!"),
    ("Sở Thông tin và Truyền thông", "STTTT", "!", "!", "!"),
    ("Sở Nông nghiệp và Phát triển nông thôn", "SNNPTNT", "!", "!", "!"),
    ("Sở Tài nguyên và Môi trường", "STNMT", "!", "!", "!"),
    ("Sở Lao động - Thương binh và Xã hội", "SLDTBXH", "!", "!", "!"),
    ("Ban Dân tộc tỉnh", "!"),
    ("Sở Dân tộc và Tôn giáo", "!", "SDTTG", "SDTTG", "SDTTG"),
    ("Sở Nông nghiệp và Môi trường", "!", "SNNMT", "SNNMT", "SNNMT"),
    ("Cục Thuế tỉnh", "TW-CT", "TW-CT ?", "TW-CT ?", "TW-CT ?"),
    ("Thuế tỉnh", "!", "!", "TW-CT", "TW-CT"),
    ("Thuế tỉnh Hà Tĩnh", "!", "!", "TW-CT", "TW-CT"),
    ("Chi cục Thuế khu vực XI", "!", "TW-CT", "TW-CT ?", "TW-CT ?"),
    ("Cục Thống kê tỉnh", "TW-CTK", "TW-CTK ?", "TW-CTK ?", "TW-CTK ?"),
    ("Chi cục Thống kê tỉnh", "!", "TW-CTK", "TW-CTK ?", "TW-CTK ?"),
    ("Thống kê tỉnh", "!", "!", "TW-CTK", "TW-CTK"),
    ("Thống kê tỉnh Hà Tĩnh", "!", "!", "TW-CTK", "TW-CTK"),
    ("Cục Hải quan tỉnh", "TW-HQ"),
    ("Chi cục Hải quan khu vực XI", "!"),
    ("KBNN tỉnh", "TW-KBNN"),
    ("Kho bạc Nhà nước khu vực XI", "!"),
    ("NHNN Chi nhánh tỉnh", "TW-NHNN", "TW-NHNN ?", "TW-NHNN ?", "TW-NHNN ?"),
    ("Ngân hàng Nhà nước Chi nhánh Khu vực 8", "!", "TW-NHNN", "TW-NHNN", "TW-NHNN"),
    ("NHNN Khu vực 8", "!", "TW-NHNN", "TW-NHNN", "TW-NHNN"),
    ("Cục THADS tỉnh", "TW-THADS", "TW-THADS", "TW-THADS ?", "TW-THADS ?"),
    ("Thi hành án dân sự tỉnh", "!", "!", "TW-THADS", "TW-THADS"),
    ("THADS tỉnh", "!", "!", "TW-THADS", "TW-THADS"),
    ("BHXH tỉnh", "TW-BHXH"),
    ("BHXH khu vực", "!"),
    ("Cục QLTT tỉnh", "TW-QLTT"),
    ("Chi cục Quản lý thị trường", "!"),
    ("Bộ CHQS tỉnh", "TW-BCHQS"),
    ("Bộ Chỉ huy BĐBP tỉnh", "TW-BDBP"),
    ("Ban Chỉ huy BĐBP tỉnh", "TW-BDBP ?"),
    ("Công an tỉnh", "TW-CA"),
    ("CA tỉnh", "TW-CA"),
    ("Công an huyện Can Lộc", "!"),
    ("Công an các xã, phường", "!"),
    ("UBND huyện Can Lộc", "443", "443", "!", "!"),
    ("UBND các huyện, thành phố, thị xã", "12", "12", "!", "!"),
    ("UBND cấp huyện", "12", "12", "!", "!"),
    ("UBND cấp xã", "209", "209", "69", "69"),
    ("UBND các xã, phường", "195", "195", "69", "69"),
    ("UBND các xã, phường, thị trấn", "209", "209", "69", "69"),
    ("Chủ tịch UBND các xã, phường", "195", "195", "69", "69"),
    ("UBND phường Thành Sen", "!", "!", "18073", "18073"),
    ("UBND xã Can Lộc", "!", "!", "18406", "18406"),
    ("UBND xã Kỳ Anh", "!", "!", "18775", "18775"),
    ("UBND thị xã Kỳ Anh", "449", "449", "!", "!"),
    ("UBND phường Vũng Áng", "!", "!", "18823", "18823"),
    (
        "UBND các xã, phường: Can Lộc, Thành Sen, Cẩm Bình",
        "18685 !",
        "18685 !",
        "18406 18073 18685",
        "18406 18073 18685",
    ),
    ("UBND các xã, phường: Không Có, Thành Sen", "!", "!", "18073 !", "18073 !"),
    ("UBND các xã, phường: A, B, C", "!"),
    ("UBND các xã, phường (Can Lộc, Thành Sen)", "!", "!", "18406 18073", "18406 18073"),
    ("UBND các xã Can Lộc, Cẩm Bình", "18685 !", "18685 !", "18406 18685", "18406 18685"),
    ("UBND các xã, phường Can Lộc, Thành Sen", "!", "!", "18406 18073", "18406 18073"),
    ("UBND 02 xã: Can Lộc, Cẩm Bình", "18685 !", "18685 !", "18406 18685", "18406 18685"),
    ("UBND xã, phường Thành Sen", "!", "!", "18073", "18073"),
    ("các xã: Can Lộc, Cẩm Bình", "18685 !", "18685 !", "18406 18685", "18406 18685"),
    ("UBND các huyện Can Lộc, Đức Thọ", "443 440", "443 440", "!", "!"),
    ("UBND các huyện, thị xã: Can Lộc, Kỳ Anh", "443 !", "443 !", "!", "!"),
    ("UBND các xã (trừ xã Can Lộc)", "!", "!", "59", "59"),
    ("UBND các xã ven biển", "!"),
    ("Bộ Kế hoạch và Đầu tư", "="),
    ("Bộ Tài chính", "="),
    ("Bộ Giao thông vận tải", "="),
    ("Bộ Thông tin và Truyền thông", "="),
    ("Bộ LĐTBXH", "="),
    ("Bộ Nông nghiệp và Môi trường", "="),
    ("Bộ NN&MT", "="),
    ("Bộ Dân tộc và Tôn giáo", "="),
    ("Ủy ban Dân tộc", "="),
    ("Tổng cục Thuế", "="),
    ("Cục Thuế", "TW-CT", "TW-CT ?", "TW-CT ?", "TW-CT ?"),
    ("Cục Thuế, Bộ Tài chính", "TW-CT =", "TW-CT = ?", "TW-CT = ?", "TW-CT = ?"),
    ("Cục Hải quan", "TW-HQ"),
    ("Cục Hải quan, Bộ Tài chính", "TW-HQ ="),
    ("Bộ KH&CN", "="),
    ("Bộ GD&ĐT", "="),
    ("Bộ TT&TT", "="),
    ("Bộ VHTTDL", "="),
    ("Thanh tra Chính phủ", "="),
    ("Thanh tra tỉnh", "TTT"),
    ("Thanh tra Sở Y tế", "!"),
    ("Văn phòng UBND tỉnh", "VPUBND"),
    ("VP UBND tỉnh", "VPUBND"),
    ("VPUB tỉnh", "VPUBND"),
    ("Văn phòng HĐND và UBND tỉnh", "!"),
    ("Văn phòng Đoàn ĐBQH và HĐND tỉnh", "="),
    ("Trung tâm Phục vụ hành chính công tỉnh", "!"),
    ("Trung tâm PVHCC xã Can Lộc", "!"),
    ("Phòng Kinh tế các xã", "!"),
    ("Phòng Văn hóa - Xã hội xã Can Lộc", "!"),
    ("Ban QL KKT tỉnh", "BQLKKT"),
    ("BQL KKT tỉnh", "BQLKKT"),
    ("Ban Quản lý Khu kinh tế tỉnh", "BQLKKT"),
    ("Các sở, ban, ngành", "19", "15", "15", "15"),
    ("Các sở, ngành, địa phương", "31 ?", "27 ?", "84 ?", "84 ?"),
    ("Các sở, ban, ngành; UBND các xã, phường", "214", "210", "84", "84"),
    ("Thủ trưởng các sở, ban, ngành cấp tỉnh; Chủ tịch UBND các xã, phường", "214", "210", "84", "84"),
    ("các cơ quan, đơn vị liên quan", "!"),
    ("Tỉnh đoàn", "="),
    ("MTTQ tỉnh", "="),
    ("Ban TG&DV Tỉnh ủy", "="),
    ("Ban Tuyên giáo và Dân vận Tỉnh ủy", "="),
    ("Sở Nội vụ; Sở Tài chính (phối hợp)", "SNV STC"),
    ("Sở Y tế chủ trì", "SYT"),
    ("Lãnh đạo Sở Y tế", "SYT"),
    ("Tòa án nhân dân tỉnh", "TW-TAND"),
    ("TAND khu vực 1", "!"),
    ("VKSND tỉnh", "TW-VKSND"),
    ("Trường Đại học Hà Tĩnh", "!"),
    ("Báo và Đài PTTH tỉnh", "="),
    ("Điện lực Hà Tĩnh", "!"),
    ("Công ty Điện lực Hà Tĩnh", "="),
    ("Văn phòng HĐND và UBND huyện Can Lộc", "!"),
    ("UBND các xã (trừ xã Can Lộc, xã Cẩm Bình)", "!", "!", "58", "58"),
    ("UBND các xã (trừ các xã ở vùng sâu)", "!"),
    ("đ/c Lãnh đạo các sở, ban, ngành", "19", "15", "15", "15"),
    ("Đồng chí Chánh Văn phòng UBND tỉnh", "VPUBND"),
    ("CVP UBND tỉnh", "VPUBND"),
    ("Chủ tịch UBND TP Hà Tĩnh", "436", "436", "!", "!"),
    ("Xã Thạch Trung", "18088 ?", "18088 ?", "!", "!"),
    ("Phường Tân Giang", "18079", "18079", "!", "!"),
    ("UBND phường Trần Phú", "18094", "18094", "18100", "18100"),
    ("UBND thị trấn Nghèn", "18406", "18406", "!", "!"),
    ("các thị trấn", "14", "14", "!", "!"),
    ("Sở Ngoại vụ", "SNgV"),
    ("Sở Tư pháp, Tài chính, Nội vụ", "STP STC SNV"),
    ("Các Sở: Tài chính, Xây dựng, Khoa học và Công nghệ", "STC SXD SKHCN"),
    ("Các Sở: Kế hoạch và Đầu tư, Tài chính", "SKHDT STC", "STC !", "STC !", "STC !"),
    ("Các cơ quan Trung ương đóng trên địa bàn tỉnh", "13"),
    ("Tổng cục Hải quan", "="),
    ("Bộ TN&MT", "="),
    ("Bộ Xây dựng", "="),
    ("UBND các tỉnh, thành phố: Hà Tĩnh, Nghệ An", "!"),
    ("UBND các xã: A, B, C", "!"),
    ("các huyện, thành phố, thị xã", "12", "12", "!", "!"),
    ("Chi cục Thuế khu vực X", "!"),
)


@pytest.fixture(scope="module")
def directories(register: Register) -> tuple[Directory, ...]:
    return tuple(register.on(day) for day in DAYS)


def cell(resolution: Resolution) -> str:
    codes = [unit.code for unit in resolution.units]
    parts = codes if len(codes) <= _MOST_NAMED else [str(len(codes))]
    parts += ["="] * bool(resolution.bodies)
    if resolution.unresolved:
        return " ".join([*parts, "!"])
    return " ".join([*parts, *["?"] * (resolution.confidence is Confidence.LIKELY)])


@pytest.mark.parametrize(("phrase", "meant"), [(row[0], row[1:]) for row in TABLE], ids=[row[0] for row in TABLE])
def test_a_phrase_means_the_units_of_the_day(
    directories: tuple[Directory, ...], phrase: str, meant: tuple[str, ...]
) -> None:
    found = [cell(resolve(phrase, directory)) for directory in directories]
    assert found == list(meant if len(meant) > 1 else meant * len(DAYS))


def test_the_table_is_long_enough_and_says_each_phrase_once() -> None:
    assert len(TABLE) >= 150
    assert len({row[0] for row in TABLE}) == len(TABLE)


@pytest.mark.parametrize(
    ("phrase", "said"),
    [
        ("Sở Kế hoạch và Đầu tư", "không còn từ 01/03/2025, nay thuộc Sở Tài chính"),
        ("Sở KH&ĐT", "nay thuộc Sở Tài chính"),
        ("Sở GTVT", "nay thuộc Sở Xây dựng"),
        ("Sở TT&TT", "nay thuộc Sở Khoa học và Công nghệ"),
        ("Sở TN&MT", "nay thuộc Sở Nông nghiệp và Môi trường"),
        ("Sở LĐ-TB&XH", "nay thuộc Sở Nội vụ"),
        ("Xã Thạch Trung", "nay thuộc Phường Trần Phú"),  # an xã that became a phường, which was merged
        ("UBND huyện Can Lộc", "không còn từ 01/07/2025"),
        ("Cục Thuế tỉnh", "tên đến hết 28/02/2025 của Thuế tỉnh Hà Tĩnh"),
        ("Bộ Kế hoạch và Đầu tư", "không còn từ 01/03/2025, nay là Bộ Tài chính"),
        ("Bộ TT&TT", "nay là Bộ Khoa học và Công nghệ"),
    ],
)
def test_who_took_over_is_said_in_2026(directories: tuple[Directory, ...], phrase: str, said: str) -> None:
    assert said in " ".join(str(reason) for reason in resolve(phrase, directories[-1]).reasons)


@pytest.mark.parametrize(
    "phrase",
    [
        "UBND các xã, phường: Mẫu Một, Mẫu Hai",
        "UBND các xã, phường (Mẫu Một, Mẫu Hai)",
        "UBND các xã: Mẫu Một, Mẫu Hai",
        "Chủ tịch UBND các xã, phường, đặc khu: Mẫu Một",
        "UBND các xã (trừ xã Mẫu Một)",
        "Các Sở: Mẫu Một, Mẫu Hai",
        "các sở, ban, ngành: Sở Mẫu Một",
    ],
)
def test_names_that_nobody_knows_never_mean_everybody(directories: tuple[Directory, ...], phrase: str) -> None:
    for directory in directories:
        resolution = resolve(phrase, directory)
        assert resolution.units == ()
        assert resolution.confidence is Confidence.UNRESOLVED


def test_an_exception_is_taken_out_and_named(directories: tuple[Directory, ...]) -> None:
    everybody = resolve("UBND các xã", directories[-1])
    resolution = resolve("UBND các xã (trừ xã Can Lộc)", directories[-1])
    assert {u.code for u in everybody.units} - {u.code for u in resolution.units} == {"18406"}
    assert "Trừ UBND xã Can Lộc" in str(resolution.reasons[0])


@pytest.mark.parametrize("kind", ["tỉnh", "thành phố", "TP."])
@pytest.mark.parametrize("name", ["Quảng Ninh", "Bắc Ninh", "Đồng Nai"])
def test_provinces_that_became_cities_in_2026_are_other_provinces_by_either_name(
    register: Register, kind: str, name: str
) -> None:
    for day in (date(2026, 3, 2), date(2026, 10, 5)):
        said = resolve(f"UBND {kind} {name}", register.on(day))
        assert not said.units
        assert [body.kind for body in said.bodies] == [BodyKind.OTHER_PROVINCE]
