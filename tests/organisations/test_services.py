"""Units change by dated facts; every write asks for the right and leaves its line."""

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.conf import settings
from django.db import IntegrityError, transaction
from pytest_django import DjangoAssertNumQueries

from caicach.kernel.access import SYSTEM, Actor, Role
from caicach.kernel.audit.queries import history_of
from caicach.kernel.errors import CaicachError, Conflict, InvalidInput, NotAllowed
from caicach.organisations import queries, services
from caicach.organisations.domain.posts import Person
from caicach.organisations.domain.units import Level, UnitType
from caicach.organisations.models import Membership, Post, Unit, UnitFact

PROVINCE = Path(__file__).resolve().parents[2] / "examples" / "province"
NOW = datetime(2025, 8, 1, 3, tzinfo=UTC)
STRANGER = Actor(user_id=7, name="Người ngoài")
HEAD = "code,name,short_name,level,type,parent,valid_from,last_day,source\n"

pytestmark = pytest.mark.django_db


@pytest.fixture
def province() -> None:
    services.load_example_province(now=NOW, folder=PROVINCE)


def _ward(code: str, name: str, parent: str = "42") -> services.NewUnit:
    return services.NewUnit(code, f"Phường {name}", name, Level.COMMUNE, UnitType.WARD, parent)


@pytest.mark.usefixtures("province")
@pytest.mark.parametrize(
    ("on", "districts", "communes"),
    [(date(2023, 2, 10), 13, 216), (date(2025, 3, 1), 12, 209), (date(2025, 7, 1), 0, 69)],
)
def test_the_database_says_what_the_files_say(on: date, districts: int, communes: int) -> None:
    directory = queries.directory_on(on)
    assert (len(directory.at_level(Level.DISTRICT)), len(directory.at_level(Level.COMMUNE))) == (districts, communes)
    assert {member.post for member in directory.members} >= {"UBND-T:head", "SNV:head"}


@pytest.mark.usefixtures("province")
def test_the_example_is_loaded_once() -> None:
    facts = UnitFact.objects.count()
    assert services.load_example_province(now=NOW, folder=PROVINCE) is False
    assert UnitFact.objects.count() == facts


