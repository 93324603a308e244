"""Phrases as officials write them, on the example province."""

import json
import random
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

from caicach.kernel.errors import InvalidInput
from caicach.organisations.domain.addressing import BodyKind, Confidence, Resolution, resolve
from caicach.organisations.domain.directory import Directory, Register
from caicach.organisations.domain.units import Level


def _codes(resolution: Resolution) -> set[str]:
    return {unit.code for unit in resolution.units}


@pytest.mark.parametrize(
    ("phrase", "codes"),
    [
        ("Sở Nội vụ", ["SNV"]),
        ("SỞ NỘI VỤ", ["SNV"]),
        ("So Noi vu, So Tu phap", ["SNV", "STP"]),
        ("Sở TT&TT", ["STTTT"]),
        ("Sở TTTT", ["STTTT"]),
        ("Sở LĐ-TB&XH", ["SLDTBXH"]),
        ("Sở LĐTBXH và Sở GDĐT", ["SLDTBXH", "SGDDT"]),
        ("Sở Nông nghiệp và PTNT", ["SNNPTNT"]),
        ("Sở NN & PTNT", ["SNNPTNT"]),
        ("Sở VH-TT&DL", ["SVHTTDL"]),
        ("Sở VH, TT và DL; Sở Y tế", ["SVHTTDL", "SYT"]),
        ("Sở Văn hóa, Thể thao và Du lịch và Sở Tài chính", ["SVHTTDL", "STC"]),
        ("VP UBND tỉnh", ["VPUBND"]),
        ("Văn phòng Ủy ban nhân dân tỉnh Hà Tĩnh", ["VPUBND"]),
        ("CA tỉnh, BCH QS tỉnh, Bộ CHQS tỉnh", ["TW-CA", "TW-BCHQS"]),
        ("Bộ Chỉ huy BĐBP tỉnh; KBNN tỉnh; BHXH tỉnh", ["TW-BDBP", "TW-KBNN", "TW-BHXH"]),
        ("UBND tỉnh", ["UBND-T"]),
        ("Uỷ ban nhân dân tỉnh Hà Tĩnh", ["UBND-T"]),
        ("UBND thị xã Kỳ Anh", ["449"]),
        ("UBND TX. Kỳ Anh và UBND huyện Kỳ Anh", ["449", "447"]),
        ("UBND TP Hà Tĩnh", ["436"]),
        ("UBND xã Tân Lộc, huyện Lộc Hà", ["18409"]),
        ("Sở Nội vụ, Tài chính, Tư pháp", ["SNV", "STC", "STP"]),
        ("Các Sở: Nội vụ, Tài chính, Văn hóa, Thể thao và Du lịch; Công an tỉnh", ["SNV", "STC", "SVHTTDL", "TW-CA"]),
        ("các sở (Nội vụ, Tài chính)", ["SNV", "STC"]),
        ("UBND các huyện Can Lộc, Đức Thọ và thị xã Kỳ Anh", ["443", "440", "449"]),
        ("Sở Nội vụ - cơ quan Thường trực Ban Chỉ đạo CCHC tỉnh", ["SNV"]),
        ("Sở Nông nghiệp và Phát triển nông thôn (Cơ quan Thường trực về Phòng, chống thiên tai)", ["SNNPTNT"]),
        ("Sở Nội vụ chủ trì, phối hợp với Sở Tài chính", ["SNV", "STC"]),
        ("Tổ Giúp việc Ban Chỉ đạo", ["TGV-CCHC"]),
        ("Hội đồng thẩm định CCHC", ["HDTD-CCHC"]),
        ("các Sở GDĐT", ["SGDDT"]),
        ("Giao Sở Nội vụ", ["SNV"]),
        ("UBNDtỉnh, UBNDhuyện Can Lộc", ["UBND-T", "443"]),
        ("các Sở Nông nghiệp và PTNT, Tài nguyên và Môi trường, Giao thông vận tải", ["SNNPTNT", "STNMT", "SGTVT"]),
        ("Sở Thông tín và Truyền thông; Sở Tải nguyên và Môi trưòng", ["STTTT", "STNMT"]),
        ("Trung tâm CB-TH tỉnh", ["TTCBTH"]),
    ],
)
def test_named_units(in_2023: Directory, phrase: str, codes: Sequence[str]) -> None:
    resolution = resolve(phrase, in_2023)
    assert [unit.code for unit in resolution.units] == list(codes)
    assert resolution.unresolved == ()
    assert resolution.confidence is Confidence.CERTAIN
    assert all(resolution.reasons)


