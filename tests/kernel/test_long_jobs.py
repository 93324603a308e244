"""A long job says how far it is, keeps its claim while it works, stops when asked, and goes on after a death."""

import contextlib
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from time import monotonic, sleep

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from caicach.kernel.access import SYSTEM, Actor, Role
from caicach.kernel.audit import services as audit
from caicach.kernel.audit.models import AuditLine
from caicach.kernel.errors import Conflict, NotFound
from caicach.kernel.jobs import queries, services
from caicach.kernel.jobs.domain import JobState, Payload, Progress
from caicach.kernel.jobs.models import Job
from caicach.kernel.jobs.registry import REGISTRY, Registry
from caicach.kernel.jobs.runs import Run
from caicach.kernel.jobs.services import NewJob
from caicach.kernel.said import tell

pytestmark = pytest.mark.django_db

NOW = datetime(2023, 2, 20, 1, 0, tzinfo=UTC)
OPERATOR = Actor(1, "Quản trị viên", frozenset({Role.ADMIN}))
OWNER = Actor(2, "Chuyên viên cơ quan thường trực", frozenset({Role.STANDING_OFFICE}))
STRANGER = Actor(3, "Chuyên viên Sở Tư pháp", frozenset({Role.FOCAL_POINT}))


class Killed(BaseException):
    """What kill -9 looks like from inside: nothing is caught, nothing is given back."""


Each = Callable[[int, Run], None]


def counting(upto: int, each: Each = lambda _number, _run: None) -> Registry:
    """A kind of job that leaves a mark for every number, one slice each."""

    def handler(_payload: Payload, now: datetime, run: Run) -> None:
        run.expect(upto)
        for number in range(int(run.checkpoint.get("next") or 0), upto):
            run.check()
            with transaction.atomic():
                audit.record(SYSTEM, "tests.slice.done", subject=("slice", number), now=now)
                each(number, run)
                run.advance(checkpoint={"next": number + 1})

    made = Registry()
    made.long_job("tests.count", title="Việc dài", max_attempts=50)(handler)
    return made


def put(registry: Registry, asked_by: int | None = None) -> None:
    services.enqueue_all([NewJob("tests.count", "a", {}, asked_by=asked_by)], now=NOW, registry=registry)


def progress() -> Progress:
    (row,) = (row for row in queries.jobs(SYSTEM).items if row.key == "a")
    return row.progress


def slices() -> list[str]:
    return sorted(AuditLine.objects.filter(subject_kind="slice").values_list("subject_id", flat=True), key=int)


def test_a_long_job_counts_what_it_did() -> None:
    registry = counting(4)
    put(registry)
    services.run_next(now=NOW, registry=registry)
    told = progress()
    assert (told.state, told.done, told.total, told.percent, told.since) == (JobState.DONE, 4, 4, 100, NOW)


def test_what_failed_is_counted_and_the_first_hundred_are_kept() -> None:
    def handler(_payload: Payload, _now: datetime, run: Run) -> None:
        for number in range(120):
            run.advance(failure=tell("dòng {number}: thiếu tên", number=str(number)))

    registry = Registry()
    registry.long_job("tests.count", title="Việc dài")(handler)
    put(registry)
    services.run_next(now=NOW, registry=registry)
    told = progress()
    assert (told.done, told.failed, len(told.failures), str(told.failures[0])) == (120, 120, 100, "dòng 0: thiếu tên")
    assert told.percent is None


