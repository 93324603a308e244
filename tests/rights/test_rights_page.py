"""The page of rights tells what the table of answers holds; `CAICACH_WRITE_MATRIX=1` writes it from there."""

import os
from pathlib import Path
from typing import Final

import pytest

from rights.matrix import PEOPLE, Answer, kept

pytestmark = pytest.mark.slow  # every route is imported

PAGE: Final = Path(__file__).parents[2] / "docs" / "operations" / "rights.md"
BEGIN, END = "<!-- from tests/rights/matrix.txt -->\n", "<!-- end -->\n"
TOLD: Final = (
    ("a task and its evidence", "web:task GET"),
    ("report on it, ask for more time", "web:report POST"),
    ("accept or return a report", "web:decide POST"),
    ("move a deadline, pause work", "web:extend POST"),
    ("cancel a task, set its target, let it repeat", "web:cancel_task POST"),
    ("a letter received, under review", "web:review GET"),
    ("correct it, choose its units", "web:correct_value POST"),
    ("confirm it", "web:confirm POST"),
    ("a letter received that gave them work", "web:document GET"),
    ("a unit's plan in force", "web:plan GET"),
    ("change its head, objectives, rows", "web:edit_plan POST"),
    ("change or take out a task of the unit's own", "web:edit_plan_task POST"),
    ("change or take out a task that binds another unit too", "web:edit_plan_task (shared) POST"),
    ("change the province's plan", "web:edit_plan (above) POST"),
    ("the draft of a letter to be sent", "web:letter GET"),
    ("a letter sent, by its addressees", "web:letter (sent) GET"),
    ("number and dispatch letters", "web:number_letter POST"),
    ("registers of letters", "web:outgoing_register GET"),
    ("the boards of office and leaders", "web:board GET"),
    ("a unit's progress report", "web:report_made GET"),
    ("a scoring year that runs", "web:index_year GET"),
    ("a unit's sheet and evidence", "web:index_sheet GET"),
    ("score it", "web:index_self_score POST"),
    ("its findings and gap", "web:index_gap GET"),
    ("a published year: result, ranking, findings, replay", "web:index_result (published) GET"),
    ("a unit's sheet, gap and what-if of a published year", "web:index_sheet (published) GET"),
    ("an inspection of a unit, concluded: result, minutes, photos", "web:inspection GET"),
    ("one planned or at the place", "web:inspection (at the place) GET"),
    ("write at the place, make its minutes", "web:inspection_minutes POST"),
    ("conclude it, call it off", "web:conclude_inspection POST"),
    ("a finding: make its remedy a task", "web:inspection_finding POST"),
    ("the programme of inspections", "web:inspection_programme GET"),
    ("the register of procedures", "web:procedure GET"),
    ("bring a file to the register, confirm it", "web:procedure_import POST"),
    ("say who must publish a procedure", "web:procedure POST"),
    ("what an audit found on a unit's portal", "web:portal_finding GET"),
    ("make it a task", "web:portal_finding POST"),
    ("have a portal audited", "web:start_audit POST"),
    ("what a procedure costs people", "web:procedure_cost GET"),
    ("write it, with its parameters", "web:procedure_cost POST"),
    ("feedback routed to a unit", "web:one_feedback GET"),
    ("answer it", "web:one_feedback POST"),
    ("a legal document that has to be issued, a rule on business", "web:legal_document GET"),
    ("report on it, bring its text", "web:legal_document POST"),
    ("require one, write a rule, take in a list", "web:new_legal_document POST"),
    ("boards and lists of dossiers, over what the person may see", "web:dossiers GET"),
    ("a dossier of a unit", "web:dossier GET"),
    ("make its late ones a task", "web:dossier_task POST"),
    ("take in exports of dossiers, set their limits", "web:dossier_imports GET"),
    ("a survey: forms, field, answers, results", "web:survey GET"),
    ("run one, answer a request about personal data", "web:new_survey GET"),
    ("a unit's periodic report", "web:periodic_report GET"),
    ("the units of a period, the joined report", "web:periodic_edition GET"),
    ("accept or return a periodic report that the province asked for", "web:periodic_decide POST"),
    ("ask subordinate units for theirs, decide on these, add them", "web:periodic_ask_below POST"),
    ("a message, calendar link or job of one person", "web:message GET"),
    ("a session or token of one person, to end it", "web:end_own_visit POST"),
    ("the state of the reform on one page", "web:reform_state GET"),
    ("publish figures, correct an edition; the staff pages of publishing", "web:publications GET"),
    ("remarks and questions on a task of a unit", "web:discussion POST"),
    ("the trail", "web:trail GET"),
    ("the queue", "web:queue GET"),
    ("accounts and roles", "web:account_list GET"),
)
MARKS: Final = {Answer.YES: "yes", Answer.FORM: "yes", Answer.NO: "–", Answer.NONE: ""}


def table() -> str:
    answers = kept()
    head = f"| what | {' | '.join(PEOPLE)} |\n|---|{'---|' * len(PEOPLE)}\n"
    rows = [f"| {words} | {' | '.join(MARKS[answers[row][p]] for p in PEOPLE)} |" for words, row in TOLD]
    return head + "\n".join(rows) + "\n"


def test_the_page_of_rights_says_what_routes_answer() -> None:
    text = PAGE.read_text(encoding="utf-8")
    head, _, rest = text.partition(BEGIN)
    told, _, tail = rest.partition(END)
    if os.environ.get("CAICACH_WRITE_MATRIX"):
        PAGE.write_text(head + BEGIN + table() + END + tail, encoding="utf-8")
        return
    assert told == table()


def test_a_published_year_is_open_to_everybody_who_signs_in_but_not_the_sheets_of_units() -> None:
    answers = kept()
    for name in ("year", "result", "as_is", "ranking", "replay", "findings"):
        assert set(answers[f"web:index_{name} (published) GET"].values()) == {Answer.YES}, name
    for name in ("sheet", "gap", "what_if", "compare", "remedies"):
        for person in ("shares", "other", "admin", "roleless"):
            assert answers[f"web:index_{name} (published) GET"][person] is Answer.NONE, (name, person)
