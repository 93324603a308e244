"""The rule of reminders: a table that is checked, dated, and kept in versions."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from caicach.kernel.errors import Conflict, InvalidInput, NotAllowed
from caicach.notifications import queries, services
from caicach.notifications.domain.channels import Channel
from caicach.notifications.domain.rules import (
    PACKAGED_RULE,
    Audience,
    Moment,
    MomentKind,
    RuleStep,
    checked_rule,
    rule_as_json,
    rule_from_json,
)
from caicach.notifications.models import ReminderRule
from factories.correspondence import JUSTICE, LEADER, OFFICE
from factories.notifications import MORNING

TODAY = date(2023, 2, 20)
FIVE_BEFORE = RuleStep(Moment(MomentKind.BEFORE, 5), frozenset({Audience.HEAD}), frozenset({Channel.PAGE}))


def decide(actor=OFFICE, *steps: RuleStep, valid_from: date = TODAY, reason: str = "Nhắc sớm", seen: int = 0) -> int:
    return services.decide_rule(
        actor, steps=steps or (FIVE_BEFORE,), valid_from=valid_from, reason=reason, seen=seen, now=MORNING
    )


def test_a_rule_is_the_same_after_it_was_stored() -> None:
    assert rule_from_json(rule_as_json(PACKAGED_RULE)) == PACKAGED_RULE
    assert checked_rule(reversed(PACKAGED_RULE.steps)) == PACKAGED_RULE


@pytest.mark.parametrize(
    ("steps", "code"),
    [
        ((), "rules.empty"),
        ((RuleStep(Moment(MomentKind.BEFORE, 0), FIVE_BEFORE.audiences, FIVE_BEFORE.channels),), "rules.days"),
        ((RuleStep(Moment(MomentKind.AFTER, 91), FIVE_BEFORE.audiences, FIVE_BEFORE.channels),), "rules.days"),
        ((RuleStep(FIVE_BEFORE.moment, frozenset(), FIVE_BEFORE.channels),), "rules.nobody"),
        ((RuleStep(FIVE_BEFORE.moment, FIVE_BEFORE.audiences, frozenset()),), "rules.no_channel"),
        ((FIVE_BEFORE, FIVE_BEFORE), "rules.twice"),
        (
            tuple(RuleStep(Moment(MomentKind.EVERY, n), FIVE_BEFORE.audiences, FIVE_BEFORE.channels) for n in (5, 10)),
            "rules.two_rhythms",
        ),
    ],
)
def test_a_table_that_makes_no_rule_is_refused(steps: tuple[RuleStep, ...], code: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        checked_rule(steps)
    assert refused.value.code == code


@pytest.mark.django_db
def test_the_packaged_rule_is_in_force_until_somebody_decides_another() -> None:
    assert queries.rule_on(TODAY).rule == PACKAGED_RULE
    decide(valid_from=date(2023, 3, 1))
    assert queries.rule_on(date(2023, 2, 28)).number == 0
    in_force = queries.rule_on(date(2023, 3, 1))
    assert (in_force.number, in_force.rule.steps, in_force.decided_by) == (1, (FIVE_BEFORE,), OFFICE.name)
    assert [version.number for version in queries.rule_versions()] == [1, 0]


@pytest.mark.django_db
def test_only_who_manages_rules_decides_with_a_reason_from_today_on() -> None:
    for somebody in (JUSTICE, LEADER):
        with pytest.raises(NotAllowed):
            decide(somebody)
    with pytest.raises(InvalidInput):
        decide(reason="  ")
    with pytest.raises(InvalidInput):
        decide(valid_from=date(2023, 2, 19))


@pytest.mark.django_db
def test_of_two_who_change_the_rule_the_second_is_told() -> None:
    decide()
    with pytest.raises(Conflict):
        decide(seen=0)
    assert decide(seen=1) == 2


@pytest.mark.django_db
def test_the_database_holds_one_rule_a_number_each_with_a_reason() -> None:
    decide()
    plain = {"steps": [], "valid_from": TODAY, "decided_at": MORNING, "decided_by_name": "x"}
    for values, constraint in (
        ({"number": 1, "reason": "x"}, r"notifications_rule_number_once|notifications_reminderrule\.number"),
        ({"number": 2, "reason": ""}, "notifications_rule_why"),
    ):
        with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
            ReminderRule.objects.create(**plain, **values)
