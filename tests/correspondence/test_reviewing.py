"""A person corrects the header, chooses the date, and edits, splits, adds and drops proposals."""

from datetime import date

import pytest

from caicach.correspondence import queries, services
from caicach.correspondence.domain.review import ProposalChanges
from caicach.documents.values import Span
from caicach.drafts.domain.addressing import DraftAddressing
from caicach.drafts.domain.draft import DraftOrigin
from caicach.kernel.audit.queries import history_of
from caicach.kernel.errors import Conflict, InvalidInput, NotAllowed, NotFound
from caicach.kernel.vocabulary import AddressRole, DueUnit, ProposalKind, ReformArea
from factories.correspondence import (
    DUTY,
    HEALTH,
    ITEM_1,
    ITEM_2,
    JUSTICE,
    LEADER,
    NOW,
    OFFICE,
    OFFICE_COLLEAGUE,
    STRANGER,
    TEXT,
    proposal,
    province,
    reading,
    received,
    review,
    span,
)

pytestmark = pytest.mark.django_db


def correct(document_id: int, path: str, value: str | list[str] | None, version: int = 1, actor=OFFICE) -> int:
    return services.correct_value(actor, document_id=document_id, version=version, path=path, value=value, now=NOW)


def edit(document_id: int, proposal_id: int, version: int = 1, **changes: object) -> int:
    return services.edit_proposal(
        OFFICE,
        document_id=document_id,
        version=version,
        proposal_id=proposal_id,
        changes=ProposalChanges(**changes),  # type: ignore[arg-type]
        now=NOW,
    )


def addressing(got: int) -> dict[int, DraftAddressing]:
    return {one.draft.id: one.addressing for one in queries.reviewed_proposals(OFFICE, got)}


def test_a_correction_stands_beside_what_was_read() -> None:
    got = received()
    correct(got, "subject", "  V/v đẩy mạnh  CCHC ")
    value = next(v for v in review(got).values if v.path == "subject")
    assert (value.value, value.as_read) == ("V/v đẩy mạnh CCHC", "triển khai công tác cải cách hành chính")
    assert value.corrected_by == OFFICE.name
    line = history_of("document", got)[-1]
    assert (line.old["subject"], line.new["subject"]) == (value.as_read, value.value)


def test_a_correction_may_be_taken_back() -> None:
    got = received()
    version = correct(got, "number", "80")
    services.undo_correction(OFFICE, document_id=got, version=version, path="number", now=NOW)
    assert review(got).value("number") == "08"
    assert not any(value.is_corrected for value in review(got).values)


@pytest.mark.parametrize(
    ("path", "value"),
    [("date", "31/02/2023"), ("date", "sớm"), ("urgency", "rất gấp"), ("number", ["1", "2"]), ("body", "x")],
)
def test_a_value_of_the_wrong_kind_is_refused(path: str, value: str | list[str]) -> None:
    got = received()
    with pytest.raises(InvalidInput):
        correct(got, path, value)
    assert review(got).version == 1


def test_a_corrected_date_is_the_date_that_counts() -> None:
    got = received(read=reading(date=None, date_partial="2023-02"))
    assert review(got).effective_on is None
    correct(got, "date", "12/02/2023")
    assert (review(got).issued_on, review(got).effective_on) == (date(2023, 2, 12), date(2023, 2, 12))


def test_a_correction_that_makes_it_another_registered_document_is_told() -> None:
    received(b"first")
    second = received(b"second", reading(TEXT.replace("VT", "VT, TGV"), number="09"))
    with pytest.raises(Conflict) as error:
        correct(second, "number", "08")
    assert error.value.code == "document.duplicate"
    assert review(second).value("number") == "09"


def choose(document_id: int, on: date, reason: str = "Theo dấu công văn đến") -> int:
    return services.choose_effective_date(
        OFFICE, document_id=document_id, version=review(document_id).version, on=on, reason=reason, now=NOW
    )


def test_the_date_of_a_document_without_one_is_chosen_and_shown_with_its_reason() -> None:
    got = received(read=reading(date=None, date_partial="2023-02"))
    choose(got, date(2023, 2, 13))
    seen = review(got)
    assert (seen.effective_on, seen.effective_on_reason) == (date(2023, 2, 13), "Theo dấu công văn đến")
    assert seen.issued_on is None


def test_a_chosen_date_must_fit_what_the_document_says_and_have_a_reason() -> None:
    got = received(read=reading(date=None, date_partial="2023-02"))
    for on, reason in ((date(2023, 3, 1), "x"), (date(2023, 2, 13), "  ")):
        with pytest.raises(InvalidInput):
            choose(got, on, reason)
    with pytest.raises(InvalidInput) as error:
        choose(received(b"dated", reading(TEXT.replace("VT", "X"), number="9")), date(2023, 2, 13))
    assert error.value.code == "document.date_is_known"


def test_a_stale_version_is_told_who_was_first() -> None:
    got = received()
    correct(got, "place", "Hồng Lĩnh", actor=OFFICE_COLLEAGUE)
    with pytest.raises(Conflict) as error:
        correct(got, "place", "Hồng Lam")
    assert error.value.code == "document.changed"
    assert OFFICE_COLLEAGUE.name in error.value.why
    assert review(got).value("place") == "Hồng Lĩnh"


def test_only_the_standing_office_corrects_and_a_stranger_does_not_know_the_document() -> None:
    got = received()
    with pytest.raises(NotAllowed):
        correct(got, "place", "x", actor=LEADER)
    for actor in (JUSTICE, HEALTH, STRANGER):
        with pytest.raises(NotFound):
            correct(got, "place", "x", actor=actor)