@pytest.mark.parametrize(
    ("phrase", "level", "count"),
    [
        ("Các sở, ban, ngành cấp tỉnh", Level.DEPARTMENT, 19),
        ("các Sở, ban, ngành", Level.DEPARTMENT, 19),
        ("Sở, ban, ngành", Level.DEPARTMENT, 19),
        ("Các sở, ngành cấp tỉnh", Level.DEPARTMENT, 19),
        ("các sở", Level.DEPARTMENT, 16),
        ("các ban, ngành cấp tỉnh", Level.DEPARTMENT, 3),
        ("Các cơ quan Trung ương đóng trên địa bàn tỉnh", Level.CENTRAL_AGENCY, 13),
        ("Các cơ quan Trung ương trên địa bàn tỉnh", Level.CENTRAL_AGENCY, 13),
        ("UBND các huyện, thành phố, thị xã", Level.DISTRICT, 13),
        ("Ủy ban nhân dân các huyện, TP, TX", Level.DISTRICT, 13),
        ("UBND cấp huyện", Level.DISTRICT, 13),
        ("UBND các huyện", Level.DISTRICT, 10),
        ("UBND các thị xã", Level.DISTRICT, 2),
        ("Thường trực HĐND, UBND các huyện, thành phố, thị xã", Level.DISTRICT, 13),
        ("UBND các huyện, thành, thị", Level.DISTRICT, 13),
        ("UBND các huyện/thành phố/thị xã", Level.DISTRICT, 13),
        ("Các cơ quan chuyên môn thuộc UBND tỉnh", Level.DEPARTMENT, 19),
        ("UBND các xã, phường, thị trấn", Level.COMMUNE, 216),
        ("UBND cấp xã", Level.COMMUNE, 216),
        ("các xã, thị trấn thuộc huyện Can Lộc", Level.COMMUNE, 18),
    ],
)
def test_groups_hold_the_units_of_the_day(in_2023: Directory, phrase: str, level: Level, count: int) -> None:
    resolution = resolve(phrase, in_2023)
    assert {unit.level for unit in resolution.units} == {level}
    assert (len(resolution.units), resolution.unresolved) == (count, ())
    assert resolution.confidence is Confidence.CERTAIN


@pytest.mark.parametrize(
    ("phrase", "count", "first"),
    [
        ("Giám đốc các Sở", 16, "Giám đốc Sở Công Thương"),
        ("Thủ trưởng các ban, ngành cấp tỉnh", 3, "Trưởng Ban Quản lý Khu kinh tế tỉnh"),
        ("Chủ tịch UBND cấp huyện", 13, "Chủ tịch UBND huyện Can Lộc"),
        ("Chủ tịch UBND các huyện, thị xã, thành phố", 13, "Chủ tịch UBND huyện Can Lộc"),
        ("Giám đốc Sở Nội vụ", 1, "Giám đốc Sở Nội vụ"),
        ("Chánh Văn phòng UBND tỉnh", 1, "Chánh Văn phòng UBND tỉnh"),
        ("CVP UBND tỉnh", 1, "Chánh Văn phòng UBND tỉnh"),
        ("Chánh Thanh tra tỉnh", 1, "Chánh Thanh tra tỉnh"),
        ("Trưởng Ban Quản lý Khu kinh tế tỉnh", 1, "Trưởng Ban Quản lý Khu kinh tế tỉnh"),
        ("Giám đốc Công an tỉnh", 1, "Giám đốc Công an tỉnh"),
        ("Viện trưởng VKSND tỉnh", 1, "Viện trưởng Viện kiểm sát nhân dân tỉnh"),
        ("Giám đốc các Sở: Nội vụ, Tài chính", 2, "Giám đốc Sở Nội vụ"),
        ("Lãnh đạo các sở, ban, ngành", 19, "Trưởng Ban Quản lý Khu kinh tế tỉnh"),
        ("Các ông (bà): Chánh Văn phòng UBND tỉnh, Giám đốc Sở Y tế", 2, "Chánh Văn phòng UBND tỉnh"),
        ("Chủ tịch, các Phó CT UBND tỉnh", 2, "Chủ tịch Ủy ban nhân dân tỉnh Hà Tĩnh"),
        ("CVP, các PCVP UBND tỉnh", 2, "Chánh Văn phòng UBND tỉnh"),
        ("Phó Giám đốc Sở Nội vụ", 1, "Phó Giám đốc Sở Nội vụ"),
    ],
)
def test_heads_keep_the_person_answerable_and_the_unit(in_2023: Directory, phrase: str, count: int, first: str) -> None:
    resolution = resolve(phrase, in_2023)
    assert (len(resolution.posts), resolution.posts[0].name) == (count, first)
    assert {post.unit for post in resolution.posts} == _codes(resolution)
    assert resolution.unresolved == ()
    assert all(assignee.post is not None for assignee in resolution.assignees)


