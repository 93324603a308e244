"""Who a user is on a day: the one in charge, a colleague, a stranger."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.contrib.auth.models import AnonymousUser
from pytest_django import DjangoAssertNumQueries

from caicach.kernel.access import SYSTEM, Actor, Permission, Role
from caicach.kernel.errors import Conflict, InvalidInput, NotAllowed, NotFound
from caicach.organisations import queries, services
from caicach.organisations.models import User

PROVINCE = Path(__file__).resolve().parents[2] / "examples" / "province"
NOW = datetime(2023, 1, 1, 3, tzinfo=UTC)
IN_2023 = date(2023, 2, 10)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _province() -> None:
    services.load_example_province(now=NOW, folder=PROVINCE)


def _user(name: str) -> int:
    return services.create_user(SYSTEM, username=name, display_name=name, password="mat-khau-rat-dai-9", now=NOW)


START = date(2023, 1, 1)


def _granted(name: str, role: Role, unit: str, valid_from: date = START, valid_to: date | None = None) -> int:
    user_id = _user(name)
    services.grant_role(
        SYSTEM, user_id=user_id, role=role, unit=unit, valid_from=valid_from, valid_to=valid_to, now=NOW
    )
    return user_id


def _actor(user_id: int, on: date = IN_2023) -> Actor:
    return queries.actor_for(User.objects.get(pk=user_id), on)


def test_a_focal_point_acts_for_its_unit_and_sees_its_subtree() -> None:
    actor = _actor(_granted("canloc", Role.FOCAL_POINT, "443"))
    assert actor.acts_for == {"443"}
    assert actor.sees_unit("18406")  # thị trấn Nghèn, below Can Lộc
    assert not actor.sees_unit("440")
    assert actor.may(Permission.TASK_REPORT, unit="443")
    assert not actor.may(Permission.TASK_REPORT, unit="18406")


def test_the_standing_office_sees_every_unit_and_decides() -> None:
    actor = _actor(_granted("noivu", Role.STANDING_OFFICE, "SNV"))
    assert actor.sees_unit("440")
    assert actor.may(Permission.TASK_DECIDE)
    assert not actor.may(Permission.UNITS_MANAGE)


def test_a_leader_reads_and_acts_for_nobody() -> None:
    actor = _actor(_granted("lanhdao", Role.LEADER, "UBND-T"))
    assert actor.sees_unit("440")
    assert actor.acts_for == frozenset()


def test_a_stranger_and_somebody_signed_out_see_nothing() -> None:
    for actor in (_actor(_user("la")), queries.actor_for(AnonymousUser(), IN_2023)):
        assert (actor.roles, actor.visible_units, actor.acts_for) == (frozenset(), frozenset(), frozenset())


def test_a_grant_holds_only_in_its_range() -> None:
    user_id = _granted("stp", Role.FOCAL_POINT, "STP", date(2023, 3, 1), date(2024, 1, 1))
    days = (date(2023, 2, 28), date(2023, 3, 1), date(2023, 12, 31), date(2024, 1, 1))
    assert [bool(_actor(user_id, on).acts_for) for on in days] == [False, True, True, False]


def test_a_grant_lapses_when_the_code_is_given_to_another_body() -> None:
    user_id = _granted("nguyendu", Role.FOCAL_POINT, "18077")  # phường Nguyễn Du until 31/12/2024, then Bắc Hà
    assert _actor(user_id, date(2024, 12, 31)).acts_for == {"18077"}
    assert _actor(user_id, date(2025, 1, 1)).acts_for == frozenset()


def test_a_grant_goes_on_while_the_body_goes_on_under_another_type() -> None:
    user_id = _granted("thachtrung", Role.FOCAL_POINT, "18088")  # xã until 31/12/2024, then phường
    assert _actor(user_id, date(2025, 1, 1)).acts_for == {"18088"}
    assert _actor(user_id, date(2025, 7, 1)).acts_for == frozenset()


def test_somebody_locked_out_is_nobody() -> None:
    user_id = _granted("khoa", Role.FOCAL_POINT, "STP")
    services.deactivate_user(SYSTEM, user_id=user_id, why="nghỉ việc", now=NOW)
    assert _actor(user_id).permissions == frozenset()
    with pytest.raises(NotFound):
        queries.user_id_of("khoa")


def test_an_actor_costs_three_queries(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    user = User.objects.get(pk=_granted("canloc", Role.FOCAL_POINT, "443"))
    with django_assert_num_queries(3):
        queries.actor_for(user, IN_2023)


def test_one_role_is_not_granted_twice_for_the_same_days() -> None:
    user_id = _granted("stp", Role.FOCAL_POINT, "STP")
    with pytest.raises(Conflict):
        services.grant_role(
            SYSTEM, user_id=user_id, role=Role.FOCAL_POINT, unit="STP", valid_from=date(2024, 1, 1), now=NOW
        )


def test_a_role_is_not_granted_for_a_unit_that_is_not_there() -> None:
    with pytest.raises(InvalidInput):
        _granted("lochaxua", Role.FOCAL_POINT, "448", date(2025, 1, 1))


def test_a_grant_can_be_ended() -> None:
    user_id = _user("stp")
    grant = services.grant_role(
        SYSTEM, user_id=user_id, role=Role.UNIT_HEAD, unit="STP", valid_from=date(2023, 1, 1), now=NOW
    )
    services.end_grant(SYSTEM, grant_id=grant, valid_to=date(2023, 2, 1), now=NOW)
    assert _actor(user_id).roles == frozenset()
    with pytest.raises(InvalidInput):
        services.end_grant(SYSTEM, grant_id=grant, valid_to=date(2023, 6, 1), now=NOW)


def test_names_and_passwords_of_accounts_are_checked() -> None:
    user_id = _user("stp")
    with pytest.raises(Conflict):
        _user("stp")
    with pytest.raises(InvalidInput) as raised:
        services.create_user(SYSTEM, username="moi", display_name="Mới", password="12345", now=NOW)
    assert raised.value.code == "organisations.weak_password"
    himself, colleague = Actor(user_id, "stp"), Actor(user_id + 1, "khác")
    services.set_password(himself, user_id=user_id, password="mat-khau-moi-dai-7", now=NOW)
    with pytest.raises(NotAllowed):
        services.set_password(colleague, user_id=user_id, password="mat-khau-moi-dai-8", now=NOW)
    assert User.objects.get(pk=user_id).check_password("mat-khau-moi-dai-7")


def test_the_list_of_accounts_costs_two_queries(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    _granted("stp", Role.FOCAL_POINT, "STP")
    _granted("stc", Role.FOCAL_POINT, "STC")
    with django_assert_num_queries(2):
        assert [account.username for account in queries.accounts()] == ["stc", "stp"]


def test_demo_accounts_that_can_sign_in_are_found() -> None:
    assert queries.has_demo_accounts() is False
    services.load_example_accounts(password="mau-2023", now=NOW, folder=PROVINCE)
    assert queries.has_demo_accounts() is True
