"""Numbers of outgoing and incoming documents: from 01 on 1 January, without gap or duplicate, whoever comes at once."""

from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError, transaction

from caicach.correspondence import queries, services
from caicach.correspondence.domain.numbering import DOC_TYPES, SeriesRule, series_for
from caicach.correspondence.domain.registers import RegisterFilters
from caicach.correspondence.models import GivenNumber, NumberCounter, NumberSeries, SentLetter
from caicach.kernel.errors import Conflict, InvalidInput, NotAllowed
from factories.correspondence import JUSTICE, LEADER, NOW, OFFICE, reading, received
from factories.letters import COMMITTEE, ISSUED_ON, SENT, drafted, letter_text, numbered, office, page, signed
from plans.test_at_once import at_once, conflicts

NEW_YEAR = datetime(2024, 1, 2, 3, 0, tzinfo=UTC)


@pytest.fixture
def issuing_office(db: None) -> int:
    """The committee; the id of its shared series."""
    office()
    return NumberSeries.objects.get().pk


def test_numbers_begin_again_each_year(issuing_office: int) -> None:
    assert page(numbered()).row.number == "01"
    assert page(numbered()).row.number == "02"
    later = drafted(demand=None), drafted(demand=None)
    assert page(numbered(later[0], issued_on=date(2024, 1, 2), now=NEW_YEAR)).row.number == "01"
    assert page(numbered(later[1], issued_on=date(2023, 12, 29), now=NEW_YEAR)).row.number == "03"


def test_a_named_type_may_have_a_series_of_its_own(issuing_office: int) -> None:
    services.save_series(OFFICE, profile="bcd", name="Báo cáo", kinds=("báo cáo",), now=SENT)
    assert page(numbered()).row.reference == "01/BCĐCCHC-TGV"
    report = drafted(document=letter_text(doc_type="báo cáo", symbol="BC-BCĐCCHC"))
    assert page(numbered(report)).row.reference == "01/BC-BCĐCCHC"


def test_two_series_never_claim_one_type(issuing_office: int) -> None:
    services.save_series(OFFICE, profile="bcd", name="Báo cáo", kinds=("báo cáo",), now=SENT)
    for kinds, code in ((("báo cáo", "kế hoạch"), "series.kind_twice"), (("thư tay",), "series.unknown_kind")):
        with pytest.raises(InvalidInput) as caught:
            services.save_series(OFFICE, profile="bcd", name="Khác", kinds=kinds, now=SENT)
        assert caught.value.code == code
    with pytest.raises(Conflict) as taken:
        services.save_series(OFFICE, profile="bcd", name="Báo cáo", kinds=("kế hoạch",), now=SENT)
    assert taken.value.code == "series.name_taken"


def test_every_type_finds_the_shared_series() -> None:
    rules = (SeriesRule(1, "Quyết định", ("quyết định",)), SeriesRule(2, "Chung", ()))
    assert {series_for(rules, kind).name for kind in DOC_TYPES} == {"Quyết định", "Chung"}  # type: ignore[union-attr]
    assert series_for(rules[:1], "báo cáo") is None


def test_an_issuer_without_a_series_for_the_type_is_told(issuing_office: int) -> None:
    services.save_series(
        OFFICE, profile="bcd", name="Chung", kinds=("báo cáo",), series_id=issuing_office, version=1, now=SENT
    )
    with pytest.raises(InvalidInput) as caught:
        numbered()
    assert caught.value.code == "letter.no_series"


def test_a_reserved_number_is_taken_by_its_letter_only_once(issuing_office: int) -> None:
    kept = services.reserve_number(OFFICE, series_id=issuing_office, year=2023, reason="Bản giấy", now=SENT)
    assert (kept, page(numbered()).row.number) == (1, "02")
    assert page(numbered(reserved=1)).row.number == "01"
    with pytest.raises(Conflict) as caught:
        numbered(reserved=1)
    assert caught.value.code == "letter.number_not_reserved"


def test_a_cancelled_number_stays_with_its_reason_and_is_not_given_again(issuing_office: int) -> None:
    services.reserve_number(OFFICE, series_id=issuing_office, year=2023, reason="Bản giấy", now=SENT)
    services.cancel_number(OFFICE, series_id=issuing_office, year=2023, number=1, reason="Không phát hành", now=SENT)
    assert page(numbered()).row.number == "02"
    lines = queries.outgoing_register(OFFICE, filters=RegisterFilters(year=2023)).items
    assert [(line.reference, str(line.note)) for line in lines] == [
        ("01/BCĐCCHC", "Số đã hủy: Không phát hành"),
        ("02/BCĐCCHC-TGV", "Đã cấp số"),
    ]
    with pytest.raises(Conflict):
        numbered(reserved=1)


