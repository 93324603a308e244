"""The chasing letter: from late tasks to a sent letter whose commitment is a task of each unit."""

from datetime import UTC, date, datetime

import pytest

from caicach.correspondence import queries as letters
from caicach.correspondence import services as correspondence
from caicach.correspondence.domain.letters import Demand, LetterPurpose, SubjectRef
from caicach.correspondence.domain.registers import RegisterFilters
from caicach.documents.values import BlockKind, OfficialDocument
from caicach.kernel.errors import InvalidInput, NotAllowed
from caicach.plans import queries, services
from caicach.plans.domain.chasing import COMMITMENT, ChasedBy, Chasing, chasing_document, usual_grouping
from caicach.plans.domain.tasks import TaskFilters, TaskOrigin
from factories.correspondence import JUSTICE, LEADER, OFFICE, STRANGER
from factories.letters import COMMITTEE, page, version_of
from factories.plans import confirmed, report, row, rows

pytestmark = pytest.mark.django_db

NOW = datetime(2023, 4, 4, 3, 0, tzinfo=UTC)
TODAY = date(2023, 4, 4)
CHASING = Chasing(TODAY, ChasedBy.UNIT, date(2023, 4, 14))


@pytest.fixture(autouse=True)
def late_work() -> None:
    confirmed()
    correspondence.save_office(OFFICE, office=COMMITTEE, now=NOW)


def draft(chasing: Chasing = CHASING, now: datetime = NOW, **given: object) -> int:
    told: dict[str, object] = {"filters": TaskFilters(), "now": now, **given}
    return services.draft_chasing_letter(OFFICE, office="bcd", chasing=chasing, **told)  # type: ignore[arg-type]


def sent(letter: int) -> int | None:
    """Numbered, signed by hand and sent; the id of the task that its demand became."""
    correspondence.number_letter(OFFICE, letter_id=letter, version=version_of(letter), issued_on=TODAY, now=NOW)
    scan = b"\x89PNG\r\n\x1a\n" + b"\x00" * 60
    correspondence.record_wet_signature(
        OFFICE, letter_id=letter, version=version_of(letter), data=scan, filename="a.png", now=NOW
    )
    return services.send_letter(OFFICE, letter_id=letter, version=version_of(letter), now=NOW)


def table(document: OfficialDocument, number: int = 0) -> tuple[tuple[str, ...], ...]:
    return [block for block in document.body if block.kind is BlockKind.TABLE][number].rows


def test_the_letter_names_what_real_ones_carry() -> None:
    document = page(draft()).document
    assert {"Sở Tư pháp", "Sở Y tế"} <= set(document.addressees)
    opening = document.opening or ""
    assert "Công văn số 08/BCĐ-TGV ngày 10/02/2023" in opening
    assert "đến ngày 04/04/2023" in opening
    annex = " ".join(" ".join(cells) for cells in table(document))
    assert "17/02/2023" in annex  # the first deadline of item 1: five working days after 10 February
    assert "Giám đốc Sở Tư pháp" in annex
    assert any("cam kết tiến độ" in block.text and "14/04/2023" in block.text for block in document.body)
    assert any("Số liệu tính đến ngày 04/04/2023" in block.text for block in document.body)


def test_days_late_are_working_days_on_the_day_of_the_figures() -> None:
    found = {(t.unit, t.original_due_on): t.days_late for t in _chased(date(2023, 2, 22))}
    assert found[("STP", date(2023, 2, 17))] == 3  # Monday to Wednesday
    assert ("STP", date(2023, 3, 15)) not in found


def _chased(on: date = TODAY, **filters: object) -> tuple[object, ...]:
    return queries.chased_tasks(OFFICE, on=on, filters=TaskFilters(**filters))  # type: ignore[arg-type]


def test_only_what_is_overdue_is_chased_whatever_was_ticked() -> None:
    waiting = report(JUSTICE, row("STP").assignment_id)
    services.accept_report(OFFICE, report_id=waiting, quality=None, now=NOW)
    done = row("STP").assignment_id
    assert done not in {t.assignment_id for t in _chased()}  # type: ignore[attr-defined]
    with pytest.raises(InvalidInput) as caught:
        draft(assignment_ids=(done,))
    assert caught.value.code == "chasing.nothing_late"


def test_the_filter_of_the_list_is_the_filter_of_the_letter() -> None:
    letter = page(draft(filters=TaskFilters(units=("SYT",))))
    assert [unit.unit for unit in letter.units] == ["SYT"]
    assert letter.document.addressees == ("Sở Y tế",)


def test_who_only_cooperates_is_chased_where_asked_for_and_then_said_so() -> None:
    cooperating = row("SYT", "1").assignment_id
    assert cooperating not in {t.assignment_id for t in _chased()}  # type: ignore[attr-defined]
    annex = " ".join(" ".join(cells) for cells in table(page(draft(assignment_ids=(cooperating,))).document))
    assert "(phối hợp)" in annex


