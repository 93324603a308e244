"""Who goes on with the work of a unit, on real changes of the example province."""

from datetime import date

from caicach.organisations.domain.directory import Register
from caicach.organisations.domain.succession import heirs_on, office_name, successors_on

LETTER, TODAY = date(2023, 2, 10), date(2026, 11, 29)


def test_departments_that_merged_are_followed_by_one_and_a_unit_that_stayed_by_itself(register: Register) -> None:
    found = {code: heirs_on(register, code, LETTER, TODAY) for code in ("SKHDT", "STNMT", "SLDTBXH", "STC", "STP")}
    expected = {"SKHDT": ("STC",), "STNMT": ("SNNMT",), "SLDTBXH": ("SNV",), "STC": ("STC",), "STP": ("STP",)}
    assert found == expected
    assert heirs_on(register, "SKHDT", LETTER, date(2025, 2, 28)) == ("SKHDT",)
    assert office_name(register, "SKHDT", LETTER) == "Sở Kế hoạch và Đầu tư"


def test_a_commune_is_followed_by_the_one_it_joined_and_its_code_names_another_body(register: Register) -> None:
    # 18077 was phường Nguyễn Du, joined to Thành Sen; since 01/07/2025 it is phường Bắc Hà.
    assert heirs_on(register, "18077", LETTER, TODAY) == ("18073",)
    assert heirs_on(register, "18077", date(2025, 8, 1), TODAY) == ("18077",) or not any(
        fact.code == "18077" and fact.is_valid(date(2025, 8, 1)) for fact in register.facts
    )


def test_a_district_that_ended_without_a_record_is_followed_by_what_its_communes_became(register: Register) -> None:
    assert successors_on(register, "439", LETTER, TODAY) == ("439",)
    heirs = heirs_on(register, "439", LETTER, TODAY)
    assert "18133" in heirs
    assert "18073" not in heirs
    now = register.on(TODAY).by_code
    assert set(heirs) <= set(now)


def test_nobody_is_named_where_nothing_is_known(register: Register) -> None:
    assert heirs_on(register, "KHONG-CO", LETTER, TODAY) == ()