def test_the_same_number_symbol_and_issuer_is_told_and_takes_no_number(issuing_office: int) -> None:
    numbered()
    services.save_series(OFFICE, profile="bcd", name="Báo cáo", kinds=("báo cáo",), now=SENT)
    wrong = drafted(document=letter_text(doc_type="báo cáo"))  # with the symbol of the shared series
    with pytest.raises(Conflict) as caught:
        numbered(wrong)
    assert caught.value.code == "letter.duplicate_number"
    right = drafted(document=letter_text(doc_type="báo cáo", symbol="BC-BCĐCCHC"))
    assert page(numbered(right)).row.number == "01"


@pytest.mark.parametrize("day", [date(2023, 4, 5), date(2022, 4, 1)])
def test_a_letter_is_dated_neither_ahead_nor_long_ago(issuing_office: int, day: date) -> None:
    with pytest.raises(InvalidInput) as caught:
        numbered(issued_on=day)
    assert caught.value.code == "letter.day_not_usable"


def test_numbers_are_for_those_who_issue(issuing_office: int) -> None:
    for actor in (LEADER, JUSTICE):
        with pytest.raises(NotAllowed):
            services.reserve_number(actor, series_id=issuing_office, year=2023, reason="x", now=SENT)
        with pytest.raises(NotAllowed):
            services.save_office(actor, office=COMMITTEE, now=SENT)


@pytest.mark.django_db(transaction=True)
def test_letters_numbered_at_once_get_each_one_number_without_gap() -> None:
    office()
    letters = [drafted() for _ in range(6)]

    def number(letter: int) -> object:
        return lambda: services.number_letter(OFFICE, letter_id=letter, version=1, issued_on=ISSUED_ON, now=SENT)

    assert sorted(at_once(*map(number, letters))) == ["01", "02", "03", "04", "05", "06"]  # type: ignore[type-var]


@pytest.mark.django_db(transaction=True)
def test_of_two_who_number_one_letter_at_once_one_wins_and_no_number_is_lost() -> None:
    office()
    letter = drafted()
    act = lambda: services.number_letter(OFFICE, letter_id=letter, version=1, issued_on=ISSUED_ON, now=SENT)  # noqa: E731
    assert len(conflicts(at_once(act, act, act))) == 2
    assert GivenNumber.objects.count() == 1
    assert page(numbered()).row.number == "02"


@pytest.mark.django_db(transaction=True)
def test_documents_that_arrive_at_once_get_each_one_number() -> None:
    texts = [f"Văn bản đến thứ {n}\n" * 3 for n in range(4)]

    def arrive(text: str) -> object:
        return lambda: services.queue_document(
            OFFICE, data=text.encode(), filename="a.txt", arrived_on=date(2023, 2, 14), now=NOW
        )

    at_once(*map(arrive, texts))
    lines = queries.incoming_register(OFFICE, filters=RegisterFilters(year=2023)).items
    assert [line.number for line in lines] == [1, 2, 3, 4]


def test_a_document_that_came_twice_takes_one_arrival_number(db: None) -> None:
    received()
    received()
    received(b"other", reading(text="Khác hẳn, " + reading().text, number="09"))
    assert NumberCounter.objects.get(key="incoming").last == 2


def _letter(**given: object) -> dict[str, object]:
    row = SentLetter.objects.order_by("-pk").values().first() or {}
    row.pop("id")
    return {**row, **given}


@pytest.mark.parametrize(
    ("name", "given"),
    [
        ("correspondence_letter_number_once", {"identity": ""}),
        ("correspondence_letter_identity_once", {"number": 99}),
        ("correspondence_letter_fixed_has_number", {"identity": "", "number": None}),
        ("correspondence_letter_ended_why", {"identity": "", "number": 99, "state": "recalled"}),
    ],
)
def test_the_database_itself_holds_letters_apart(issuing_office: int, name: str, given: dict[str, object]) -> None:
    signed()
    with pytest.raises(IntegrityError), transaction.atomic():
        SentLetter.objects.create(**_letter(**given))


@pytest.mark.parametrize(
    ("name", "given"),
    [
        ("correspondence_number_once", {"number": 1}),
        ("correspondence_number_why", {"state": "cancelled", "reason": ""}),
        ("correspondence_number_used_by", {"state": "used"}),
    ],
)
def test_the_database_itself_holds_numbers_apart(issuing_office: int, name: str, given: dict[str, object]) -> None:
    numbered()
    told = {"series_id": issuing_office, "year": 2023, "number": 9, "state": "reserved", "reason": "x", **given}
    with pytest.raises(IntegrityError), transaction.atomic():
        GivenNumber.objects.create(**told, given_at=SENT, given_by_name="x")