def test_members_of_the_steering_committee_answer_by_post(in_2023: Directory) -> None:
    resolution = resolve("thành viên Ban Chỉ đạo CCHC tỉnh", in_2023)
    assert {member.committee for member in resolution.members} == {"BCD-CCHC"}
    assert {"UBND-T", "SNV", "STP", "STTTT"} <= _codes(resolution)
    assert {member.post for member in resolution.members} == {post.code for post in resolution.posts}
    assert resolution.confidence is Confidence.LIKELY  # its composition is illustrative
    assert "chưa được kiểm chứng" in str(resolution.reasons[0])


def test_members_change_with_the_day(in_2023: Directory, in_july_2025: Directory) -> None:
    phrase = "Thành viên Ban Chỉ đạo cải cách hành chính tỉnh"
    assert "STTTT" in _codes(resolve(phrase, in_2023))
    assert "STTTT" not in _codes(resolve(phrase, in_july_2025))
    assert "SKHCN" in _codes(resolve(phrase, in_july_2025))


def test_the_standing_agency_of_the_committee_is_known_by_its_seat(in_2023: Directory) -> None:
    assert _codes(resolve("Cơ quan Thường trực Ban Chỉ đạo CCHC tỉnh", in_2023)) == {"SNV"}


def test_a_general_way_to_say_everybody_is_marked_for_review(in_2023: Directory) -> None:
    resolution = resolve("các cơ quan, đơn vị, địa phương", in_2023)
    assert len(resolution.units) == 19 + 13 + 13
    assert resolution.confidence is Confidence.LIKELY


def test_staff_answer_through_their_heads_and_unnamed_bodies_are_left_for_a_person(in_2023: Directory) -> None:
    phrase = (
        "Cán bộ, công chức, viên chức, người lao động trong các cơ quan hành chính nhà nước, "
        "các cơ quan, tổ chức liên quan"
    )
    resolution = resolve(phrase, in_2023)
    assert len(resolution.units) == len(resolution.posts) == 19 + 13
    assert resolution.unresolved == ("các cơ quan, tổ chức liên quan",)
    assert "Người đứng đầu chịu trách nhiệm" in str(resolution.reasons[0])


@pytest.mark.parametrize(
    "phrase",
    [
        "các đơn vị có liên quan",
        "Cơ quan, địa phương liên quan",
        "các cơ quan, đơn vị, địa phương liên quan",
        "các sở, ngành, địa phương liên quan",
        "các địa phương, đơn vị liên quan",
        "các lực lượng chức năng",
        "các đơn vị",
        "Thủ trưởng các cơ quan, đơn vị liên quan",
        "Sở NV",  # Nội vụ or Ngoại vụ
        "UBND Kỳ Anh",  # huyện or thị xã
        "Công an huyện Can Lộc",
        "Ban Chỉ đạo Chuyển đổi số tỉnh",
        "Thành viên Ban Chỉ đạo Chuyển đổi số tỉnh",
        "Ban Quản lý các khu công nghệ cao và khu công nghiệp",
        "Ban Chỉ huy Phòng thủ dân sự cấp tỉnh, cấp xã",
        "Phòng Nội vụ các huyện, thành phố, thị xã",
        "Kho bạc Nhà nước huyện",
        "Thanh tra Sở Nội vụ",
        "Như trên",
        "",
    ],
)
def test_what_names_nobody_is_left_for_a_person(in_2023: Directory, phrase: str) -> None:
    resolution = resolve(phrase, in_2023)
    assert resolution.units == ()
    assert resolution.confidence is Confidence.UNRESOLVED
    assert bool(resolution.unresolved) == bool(phrase)


