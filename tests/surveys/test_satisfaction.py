"""Satisfaction indices: defined by factors, estimated with their error, kept back where few answered, offered by name;
and answers gathered by column, which are those of the questionnaires."""

from datetime import date

import numpy as np
import pytest

from caicach.kernel.access import SYSTEM
from caicach.kernel.errors import InvalidInput
from caicach.kernel.metrics import Measured, Missing, measure
from caicach.kernel.periods import parse_period
from caicach.surveys.collection import queries as collection
from caicach.surveys.collection import services as fieldwork
from caicach.surveys.collection.models import AnswerBlock, Submission
from caicach.surveys.columns import Columns
from caicach.surveys.estimation.design_reading import read_design
from caicach.surveys.estimation.estimating import estimate
from caicach.surveys.results import queries, services
from caicach.surveys.results.domain.published import Indicator
from caicach.surveys.results.domain.satisfaction import (
    Factor,
    Satisfaction,
    read_factors,
    satisfaction_figures,
    written_factors,
)
from caicach.surveys.results.domain.values import Basis, ResultQuestion, Rules
from factories import surveys as made
from factories.correspondence import province

DESIGNS = (
    "strata: s\nweight: w\n",
    "strata: s\nweight: w\nreplicates: {method: jackknife}\n",
)


def _sample(rows: int = 60) -> Columns:
    random = np.random.default_rng(7)
    cells = {
        "s": random.integers(0, 3, rows),
        "w": random.integers(1, 9, rows),
        "a": random.integers(1, 6, rows),
        "b": random.integers(1, 6, rows),
        "m": random.integers(1, 3, rows),
    }
    texts = {name: tuple(map(str, values.tolist())) for name, values in cells.items()}
    texts["half"] = tuple(f"{0.25 * int(a) + 0.75 * int(b):g}" for a, b in zip(texts["a"], texts["b"], strict=True))
    texts["one"] = ("1",) * rows
    return Columns("d.csv", tuple(texts), texts, range(2, rows + 2))


@pytest.mark.parametrize("design", DESIGNS)
def test_a_composite_is_the_mean_of_its_parts_with_their_common_error(design: str) -> None:
    """With equal denominators it is the mean of a sum; with one part it is the ratio."""
    asked = (
        "estimates:\n"
        "- {kind: composite, of: i, parts: [{over: a, under: one}, {over: b, under: one, weight: 3}]}\n"
        "- {kind: mean, of: half}\n"
        "- {kind: composite, of: i, parts: [{over: a, under: m, weight: 5}], by: s}\n"
        "- {kind: ratio, of: a, over: m, by: s}\n"
    )
    found = estimate(read_design("d", (design + asked).encode()), _sample()).estimates
    for one, other in zip((found[0], *found[2:5]), (found[1], *found[5:8]), strict=True):
        assert one.value == pytest.approx(other.value, rel=1e-12)
        assert one.standard_error == pytest.approx(other.standard_error, rel=1e-10)


def test_a_composite_without_parts_is_refused() -> None:
    with pytest.raises(InvalidInput, match="parts"):
        read_design("d", b"estimates: [{kind: composite, of: i}]")


def test_factors_are_read_as_they_are_written() -> None:
    known = {name: ResultQuestion(name, name, {"1": "", "5": ""}, False, ()) for name in ("a", "b", "c")}
    factors = read_factors("Tiếp cận: a, b\n\nKết quả: c × 2,5\n", known)
    assert factors == (Factor("Tiếp cận", ("a", "b")), Factor("Kết quả", ("c",), 2.5))
    assert read_factors(written_factors(factors), known) == factors
    for wrong in ("a, b", "A: d", "A: a, a", "A: a × 0", "", "A: a\nA: b"):
        with pytest.raises(InvalidInput):
            read_factors(wrong, known)


def test_a_unit_of_few_is_kept_back_and_one_more_beside_it() -> None:
    units = ("SNV",) * 3 + ("STP",) * 7 + ("SYT",) * 20
    cells = {"u": units, "c": ("5",) * 30}
    data = Columns("d", ("u", "c"), cells, range(2, 32))
    asked = Satisfaction(Indicator.MEAN_SCORE, (Factor("A", ("c",)),), by="u")
    shown = {one.unit: one.n for one in satisfaction_figures(data, asked, Rules()) if not one.factor}
    assert shown == {"": 30, "SNV": None, "STP": None, "SYT": 20}


