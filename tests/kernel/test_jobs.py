"""A job is done once, whoever dies in the middle; what fails is tried again and then said."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, time, timedelta
from threading import Barrier

import pytest
from django.db import IntegrityError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from caicach.kernel.access import SYSTEM, Actor, Role
from caicach.kernel.audit import services as audit
from caicach.kernel.audit.models import AuditLine
from caicach.kernel.calendar import load_calendar
from caicach.kernel.errors import Conflict, NotAllowed
from caicach.kernel.jobs import queries, services
from caicach.kernel.jobs.domain import JobState, Payload, Retry
from caicach.kernel.jobs.jobs import tidy
from caicach.kernel.jobs.models import Job, ScheduleMark
from caicach.kernel.jobs.registry import JobDefect, Registry
from caicach.kernel.jobs.services import NewJob
from caicach.kernel.said import plain

NOW = datetime(2023, 2, 20, 1, 0, tzinfo=UTC)
OPERATOR = Actor(1, "Quản trị viên", frozenset({Role.ADMIN}))
COLLEAGUE = Actor(2, "Chuyên viên cơ quan thường trực", frozenset({Role.STANDING_OFFICE}))
STRANGER = Actor(3, "Chuyên viên Sở Tư pháp", frozenset({Role.FOCAL_POINT}))
CALENDAR = load_calendar()


class Killed(BaseException):
    """What kill -9 looks like from inside: nothing is caught, nothing is given back."""


def leave_mark(payload: Payload, now: datetime) -> None:
    audit.record(SYSTEM, "tests.effect.done", subject=("effect", payload["name"]), now=now)


def marks(name: str) -> int:
    return AuditLine.objects.filter(subject_kind="effect", subject_id=name).count()


def registry_of(handler: Callable[[Payload, datetime], None] = leave_mark, **options: object) -> Registry:
    made = Registry()
    made.job("tests.effect", title="Việc thử", **options)(handler)  # type: ignore[arg-type]
    return made


def put(registry: Registry, *names: str, now: datetime = NOW) -> None:
    services.enqueue_all([NewJob("tests.effect", name, {"name": name}) for name in names], now=now, registry=registry)


def the_job(name: str) -> Job:
    return Job.objects.get(key=name)


@pytest.mark.django_db
def test_a_job_asked_for_twice_is_done_once() -> None:
    registry = registry_of()
    put(registry, "a")
    put(registry, "a", "b")
    while services.run_next(now=NOW, registry=registry):
        pass
    assert (marks("a"), marks("b")) == (1, 1)
    assert {job.state for job in Job.objects.all()} == {JobState.DONE.value}


@pytest.mark.django_db
def test_a_job_waits_for_its_time_and_the_oldest_comes_first() -> None:
    registry = registry_of()
    later = NewJob("tests.effect", "later", {"name": "later"}, run_at=NOW + timedelta(hours=1))
    services.enqueue_all([later], now=NOW, registry=registry)
    put(registry, "soon")
    assert services.run_next(now=NOW, registry=registry) == the_job("soon").pk
    assert services.run_next(now=NOW, registry=registry) is None
    assert services.run_next(now=NOW + timedelta(hours=1), registry=registry) == the_job("later").pk


@pytest.mark.django_db
def test_what_fails_is_tried_again_later_and_leaves_nothing_half_done() -> None:
    def fail(payload: Payload, now: datetime) -> None:
        leave_mark(payload, now)
        raise ValueError("máy chủ không trả lời")

    registry = registry_of(fail)
    put(registry, "a")
    services.run_next(now=NOW, registry=registry)
    job = the_job("a")
    assert (job.state, job.attempts, job.run_at) == ("waiting", 1, NOW + timedelta(minutes=1))
    assert str(job.last_error) == "ValueError: máy chủ không trả lời"
    assert marks("a") == 0


@pytest.mark.django_db
def test_the_waits_grow_and_after_the_last_attempt_a_job_is_given_up() -> None:
    def fail(_payload: Payload, _now: datetime) -> None:
        raise Retry(plain("đường truyền đứt"))

    registry, now, waits = registry_of(fail, max_attempts=4), NOW, []
    put(registry, "a")
    while services.run_next(now=now, registry=registry):
        waits.append((the_job("a").run_at - now) // timedelta(minutes=1))
        now = max(now, the_job("a").run_at)
    assert waits[:3] == [1, 5, 15]
    job = the_job("a")
    assert (job.state, job.attempts, str(job.last_error)) == ("dead", 4, "đường truyền đứt")


@pytest.mark.django_db
def test_a_job_given_up_is_tried_again_by_the_operator_alone() -> None:
    registry = registry_of(max_attempts=1)
    put(registry, "a")
    Job.objects.update(state="dead", finished_at=NOW, attempts=1, last_error="x")
    for somebody in (COLLEAGUE, STRANGER):
        with pytest.raises(NotAllowed):
            services.try_again(somebody, job_id=the_job("a").pk, now=NOW)
        with pytest.raises(NotAllowed):
            queries.jobs(somebody)
    assert queries.job_counts(OPERATOR).dead == 1
    assert [str(row.last_error) for row in queries.jobs(OPERATOR, state=JobState.DEAD).items] == ["x"]
    services.try_again(OPERATOR, job_id=the_job("a").pk, now=NOW)
    services.run_next(now=NOW, registry=registry)
    assert (the_job("a").state, marks("a")) == ("done", 1)
    with pytest.raises(Conflict):
        services.try_again(OPERATOR, job_id=the_job("a").pk, now=NOW)


@pytest.mark.django_db
def test_a_worker_that_is_told_to_stop_gives_its_job_back_with_the_attempt() -> None:
    def stopped(_payload: Payload, _now: datetime) -> None:
        raise SystemExit(0)

    registry = registry_of(stopped)
    put(registry, "a")
    with pytest.raises(SystemExit):
        services.run_next(now=NOW, registry=registry)
    job = the_job("a")
    assert (job.state, job.attempts, job.claim) == ("waiting", 0, "")


@pytest.mark.django_db
def test_a_job_that_kills_every_worker_is_given_up() -> None:
    def killed(_payload: Payload, _now: datetime) -> None:
        raise Killed

    registry, now = registry_of(killed, max_attempts=3), NOW
    put(registry, "a")
    for _ in range(3):
        with pytest.raises(Killed):
            services.run_next(now=now, registry=registry)
        assert services.run_next(now=now, registry=registry) is None, "the claim still holds"
        now += timedelta(minutes=11)
    assert services.run_next(now=now, registry=registry) is None
    job = the_job("a")
    assert (job.state, job.attempts) == ("dead", 3)
    assert "dừng giữa chừng" in str(job.last_error)


@pytest.mark.django_db
def test_a_worker_that_wakes_after_its_claim_expired_undoes_its_work() -> None:
    registry, slept = Registry(), []

    def slow(payload: Payload, now: datetime) -> None:
        leave_mark(payload, now)
        if not slept:
            slept.append(True)
            services.run_next(now=NOW + timedelta(minutes=11), registry=registry)  # another worker, meanwhile

    registry.job("tests.effect", title="Việc chậm", is_atomic=False)(slow)
    put(registry, "a")
    services.run_next(now=NOW, registry=registry)
    job = the_job("a")
    assert (job.state, job.attempts, job.finished_at) == ("done", 2, NOW + timedelta(minutes=11))


@pytest.mark.django_db
@settings(
    deadline=None, max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(
    crashes=st.lists(st.tuples(st.sampled_from("abcde"), st.sampled_from(["before", "after", "error"])), max_size=12)
)
def test_wherever_workers_die_every_effect_happens_once(crashes: list[tuple[str, str]]) -> None:
    Job.objects.all().delete()
    base, left = AuditLine.objects.count(), list(crashes)

    def fragile(payload: Payload, now: datetime) -> None:
        coming = next((crash for crash in left if crash[0] == payload["name"]), None)
        if coming:
            left.remove(coming)
        if coming and coming[1] == "before":
            raise Killed
        leave_mark(payload, now)
        if coming:
            raise Killed if coming[1] == "after" else OSError("mất mạng")

    registry, now = registry_of(fragile, max_attempts=20), NOW
    put(registry, *"abcde")
    for _ in range(200):
        try:
            ran = services.run_next(now=now, registry=registry)
        except Killed:
            ran = None
        now += timedelta(minutes=0 if ran else 30)
        if not Job.objects.exclude(state="done").exists():
            break
    assert set(Job.objects.values_list("state", flat=True)) == {"done"}
    assert AuditLine.objects.count() - base == 5


def at_once(*acts: Callable[[], object]) -> list[object]:
    barrier = Barrier(len(acts))

    def run(act: Callable[[], object]) -> object:
        try:
            barrier.wait(timeout=20)
            return act()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


@pytest.mark.django_db(transaction=True)
def test_of_several_workers_each_job_is_run_by_one() -> None:
    registry = registry_of()
    put(registry, *map(str, range(40)))

    def work() -> int:
        done = 0
        while services.run_next(now=NOW, registry=registry):
            done += 1
        return done

    done = at_once(work, work, work)
    assert sum(done) == 40  # type: ignore[arg-type]
    assert [marks(str(number)) for number in range(40)] == [1] * 40


def scheduled(at: time = time(7), working_days_only: bool = True) -> Registry:
    made = registry_of()
    made.daily("tests.morning", kind="tests.effect", at=at, working_days_only=working_days_only)
    return made


def morning(day: int, hour: int = 0, minute: int = 5) -> datetime:
    """A moment of February 2023; 00:05 UTC is 07:05 in the province."""
    return datetime(2023, 2, day, hour, minute, tzinfo=UTC)


@pytest.mark.django_db
def test_a_schedule_makes_one_job_a_working_day() -> None:
    registry = scheduled()
    made = [services.tick(now=morning(day), calendar=CALENDAR, registry=registry) for day in (17, 18, 19, 20, 20)]
    assert made == [("tests.morning:2023-02-17",), (), (), ("tests.morning:2023-02-20",), ()]
    assert [job.payload for job in Job.objects.order_by("id")] == [{"on": "2023-02-17"}, {"on": "2023-02-20"}]


@pytest.mark.django_db
def test_a_schedule_does_not_run_before_its_hour() -> None:
    registry = scheduled()
    services.tick(now=morning(17), calendar=CALENDAR, registry=registry)
    assert services.tick(now=datetime(2023, 2, 19, 23, 59, tzinfo=UTC), calendar=CALENDAR, registry=registry) == ()
    assert services.tick(now=morning(20, minute=0), calendar=CALENDAR, registry=registry) != ()


@pytest.mark.django_db
def test_days_missed_while_the_program_stood_still_are_caught_up_once() -> None:
    registry = scheduled()
    services.tick(now=morning(13), calendar=CALENDAR, registry=registry)
    assert services.tick(now=morning(20), calendar=CALENDAR, registry=registry) == ("tests.morning:2023-02-20",)
    assert Job.objects.count() == 2


@pytest.mark.django_db
def test_where_no_calendar_is_published_every_day_counts() -> None:
    registry = scheduled()
    saturday = datetime(2099, 2, 7, 1, 0, tzinfo=UTC)
    assert services.tick(now=saturday, calendar=CALENDAR, registry=registry) == ("tests.morning:2099-02-07",)


@pytest.mark.django_db(transaction=True)
def test_two_schedulers_at_once_make_one_job() -> None:
    registry = scheduled()
    for day in (16, 17):  # the mark is made the first time, and moved the second
        made = at_once(*[lambda: services.tick(now=morning(day), calendar=CALENDAR, registry=registry)] * 3)  # noqa: B023
        assert sorted(map(len, made)) == [0, 0, 1]  # type: ignore[arg-type]
    assert Job.objects.count() == 2


@pytest.mark.django_db
def test_jobs_done_long_ago_are_forgotten_and_those_given_up_are_not() -> None:
    registry = registry_of()
    put(registry, "old", "dead", "new")
    Job.objects.filter(key="old").update(state="done", finished_at=NOW - timedelta(days=61))
    Job.objects.filter(key="dead").update(state="dead", finished_at=NOW - timedelta(days=300))
    assert services.tidy(now=NOW) == 1
    assert set(Job.objects.values_list("key", flat=True)) == {"dead", "new"}


@pytest.mark.django_db
def test_the_nightly_tidying_tells_the_embedded_database_its_sizes() -> None:
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL keeps its statistics by itself")
    put(registry_of(), "one", "two")
    tidy({}, NOW)
    with connection.cursor() as cursor:
        cursor.execute("SELECT stat FROM sqlite_stat1 WHERE tbl = %s", [Job._meta.db_table])
        assert {row[0].split()[0] for row in cursor.fetchall()} == {"2"}


def test_a_kind_is_declared_once_with_a_name_and_a_title() -> None:
    registry = registry_of()
    with pytest.raises(JobDefect):
        registry.job("tests.effect", title="Việc thử")(leave_mark)
    with pytest.raises(JobDefect):
        registry.job("effect", title="Việc thử")
    with pytest.raises(JobDefect):
        registry.daily("tests.never", kind="tests.unknown", at=time(7))


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("changes", "constraint"),
    [
        ({"key": "a"}, "jobs_job_key_once"),
        ({"state": "running"}, "jobs_job_running_is_claimed"),
        ({"claim": "x"}, "jobs_job_running_is_claimed"),
        ({"state": "done"}, "jobs_job_finished_has_time"),
    ],
)
def test_the_database_holds_what_a_job_is(changes: dict[str, object], constraint: str) -> None:
    plain: dict[str, object] = {"kind": "tests.effect", "state": "waiting", "run_at": NOW, "created_at": NOW}
    Job.objects.create(**plain, key="a")
    with pytest.raises(IntegrityError, match=f"{constraint}|jobs_job.key"), transaction.atomic():
        Job.objects.create(**{**plain, "key": "b", **changes})


@pytest.mark.django_db
def test_a_schedule_has_one_mark() -> None:
    ScheduleMark.objects.create(name="a", last_on=NOW.date())
    with pytest.raises(IntegrityError, match=r"jobs_schedule_name_once|jobs_schedulemark\.name"), transaction.atomic():
        ScheduleMark.objects.create(name="a", last_on=NOW.date())
