"""Which survey tells a unit's satisfaction: one whose collection is over, the newest; its link opens that very one."""

from datetime import date, timedelta

import pytest

from caicach.kernel.access import SYSTEM
from caicach.kernel.metrics import Measured, Missing, measure
from caicach.kernel.periods import parse_period
from caicach.kernel.said import Said
from caicach.surveys.collection import services as fieldwork
from caicach.surveys.results import services
from caicach.surveys.results.domain.published import Indicator
from caicach.surveys.results.domain.satisfaction import Factor, Satisfaction
from caicach.web.shell.faces import rows_behind
from factories import surveys as made
from factories.correspondence import province

SHARE, COUNT, OWN = "surveys.reported_satisfied_share", "surveys.reported_answer_count", "surveys.own_satisfied_share"
YEAR = parse_period("2023")


@pytest.fixture(autouse=True)
def units(db: None) -> None:
    province()


def _told(month: str, marks: str, *, indicator: Indicator = Indicator.SATISFIED_SHARE, is_over: bool = True) -> int:
    """A survey of STP with an index of a month."""
    found = made.survey()
    issued = made.collector(found, name=month)
    for at, mark in enumerate(marks):
        made.received(found, issued, uuid=f"{found}-{at}", chung=mark, ket_qua=mark)
    _index(found, month, indicator=indicator)
    if is_over:
        fieldwork.close_survey(SYSTEM, survey_id=found, now=made.AT)
    return found


def _index(survey: int, month: str, *, name: str = "A", indicator: Indicator = Indicator.SATISFIED_SHARE) -> None:
    satisfied = frozenset({"4", "5"}) if indicator is Indicator.SATISFIED_SHARE else frozenset()
    asked = Satisfaction(indicator, (Factor("Chung", ("chung",)),), satisfied)
    given = {"name": name, "asked": asked, "unit": "STP", "period": parse_period(month)}
    services.set_satisfaction(SYSTEM, survey_id=survey, now=made.AT, **given)  # type: ignore[arg-type]


def _figure(name: str = SHARE, period: str = "2023") -> Measured | Missing:
    return measure(name, ("STP",), parse_period(period))["STP"]


def _opened() -> str | None:
    behind = rows_behind(SHARE, "STP", YEAR)
    return None if behind is None else behind.address


def test_the_link_opens_the_survey_whose_figure_is_told_and_not_a_newer_one_that_tells_a_mean() -> None:
    share = _told("2023-02", "4" * 8 + "2" * 8)
    _told("2023-05", "4" * 20, indicator=Indicator.MEAN_SCORE)
    found = _figure()
    assert isinstance(found, Measured)
    assert (float(found.value), found.provenance.rows) == (0.5, 16)
    assert _opened() == f"/khao-sat/{share}/hai-long/"


def test_a_survey_that_still_collects_is_told_of_and_gives_no_figure() -> None:
    waiting = _told("2023-05", "4" * 20, is_over=False)
    for name, period in ((SHARE, "2023"), (COUNT, "2023"), (OWN, "2023-05")):
        found = _figure(name, period)
        assert isinstance(found, Missing), name
        assert isinstance(found.reason, Said)
        assert "chưa thu phiếu xong" in str(found.reason)
    assert _opened() == f"/khao-sat/{waiting}/hai-long/"


def test_an_older_survey_that_is_over_tells_until_the_newer_one_is_over_too() -> None:
    older, newer = _told("2023-02", "4" * 8 + "2" * 8), _told("2023-05", "4" * 20, is_over=False)
    found = _figure()
    assert isinstance(found, Measured)
    assert (found.provenance.rows, _opened()) == (16, f"/khao-sat/{older}/hai-long/")
    fieldwork.close_survey(SYSTEM, survey_id=newer, now=made.AT)
    found = _figure()
    assert isinstance(found, Measured)
    assert (found.provenance.rows, _opened()) == (20, f"/khao-sat/{newer}/hai-long/")
    fieldwork.open_survey(SYSTEM, survey_id=newer, now=made.AT + timedelta(days=1))
    assert _opened() == f"/khao-sat/{older}/hai-long/"


def test_two_that_contradict_tell_nothing_and_open_none_unless_they_are_of_one_survey() -> None:
    first = _told("2023-02", "4" * 20)
    _index(first, "2023-02", name="B")
    assert isinstance(_figure(), Missing)
    assert _opened() == f"/khao-sat/{first}/hai-long/"
    _told("2023-02", "4" * 20)
    assert isinstance(_figure(), Missing)
    assert _opened() is None


def test_a_survey_whose_answers_are_deleted_says_so() -> None:
    _told("2023-02", "4" * 20)
    fieldwork.delete_expired_submissions(now=made.AT.replace(year=2027))
    found = _figure()
    assert isinstance(found, Missing)
    assert "đã bị xoá theo ngày giữ" in str(found.reason)


def _publish() -> None:
    """Of STP, in the first quarter."""
    data = "đơn vị;chỉ số;giá trị;sai số chuẩn;từ;đến;số phiếu\nSTP;satisfied_share;66%;1%;;;300\n".encode()
    given = {"period": parse_period("2023Q1"), "source": "QĐ công bố", "published_on": date(2023, 5, 2)}
    services.import_published(SYSTEM, name="kq.csv", data=data, now=made.AT.replace(month=6), **given)  # type: ignore[arg-type]


def test_a_newer_survey_that_has_no_figure_hides_neither_a_published_result_nor_an_older_survey() -> None:
    empty = _told("2023-05", "")
    assert "không có phiếu nào" in str(getattr(_figure(), "reason", ""))
    assert _opened() == f"/khao-sat/{empty}/hai-long/"
    _publish()
    found = _figure()
    assert isinstance(found, Measured)
    assert (float(found.value), found.provenance.rows, _opened()) == (0.66, 300, None)
    older = _told("2023-02", "4" * 8 + "2" * 8)
    found = _figure()
    assert isinstance(found, Measured)
    assert (found.provenance.rows, _opened()) == (16, f"/khao-sat/{older}/hai-long/")


def test_a_published_result_tells_again_once_the_answers_of_the_province_are_deleted() -> None:
    _told("2023-05", "4" * 20)
    _publish()
    fieldwork.delete_expired_submissions(now=made.AT.replace(year=2027))
    found = _figure()
    assert isinstance(found, Measured)
    assert found.provenance.rows == 300


@pytest.mark.parametrize("is_empty_first", [True, False])
def test_one_figure_is_not_contradicted_by_a_survey_of_the_same_days_without_one(
    is_empty_first: bool,
) -> None:
    marks = ("", "4" * 20) if is_empty_first else ("4" * 20, "")
    both = [_told("2023-02", given) for given in marks]
    found = _figure(OWN, "2023-02")
    assert isinstance(found, Measured)
    assert found.provenance.rows == 20
    assert _opened() == f"/khao-sat/{both[is_empty_first]}/hai-long/"


def test_a_survey_that_was_never_opened_does_not_collect() -> None:
    _index(made.survey(is_open=False), "2023-05")
    found = _figure()
    assert isinstance(found, Missing)
    assert "Không có kết quả khảo sát nào" in str(found.reason)
    assert _opened() is None