def test_the_reading_proposes_tasks_with_quotes_days_and_areas() -> None:
    got = received()
    first, second, duty = review(got).proposals
    assert (first.quote_text, second.quote_text, duty.quote_text) == (ITEM_1, ITEM_2, DUTY)
    assert (first.due_days, first.due_unit, first.deadline_on) == (5, DueUnit.WORKING_DAYS, None)
    assert (first.area, first.area_reason) == (ReformArea.PROCEDURES, "thủ tục hành chính")
    assert second.deadline_on == date(2023, 3, 15)
    assert (duty.kind, duty.is_accepted) == (ProposalKind.OBLIGATION, False)


def test_a_person_changes_only_what_is_named() -> None:
    got = received()
    first = proposal(got, "1")
    edit(got, first.id, lead=("Sở Y tế",), area=None, deadline_raw=None, due_days=None, due_unit=None)
    after = proposal(got, "1")
    assert [phrase.phrase for phrase in after.lead] == ["Sở Y tế"]
    assert after.lead[0].quote is not None
    assert after.lead[0].quote.of(TEXT) == "Sở Y tế"
    assert (after.area, after.due_days, after.text, after.is_edited) == (None, None, first.text, True)


@pytest.mark.parametrize(
    "changes",
    [
        {"text": "  "},
        {"due_days": 0},
        {"due_days": 3, "due_unit": None},
        {"deadline_on": date(2023, 3, 1)},
        {"quote": Span(0, 10_000)},
        {"quote": Span(5, 5)},
    ],
)
def test_a_proposal_that_proves_nothing_or_contradicts_itself_is_refused(changes: dict[str, object]) -> None:
    got = received()
    with pytest.raises(InvalidInput):
        edit(got, proposal(got, "1").id, **changes)
    assert not proposal(got, "1").is_edited


def test_an_item_is_split_into_tasks_each_with_its_quote_lead_deadline_and_area() -> None:
    got = received()
    item = proposal(got, "2")
    parts = (span("đẩy mạnh chuyển đổi số"), span("Các đơn vị tổng hợp"), span("báo cáo trước ngày 15/3/2023."))
    version = services.split_proposal(OFFICE, document_id=got, version=1, proposal_id=item.id, parts=parts, now=NOW)
    made = [p for p in review(got).proposals if p.split_from == item.id]
    assert [p.quote_text for p in made] == [part.of(TEXT) for part in sorted(parts)]
    assert [p.deadline_on for p in made] == [None, None, date(2023, 3, 15)]
    assert [p.area for p in made] == [None, ReformArea.DIGITAL_GOVERNMENT, None]
    assert all(p.item == "2" and p.origin is DraftOrigin.PERSON for p in made)
    services.restore_proposal(OFFICE, document_id=got, version=version, proposal_id=item.id, now=NOW)
    assert [p.id for p in review(got).proposals if p.item == "2" and not p.is_dropped] == [item.id]


@pytest.mark.parametrize("parts", [(Span(0, 5),), (Span(0, 9), Span(4, 12)), (Span(0, 5), Span(5_000, 5_001))])
def test_parts_that_overlap_or_lie_outside_the_text_are_refused(parts: tuple[Span, ...]) -> None:
    got = received()
    with pytest.raises(InvalidInput):
        services.split_proposal(
            OFFICE, document_id=got, version=1, proposal_id=proposal(got, "2").id, parts=parts, now=NOW
        )


def test_a_person_adds_the_words_selected_and_drops_what_is_no_task() -> None:
    got = received()
    quote = span("  triển khai công tác cải cách hành chính".strip())
    version = services.add_proposal(OFFICE, document_id=got, version=1, quote=quote, kind=ProposalKind.TASK, now=NOW)
    added = proposal(got, None)
    assert (added.quote, added.origin) == (quote, DraftOrigin.PERSON)
    with pytest.raises(InvalidInput):
        services.drop_proposal(OFFICE, document_id=got, version=version, proposal_id=added.id, reason=" ", now=NOW)
    version = review(got).version
    services.drop_proposal(OFFICE, document_id=got, version=version, proposal_id=added.id, reason="Trùng", now=NOW)
    dropped = next(p for p in review(got).proposals if p.id == added.id)
    assert (dropped.is_dropped, dropped.drop_reason) == (True, "Trùng")


def test_phrases_are_addressed_on_the_documents_date_with_their_reasons() -> None:
    province()
    got = received()
    first = addressing(got)[proposal(got, "1").id]
    assert [(a.unit, a.role) for a in first.all] == [("STP", AddressRole.LEAD), ("SYT", AddressRole.COOPERATE)]
    assert all(a.reason for a in first.all)
    second = addressing(got)[proposal(got, "2").id]
    assert second.lead.is_from_addressees
    assert {a.unit for a in second.lead.addressees} == {"STP", "SYT"}


def test_units_chosen_by_hand_replace_the_phrase_until_given_back() -> None:
    province()
    got = received()
    first = proposal(got, "1").id

    def choose_units(units: tuple[str, ...] | None) -> int:
        return services.set_units(
            OFFICE,
            document_id=got,
            version=review(got).version,
            proposal_id=first,
            role=AddressRole.LEAD,
            units=units,
            now=NOW,
        )

    choose_units(("SYT", "SNV"))
    chosen = addressing(got)[first]
    assert (chosen.lead.is_by_hand, [a.unit for a in chosen.lead.addressees]) == (True, ["SYT", "SNV"])
    assert {a.unit for a in chosen.all} == {"SYT", "SNV"}
    with pytest.raises(InvalidInput):
        choose_units(("KHONGCO",))
    choose_units(None)
    assert [a.unit for a in addressing(got)[first].lead.addressees] == ["STP"]


def test_the_review_costs_a_fixed_number_of_queries(django_assert_num_queries) -> None:
    got = received()
    with django_assert_num_queries(4):
        review(got)
