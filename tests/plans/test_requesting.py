"""A unit asks for a later deadline in time; the office grants or refuses once; afterwards nothing changes."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from caicach.kernel.errors import Conflict, InvalidInput, NotAllowed, NotFound
from caicach.plans import queries, services
from caicach.plans.domain.extending import RequestState
from caicach.plans.domain.states import TaskState
from caicach.plans.models import ExtensionRequest
from factories.correspondence import (
    HEALTH,
    JUSTICE,
    JUSTICE_HEAD,
    LEADER,
    OFFICE,
    OFFICE_COLLEAGUE,
    OFFICE_OF_JUSTICE,
    STRANGER,
)
from factories.plans import at, confirmed, report, row, view

pytestmark = pytest.mark.django_db
WANTED = date(2023, 2, 24)


@pytest.fixture
def lead() -> int:
    """Due on Friday 17/02/2023."""
    confirmed()
    return row("STP").assignment_id


def ask(assignment_id: int, actor=JUSTICE, day: int = 15, proposed_on: date = WANTED, reason: str = "Chờ Bộ") -> int:
    return services.request_extension(
        actor, assignment_id=assignment_id, proposed_on=proposed_on, reason=reason, now=at(2023, 2, day)
    )


def test_a_request_waits_in_the_list_and_moves_nothing_until_it_is_granted(lead: int) -> None:
    got = ask(lead)
    assert row("STP").due_on == date(2023, 2, 17)
    (waiting,) = queries.waiting_requests(OFFICE, on=date(2023, 2, 15))
    assert (waiting.request.proposed_on, waiting.unit_name, waiting.request.may_decide) == (WANTED, "Sở Tư pháp", True)
    services.grant_extension(OFFICE, request_id=got, now=at(2023, 2, 16))
    after = view(lead)
    assert (after.row.original_due_on, after.row.due_on) == (date(2023, 2, 17), WANTED)
    assert after.work.requests[0].state is RequestState.GRANTED
    assert str(after.deadline_changes[0].reason) == "Chờ Bộ"
    assert queries.waiting_requests(OFFICE, on=date(2023, 2, 16)) == ()
    assert row("STP", on=date(2023, 2, 24)).state is TaskState.NOT_YET_DUE


def test_the_office_may_grant_another_day_and_says_so(lead: int) -> None:
    got = ask(lead)
    other = date(2023, 2, 21)
    services.grant_extension(OFFICE, request_id=got, due_on=other, reason="Chỉ đến 21/02", now=at(2023, 2, 16))
    after = view(lead)
    assert (after.row.due_on, after.work.requests[0].granted_on) == (other, other)
    assert str(after.deadline_changes[0].reason) == "Chờ Bộ Chỉ đến 21/02"


def test_a_refusal_needs_a_reason_and_is_final(lead: int) -> None:
    got = ask(lead)
    with pytest.raises(InvalidInput):
        services.refuse_extension(OFFICE, request_id=got, reason=" ", now=at(2023, 2, 16))
    services.refuse_extension(OFFICE, request_id=got, reason="Việc gấp", now=at(2023, 2, 16))
    with pytest.raises(Conflict) as error:
        services.grant_extension(OFFICE_COLLEAGUE, request_id=got, now=at(2023, 2, 16))
    assert error.value.code == "extension.already_decided"
    assert OFFICE.name in error.value.why
    assert view(lead).row.due_on == date(2023, 2, 17)
    assert ask(lead, day=17)


def test_after_the_deadline_nothing_is_asked_nor_granted(lead: int) -> None:
    with pytest.raises(InvalidInput) as late:
        ask(lead, day=18)
    assert late.value.code == "deadline.already_passed"
    got = ask(lead, day=17)
    with pytest.raises(InvalidInput) as too_late:
        services.grant_extension(OFFICE, request_id=got, now=at(2023, 2, 18))
    assert too_late.value.code == "deadline.already_passed"
    assert view(lead, on=date(2023, 2, 18)).work.requests[0].has_passed
    services.refuse_extension(OFFICE, request_id=got, reason="Hạn đã qua", now=at(2023, 2, 18))


def test_one_request_waits_at_a_time_and_the_office_decides_it_rather_than_extends(lead: int) -> None:
    ask(lead)
    with pytest.raises(Conflict) as error:
        ask(lead, actor=JUSTICE_HEAD)
    assert JUSTICE.name in error.value.why
    with pytest.raises(InvalidInput) as waits:
        services.extend_deadline(OFFICE, assignment_id=lead, due_on=WANTED, reason="x", now=at(2023, 2, 16))
    assert waits.value.code == "deadline.request_waits"


def test_only_the_unit_asks_and_only_the_other_side_decides(lead: int) -> None:
    for actor, kind in ((OFFICE, NotAllowed), (LEADER, NotAllowed), (HEALTH, NotFound), (STRANGER, NotFound)):
        with pytest.raises(kind):
            ask(lead, actor=actor)
    got = ask(lead)
    for actor, kind in (
        (JUSTICE, NotAllowed),
        (OFFICE_OF_JUSTICE, NotAllowed),
        (HEALTH, NotFound),
        (STRANGER, NotFound),
    ):
        with pytest.raises(kind):
            services.grant_extension(actor, request_id=got, now=at(2023, 2, 16))
    assert queries.waiting_requests(HEALTH, on=WANTED) == ()
    services.grant_extension(LEADER, request_id=got, now=at(2023, 2, 16))


@pytest.mark.parametrize("proposed_on", [date(2023, 2, 17), date(2023, 2, 10)])
def test_what_is_asked_is_later_than_the_deadline_and_has_a_reason(lead: int, proposed_on: date) -> None:
    with pytest.raises(InvalidInput):
        ask(lead, proposed_on=proposed_on)
    with pytest.raises(InvalidInput):
        ask(lead, reason=" ")


def test_finished_work_leaves_the_list_of_requests(lead: int) -> None:
    ask(lead)
    got = report(JUSTICE, lead)
    services.accept_report(OFFICE, report_id=got, quality=None, now=at(2023, 2, 20))
    assert queries.waiting_requests(OFFICE, on=date(2023, 2, 20)) == ()


def test_the_database_holds_one_waiting_request_and_why_it_was_decided(lead: int) -> None:
    ask(lead)
    for change in ({"reason": ""}, {"state": "refused"}, {"state": "granted"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            ExtensionRequest.objects.update(**change)
    again = ExtensionRequest.objects.get()
    again.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        again.save(force_insert=True)
