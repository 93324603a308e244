"""What a password opens ends with it; links open once; tokens and visits end where their owner says."""

from datetime import datetime, timedelta

import pytest
from django.test import Client

from caicach.accounts import links, queries, services
from caicach.accounts.links import LinkKind
from caicach.kernel.access import SYSTEM, Actor
from caicach.kernel.audit.queries import history_of
from caicach.kernel.errors import CaicachError, InvalidInput, NotAllowed, NotFound
from caicach.organisations import account_queries
from caicach.organisations import queries as organisations
from caicach.organisations import services as users
from factories.correspondence import NOW
from factories.web import PASSWORD, people

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=1)
NEW = "trau-cay-ruong-sau-ao"


@pytest.fixture(autouse=True)
def province() -> None:
    people()


def actor(username: str) -> Actor:
    return organisations.actor_of(organisations.user_id_of(username), NOW.date())


def begun(who: Actor, now: datetime = NOW) -> int:
    return services.begin_visit(
        who, user_agent="Mozilla/5.0 (Windows NT 10.0) Chrome/120.0", address="10.0.0.7", now=now
    )


def token_of(who: Actor) -> str:
    return services.issue_token(who, user_id=who.user_id or 0, purpose="trục văn bản", days=30, now=NOW)


def acts(who: Actor) -> list[str]:
    return [line.action for line in history_of("organisations.user", who.user_id)]


def test_a_new_password_ends_the_other_visits_and_the_tokens_and_keeps_the_present_one() -> None:
    justice = actor("tuphap")
    here, there, token = begun(justice), begun(justice), token_of(justice)
    services.change_password(justice, old=PASSWORD, new=NEW, now=NOW, visit=here)
    assert [v.id for v in queries.visits(justice, user_id=justice.user_id or 0, now=NOW)] == [here]
    assert not services.note_visit(visit_id=there, user_id=justice.user_id or 0, address="", now=NOW)
    assert services.user_of_token(token, now=NOW) is None
    assert account_queries.has_password(justice.user_id or 0, NEW)
    assert acts(justice)[-2:] == ["accounts.visits_ended", "api.token.revoked"]
    assert NEW not in str(
        [(line.old, line.new, line.why) for line in history_of("organisations.user", justice.user_id)]
    )


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("sai", NEW, "accounts.wrong_password"),
        (PASSWORD, PASSWORD, "accounts.same_password"),
        (PASSWORD, "Matkhau@2023", "organisations.weak_password"),
        (PASSWORD, "tuphap-tuphap-1", "organisations.weak_password"),
        (PASSWORD, "ngan", "organisations.weak_password"),
    ],
)
def test_a_password_is_not_changed_without_the_old_one_or_to_a_poor_one(old: str, new: str, code: str) -> None:
    justice = actor("tuphap")
    with pytest.raises(CaicachError) as refused:
        services.change_password(justice, old=old, new=new, now=NOW)
    assert refused.value.code == code
    assert account_queries.has_password(justice.user_id or 0, PASSWORD)


def test_visits_and_tokens_are_seen_and_ended_by_their_owner_and_who_manages_accounts() -> None:
    justice, health, admin = actor("tuphap"), actor("yte"), actor("quantri")
    user_id = justice.user_id or 0
    visit, _ = begun(justice), token_of(justice)
    (token,) = queries.tokens(justice, user_id=user_id, now=NOW)
    for stranger in (health, actor("thuongtruc")):
        with pytest.raises(NotAllowed):
            queries.visits(stranger, user_id=user_id, now=NOW)
        with pytest.raises(NotAllowed):
            queries.tokens(stranger, user_id=user_id, now=NOW)
        with pytest.raises(NotFound):
            services.end_visit(stranger, visit_id=visit, now=NOW)
        with pytest.raises(NotFound):
            services.revoke_token(stranger, token_id=token.id, now=NOW)
        with pytest.raises(NotAllowed):
            services.end_visits(stranger, user_id=user_id, now=NOW)
    assert queries.visits(admin, user_id=user_id, now=NOW)[0].device == "Chrome, Windows"
    services.end_visit(justice, visit_id=visit, now=NOW)
    services.revoke_token(admin, token_id=token.id, now=NOW)
    assert queries.visits(justice, user_id=user_id, now=NOW) == queries.tokens(justice, user_id=user_id, now=NOW) == ()


def test_nobody_issues_a_token_that_acts_for_somebody_else() -> None:
    justice, admin = actor("tuphap"), actor("quantri")
    with pytest.raises(NotFound):
        services.issue_token(admin, user_id=justice.user_id or 0, purpose="a", days=1, now=NOW)
    for purpose, days in (("", 3), ("a", 0), ("a", 1000), ("a" * 201, 3)):
        with pytest.raises(InvalidInput):
            services.issue_token(justice, user_id=justice.user_id or 0, purpose=purpose, days=days, now=NOW)