def test_what_is_named_is_kept_beside_what_is_not(in_2023: Directory) -> None:
    resolution = resolve("Sở Tài chính và các đơn vị có liên quan", in_2023)
    assert (_codes(resolution), resolution.unresolved) == ({"STC"}, ("các đơn vị có liên quan",))


@pytest.mark.parametrize(
    ("phrase", "kind"),
    [
        ("Huyện, Thành, Thị ủy", BodyKind.PARTY),
        ("Thường trực Tỉnh ủy", BodyKind.PARTY),
        ("Ban Tổ chức Tỉnh ủy", BodyKind.PARTY),
        ("Huyện ủy Can Lộc", BodyKind.PARTY),
        ("TT HĐND tỉnh", BodyKind.ELECTED),
        ("UBMTTQ tỉnh", BodyKind.FRONT),
        ("BTT UBMTTQVN tỉnh", BodyKind.FRONT),
        ("Đài PT-TH tỉnh, Báo Hà Tĩnh", BodyKind.PRESS),
        ("tổ chức chính trị - xã hội", BodyKind.MASS_ORGANISATION),
        ("Bộ Nội vụ", BodyKind.NATIONAL),
        ("Bộ NN&MT", BodyKind.NATIONAL),
        ("Bộ Công Thương, Khoa học và Công nghệ", BodyKind.NATIONAL),
        ("Các bộ, cơ quan ngang bộ", BodyKind.NATIONAL),
        ("Bộ trưởng, Thủ trưởng cơ quan ngang Bộ", BodyKind.NATIONAL),
        ("Văn phòng Chính phủ", BodyKind.NATIONAL),
        ("UBND tỉnh Quảng Ngãi", BodyKind.OTHER_PROVINCE),
        ("Ủy ban nhân dân Thành phố Hà Nội", BodyKind.OTHER_PROVINCE),
        ("Đài Khí tượng Thuỷ văn Quảng Ngãi", BodyKind.OTHER_PROVINCE),
        ("Sở Y tế tỉnh Nghệ An", BodyKind.OTHER_PROVINCE),
        ("Các doanh nghiệp viễn thông", BodyKind.OTHER),
    ],
)
def test_bodies_outside_the_administration_get_no_tasks(in_2023: Directory, phrase: str, kind: BodyKind) -> None:
    resolution = resolve(phrase, in_2023)
    assert resolution.units == resolution.posts == ()
    assert {body.kind for body in resolution.bodies} == {kind}
    assert resolution.unresolved == ()


def test_an_order_to_all_provinces_falls_to_our_own_and_names_the_others(in_2023: Directory) -> None:
    resolution = resolve("Chủ tịch Ủy ban nhân dân các tỉnh, thành phố", in_2023)
    assert _codes(resolution) == {"UBND-T"}
    assert [post.code for post in resolution.posts] == ["UBND-T:head"]
    assert resolution.bodies[0].kind is BodyKind.OTHER_PROVINCE


@pytest.mark.parametrize(
    ("phrase", "code"), [("S0 Nôi vu", "SNV"), ("Sở Tàii chính", "STC"), ("Sơ Giao thông vận tảl", "SGTVT")]
)
def test_one_misread_letter_is_met_where_only_one_unit_is_near(in_2023: Directory, phrase: str, code: str) -> None:
    resolution = resolve(phrase, in_2023)
    assert _codes(resolution) == {code}
    assert resolution.confidence is Confidence.LIKELY


def test_a_near_name_of_two_units_is_not_guessed(in_2023: Directory) -> None:
    assert resolve("Xã Sơn Lx", in_2023).units == ()
    assert resolve("Sở Nộii vụ", in_2023).units == ()  # Nội vụ, or Ngoại vụ with two letters misread


@pytest.mark.parametrize("phrase", ["UBND cấp huyện", "UBND các huyện, thành phố, thị xã", "Chủ tịch UBND cấp huyện"])
def test_after_june_2025_there_are_no_districts_and_none_is_guessed(in_july_2025: Directory, phrase: str) -> None:
    resolution = resolve(phrase, in_july_2025)
    assert resolution.units == resolution.posts == ()
    assert resolution.unresolved == (phrase,)
    assert "01/07/2025" in str(resolution.reasons[0])