@pytest.mark.parametrize(
    ("chasing", "code"),
    [
        (Chasing(date(2023, 4, 5)), "chasing.cut_off_ahead"),
        (Chasing(TODAY, ChasedBy.UNIT, date(2023, 4, 3)), "chasing.commitment_past"),
        (Chasing(date(2023, 2, 11)), "chasing.nothing_late"),
    ],
)
def test_days_that_cannot_be_are_refused(chasing: Chasing, code: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        draft(chasing)
    assert caught.value.code == code


def test_what_was_chased_before_is_counted_and_listed() -> None:
    first = draft()
    sent(first)
    second = page(draft()).document
    assert "01 văn bản đôn đốc (số 01/BCĐCCHC-TGV ngày 04/04/2023)" in (second.opening or "")
    assert table(second)[0][-1] == "Đã đôn đốc"
    assert table(second, 1)[1][1:3] == ("01/BCĐCCHC-TGV", "04/04/2023")
    assert [b.number for b in second.body if b.kind is BlockKind.APPENDIX] == ["I", "II"]


def test_a_draft_that_was_never_sent_has_chased_nobody() -> None:
    draft()
    assert "Trước đó" not in (page(draft()).document.opening or "")


def test_the_commitment_becomes_a_task_of_each_unit_when_the_letter_goes_out() -> None:
    letter = draft()
    assert not [r for r in rows(on=TODAY) if r.origin is TaskOrigin.LETTER]
    task = sent(letter)
    made = [r for r in rows(on=TODAY) if r.task_id == task]
    assert {r.unit for r in made} == {unit.unit for unit in page(letter).units}
    assert {(r.origin, str(r.origin_ref), r.original_due_on) for r in made} == {
        (TaskOrigin.LETTER, "công văn số 01/BCĐCCHC-TGV ngày 04/04/2023", date(2023, 4, 14))
    }
    assert made[0].text.startswith(COMMITMENT)


def test_a_letter_without_demand_makes_no_task() -> None:
    before = len(rows(on=TODAY))
    assert sent(draft(Chasing(TODAY))) is None
    assert len(rows(on=TODAY)) == before


def test_a_commitment_due_before_the_letter_keeps_it_from_its_number() -> None:
    letter = correspondence.draft_letter(
        OFFICE,
        document=page(draft()).document,
        purpose=LetterPurpose.CHASING,
        subject_refs=(SubjectRef("assignment", "1"),),
        units=("STP",),
        demand=Demand(COMMITMENT, date(2023, 4, 3)),
        profile="bcd",
        now=NOW,
    )
    with pytest.raises(InvalidInput) as caught:
        correspondence.number_letter(OFFICE, letter_id=letter, version=1, issued_on=TODAY, now=NOW)
    assert caught.value.code == "letter.demand_past"


def test_number_and_day_are_written_under_the_annex_too() -> None:
    letter = draft()
    sent(letter)
    (attached,) = [b.text for b in page(letter).document.body if b.text.startswith("(Kèm theo")]
    assert attached == ("(Kèm theo Công văn số 01/BCĐCCHC-TGV ngày 04 tháng 4 năm 2023 của Ban Chỉ đạo CCHC tỉnh)")


@pytest.mark.parametrize("group_by", list(ChasedBy))
def test_every_grouping_lists_every_task_once(group_by: ChasedBy) -> None:
    tasks = queries.chased_tasks(OFFICE, on=TODAY, filters=TaskFilters())
    listed = table(chasing_document(COMMITTEE, tasks, Chasing(TODAY, group_by)))
    numbers = [cells[0] for cells in listed if cells[0].isdigit()]
    assert numbers == [str(n) for n in range(1, len(tasks) + 1)]
    assert {len(cells) for cells in listed} == {len(listed[0])}


def test_one_task_late_at_many_units_is_grouped_by_task() -> None:
    (task, *_more) = queries.chased_tasks(OFFICE, on=TODAY, filters=TaskFilters())
    assert usual_grouping([task] * 3) is ChasedBy.TASK
    assert usual_grouping([task]) is ChasedBy.UNIT


def test_only_those_who_draft_letters_chase() -> None:
    for actor in (LEADER, JUSTICE, STRANGER):
        with pytest.raises(NotAllowed):
            services.draft_chasing_letter(actor, office="bcd", chasing=CHASING, filters=TaskFilters(), now=NOW)
    assert letters.offices()


def test_the_follow_up_register_says_how_far_each_document_is() -> None:
    (line,) = queries.follow_up_register(OFFICE, on=TODAY, filters=RegisterFilters(year=2023)).items
    assert line.incoming.number == 1
    assert line.counts.overdue > 0
    assert "Sở Tư pháp" in line.units
    with pytest.raises(NotAllowed):
        queries.follow_up_register(JUSTICE, on=TODAY, filters=RegisterFilters(year=2023))
