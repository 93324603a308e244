"""A letter and a plan that say the same propose the same: the same units, the same problems, the same task."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.utils import translation

from caicach.correspondence import queries as letters
from caicach.documents.deadlines.reading import read_deadline
from caicach.documents.values import AssignedTask
from caicach.drafts.domain.problems import ReviewedDraft
from caicach.kernel.audit.queries import history_of
from caicach.kernel.saying import say
from caicach.plans import queries, services
from factories.correspondence import ISSUED, ITEM_1, NOW, OFFICE, province, reading, received
from factories.planning import PLAN, html_table, imported, lines

pytestmark = pytest.mark.django_db
WORDS = "Rà soát thủ tục hành chính"
CASES = [  # lead, deadline as written, what is wrong
    ("Sở Tư pháp", "30/6/2023", set()),
    ("Sở Không Có", "30/6/2023", {"lead_unknown"}),
    ("Bộ Nội vụ", "30/6/2023", {"lead_outside"}),
    ("Sở Tư pháp", "31/12/2022", {"deadline_before_issue"}),
    ("các cơ quan, đơn vị", "30/6/2023", {"lead_likely"}),
]


def _of_letter(lead: str, words: str) -> tuple[int, ReviewedDraft[Any]]:
    task = AssignedTask(item="1", text=WORDS, lead=(lead,), deadline=read_deadline(words))
    got = received(read=replace(reading(), tasks=(task,), obligations=()))
    (one,) = letters.reviewed_proposals(OFFICE, got)
    return got, one


def _of_plan(lead: str, words: str) -> tuple[int, ReviewedDraft[Any]]:
    data = html_table((("1", WORDS, "", lead, "", words, ""),))
    plan_id = imported(replace(PLAN, issued_on=ISSUED), data)
    (one,) = lines(plan_id)
    return plan_id, one


@pytest.mark.parametrize(("lead", "words", "codes"), CASES)
def test_letter_and_plan_find_the_same_units_and_problems(lead: str, words: str, codes: set[str]) -> None:
    province()
    (_, of_letter), (_, of_plan) = _of_letter(lead, words), _of_plan(lead, words)
    assert {problem.code for problem in of_plan.problems} == codes
    assert of_letter.problems == of_plan.problems
    assert of_letter.addressing == of_plan.addressing
    with translation.override("en"):
        assert not [said for p in of_plan.problems if (said := say(p.said)) == str(p.said)]


def test_letter_and_plan_make_the_same_task() -> None:
    province()
    (got, _), (plan_id, _) = _of_letter("Sở Tư pháp", "30/6/2023"), _of_plan("Sở Tư pháp", "30/6/2023")
    directive = services.confirm_directive(OFFICE, document_id=got, version=1, now=NOW)
    made = [*directive.task_ids, *services.confirm_lines(OFFICE, plan_id=plan_id, now=NOW)]
    pages = [queries.task_page(OFFICE, task_id, on=ISSUED) for task_id in made]
    same = [
        (page.task.text, page.task.deadline_raw, page.task.area, page.task.effective_on, *_units(page))
        for page in pages
    ]
    assert same[0] == same[1]
    assert [line.action for line in history_of("task", made[0])] == ["plans.task.created"]


def _units(page: Any) -> list[tuple[str, str, date | None, str]]:
    return [(a.row.unit, a.row.role.value, a.row.due_on, str(a.reason)) for a in page.assignments]


def test_what_confirming_a_letter_would_refuse_stands_on_its_draft_before() -> None:
    province()
    got, late = _of_letter("Sở Tư pháp", "31/12/2022")
    assert late.is_blocked
    assert say(late.problems[0].said) in str(_refusal(got))
    assert ITEM_1 in letters.review_of(OFFICE, got).text


def _refusal(got: int) -> Exception:
    with pytest.raises(Exception, match=r"directive\.not_ready") as refused:
        services.confirm_directive(OFFICE, document_id=got, version=1, now=NOW)
    return refused.value