@pytest.mark.usefixtures("province")
def test_a_directory_costs_the_same_few_queries_however_many_units(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    with django_assert_num_queries(6):
        queries.directory_on(date(2023, 2, 10))
    with django_assert_num_queries(1):
        assert len(queries.subtree("443", on=date(2023, 2, 10))) == 20


@pytest.mark.usefixtures("province")
def test_units_and_their_names_alone_are_those_of_the_directory(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for on in (date(2023, 2, 10), date(2026, 2, 10)):
        directory = queries.directory_on(on)
        with django_assert_num_queries(2):
            units, names = queries.units_on(on), queries.office_names_on(on)
        assert units == directory.units
        former = sorted(directory.elsewhen, key=lambda fact: fact.valid_from or date.min)
        assert names == {fact.code: fact.office_name for fact in (*former, *directory.units)}


def test_a_file_with_bad_rows_loads_nothing_and_names_them_all() -> None:
    data = (HEAD + "T,Tỉnh A,A,province,tỉnh,,,,nguồn\nH,,B,district,huyen,T,,,nguồn\n").encode()
    with pytest.raises(InvalidInput) as raised:
        services.import_units_csv(SYSTEM, data=data, filename="donvi.csv", now=NOW)
    assert raised.value.code == "organisations.bad_rows"
    assert "dòng 3, cột «name»" in raised.value.why
    assert "dòng 3, cột «type»" in raised.value.why
    assert not Unit.objects.exists()


def test_a_checked_file_is_not_loaded_and_a_second_load_changes_nothing() -> None:
    data = (HEAD + "T,Tỉnh A,A,province,tỉnh,,,,nguồn\nH,Huyện B,B,district,huyện,T,,,nguồn\n").encode()
    checked = services.import_units_csv(SYSTEM, data=data, filename="donvi.csv", now=NOW, is_check=True)
    assert (checked.added, Unit.objects.count()) == (2, 0)
    first = services.import_units_csv(SYSTEM, data=data, filename="donvi.csv", now=NOW)
    again = services.import_units_csv(SYSTEM, data=data, filename="donvi.csv", now=NOW)
    assert (first.added, again.added, again.unchanged) == (2, 0, 2)


def test_a_row_that_overlaps_what_is_there_is_refused() -> None:
    first = (HEAD + "T,Tỉnh A,A,province,tỉnh,,,,nguồn\n").encode()
    services.import_units_csv(SYSTEM, data=first, filename="a.csv", now=NOW)
    second = (HEAD + "T,Tỉnh B,B,province,tỉnh,,2025-01-01,,nguồn\n").encode()
    with pytest.raises(InvalidInput, match="chồng lên dữ liệu đã có"):
        services.import_units_csv(SYSTEM, data=second, filename="b.csv", now=NOW)


def test_a_file_of_another_encoding_is_refused_with_what_to_do() -> None:
    with pytest.raises(InvalidInput) as raised:
        services.import_units_csv(SYSTEM, data="Sở".encode("utf-16"), filename="a.csv", now=NOW)
    assert raised.value.code == "organisations.not_utf8"


@pytest.mark.usefixtures("province")
def test_a_merge_ends_the_old_units_and_begins_the_new_on_the_day() -> None:
    on = date(2026, 1, 1)
    services.record_merge(
        SYSTEM,
        from_codes=("18073", "18100"),
        into=_ward("18073", "Hà Tĩnh"),
        effective_on=on,
        order_document="Nghị quyết minh họa 01/NQ",
        now=NOW,
    )
    before, after = queries.directory_on(date(2025, 12, 31)), queries.directory_on(on)
    assert (before.by_code["18073"].name, after.by_code["18073"].name) == ("Phường Thành Sen", "Phường Hà Tĩnh")
    assert "18100" not in after.by_code
    assert len(after.at_level(Level.COMMUNE)) == len(before.at_level(Level.COMMUNE)) - 1
    assert after.change_of(before.by_code["18100"]).to_codes == ("18073",)  # type: ignore[union-attr]


@pytest.mark.usefixtures("province")
def test_a_unit_may_be_merged_into_one_that_goes_on() -> None:
    services.record_merge(
        SYSTEM, from_codes=("18196",), into="18199", effective_on=date(2026, 1, 1), order_document="NQ 02", now=NOW
    )
    after = queries.directory_on(date(2026, 1, 1))
    assert ("18196" in after.by_code, after.by_code["18199"].name) == (False, "Xã Sơn Kim 2")


@pytest.mark.usefixtures("province")
def test_a_split_divides_one_unit_among_new_ones() -> None:
    parts = (_ward("90001", "Một"), _ward("90002", "Hai"))
    services.record_split(
        SYSTEM, code="18073", into=parts, effective_on=date(2026, 1, 1), order_document="NQ 03", now=NOW
    )
    after = queries.directory_on(date(2026, 1, 1))
    assert {"90001", "90002"} <= set(after.by_code)
    assert "18073" not in after.by_code


@pytest.mark.usefixtures("province")
def test_a_rename_keeps_the_body() -> None:
    new = services.NewUnit("SNV", "Sở Nội vụ và Lao động", "Sở NV&LĐ", Level.DEPARTMENT, UnitType.DEPARTMENT, "UBND-T")
    services.record_rename(SYSTEM, unit=new, effective_on=date(2026, 1, 1), order_document="NQ 04", now=NOW)
    after = queries.directory_on(date(2026, 1, 1)).by_code["SNV"]
    assert (after.name, after.continues) == ("Sở Nội vụ và Lao động", True)


@pytest.mark.usefixtures("province")
def test_units_are_created_and_dissolved_on_a_day() -> None:
    services.create_unit(
        SYSTEM, unit=_ward("90003", "Ba"), effective_on=date(2026, 1, 1), order_document="NQ 05", now=NOW
    )
    services.dissolve_unit(SYSTEM, code="90003", effective_on=date(2026, 6, 1), order_document="NQ 06", now=NOW)
    assert "90003" in queries.directory_on(date(2026, 5, 31)).by_code
    assert "90003" not in queries.directory_on(date(2026, 6, 1)).by_code


@pytest.mark.usefixtures("province")
def test_a_unit_does_not_end_above_units_that_stay() -> None:
    with pytest.raises(Conflict) as raised:
        services.dissolve_unit(SYSTEM, code="UBND-T", effective_on=date(2026, 1, 1), order_document="NQ 07", now=NOW)
    assert raised.value.code == "organisations.unit_has_children"
    assert "UBND-T" in queries.directory_on(date(2026, 1, 1)).by_code


@pytest.mark.usefixtures("province")
@pytest.mark.parametrize(
    ("unit", "on", "order", "code"),
    [
        (_ward("18100", "Trùng mã"), date(2026, 1, 1), "NQ", "organisations.code_in_use"),
        (_ward("90004", "Bốn", "no-parent"), date(2026, 1, 1), "NQ", "organisations.no_parent"),
        (_ward("90004", "Bốn"), date(2026, 1, 1), "  ", "organisations.no_order_document"),
        (_ward("18100", "Trước đó"), date(2024, 1, 1), "NQ", "organisations.code_in_use"),
        (replace(_ward("90004", "x" * 95), short_name=""), date(2026, 1, 1), "NQ", "organisations.unit_name"),
    ],
)
def test_changes_that_break_the_register_are_refused(unit: services.NewUnit, on: date, order: str, code: str) -> None:
    with pytest.raises(CaicachError) as raised:
        services.create_unit(SYSTEM, unit=unit, effective_on=on, order_document=order, now=NOW)
    assert raised.value.code == code


@pytest.mark.usefixtures("province")
def test_a_unit_that_is_not_there_cannot_end() -> None:
    with pytest.raises(InvalidInput) as raised:
        services.dissolve_unit(SYSTEM, code="448", effective_on=date(2025, 1, 1), order_document="NQ", now=NOW)
    assert raised.value.code == "organisations.unit_not_there"


@pytest.mark.usefixtures("province")
def test_every_change_leaves_its_line() -> None:
    person = Person("gd.noivu", "Giám đốc Sở Nội vụ (minh họa)")
    services.appoint(SYSTEM, post="SNV:head", person=person, valid_from=date(2023, 1, 1), now=NOW)
    assert [line.action for line in history_of("organisations.post", "SNV:head")] == ["organisations.post.appointed"]


@pytest.mark.usefixtures("province")
def test_a_head_has_one_holder_at_a_time() -> None:
    first = Person("a", "Người thứ nhất (minh họa)")
    second = Person("b", "Người thứ hai (minh họa)")
    held = services.appoint(SYSTEM, post="STP:head", person=first, valid_from=date(2023, 1, 1), now=NOW)
    with pytest.raises(Conflict):
        services.appoint(SYSTEM, post="STP:head", person=second, valid_from=date(2024, 1, 1), now=NOW)
    services.end_holding(SYSTEM, holding_id=held, valid_to=date(2024, 1, 1), now=NOW)
    services.appoint(SYSTEM, post="STP:head", person=second, valid_from=date(2024, 1, 1), now=NOW)


@pytest.mark.usefixtures("province")
def test_a_stranger_changes_nothing() -> None:
    with pytest.raises(NotAllowed):
        services.import_units_csv(STRANGER, data=b"", filename="a.csv", now=NOW)
    with pytest.raises(NotAllowed):
        services.dissolve_unit(STRANGER, code="18073", effective_on=date(2026, 1, 1), order_document="NQ", now=NOW)
    with pytest.raises(NotAllowed):
        services.create_user(STRANGER, username="x", display_name="X", password="mat-khau-rat-dai-9", now=NOW)
    with pytest.raises(NotAllowed):
        services.grant_role(STRANGER, user_id=1, role=Role.ADMIN, unit="UBND-T", valid_from=date(2023, 1, 1), now=NOW)


@pytest.mark.parametrize("valid_from", [date(2020, 1, 1), None])
def test_the_database_refuses_two_facts_with_one_start(valid_from: date | None) -> None:
    unit = Unit.objects.create(code="T")
    values = {"name": "T", "level": "province", "type": "province", "source": "nguồn", "is_verified": True}
    UnitFact.objects.create(unit=unit, valid_from=valid_from, **values)
    with pytest.raises(IntegrityError), transaction.atomic():
        UnitFact.objects.create(unit=unit, valid_from=valid_from, **values)


def test_the_database_refuses_a_type_and_a_seat_by_their_words() -> None:
    unit = Unit.objects.create(code="T")
    with pytest.raises(IntegrityError, match="organisations_fact_type_known"), transaction.atomic():
        UnitFact.objects.create(unit=unit, name="T", level="province", type="tỉnh", source="nguồn", is_verified=True)
    post = Post.objects.create(code="T:head", unit=unit, title="Chủ tịch")
    seat = {"committee": unit, "post": post, "role": "ủy viên", "source": "nguồn", "is_verified": True}
    with pytest.raises(IntegrityError, match="organisations_membership_role_known"), transaction.atomic():
        Membership.objects.create(**seat)


def test_the_database_refuses_an_empty_range() -> None:
    unit = Unit.objects.create(code="T")
    with pytest.raises(IntegrityError), transaction.atomic():
        UnitFact.objects.create(
            unit=unit,
            name="T",
            level="province",
            type="province",
            source="nguồn",
            is_verified=True,
            valid_from=date(2020, 1, 1),
            valid_to=date(2020, 1, 1),
        )


@pytest.mark.usefixtures("province")
def test_demo_accounts_exist_only_in_the_example_installation(monkeypatch: pytest.MonkeyPatch) -> None:
    accounts = services.load_example_accounts(password="mau-2023", now=NOW, folder=PROVINCE)
    assert {account.role for account in accounts} == set(Role)
    assert services.load_example_accounts(password="mau-2023", now=NOW, folder=PROVINCE) == accounts
    monkeypatch.setattr(settings, "IS_EXAMPLE", False)
    with pytest.raises(NotAllowed):
        services.load_example_accounts(password="mau-2023", now=NOW, folder=PROVINCE)
