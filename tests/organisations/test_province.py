"""The example province holds what the sources say on each day."""

import csv
from collections import defaultdict
from datetime import date, timedelta
from pathlib import Path

import pytest

from caicach.organisations.domain.directory import Directory, Register
from caicach.organisations.domain.units import Level, UnitType, overlaps


@pytest.mark.parametrize(
    ("on", "districts", "communes"),
    [
        (date(2023, 2, 10), 13, 216),
        (date(2024, 12, 31), 13, 216),
        (date(2025, 1, 1), 12, 209),
        (date(2025, 3, 1), 12, 209),
        (date(2025, 6, 30), 12, 209),
        (date(2025, 7, 1), 0, 69),
    ],
)
def test_districts_and_communes_on_a_day(register: Register, on: date, districts: int, communes: int) -> None:
    directory = register.on(on)
    assert (len(directory.at_level(Level.DISTRICT)), len(directory.at_level(Level.COMMUNE))) == (districts, communes)


def test_types_of_communes_in_2023(in_2023: Directory) -> None:
    counts = {kind: len(in_2023.of_type(kind)) for kind in (UnitType.RURAL_COMMUNE, UnitType.WARD, UnitType.TOWNSHIP)}
    assert counts == {UnitType.RURAL_COMMUNE: 182, UnitType.WARD: 21, UnitType.TOWNSHIP: 13}


def test_a_code_names_one_body_on_a_day(register: Register) -> None:
    facts = defaultdict(list)
    for fact in register.facts:
        for other in facts[fact.code]:
            assert not overlaps((fact.valid_from, fact.valid_to), (other.valid_from, other.valid_to)), fact
        facts[fact.code].append(fact)


def test_code_18077_was_given_to_another_ward(register: Register) -> None:
    names = [register.on(on).by_code["18077"].name for on in (date(2024, 12, 31), date(2025, 1, 1))]
    assert names == ["Phường Nguyễn Du", "Phường Bắc Hà"]
    assert "18077" not in register.on(date(2025, 7, 1)).by_code


def test_every_unit_that_acts_has_one_head(in_2023: Directory) -> None:
    acting = [u for u in in_2023.units if u.level is not Level.OUTSIDE and u.type is not UnitType.PROVINCE]
    assert [u.code for u in acting if in_2023.head_of(u.code) is None] == []
    assert in_2023.head_of("VPUBND").name == "Chánh Văn phòng UBND tỉnh"  # type: ignore[union-attr]
    assert in_2023.head_of("443").name == "Chủ tịch UBND huyện Can Lộc"  # type: ignore[union-attr]


def test_rows_from_memory_stay_marked(register: Register) -> None:
    marked = {fact.code for fact in register.facts if not fact.is_verified}
    assert {"SXD", "TW-CT", "SNNMT"} <= marked
    assert not {"SNV", "42", "436"} & marked


def test_members_of_the_committee_sit_by_post_and_all_but_the_chair_are_illustrative(in_2023: Directory) -> None:
    proven = {member.post for member in in_2023.members if member.is_verified}
    assert proven == {"UBND-T:head"}
    assert {member.post for member in in_2023.members} <= set(in_2023.post_by_code)


def test_nothing_below_a_district_is_lost_in_its_subtree(in_2023: Directory) -> None:
    assert len(in_2023.subtree("443")) == 1 + 18 + 1  # the district, its communes, its party committee
    assert in_2023.subtree("no-such-code") == frozenset()


@pytest.mark.shared
def test_the_province_agrees_with_the_researched_list(register: Register, shared: Path) -> None:
    with (shared / "domain" / "hatinh_units.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    known = {(f.code, f.name, f.valid_from, f.valid_to) for f in register.facts}
    renamed = {(f.code, f.valid_from) for f in register.facts if f.continues}  # since the list was made
    known |= {(f.code, f.name, f.valid_from, None) for f in register.facts if (f.code, f.valid_to) in renamed}
    for row in rows:
        start = date.fromisoformat(row["valid_from"]) if row["valid_from"] else None
        end = date.fromisoformat(row["valid_to"]) + timedelta(days=1) if row["valid_to"] else None
        assert (row["code"], row["name_vi"], start, end) in known
