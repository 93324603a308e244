"""Files of units: every bad row is reported with its line, column and reason."""

from datetime import date

from caicach.organisations.domain.csv_files import parse_memberships, parse_units
from caicach.organisations.domain.posts import MemberRole
from caicach.organisations.domain.units import UnitType

HEAD = "code,name,short_name,level,type,parent,valid_from,last_day,source\n"
PROVINCE = "T,Tỉnh A,A,province,tỉnh,,,,nguồn\n"


def _problems(*rows: str) -> list[tuple[int, str]]:
    return [(problem.line, problem.column) for problem in parse_units(HEAD + PROVINCE + "".join(rows)).problems]


def test_the_last_day_is_inclusive_in_files_and_half_open_in_values() -> None:
    parsed = parse_units(HEAD + PROVINCE + "H,Huyện B,B,district,huyện,T,2020-01-01,30/06/2025,nguồn\n")
    assert parsed.problems == ()
    district = parsed.values[1]
    assert (district.valid_from, district.valid_to) == (date(2020, 1, 1), date(2025, 7, 1))


def test_columns_of_other_lists_are_understood() -> None:
    text = "code,name_vi,short_name,level,type,parent,valid_from,valid_to,source\nT,Tỉnh A,A,province,tỉnh,,,,nguồn\n"
    assert [fact.name for fact in parse_units(text).values] == ["Tỉnh A"]


def test_a_missing_column_is_named() -> None:
    problems = parse_units("code,name\nT,Tỉnh A\n").problems
    assert {problem.column for problem in problems} >= {"level", "type", "source"}
    assert {problem.line for problem in problems} == {1}


def test_every_bad_cell_is_reported_at_once() -> None:
    problems = _problems(
        ",Huyện B,B,district,huyện,T,,,nguồn\n",
        "H2,Huyện C,C,distrikt,huyen,T,32/01/2020,,nguồn\n",
        "H3,Huyện D,D,district,huyện,T,2020-02-01,2020-01-01,nguồn\n",
        "H4,Huyện E,E,district,huyện,X,,,\n",
    )
    assert problems == [(3, "code"), (4, "level"), (4, "type"), (4, "valid_from"), (5, "last_day"), (6, "source")]


def test_relations_between_rows_are_checked() -> None:
    problems = _problems(
        "H,Huyện B,B,district,huyện,T,,2020-12-31,nguồn\n",
        "H,Huyện C,C,district,huyện,T,2020-12-31,,nguồn\n",  # the last day of the one before
        "X,Xã D,D,commune,xã,H,,,nguồn\n",  # its district has another body from 31/12/2020 but no gap: accepted
        "Y,Xã E,E,commune,xã,Q,,,nguồn\n",
    )
    assert problems == [(4, "valid_from"), (6, "parent")]


def test_a_parent_that_ends_before_its_child_is_reported() -> None:
    problems = _problems(
        "H,Huyện B,B,district,huyện,T,,2020-12-31,nguồn\n",
        "X,Xã D,D,commune,xã,H,,2021-06-30,nguồn\n",
    )
    assert problems == [(4, "parent")]


def test_a_comma_outside_quotes_is_reported_and_not_shifted_into_the_next_column() -> None:
    problems = _problems("S,Sở Văn hóa, Thể thao và Du lịch,VH,department,sở,T,,,nguồn\n")
    assert (3, "") in problems


def test_a_spreadsheet_with_a_byte_order_mark_and_decomposed_letters_is_read() -> None:
    decomposed = PROVINCE.replace("ỉ", "i\u0309")
    parsed = parse_units("\ufeff" + HEAD + decomposed)
    assert [fact.name for fact in parsed.values] == ["Tỉnh A"]


def test_columns_may_be_parted_by_semicolons_and_empty_rows_at_the_end_are_nothing() -> None:
    lines = (HEAD + PROVINCE).replace(",", ";") + ";;;;;;;;\n;;;;;;;;\n"
    parsed = parse_units(lines)
    assert ([fact.name for fact in parsed.values], parsed.problems) == (["Tỉnh A"], ())


def test_types_and_seats_are_said_in_words_or_codes() -> None:
    kinds = parse_units(HEAD + "T,Tỉnh A,A,province,tỉnh,,,,nguồn\nS,Sở B,B,department,department,T,,,nguồn\n").values
    assert [unit.type for unit in kinds] == [UnitType.PROVINCE, UnitType.DEPARTMENT]
    head = "committee,post,role,field,valid_from,last_day,source,is_verified\n"
    seats = parse_memberships(head + "B,P:head,trưởng ban,,,,nguồn,1\nB,Q:head,standing_member,,,,nguồn,1\n").values
    assert [seat.role for seat in seats] == [MemberRole.CHAIR, MemberRole.STANDING_MEMBER]
    (problem,) = parse_units(HEAD + "T,Tỉnh A,A,province,tinh,,,,nguồn\n").problems
    assert "tỉnh, ubnd" in str(problem.reason)


def test_a_cell_longer_than_its_place_is_reported_and_no_short_name_is_made_by_cutting() -> None:
    problems = _problems(
        f"{'H' * 41},Huyện B,B,district,huyện,T,,,nguồn\n",
        f"H2,{'H' * 201},{'B' * 101},district,huyện,T,,,nguồn\n",
        f"H3,{'H' * 101},,district,huyện,T,,,nguồn\n",
        f"H4,{'H' * 100},,district,huyện,T,,,nguồn\n",
    )
    assert problems == [(3, "code"), (4, "name"), (4, "short_name"), (5, "short_name")]
