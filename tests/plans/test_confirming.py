"""A reviewed letter becomes tasks: all or none, each with its quote, for the units valid on its date."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.utils import translation

from caicach.correspondence import queries as letters
from caicach.correspondence import services as correspondence
from caicach.correspondence.domain.received import ReceivedState
from caicach.correspondence.domain.review import ProposalChanges
from caicach.kernel.errors import Conflict, InvalidInput, NotAllowed, NotFound
from caicach.kernel.http.problems import problem_of
from caicach.kernel.vocabulary import AddressRole, ProposalKind
from caicach.plans import queries, services
from caicach.plans.models import Assignment, Task
from factories.correspondence import (
    DISTRICT,
    ITEM_1,
    JUSTICE,
    LEADER,
    NOW,
    OFFICE,
    STRANGER,
    TEXT,
    document,
    proposal,
    province,
    reading,
    received,
    review,
)
from factories.plans import ON, confirmed, rows

pytestmark = pytest.mark.django_db


def confirm(document_id: int, actor=OFFICE) -> tuple[int, ...]:
    version = review(document_id).version
    return services.confirm_directive(actor, document_id=document_id, version=version, now=NOW).task_ids


def test_every_unit_named_has_its_task_with_quote_post_and_due_date() -> None:
    confirmed()
    first = {(r.unit, r.role): r for r in rows() if r.item == "1"}
    assert set(first) == {("STP", AddressRole.LEAD), ("SYT", AddressRole.COOPERATE)}
    lead = first["STP", AddressRole.LEAD]
    # Five working days after Friday 10/02/2023, of which 11 and 12 are a weekend.
    assert (lead.original_due_on, lead.due_on) == (date(2023, 2, 17), date(2023, 2, 17))
    page = queries.task_page(OFFICE, lead.task_id, on=ON)
    assert page.task.quote_text == ITEM_1
    assert page.task.quote.of(TEXT) == ITEM_1
    assert page.assignments[0].phrase == "Sở Tư pháp"
    assert page.assignments[0].reason
    assert page.document.state is ReceivedState.CONFIRMED


def test_an_order_that_names_nobody_falls_to_all_addressees() -> None:
    confirmed()
    second = [r for r in rows() if r.item == "2"]
    assert {r.unit for r in second} == {"STP", "SYT"}
    assert {r.due_on for r in second} == {date(2023, 3, 15)}


def test_an_obligation_becomes_a_task_of_all_addressees_only_when_ticked() -> None:
    province()
    got = received()
    duty = next(p for p in review(got).proposals if p.kind is ProposalKind.OBLIGATION)
    correspondence.edit_proposal(
        OFFICE, document_id=got, version=1, proposal_id=duty.id, changes=ProposalChanges(is_accepted=True), now=NOW
    )
    assert len(confirm(got)) == 3
    duties = [r for r in rows() if r.kind is ProposalKind.OBLIGATION]
    assert {r.unit for r in duties} == {"STP", "SYT"}


def test_a_dropped_proposal_and_an_unticked_obligation_make_no_task() -> None:
    province()
    got = received()
    correspondence.drop_proposal(
        OFFICE, document_id=got, version=1, proposal_id=proposal(got, "2").id, reason="Trùng", now=NOW
    )
    assert len(confirm(got)) == 1


def test_a_document_without_a_date_is_not_confirmed_until_one_is_chosen() -> None:
    province()
    got = received(read=reading(date=None, date_partial="2023-02"))
    with pytest.raises(InvalidInput) as error:
        confirm(got)
    assert error.value.code == "document.date_not_chosen"
    correspondence.choose_effective_date(
        OFFICE, document_id=got, version=1, on=date(2023, 2, 13), reason="Dấu đến", now=NOW
    )
    assert confirm(got)


def test_everything_unresolved_is_listed_at_once_and_nothing_is_made() -> None:
    province()
    got = received(read=reading(addressees=("Các đơn vị liên quan",)))
    first = proposal(got, "1")
    changes = ProposalChanges(lead=("Sở Phép thuật",))
    correspondence.edit_proposal(OFFICE, document_id=got, version=1, proposal_id=first.id, changes=changes, now=NOW)
    with pytest.raises(InvalidInput) as error:
        confirm(got)
    assert error.value.code == "directive.not_ready"
    assert "Sở Phép thuật" in error.value.why
    assert "Các đơn vị liên quan" in error.value.why
    assert not Task.objects.exists()
    assert review(got).state is ReceivedState.READ


def test_units_set_by_hand_settle_what_was_unresolved() -> None:
    province()
    got = received(read=reading(addressees=("Các đơn vị liên quan",)))
    for item in ("1", "2"):
        correspondence.set_units(
            OFFICE,
            document_id=got,
            version=review(got).version,
            proposal_id=proposal(got, item).id,
            role=AddressRole.LEAD,
            units=("HBS",),
            now=NOW,
        )
    confirm(got)
    assert {r.unit for r in rows() if r.role is AddressRole.LEAD} == {"HBS"}


def test_a_deadline_before_the_document_is_listed() -> None:
    province()
    got = received()
    changes = ProposalChanges(deadline_on=date(2023, 1, 15))
    second = proposal(got, "2").id
    correspondence.edit_proposal(OFFICE, document_id=got, version=1, proposal_id=second, changes=changes, now=NOW)
    with pytest.raises(InvalidInput) as error:
        confirm(got)
    assert "15/01/2023" in error.value.why


def test_a_stale_or_second_confirmation_is_told() -> None:
    got = confirmed()
    with pytest.raises(Conflict) as stale:
        services.confirm_directive(OFFICE, document_id=got, version=1, now=NOW)
    assert stale.value.code == "document.changed"
    with pytest.raises(Conflict) as again:
        confirm(got)
    assert again.value.code == "document.already_confirmed"
    assert Task.objects.count() == 2


def test_only_the_standing_office_confirms() -> None:
    province()
    got = received()
    with pytest.raises(NotAllowed):
        services.confirm_directive(LEADER, document_id=got, version=1, now=NOW)
    for actor in (JUSTICE, STRANGER):
        with pytest.raises(NotFound):
            services.confirm_directive(actor, document_id=got, version=1, now=NOW)


def test_units_that_got_work_may_see_the_document_and_others_may_not() -> None:
    got = confirmed()
    assert letters.document_of(JUSTICE, got).id == got
    assert letters.source_file(JUSTICE, got).data == b"letter"
    for actor in (DISTRICT, STRANGER):
        for question in (letters.document_of, letters.review_of, letters.source_file, letters.reviewed_proposals):
            with pytest.raises(NotFound):
                question(actor, got)


def test_the_database_holds_no_task_without_its_quote() -> None:
    confirmed()
    task = Task.objects.order_by("id").first()
    for change in ({"quote_text": ""}, {"quote_end": 0}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Task.objects.filter(pk=task.pk).update(**change)
    assert document().number == "08"
    assert Assignment.objects.count() == 4


def test_what_is_in_the_way_is_said_in_the_language_of_the_person_and_beyond_the_calendar_nothing_is_guessed() -> None:
    province()
    got = received(read=reading(date=date(2027, 12, 28)))
    first = proposal(got, "1")
    correspondence.set_units(
        OFFICE, document_id=got, version=1, proposal_id=first.id, role=AddressRole.LEAD, units=(), now=NOW
    )
    with pytest.raises(InvalidInput) as refusal:
        confirm(got)
    assert refusal.value.code == "directive.not_ready"
    assert "Chưa có đơn vị chủ trì" in refusal.value.why
    assert "vượt quá lịch làm việc đã công bố (đến 31/12/2027)" in refusal.value.why
    assert "trước ngày ban hành" in refusal.value.why
    with translation.override("en"):
        why = problem_of(refusal.value).why
        assert "No lead unit yet" in why
        assert "beyond the published working calendar (to 31/12/2027)" in why
    assert not Task.objects.exists()
    assert review(got).state is ReceivedState.READ