def test_a_token_tells_its_first_use_in_the_trail_and_its_last_to_the_hour() -> None:
    justice = actor("tuphap")
    token = token_of(justice)
    assert services.user_of_token(token, now=NOW) == justice.user_id
    services.user_of_token(token, now=NOW + timedelta(minutes=5))
    services.user_of_token(token, now=LATER)
    (seen,) = queries.tokens(justice, user_id=justice.user_id or 0, now=LATER)
    assert seen.used_at == LATER
    uses = [line for line in history_of("api.token", seen.id) if line.action == "api.token.first_used"]
    assert [line.at for line in uses] == [NOW]


def test_a_visit_is_noted_every_five_minutes_and_forgotten_after_three_months() -> None:
    justice = actor("tuphap")
    user_id, visit = justice.user_id or 0, begun(justice)
    for minutes, seen in ((4, 0), (5, 5), (8, 5), (10, 10)):
        now = NOW + timedelta(minutes=minutes)
        assert services.note_visit(visit_id=visit, user_id=user_id, address="10.0.0.8", now=now)
        assert queries.visits(justice, user_id=user_id, now=now)[0].seen_at == NOW + timedelta(minutes=seen)
    assert not services.note_visit(visit_id=visit, user_id=user_id + 1, address="", now=NOW)
    assert services.forget_old_visits(now=NOW + timedelta(days=89)) == 0
    assert services.forget_old_visits(now=NOW + timedelta(days=91)) == 1


def test_a_link_sets_a_password_once_and_ends_what_the_old_one_opened() -> None:
    justice, admin = actor("tuphap"), actor("quantri")
    visit, token = begun(justice), token_of(justice)
    secret = services.give_link(admin, user_id=justice.user_id or 0, kind=LinkKind.RESET, now=NOW)
    assert links.account_of(secret).username == "tuphap"
    assert services.set_password_by_link(secret=secret, password=NEW, now=NOW) == justice.user_id
    assert account_queries.has_password(justice.user_id or 0, NEW)
    assert not services.note_visit(visit_id=visit, user_id=justice.user_id or 0, address="", now=NOW)
    assert services.user_of_token(token, now=NOW) is None
    with pytest.raises(InvalidInput) as used:
        services.set_password_by_link(secret=secret, password="mot-con-cho-vang-to", now=NOW)
    assert used.value.code == "accounts.link_void"
    assert "accounts.link_given" in acts(justice)


def test_a_link_is_void_for_a_locked_account_and_when_it_is_altered() -> None:
    justice, admin = actor("tuphap"), actor("quantri")
    secret = services.give_link(admin, user_id=justice.user_id or 0, kind=LinkKind.RESET, now=NOW)
    services.deactivate(admin, user_id=justice.user_id or 0, why="Nghỉ việc", now=NOW)
    for given in (secret, secret[:-2], "", "a:b:c", f"{secret}x"):
        with pytest.raises(InvalidInput):
            links.account_of(given)
    with pytest.raises(InvalidInput):
        services.give_link(admin, user_id=justice.user_id or 0, kind=LinkKind.RESET, now=NOW)
    with pytest.raises(NotAllowed):
        services.give_link(actor("yte"), user_id=admin.user_id or 0, kind=LinkKind.RESET, now=NOW)


def test_a_locked_account_loses_what_it_opened_and_comes_back_with_its_roles() -> None:
    justice, admin = actor("tuphap"), actor("quantri")
    user_id, visit, token = justice.user_id or 0, begun(justice), token_of(justice)
    services.deactivate(admin, user_id=user_id, why="Nghỉ thai sản", now=NOW)
    assert not services.note_visit(visit_id=visit, user_id=user_id, address="", now=NOW)
    assert services.user_of_token(token, now=NOW) is None
    with pytest.raises(NotAllowed):
        users.reactivate_user(actor("yte"), user_id=user_id, why="a", now=NOW)
    with pytest.raises(InvalidInput):
        users.reactivate_user(admin, user_id=user_id, why=" ", now=NOW)
    users.reactivate_user(admin, user_id=user_id, why="Đi làm lại", now=NOW)
    assert actor("tuphap").acts_for == {"STP"}
    assert services.user_of_token(token, now=NOW) is None
    with pytest.raises(CaicachError, match="user_own"):
        services.deactivate(admin, user_id=admin.user_id or 0, why="a", now=NOW)


@pytest.mark.parametrize("name", ["TUPHAP", "tuphap", "tu.phap", "yte_", "tuphạp", "Hoidong", "h0idong"])
def test_no_account_bears_a_name_that_is_taken_or_taken_for_anothers(name: str) -> None:
    with pytest.raises(CaicachError) as refused:
        users.create_user(SYSTEM, username=name, display_name="Ai đó", now=NOW)
    assert refused.value.code in {"organisations.username", "organisations.username_taken"}


def test_a_phone_may_begin_the_name_with_a_capital() -> None:
    assert Client().post("/dang-nhap/", {"username": "Tuphap", "password": PASSWORD}).status_code == 302


def test_a_failure_is_in_the_trail_of_an_account_that_there_is_and_of_nobody_else() -> None:
    services.note_failure(username="tuphap", address="203.113.131.7", now=NOW)
    services.note_failure(username="mat-khau-go-nham", address="203.113.131.7", now=NOW)
    (line,) = [one for one in history_of("organisations.user", actor("tuphap").user_id) if "failed" in one.action]
    assert line.new == {"network": "203.113.131.0/24"}
