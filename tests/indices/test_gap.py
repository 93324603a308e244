"""Lost points by cause: every lost point has one, and they add up to what is missing from the maximum."""

from decimal import Decimal

import pytest

from caicach.indices.definition.inputs import Inputs, read_table_text
from caicach.indices.definition.loading import read_text
from caicach.indices.definition.rules.base import Given
from caicach.indices.definition.scores import NodeScore
from caicach.indices.definition.values import Definition
from caicach.indices.domain.efforts import Effort
from caicach.indices.domain.gap import Beside, Cause, ComponentGap, Gap, Remark, gap_of
from caicach.indices.domain.what_if import Scored

SET = """\
code: thu
name: Bộ thử
legal_basis: {number: 1/QĐ-UBND, signed_on: 2024-01-02, effective_on: 2024-01-10}
years: 2024
unit_types: [{code: so, name: sở, level: province}]
total: 60
tree:
  - code: "1"
    name: một
    points: 40
    method: self
    children:
      - code: "1.1"
        name: kế hoạch
        points: 10
        rule:
          kind: choice
          options: [{when: ban hành kịp thời, points: 10}, {when: không kịp thời, points: 5}, {when: không, points: 0}]
      - code: "1.2"
        name: báo cáo
        points: 10
        rule: {kind: deadline, limits: {"*": 5}, late: [{up_to: 3, points: 4}]}
      - {code: "1.3", name: hồ sơ, points: 10, rule: {kind: ratio}}
      - {code: "1.4", name: sáng kiến, points: 10, rule: {kind: judgement}}
  - {code: "2", name: hài lòng, points: 20, method: survey, rule: {kind: survey, answers: {A: 100, B: 0}}}
  - {code: "3", name: điểm trừ, points: 5, method: penalty, rule: {kind: judgement}}
"""


@pytest.fixture(scope="module")
def definition() -> Definition:
    loaded = read_text(SET, "thu.yaml")
    assert loaded.errors == ()
    assert loaded.definition is not None
    return loaded.definition


def table(definition: Definition, *rows: str) -> Inputs:
    return read_table_text("\n".join(["unit,component,value", *rows]), definition)


FIRST = ("u1,1.1,không kịp thời", "u1,1.2,7", "u1,1.3,80", "u1,1.4,4", "u1,2,90", "u1,3,2")


def gap(definition: Definition, beside: Beside, *rows: str) -> Gap:
    return gap_of(Scored(definition, table(definition, *rows)), "u1", beside)


def of(found: Gap, code: str) -> ComponentGap:
    return next(one for one in found.components if one.component == code)


def test_every_cause_is_told_apart_and_the_lost_points_add_up(definition: Definition) -> None:
    beside = Beside(remarks={"1.4": Remark(Decimal(9))})
    found = gap(definition, beside, *FIRST)
    assert found.by_cause == {
        Cause.LATE: Decimal(11),
        Cause.PARTLY: Decimal(3),
        Cause.APPRAISED_DOWN: Decimal(5),
        Cause.SURVEY: Decimal(2),
        Cause.PENALTY: Decimal(2),
    }
    reached = Scored(definition, table(definition, *FIRST)).scores.units["u1"].points
    assert reached == Decimal(60) - sum(found.by_cause.values())


def test_points_without_evidence_are_said_to_lack_it(definition: Definition) -> None:
    remarks = {"1.4": Remark(Decimal(9), has_evidence=False), "1.3": Remark(has_evidence=False)}
    found = gap(definition, Beside(remarks=remarks), *FIRST)
    assert [one.cause for one in of(found, "1.4").lost] == [Cause.NO_EVIDENCE, Cause.PARTLY]
    assert [one.cause for one in of(found, "1.3").lost] == [Cause.NO_EVIDENCE]


def test_what_was_not_measured_or_does_not_apply_is_not_called_lost_by_the_unit(definition: Definition) -> None:
    found = gap(definition, Beside(), "u1,1.1,0", "u1,1.4,-")
    causes = {one.component: [part.cause for part in one.lost] for one in found.components}
    assert causes["1.1"] == [Cause.NOT_DONE]
    assert causes["1.3"] == [Cause.NOT_MEASURED]
    assert causes["1.4"] == [Cause.NOT_APPLICABLE]
    assert of(found, "1.4").lost_points == 0


def test_the_gap_against_last_year_the_best_and_the_target(definition: Definition) -> None:
    last = {"1.3": NodeScore(Decimal(9), Decimal(10))}
    rows = (*FIRST, "u2,1.3,100", "u3,1.3,95")
    found = of(gap(definition, Beside(last_year=last, target=Decimal(90)), *rows), "1.3")
    assert found.best is not None
    assert found.best.unit == "u2"
    assert (found.behind_last_year, found.behind_target) == (Decimal(1), Decimal(1))
    peers = of(gap(definition, Beside(peers=frozenset({"u1", "u3"})), *rows), "1.3")
    assert peers.best is not None
    assert peers.best.unit == "u3"


def test_the_cheapest_point_comes_first_and_what_nobody_can_win_last(definition: Definition) -> None:
    efforts = {
        "1.3": Effort("1.3", Decimal(1)),
        "1.1": Effort("1.1", Decimal(100)),
        "1.2": Effort("1.2", Decimal(1), is_feasible=False),
    }
    found = gap(definition, Beside(efforts=efforts), *FIRST)
    assert found.components[0].component == "1.3"
    assert found.components[-1].component == "1.2"
    assert found.components[0].days_per_point == Decimal(1) / 2


def test_a_full_score_has_no_gap(definition: Definition) -> None:
    full = Inputs(("u1",), {code: {"u1": Given(v)} for code, v in (("1.1", "10"), ("1.2", "5"), ("1.3", "100"))})
    rest = {"1.4": {"u1": Given("10")}, "2": {"u1": Given("100")}}
    scored = Scored(definition, Inputs(("u1",), {**full.given, **rest}))
    assert gap_of(scored, "u1", Beside()).components == ()