@pytest.fixture
def answered(db: None) -> int:
    found = made.survey()
    issued = made.collector(found)
    for at, mark in enumerate("4" * 9 + "5" * 7 + "3" * 6):
        made.received(found, issued, uuid=f"a{at}", chung=mark, ket_qua=mark)
    return found


def test_gathered_answers_are_those_of_the_questionnaires(answered: int, monkeypatch: pytest.MonkeyPatch) -> None:
    before = [list(row) for row in collection.answers_table(SYSTEM, answered).rows]  # type: ignore[arg-type]
    monkeypatch.setattr(fieldwork.gathering, "WAITING", 3)
    monkeypatch.setattr(fieldwork.gathering, "BLOCK", 8)
    assert fieldwork.gather_answers(SYSTEM, survey_id=answered) == 22
    assert AnswerBlock.objects.count() == 3
    made.received(answered, made.collector(answered, name="Tổ 2"), uuid="a0b", chung="1")
    after = [list(row) for row in collection.answers_table(SYSTEM, answered).rows]  # type: ignore[arg-type]
    assert [row for row in after if row[0] != "uuid:a0b"] == before
    assert len(after) == len(before) + 1
    fieldwork.delete_expired_submissions(now=made.AT.replace(year=2027))
    assert (AnswerBlock.objects.count(), Submission.objects.count()) == (0, 0)


def test_of_an_anonymous_answer_stay_day_and_duration_and_no_order(answered: int) -> None:
    rows = list(Submission.objects.all())
    assert all("2023-02-20T00:05:00.000+07:00" in row.xml and "T08:0" not in row.xml for row in rows)
    arrived = [int(row.instance_id.removeprefix("uuid:a")) for row in rows]
    assert arrived != sorted(arrived)


def test_an_index_is_offered_by_name_with_its_error(answered: int) -> None:
    province()
    given = {"survey_id": answered, "unit": "STP", "period": parse_period("2023"), "now": made.AT}
    asked = Satisfaction(Indicator.SATISFIED_SHARE, (Factor("Chung", ("chung", "ket_qua")),), frozenset({"4", "5"}))
    with pytest.raises(InvalidInput):
        services.set_satisfaction(SYSTEM, name="A", asked=asked, **{**given, "unit": "LA"})  # type: ignore[arg-type]
    services.set_satisfaction(SYSTEM, name="A", asked=asked, **given)  # type: ignore[arg-type]
    waiting = measure("surveys.own_satisfied_share", ("STP",), parse_period("2023"))["STP"]
    assert isinstance(waiting, Missing)
    assert "chưa thu phiếu xong" in str(waiting.reason)
    fieldwork.close_survey(SYSTEM, survey_id=answered, now=made.AT)
    plain = measure("surveys.own_satisfied_share", ("STP", "SYT"), parse_period("2023"))
    assert isinstance(plain["SYT"], Missing)
    basis = {"threshold": 5, "basis": Basis.SIMPLE, "population": 900, "design": None}
    services.set_rules(SYSTEM, survey_id=answered, now=made.AT, **basis)  # type: ignore[arg-type]
    found = measure("surveys.own_satisfied_share", ("STP",), parse_period("2023"))["STP"]
    assert isinstance(found, Measured)
    assert float(found.value) == pytest.approx(16 / 22)
    assert (found.provenance.rows, found.provenance.computed_on) == (22, date(2023, 2, 20))
    error = found.error and found.error.standard_error
    assert float(error or 0) == pytest.approx((16 / 22 * 6 / 22 / 21 * (1 - 22 / 900)) ** 0.5)
    (line,) = queries.satisfaction_lines(SYSTEM, answered)
    services.set_satisfaction(SYSTEM, name="B", asked=asked, **given)  # type: ignore[arg-type]
    assert isinstance(measure("surveys.own_satisfied_share", ("STP",), parse_period("2023"))["STP"], Missing)
    services.remove_satisfaction(SYSTEM, survey_id=answered, index_id=line.id, now=made.AT)
    assert isinstance(measure("surveys.own_satisfied_share", ("STP",), parse_period("2023"))["STP"], Measured)
