"""When the day is over until which a survey is kept: the night's work, and what is no longer taken in."""

from datetime import UTC, datetime
from itertools import count

import pytest

from caicach.kernel.access import SYSTEM, Actor
from caicach.kernel.audit.models import AuditLine
from caicach.kernel.errors import Conflict
from caicach.surveys.collection import jobs, services
from caicach.surveys.collection.draw_file import DrawOrder
from caicach.surveys.collection.models import SampledUnit, Submission, Survey
from caicach.surveys.collection.services import expiring
from factories import surveys as made

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
