"""Two programs at the same moment: one wins, the other gets 409 with what, why and what to do."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection

from api.conftest import Answer, Program
from factories.correspondence import TEXT

pytestmark = pytest.mark.django_db(transaction=True)
Programs = dict[str, Program]


def at_once(act: Callable[[], Answer]) -> list[Answer]:
    """The same call from two threads with connections of their own; the winner first."""
    barrier = Barrier(2)

    def run(_number: int) -> Answer:
        try:
            barrier.wait(timeout=20)
            return act()
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        return sorted(pool.map(run, range(2)), key=lambda answer: answer.status)


def assert_one_wins(answers: list[Answer], won: int, *codes: str) -> None:
    winner, loser = answers
    assert (winner.status, loser.status) == (won, 409), [answer.body for answer in answers]
    assert loser.body["code"] in codes
    assert all(loser.body[key] for key in ("what", "why", "todo"))


def test_confirming_reporting_and_accepting_at_once(programs: Programs) -> None:
    office, justice = programs["office"], programs["justice"]
    letter = SimpleUploadedFile("cong-van.txt", TEXT.encode())
    document = office.send("/documents", file=letter, arrived_on="2023-02-14").body["id"]
    seen = {"version": office.get(f"/documents/{document}").body["version"]}
    assert_one_wins(
        at_once(lambda: office.post(f"/documents/{document}/confirm", seen)),
        200,
        "document.changed",
        "document.already_confirmed",
    )
    rows = office.get("/tasks", on="2023-02-15").body["items"]
    assert len(rows) == len({(row["task_id"], row["unit"]) for row in rows})
    mine = next(row["assignment_id"] for row in rows if row["item"] == "1" and row["unit"] == "STP")
    assert_one_wins(at_once(lambda: _report(justice, mine)), 201, "report.already_waiting")
    report = office.get("/board", on="2023-02-17").body["waiting"][0]["report_id"]
    accepted = at_once(lambda: office.post(f"/reports/{report}/accept", {}))
    assert_one_wins(accepted, 204, "report.already_decided", "task.already_done")


def _report(program: Program, assignment: int) -> Any:
    return program.send(
        f"/assignments/{assignment}/reports",
        text="Đã rà soát.",
        is_completed="true",
        completed_on="2023-02-16",
        files=SimpleUploadedFile("bao-cao.txt", "Báo cáo rà soát".encode()),
    )


def test_the_same_letter_handed_in_twice_at_once_is_registered_once(programs: Programs) -> None:
    def hand_in() -> Answer:
        letter = SimpleUploadedFile("cong-van.txt", TEXT.encode())
        return programs["office"].send("/documents", file=letter, arrived_on="2023-02-14")

    first, second = at_once(hand_in)
    assert (first.status, second.status) == (201, 201)
    assert first.body["id"] == second.body["id"]
    assert {first.body["is_duplicate"], second.body["is_duplicate"]} == {True, False}