@settings(
    deadline=None, max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(deaths=st.lists(st.integers(0, 7), max_size=6), errors=st.lists(st.integers(0, 7), max_size=3))
def test_wherever_it_dies_it_goes_on_behind_the_last_slice(deaths: list[int], errors: list[int]) -> None:
    Job.objects.all().delete()
    before, dying, failing = len(slices()), list(deaths), list(errors)

    def fragile(number: int, _run: Run) -> None:
        if number in dying:
            dying.remove(number)
            raise Killed
        if number in failing:
            failing.remove(number)
            raise OSError("mất mạng")

    registry, now = counting(8, fragile), NOW
    put(registry)
    for _ in range(40):
        with contextlib.suppress(Killed):
            services.run_next(now=now, registry=registry)
        now += timedelta(hours=7)
    assert (progress().state, progress().done) == (JobState.DONE, 8)
    assert len(slices()) - before == 8


def test_deaths_at_a_file_are_counted_and_a_worker_that_is_told_to_stop_is_none() -> None:
    ends: list[BaseException] = [Killed(), SystemExit(0), Killed()]
    found: list[int] = []

    def handler(_payload: Payload, _now: datetime, run: Run) -> None:
        found.append(run.deaths)
        with run.at_risk():
            if ends:
                raise ends.pop(0)

    registry, now = Registry(), NOW
    registry.long_job("tests.count", title="Việc dài")(handler)
    put(registry)
    while len(found) < 4:
        with contextlib.suppress(Killed, SystemExit):
            services.run_next(now=now, registry=registry)
        now += timedelta(hours=1)
    assert found == [0, 1, 1, 2]


def test_it_stops_behind_its_slice_when_asked_and_goes_on_when_taken_up() -> None:
    registry = counting(5, lambda number, _run: stop() if number == 1 else None)

    def stop() -> None:
        Job.objects.update(is_stop_asked=True)

    put(registry)
    services.run_next(now=NOW, registry=registry)
    assert (progress().state, progress().done, slices()) == (JobState.STOPPED, 2, ["0", "1"])
    services.try_again(OPERATOR, job_id=Job.objects.get().pk, now=NOW)
    registry = counting(5)
    services.run_next(now=NOW, registry=registry)
    assert (progress().state, progress().done, slices()) == (JobState.DONE, 5, ["0", "1", "2", "3", "4"])


def test_only_who_asked_and_the_operator_stop_a_job() -> None:
    registry = counting(3)
    put(registry, asked_by=OWNER.user_id)
    with pytest.raises(NotFound):
        services.ask_to_stop(STRANGER, key="a", now=NOW)
    services.ask_to_stop(OWNER, key="a", now=NOW)
    assert progress().state is JobState.STOPPED
    with pytest.raises(Conflict):
        services.ask_to_stop(OPERATOR, key="a", now=NOW)
    assert services.run_next(now=NOW, registry=registry) is None


def test_a_short_job_that_runs_is_not_stopped_in_its_middle() -> None:
    kind = next(name for name in REGISTRY.kinds() if not REGISTRY.kind(name).is_long)
    services.enqueue(kind=kind, key="short", payload={}, now=NOW)
    Job.objects.filter(key="short").update(state="running", claim="x", claimed_until=NOW + timedelta(minutes=10))
    with pytest.raises(Conflict):
        services.ask_to_stop(OPERATOR, key="short", now=NOW)


def test_a_run_whose_claim_was_lost_keeps_nothing_of_its_slice() -> None:
    taken: list[int] = []

    def take_over(number: int, _run: Run) -> None:
        if number == 1 and not taken:
            taken.append(number)
            Job.objects.update(claim="another")

    registry = counting(3, take_over)
    put(registry)
    services.run_next(now=NOW, registry=registry)
    assert (slices(), progress().done) == (["0"], 1)


@pytest.mark.django_db(transaction=True)
def test_a_job_longer_than_its_lease_keeps_its_claim() -> None:
    registry, seen = Registry(), []

    def slow(_payload: Payload, _now: datetime, run: Run) -> None:
        until = monotonic() + 10
        first = Job.objects.get().claimed_until
        while monotonic() < until and Job.objects.get().claimed_until == first:
            sleep(0.02)
        later = Job.objects.get().claimed_until
        assert first is not None
        assert later is not None
        seen.append(later > first)
        run.advance()

    registry.long_job("tests.count", title="Việc dài", lease=timedelta(seconds=0.6))(slow)
    put(registry)
    services.run_next(now=NOW, registry=registry)
    assert (seen, progress().state) == ([True], JobState.DONE)