@pytest.mark.parametrize(
    ("phrase", "said"),
    [
        ("UBND huyện Can Lộc", "không còn từ 01/07/2025"),
        ("Sở Kế hoạch và Đầu tư", "không còn từ 01/03/2025"),
        ("Sở KH&ĐT", "không còn từ 01/03/2025"),
        ("Xã Sơn Châu", "không còn từ 01/01/2025"),
    ],
)
def test_a_unit_of_another_day_is_explained_and_never_taken_for_a_near_one(
    in_july_2025: Directory, phrase: str, said: str
) -> None:
    resolution = resolve(phrase, in_july_2025)
    assert resolution.units == ()
    assert said in str(resolution.reasons[0])


def test_a_unit_that_is_still_to_come_is_explained(in_2023: Directory) -> None:
    resolution = resolve("Sở Nông nghiệp và Môi trường", in_2023)
    assert resolution.units == ()
    assert "chỉ có từ 01/03/2025" in str(resolution.reasons[0])


def test_the_successor_is_named_where_it_is_recorded(in_july_2025: Directory) -> None:
    assert "Phường Thành Sen" in str(resolve("Phường Tân Giang", in_july_2025).reasons[0])


def test_districts_end_and_localities_are_communes(in_july_2025: Directory) -> None:
    assert len(resolve("các địa phương", in_july_2025).units) == 69
    assert len(resolve("UBND các xã, phường", in_july_2025).units) == 69


def test_a_directory_of_another_day_is_refused(in_2023: Directory) -> None:
    with pytest.raises(InvalidInput) as raised:
        resolve("Sở Nội vụ", in_2023, on=date(2025, 7, 1))
    assert raised.value.code == "organisations.directory_of_another_day"


def test_each_unit_is_named_once_and_keeps_its_post(in_2023: Directory) -> None:
    resolution = resolve("Sở Nội vụ, các sở, Giám đốc Sở Nội vụ", in_2023)
    assert len(resolution.units) == 16
    posts = {assignee.unit.code: assignee.post for assignee in resolution.assignees}
    assert posts["SNV"] is not None
    assert posts["STP"] is None


@pytest.mark.shared
def test_every_lead_of_the_letter_the_product_is_built_from_falls_to_somebody(in_2023: Directory, shared: Path) -> None:
    gold = json.loads((shared / "directives" / "000_cb74e0b9609914df.json").read_text(encoding="utf-8"))
    leads = {phrase for task in gold["tasks"] for phrase in task["lead"]}
    for phrase in (*gold["addressees"], *leads):
        assert resolve(phrase, in_2023).units, phrase
    copies = [resolve(phrase, in_2023) for phrase in gold["recipients"] if phrase.startswith(("UBM", "Huy", "Đài"))]
    assert all(copy.bodies and not copy.units for copy in copies)


_SAID = (
    "các Sở ban ngành UBND huyện thành phố thị xã Kỳ Anh tỉnh Giám đốc Chủ tịch Phó Chánh Văn phòng Nội vụ và liên "
    "quan cơ quan thường trực Ban Chỉ đạo CCHC thành viên cán bộ công chức trong thuộc ( ) , ; : - / & Bộ Quảng Ngãi"
)


@pytest.mark.slow
def test_any_mix_of_words_ends_and_every_part_has_its_reason(register: Register) -> None:
    directories = [register.on(on) for on in (date(2023, 2, 10), date(2025, 7, 1))]
    words = _SAID.split()
    mixer = random.Random(11)
    for _ in range(400):
        phrase = " ".join(mixer.choices(words, k=mixer.randrange(1, 14)))
        for part in resolve(phrase, mixer.choice(directories)).parts:
            assert part.text
            assert part.reason
            assert {post.unit for post in part.posts} <= {unit.code for unit in part.units}


@pytest.mark.slow
def test_a_very_long_list_takes_time_in_proportion(in_2023: Directory) -> None:
    resolution = resolve("Sở Nội vụ, Sở Tư pháp; " * 1_500, in_2023)
    assert (_codes(resolution), len(resolution.parts)) == ({"SNV", "STP"}, 3_000)
