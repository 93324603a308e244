"""What the words of a deadline set goes whole from the reading to the task; nothing behind it reads the words again."""

from datetime import date

import pytest

from caicach.correspondence import services as letters
from caicach.correspondence.domain.review import ProposalChanges
from caicach.documents.deadlines.before import deadline_of_columns
from caicach.documents.deadlines.reading import read_deadline
from caicach.documents.deadlines.values import Deadline, Duration
from caicach.kernel.vocabulary import DueUnit
from caicach.plans import queries, services
from caicach.plans.domain.lines import LineChanges
from factories.correspondence import NOW, OFFICE, proposal, province, received, review
from factories.planning import codes, html_table, imported, lines
from factories.plans import ON, open_ended, row

EVENT = "10 ngày làm việc sau khi Bộ Nội vụ công bố"


@pytest.mark.django_db
def test_a_letters_words_reach_the_task_and_what_a_person_chose_takes_their_place() -> None:
    province()
    document = received(read=open_ended(deadline_raw=EVENT))
    assert proposal(document, "2").deadline == read_deadline(EVENT)
    first = proposal(document, "1")
    chosen = ProposalChanges(deadline_raw="trong hai tuần", due_days=2, due_unit=DueUnit.WEEKS)
    letters.edit_proposal(OFFICE, document_id=document, version=1, proposal_id=first.id, changes=chosen, now=NOW)
    services.confirm_directive(OFFICE, document_id=document, version=review(document).version, now=NOW)
    page = queries.task_page(OFFICE, row("STP", "2").task_id, on=ON, period=None)
    assert page.task.deadline == read_deadline(EVENT)
    given = queries.task_page(OFFICE, row("STP", "1").task_id, on=ON, period=None)
    assert given.task.deadline == Deadline("trong hai tuần", duration=Duration(2, DueUnit.WEEKS))
    assert row("STP", "1").due_on == date(2023, 2, 24)  # two weeks from 10/02/2023


@pytest.mark.django_db
def test_a_rows_words_are_a_problem_until_a_person_chooses_a_day() -> None:
    province()
    words = (
        "45000",
        "sau khi Luật có hiệu lực",
        "trong 30 ngày kể từ ngày ban hành Kế hoạch này",
        "theo kế hoạch riêng",
    )
    data = html_table(tuple((str(at), f"Việc {at}", "", "Sở Y tế", "", one, "") for at, one in enumerate(words, 1)))
    plan_id = imported(data=data)
    found = [one.draft for one in lines(plan_id)]
    assert [codes(one) for one in lines(plan_id)] == [{"deadline_serial"}, set(), set(), {"deadline_elsewhere"}]
    assert [one.deadline.words for one in found if one.deadline] == list(words)
    assert (found[2].due_days, found[2].due_unit) == (30, DueUnit.CALENDAR_DAYS)
    services.edit_line(
        OFFICE,
        plan_id=plan_id,
        line_id=found[3].id,
        version=found[3].version,
        changes=LineChanges(deadline_on=date(2023, 6, 30)),
        now=NOW,
    )
    changed = lines(plan_id)[3]
    assert (changed.draft.deadline, codes(changed)) == (Deadline("theo kế hoạch riêng", (date(2023, 6, 30),)), set())


def test_columns_kept_before_keep_their_day_and_recurrence() -> None:
    on = date(2023, 3, 15)
    assert deadline_of_columns("trước 15/3", on, None) == {"words": "trước 15/3", "days": ["2023-03-15"]}
    assert deadline_of_columns(None, None, "hằng quý") == {"words": "", "recurrence": "quarterly"}
    assert deadline_of_columns(None, None, None) is None
    assert deadline_of_columns("theo kế hoạch riêng", None, None)["doubts"][0]["kind"] == "elsewhere"
