"""Two programs at the same moment: one wins, the other gets 409 with what, why and what to do."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from functools import partial
from threading import Barrier, BrokenBarrierError
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection

from api.conftest import Answer, Program
from caicach.notifications.models import Message
from factories.correspondence import TEXT

pytestmark = pytest.mark.django_db(transaction=True)
Programs = dict[str, Program]
UNITS = {"justice": "STP", "health": "SYT"}


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


@contextmanager
def met_before(statement: str) -> Iterator[Callable[[Callable[[], Answer]], Answer]]:
    """Both acts look before either writes: each waits in front of that statement until the other stands there, too.

    The embedded database has one writer: the other waits for its transaction, and the first goes on after a moment.
    """
    barrier, is_server = Barrier(2), connection.vendor == "postgresql"

    def meet(execute: Callable[..., Any], sql: str, *given: Any) -> Any:
        if sql.startswith(statement):
            with suppress(BrokenBarrierError):
                barrier.wait(timeout=20 if is_server else 0.2)
        return execute(sql, *given)

    def acted(act: Callable[[], Answer]) -> Answer:
        try:
            with connection.execute_wrapper(meet):
                return act()
        finally:
            connection.close()

    yield acted


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


def test_the_first_two_reports_of_a_day_at_once_are_both_kept_and_told_once(programs: Programs) -> None:
    """Who decides hears once a day that reports wait: both acts mean to be the one that says it."""
    office = programs["office"]
    letter = SimpleUploadedFile("cong-van.txt", TEXT.encode())
    document = office.send("/documents", file=letter, arrived_on="2023-02-14").body["id"]
    seen = {"version": office.get(f"/documents/{document}").body["version"]}
    office.post(f"/documents/{document}/confirm", seen)
    rows = office.get("/tasks", on="2023-02-15").body["items"]
    mine = {who: next(r["assignment_id"] for r in rows if r["unit"] == unit) for who, unit in UNITS.items()}
    with met_before('INSERT INTO "notifications_message"') as acted, ThreadPoolExecutor(2) as pool:
        begun = [pool.submit(acted, partial(_report_of, programs[who], mine[who])) for who in UNITS]
        answers = [one.result() for one in begun]
    assert [answer.status for answer in answers] == [201, 201], [answer.body for answer in answers]
    assert Message.objects.filter(key__startswith="plans.waiting:").count() == 1


def _report_of(program: Program, assignment: int) -> Answer:
    return program.send(f"/assignments/{assignment}/reports", text="Đang làm.", is_completed="false")


def test_two_systems_that_push_the_first_dossiers_of_a_source_at_once_are_both_answered(programs: Programs) -> None:
    def push(number: int) -> Answer:
        rows = f"Mã hồ sơ;Đơn vị;Ngày tiếp nhận;Ngày hẹn trả\nHS-{number};STP;01/03/2023 08:00;08/03/2023\n"
        return programs["office"].push("Một cửa", f"ho-so-{number}.csv", rows.encode())

    with met_before('INSERT INTO "dossiers_source"') as acted, ThreadPoolExecutor(2) as pool:
        answers = [one.result() for one in [pool.submit(acted, partial(push, number)) for number in range(2)]]
    assert [answer.status for answer in answers] == [202, 202], [answer.body for answer in answers]
