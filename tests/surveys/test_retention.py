"""When the day is over until which a survey is kept: the night's work, and what is no longer taken in."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import count

import pytest
from django.conf import LazySettings
from django.utils import timezone

from caicach.kernel.access import SYSTEM, Actor
from caicach.kernel.audit.models import AuditLine
from caicach.kernel.errors import Conflict
from caicach.kernel.jobs import services as queue
from caicach.kernel.jobs.models import Job
from caicach.organisations.models import User
from caicach.organisations.queries import actor_of
from caicach.surveys.collection import jobs, services
from caicach.surveys.collection.domain.values import LinkKind
from caicach.surveys.collection.draw_file import DrawOrder
from caicach.surveys.collection.models import (
    AnswerImport,
    AnswerLinks,
    Collector,
    SampleDraw,
    SampledUnit,
    Submission,
    Survey,
)
from caicach.surveys.collection.services import expiring
from caicach.surveys.collection.services.importing import IMPORT_KIND
from caicach.surveys.collection.services.links import INVITE_KIND
from factories import surveys as made
from factories.correspondence import OFFICE
from factories.mail_servers import Manner, mail_server
from factories.web import people

OVER = datetime(2026, 1, 1, 3, tzinfo=UTC)
"""The surveys of the factory are kept until the last day of 2025."""


@pytest.mark.django_db
def test_a_survey_closed_meanwhile_stops_neither_the_others_nor_the_deletion(monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody closes the first one after the night's job has looked which are open."""
    surveys = [made.survey(), made.survey()]
    for survey in surveys:
        made.received(survey, made.collector(survey), uuid=f"{survey}", chung="4")
    turn = count()

    def closed_by_another_first(actor: Actor, *, survey_id: int, now: datetime) -> None:
        if next(turn) == 0:
            services.close_survey(SYSTEM, survey_id=survey_id, now=now)
        services.close_survey(actor, survey_id=survey_id, now=now)

    monkeypatch.setattr(expiring, "close_survey", closed_by_another_first)
    jobs.expire({}, OVER)
    assert not Survey.objects.filter(closed_at=None).exists()
    assert not Submission.objects.exists()


def _draw(survey: int, codes: list[str], *, now: datetime = made.AT) -> None:
    """All of the frame."""
    frame, size = "\n".join(("ma", *codes, "")).encode(), len(codes)
    order = DrawOrder("tk.yaml", f"draw: {{stages: [{{size: {size}}}]}}\n", "2026", "ma", "", ())
    services.draw_sample(SYSTEM, survey_id=survey, frame=("khung.csv", frame), order=order, now=now)


def _take_in(survey: int, *rows: str, now: datetime = made.AT) -> None:
    data = "\n".join(("mã,địa bàn,điều tra viên,kết quả,thay cho", *rows, "")).encode()
    services.take_in_units(SYSTEM, survey_id=survey, name="thuc-dia.csv", data=data, now=now)


def _codes(survey: int) -> set[str]:
    return set(SampledUnit.objects.filter(survey=survey).values_list("code", flat=True))


def _numbered(first: int, last: int) -> set[str]:
    return {f"#\N{NO-BREAK SPACE}{number}" for number in range(first, last + 1)}


@pytest.mark.django_db
def test_codes_are_forgotten_whatever_they_look_like_and_once() -> None:
    """Of frames whose own codes look like numbers given, blanks and all."""
    written = [f"#{at}" for at in range(1, 9)] + ["#\N{NO-BREAK SPACE}1", "N1", "N2"]
    survey, plain = made.survey(is_anonymous=False), made.survey()
    _draw(survey, written)
    _draw(plain, ["#1", "#2"])
    _take_in(survey, "N1,,,từ chối,", "N9,,,hoàn thành,N1")
    for _night in range(2):
        jobs.expire({}, OVER)
        assert _codes(survey) == _numbered(1, 12)
        assert _codes(plain) == _numbered(1, 2), "they were codes of people"
    stand_in = SampledUnit.objects.exclude(stands_in_for="").get()
    lost = SampledUnit.objects.get(survey=survey, code=stand_in.stands_in_for)
    assert (stand_in.disposition, lost.disposition) == ("complete", "refusal")
    lines = AuditLine.objects.filter(action="surveys.codes_forgotten").order_by("new__count")
    assert [line.new["count"] for line in lines] == [2, 12]


