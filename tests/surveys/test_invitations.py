"""Letters of invitation: a worker that dies over one, and those that go to the units of a sample."""

import contextlib
from collections import Counter
from datetime import datetime, timedelta
from email import message_from_bytes, policy
from smtplib import SMTP

import pytest
from django.conf import LazySettings
from django.core.mail.backends.smtp import EmailBackend
from django.test import Client
from django.utils import timezone

from caicach.kernel.access import SYSTEM
from caicach.kernel.errors import InvalidInput, NotFound
from caicach.kernel.jobs import services as queue
from caicach.kernel.jobs.domain import JobState
from caicach.kernel.jobs.models import Job
from caicach.surveys.collection import queries, services
from caicach.surveys.collection.draw_file import DrawOrder
from caicach.surveys.collection.models import AnswerLink, SampleDraw, SampledUnit
from caicach.surveys.collection.services.links import INVITE_KIND
from factories import surveys as made
from factories.correspondence import OFFICE
from factories.mail_servers import MailServer, Manner, mail_server

pytestmark = pytest.mark.django_db
SITE = "http://testserver"


class Killed(BaseException):
    """What kill -9 looks like from inside: nothing is caught, nothing is given back."""


def _send_through(server: MailServer, settings: LazySettings) -> None:
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.PUBLIC_URL = "127.0.0.1", server.port, SITE
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False


def _invited(survey: int, *addresses: str, column: str = "") -> Job:
    now = timezone.now()
    words = {"label": "Thư mời", "words": "Mời ông/bà cho ý kiến.", "days": 30, "column": column}
    services.invite(OFFICE, survey_id=survey, addresses=addresses, now=now, **words)  # type: ignore[arg-type]
    return Job.objects.get(kind=INVITE_KIND)


def _run(times: int = 12) -> Job:
    """Each time after the claim of the last run is over; the list of addresses is kept for twelve hours."""
    now: datetime = timezone.now()
    for _ in range(times):
        with contextlib.suppress(Killed):
            queue.run_next(now=now)
        now += timedelta(minutes=50)
    return Job.objects.get(kind=INVITE_KIND)


def _letters(server: MailServer) -> list[tuple[str, str]]:
    """To whom, and the address of the link."""
    found = []
    for kept in server.kept:
        letter = message_from_bytes(kept, policy=policy.default)
        (link,) = (one for one in letter.get_content().splitlines() if "/phieu/" in one)
        found.append((str(letter["To"]), link.removeprefix(SITE)))
    return found


