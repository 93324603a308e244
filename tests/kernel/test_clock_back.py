"""A clock that is moved back an hour: nothing is lost, nothing is done twice, the dead are not taken for living."""

from datetime import UTC, datetime, time, timedelta

import pytest
from django.utils import timezone

from caicach.kernel.access import SYSTEM
from caicach.kernel.audit import queries as trail
from caicach.kernel.audit import services as audit
from caicach.kernel.audit.verifying import verify
from caicach.kernel.calendar import load_calendar
from caicach.kernel.jobs import services as jobs
from caicach.kernel.jobs import workers
from caicach.kernel.jobs.domain import Payload
from caicach.kernel.jobs.models import Job, Worker
from caicach.kernel.jobs.registry import Registry
from caicach.kernel.jobs.services import NewJob

pytestmark = pytest.mark.django_db

BEFORE = datetime(2023, 2, 20, 3, 0, tzinfo=UTC)
BACK = BEFORE - timedelta(hours=1)


@pytest.mark.django_db(transaction=True)
def test_the_trail_keeps_the_order_of_what_happened_and_verifies() -> None:
    for at in (BEFORE, BACK):
        audit.record(SYSTEM, "tests.clock.told", subject=("clock", 1), now=at)
    assert [line.at for line in trail.history_of("clock", 1)] == [BEFORE, BACK]
    assert list(verify()) == []


@pytest.mark.django_db(transaction=True)
def test_a_schedule_of_the_day_is_not_made_again_and_its_job_is_done_once() -> None:
    done: list[Payload] = []
    registry = Registry()
    registry.job("tests.daily", title="Việc thử")(lambda payload, _now: done.append(payload))
    registry.daily("tests.daily", kind="tests.daily", at=time(9), working_days_only=False)
    calendar = load_calendar()
    for now in (BEFORE, BACK, BEFORE):
        jobs.tick(now=now, calendar=calendar, registry=registry)
        while jobs.run_next(now=now, registry=registry) is not None:
            pass
    assert len(done) == 1


@pytest.mark.django_db(transaction=True)
def test_a_job_asked_for_before_is_kept_and_done_when_its_time_has_come_again() -> None:
    registry = Registry()
    registry.job("tests.effect", title="Việc thử")(lambda _payload, _now: None)
    jobs.enqueue_all([NewJob("tests.effect", "a", {})], now=BEFORE, registry=registry)
    assert jobs.run_next(now=BACK, registry=registry) is None
    assert jobs.run_next(now=BEFORE, registry=registry) == Job.objects.get().pk


def test_a_worker_that_died_before_is_not_living_for_another_hour() -> None:
    Worker.objects.create(name="may:1", started_at=BEFORE, seen_at=BEFORE)
    assert workers.living(now=BACK) == ()
    assert len(workers.living(now=BEFORE)) == 1


@pytest.mark.django_db(transaction=True)
def test_a_worker_that_lives_shows_itself_again() -> None:
    with workers.beating():
        Worker.objects.update(seen_at=timezone.now() + timedelta(hours=1))
        assert workers.living(now=timezone.now()) == ()
        workers._write_beat(Worker.objects.get().name)  # its next beat
        assert len(workers.living(now=timezone.now())) == 1