@pytest.mark.django_db
def test_codes_that_came_after_the_night_are_numbered_after_those_given() -> None:
    """None is taken in any more; a place may hold some of before."""
    survey = made.survey()
    _draw(survey, ["N1", "N2", "N3"])
    jobs.expire({}, OVER)
    before = set(SampledUnit.objects.values_list("pk", "code"))
    SampledUnit.objects.bulk_create(
        SampledUnit(survey_id=survey, code=code, disposition="pending") for code in ("#1", "#2", "N4")
    )
    jobs.expire({}, OVER)
    assert _codes(survey) == _numbered(1, 6)
    assert before <= set(SampledUnit.objects.values_list("pk", "code")), "what was numbered stays"


@pytest.mark.django_db
def test_no_unit_is_taken_in_once_the_day_is_over() -> None:
    survey = made.survey()
    with pytest.raises(Conflict, match="đã qua") as drawn:
        _draw(survey, ["N1", "N2"], now=OVER)
    with pytest.raises(Conflict, match="đã qua") as taken:
        _take_in(survey, "N1,,,hoàn thành,", now=OVER)
    assert {drawn.value.code, taken.value.code} == {"survey.retention_over"}
    assert not _codes(survey)


def _ends(survey: int) -> set[datetime]:
    links = AnswerLinks.objects.filter(survey=survey).values_list("expires_at", flat=True)
    return {*links, *Collector.objects.filter(survey=survey).values_list("expires_at", flat=True)}


def _issue(survey: int, *, now: datetime) -> Iterator[Callable[[], object]]:
    """Every way by which somebody is given days to answer."""
    given = {"survey_id": survey, "days": 30, "now": now}
    yield lambda: services.issue_links(SYSTEM, kind=LinkKind.ONCE, label="A", count=2, **given)  # type: ignore[arg-type]
    yield lambda: services.issue_sample_links(SYSTEM, label="B", **given)  # type: ignore[arg-type]
    yield lambda: services.invite(OFFICE, label="C", addresses=["a@x.vn"], words="Mời", **given)  # type: ignore[arg-type]
    yield lambda: services.issue_collector(SYSTEM, name="D", **given)  # type: ignore[arg-type]


@pytest.mark.django_db
def test_nobody_is_given_days_to_answer_beyond_the_day(settings: LazySettings) -> None:
    settings.EMAIL_HOST = "127.0.0.1"
    survey = made.survey()
    _draw(survey, [f"N{at}" for at in range(6)])
    draw = SampleDraw.objects.get(survey=survey)
    services.divide_sample(SYSTEM, survey_id=survey, draw_id=draw.pk, may_merge=False, now=made.AT)
    for issue in _issue(survey, now=OVER - timedelta(days=3)):
        issue()
    (end,) = _ends(survey)
    assert timezone.localtime(end).date() == date(2025, 12, 31)
    for issue in _issue(survey, now=OVER):
        with pytest.raises(Conflict) as refused:
            issue()
        assert refused.value.code == "survey.retention_over"


@pytest.mark.django_db
def test_letters_left_over_from_the_day_are_not_sent(settings: LazySettings) -> None:
    survey, asked = made.survey(), OVER - timedelta(hours=11)
    with mail_server(Manner.ACCEPTS) as server:
        settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_USE_TLS = "127.0.0.1", server.port, False
        given = {"label": "C", "addresses": ["a@x.vn"], "words": "Mời", "days": 30, "now": asked}
        services.invite(OFFICE, survey_id=survey, **given)  # type: ignore[arg-type]
        queue.run_next(now=OVER)
        assert server.kept == []
    job = Job.objects.get(kind=INVITE_KIND)
    assert "hết ngày giữ phiếu" in str(job.failures)


@pytest.mark.django_db
def test_a_table_of_answers_is_not_taken_in_once_the_day_is_over() -> None:
    people()
    office = actor_of(User.objects.get(username="thuongtruc").pk, OVER.date())
    survey, asked = made.survey(), OVER - timedelta(hours=11)
    data = b"dong_y,khu_vuc,tuoi,kenh,tiep_can,thai_do,thoi_gian,ket_qua,chung\nco,do_thi,40,mot_cua,4,4,4,4,4\n"
    first, second = (
        services.bring_answers(office, survey_id=survey, name=name, data=data, now=asked) for name in ("a.csv", "b.csv")
    )
    row = AnswerImport.objects.get(pk=first)
    assert (row.rows, row.faults) == (1, [])
    services.take_in_answers(office, survey_id=survey, import_id=first, now=asked)
    queue.run_next(now=OVER)
    with pytest.raises(Conflict) as refused:
        services.take_in_answers(office, survey_id=survey, import_id=second, now=OVER)
    assert refused.value.code == "survey.retention_over"
    assert not Submission.objects.exists()
    assert "hết ngày giữ phiếu" in str(Job.objects.get(kind=IMPORT_KIND).failures)