@pytest.mark.parametrize(("owner", "act"), [(EmailBackend, "open"), (SMTP, "close")])
@pytest.mark.parametrize("deaths", [1, 3])
def test_a_letter_that_the_worker_died_over_is_told_and_never_sent_twice(
    owner: type, act: str, deaths: int, settings: LazySettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """``open``: before a byte of it went to the server; ``close``: when the server had it already."""
    survey, plain, left = made.survey(now=timezone.now()), getattr(owner, act), [deaths]

    def dies(itself: object) -> object:
        if left[0]:
            left[0] -= 1
            if isinstance(itself, SMTP):
                plain(itself)  # the system closes the line of a process that died
            raise Killed
        return plain(itself)

    monkeypatch.setattr(owner, act, dies)
    with mail_server(Manner.ACCEPTS) as server:
        _send_through(server, settings)
        _invited(survey, *(f"{name}@x.vn" for name in "abcde"))
        first = _run(times=1)
        assert (first.state, first.done) == (JobState.RUNNING, 0), "what nobody knows of is not done"
        job = _run()
        letters = _letters(server)
    assert (job.state, job.done, job.failed) == (JobState.DONE, 5, deaths)
    lines = {int(failure[1]["line"]) for failure in job.failures}
    assert len(lines) == deaths
    reached = Counter(to for to, _link in letters)
    assert set(reached.values()) == {1}, "nobody gets two links"
    told = {f"{'abcde'[line - 1]}@x.vn" for line in lines}
    assert set(reached) | told == {f"{name}@x.vn" for name in "abcde"}, "who is not told of got a letter"
    assert len({link for _to, link in letters}) == len(letters)
    assert all(Client().get(link).status_code == 200 for _to, link in letters)
    assert "x.vn" not in f"{job.payload}{job.failures}{job.checkpoint}{job.last_error}"


def test_the_last_letter_is_told_even_when_the_list_is_gone(
    settings: LazySettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    def dies(_backend: EmailBackend) -> None:
        raise Killed

    survey = made.survey(now=timezone.now())
    with mail_server(Manner.ACCEPTS) as server:
        _send_through(server, settings)
        _invited(survey, "a@x.vn")
        monkeypatch.setattr(EmailBackend, "open", dies)
        _run(times=1)
        queue.run_next(now=timezone.now() + timedelta(hours=13))
    job = Job.objects.get(kind=INVITE_KIND)
    assert (job.failed, server.kept) == (2, [])
    assert "Không rõ thư tới địa chỉ" in str(job.failures[0])


_FRAME = "ma,huyen,email\n" + "".join(
    f"N{at:02},H{at // 12},{'' if at in {3, 15} else f'n{at - at % 2 if at in {6, 7} else at}@x.vn'}\n"
    for at in range(24)
)


def _sampled() -> int:
    """All of two districts of twelve: two units without an address, and two that share one."""
    survey = made.survey(now=timezone.now())
    order = DrawOrder("tk.yaml", "draw: {strata: huyen, stages: [{size: 12}]}\n", "2026", "ma", "", ())
    services.draw_sample(SYSTEM, survey_id=survey, frame=("khung.csv", _FRAME.encode()), order=order, now=made.AT)
    draw = SampleDraw.objects.get(survey=survey)
    services.divide_sample(SYSTEM, survey_id=survey, draw_id=draw.pk, may_merge=False, now=made.AT)
    return survey


def test_units_of_a_sample_are_written_to_by_a_column_and_each_link_carries_the_cell_alone(
    settings: LazySettings,
) -> None:
    survey = _sampled()
    with mail_server(Manner.ACCEPTS) as server:
        _send_through(server, settings)
        with pytest.raises(InvalidInput, match="email"):
            _invited(survey, column="thu")
        with pytest.raises(NotFound):
            _invited(made.survey(now=timezone.now()), column="email")
        assert not Job.objects.filter(kind=INVITE_KIND).exists()
        _invited(survey, column="email")
        job, letters = _run(), _letters(server)
    assert (job.state, job.total, job.done, job.failed) == (JobState.DONE, 21, 21, 1)
    assert "3 đơn vị" in str(job.failures) or "'count': 3" in str(job.failures)
    assert sorted(Counter(to for to, _link in letters).values()) == [1] * 21
    cells = Counter(SampledUnit.objects.filter(survey=survey).values_list("cell", flat=True))
    carried = Counter(AnswerLink.objects.filter(links__survey=survey).values_list("cell", flat=True))
    assert sum(carried.values()) == 21
    assert all(0 < carried[cell] <= cells[cell] for cell in cells)
    for number, (_to, link) in enumerate(letters):
        token = link.strip("/").rpartition("/")[2]
        services.receive_answer(token, xml=made.xml(f"n{number}"), attached=(), now=made.AT)
    assert queries.joined_sample(SYSTEM, survey).outside == 0


def test_a_bad_address_of_a_sample_is_told_before_anything_is_sent(settings: LazySettings) -> None:
    survey = made.survey(now=timezone.now())
    frame = _FRAME.replace("n9@x.vn", "n9 ở x.vn")
    order = DrawOrder("tk.yaml", "draw: {strata: huyen, stages: [{size: 12}]}\n", "2026", "ma", "", ())
    services.draw_sample(SYSTEM, survey_id=survey, frame=("khung.csv", frame.encode()), order=order, now=made.AT)
    draw = SampleDraw.objects.get(survey=survey)
    services.divide_sample(SYSTEM, survey_id=survey, draw_id=draw.pk, may_merge=False, now=made.AT)
    with mail_server(Manner.ACCEPTS) as server:
        _send_through(server, settings)
        with pytest.raises(InvalidInput, match=r"n9 ở x\.vn"):
            _invited(survey, column="email")
    assert (server.kept, AnswerLink.objects.count()) == ([], 0)
