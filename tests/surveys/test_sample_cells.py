"""Cells of a sample: strata, clusters and weights of a draw come with the answers into the estimates, units do not."""

import json
import random
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from caicach.cli.main import main
from caicach.kernel.access import SYSTEM
from caicach.kernel.errors import Conflict, InvalidInput, NotFound
from caicach.surveys.collection import queries, services
from caicach.surveys.collection.domain.cells import Cell, DrawnUnit, adjusted_weights, cells_of
from caicach.surveys.collection.domain.values import IssuedLinks
from caicach.surveys.collection.draw_file import DrawOrder
from caicach.surveys.collection.models import AnswerLink, SampleDraw, SampledUnit, Submission
from caicach.surveys.results import queries as results
from caicach.surveys.results import services as result_services
from caicach.surveys.results.domain.values import Basis, Figure
from factories import surveys as made
from surveys.plain_estimates import Answer, mean

_TWO_STAGES = "draw: {strata: huyen, stages: [{unit: xa, size: 3}, {size: 6}]}\n"


def _frame(people: int = 12) -> bytes:
    """Two districts of four and five communes."""
    rows = [
        f"N{h}{x}{at:02},H{h},H{h}X{x}"
        for h, communes in enumerate((4, 5))
        for x in range(communes)
        for at in range(people)
    ]
    return "\n".join(("ma,huyen,xa", *rows, "")).encode()


def _drawn(survey: int, design: str = _TWO_STAGES, frame: bytes | None = None) -> int:
    order = DrawOrder("tk.yaml", design, "2026", "ma", "", ())
    services.draw_sample(SYSTEM, survey_id=survey, frame=("khung.csv", frame or _frame()), order=order, now=made.AT)
    return SampleDraw.objects.get(survey=survey).pk


def _divided(survey: int, draw: int, *, may_merge: bool = False) -> int:
    return services.divide_sample(SYSTEM, survey_id=survey, draw_id=draw, may_merge=may_merge, now=made.AT)


def _links(survey: int) -> IssuedLinks:
    return services.issue_sample_links(SYSTEM, survey_id=survey, label="Thư mời", days=30, now=made.AT)


def _answer(token: str, at: int, mark: int) -> None:
    services.receive_answer(token, xml=made.xml(f"u{at:03}", chung=str(mark)), attached=(), now=made.AT)


def _rules(survey: int, adjustment: str) -> bytes:
    design = results.sample_design(SYSTEM, survey, adjustment=adjustment)
    result_services.set_rules(
        SYSTEM, survey_id=survey, threshold=3, basis=Basis.DESIGN, population=None, design=design, now=made.AT
    )
    return design[1]


def _oracle(answered: list[tuple[Cell, int]], cells: tuple[Cell, ...], *, by_cell: bool) -> tuple[float, float]:
    """By hand: the weight of those drawn over that of those who answered; the second reckoning does the rest."""
    heard = Counter(cell.code for cell, _mark in answered)
    rows = []
    for at, (cell, mark) in enumerate(answered):
        same = [one for one in cells if (one.code == cell.code if by_cell else one.stratum == cell.stratum)]
        factor = sum(one.weight * one.units for one in same) / sum(one.weight * heard[one.code] for one in same)
        units, sizes = (*cell.clusters, str(at)), tuple(float(size) for size in cell.populations)
        rows.append(Answer(cell.stratum, units, sizes, cell.weight * factor, float(mark), 1.0, ""))
    return mean(rows, "")


@pytest.mark.django_db
@pytest.mark.parametrize("adjustment", ["stratum", "cell"])
def test_from_the_draw_to_the_estimate_without_joining_files(
    adjustment: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    survey = made.survey()
    assert _divided(survey, _drawn(survey)) == 6
    issued, chance = _links(survey), random.Random(7)
    answered = []
    for at, (token, cell) in enumerate(zip(issued.tokens, issued.cells, strict=True)):
        if chance.random() < 0.7:
            mark = chance.randint(1, 5)
            _answer(token, at, mark)
            answered.append((cell, mark))
    design = _rules(survey, adjustment)
    found = results.found_results(SYSTEM, survey, question="chung", by="", figure=Figure.MEAN)
    shown = found.rows[-1].cells[0]
    value, variance = _oracle(answered, queries.sample_cells(SYSTEM, survey), by_cell=adjustment == "cell")
    assert shown is not None
    assert (shown.value, shown.standard_error) == (
        pytest.approx(value, rel=1e-9),
        pytest.approx(variance**0.5, rel=1e-9),
    )
    (tmp_path / "d.yaml").write_bytes(design)
    made.leaves_whole(survey)
    with services.answers_file(SYSTEM, survey_id=survey, kind="csv").data as written:
        (tmp_path / "d.csv").write_bytes(written.read())
    assert main(["survey", "estimate", str(tmp_path / "d.csv"), "--design", str(tmp_path / "d.yaml"), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)["estimates"]
    again = next(one for one in told if (one["kind"], one["of"]) == ("mean", "chung"))
    assert (again["value"], again["standard_error"]) == (shown.value, pytest.approx(shown.standard_error, rel=1e-12))


@pytest.mark.django_db
def test_no_answer_tells_the_unit_and_no_link_the_day_it_was_used() -> None:
    survey = made.survey()
    _divided(survey, _drawn(survey))
    issued = _links(survey)
    _answer(issued.tokens[0], 0, 4)
    row, link = Submission.objects.get(), AnswerLink.objects.exclude(used_on=None).get()
    assert row.cell is not None
    assert row.cell == link.cell
    assert SampledUnit.objects.filter(survey=survey, cell=row.cell).count() >= 5
    assert not any(unit.code in row.xml for unit in SampledUnit.objects.all())
    assert link.used_on == made.AT.date()
    assert sorted(Counter(cell.code for cell in issued.cells).values()) == [6] * 6
    with pytest.raises(Conflict):
        _divided(survey, SampleDraw.objects.get().pk)


@pytest.mark.django_db
def test_a_response_without_a_cell_and_a_silent_stratum_are_told() -> None:
    survey = made.survey()
    _divided(survey, _drawn(survey))
    issued = _links(survey)
    town = [token for token, cell in zip(issued.tokens, issued.cells, strict=True) if cell.stratum == "H0"]
    for at, token in enumerate(town[:14]):
        _answer(token, at, 1 + at % 5)
    made.received(survey, made.collector(survey), uuid="ngoai", chung="5")
    _rules(survey, "cell")
    found = results.found_results(SYSTEM, survey, question="chung", by="", figure=Figure.MEAN)
    assert found.rows[-1].answered == 14
    notes = " ".join(map(str, found.notes))
    assert "1 phiếu không mang ô mẫu" in notes
    assert "«H1»" in notes


@pytest.mark.django_db
def test_a_question_tells_the_cell_and_of_a_named_survey_the_unit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(made, "XFORM", made.XFORM.replace("khu_vuc", "o_mau"))
    for is_anonymous in (True, False):
        survey = made.survey(is_anonymous=is_anonymous)
        _divided(survey, _drawn(survey))
        collector, unit = made.collector(survey), SampledUnit.objects.filter(survey=survey)[0]
        made.received(survey, collector, uuid="cell", o_mau="O002")
        made.received(survey, collector, uuid="unit", o_mau=unit.code)
        made.received(survey, collector, uuid="none", o_mau="X")
        join = queries.joined_sample(SYSTEM, survey)
        assert {"uuid:cell", *([] if is_anonymous else ["uuid:unit"])} == set(join.cell_of)
        assert join.row("uuid:cell")[:2] == ("O002", "H0")


@pytest.mark.django_db
def test_small_cells_are_refused_or_merged_where_anonymity_was_promised() -> None:
    design = "draw: {strata: huyen, stages: [{unit: xa, size: 3}, {size: 2}]}\n"
    survey, named = made.survey(), made.survey(is_anonymous=False)
    draw = _drawn(survey, design)
    with pytest.raises(InvalidInput, match="dưới 5 đơn vị"):
        _divided(survey, draw)
    with pytest.raises(NotFound, match="chưa chia ô"):
        _links(survey)
    assert _divided(survey, draw, may_merge=True) == 2
    cells = queries.sample_cells(SYSTEM, survey)
    assert [(cell.units, cell.merged, cell.populations) for cell in cells] == [(6, 3, ()), (6, 3, ())]
    columns = queries.sample_design_columns(SYSTEM, survey)
    assert columns is not None
    assert columns.has_merged
    assert _divided(named, _drawn(named, design)) == 6


def _units(*sizes: int, weight: float = 2.0) -> list[DrawnUnit]:
    return [
        DrawnUnit(f"{at}-{one}", f"T{at}", (), weight * (at + 1), (10 * size,))
        for at, size in enumerate(sizes)
        for one in range(size)
    ]


def test_strata_are_merged_smallest_first_and_keep_the_sum_of_weights() -> None:
    units = _units(2, 9, 4, 20)
    found = cells_of(units, least=5, may_merge=True).cells
    assert [(cell.stratum, cell.units, cell.merged) for cell in found] == [
        ("T0 + T2", 6, 2),
        ("T1", 9, 1),
        ("T3", 20, 1),
    ]
    assert found[0].populations == (60,)
    assert sum(cell.weight * cell.units for cell in found) == pytest.approx(sum(one.weight or 0 for one in units))
    with pytest.raises(InvalidInput, match="cả mẫu chưa đủ"):
        cells_of(_units(2, 2), least=5, may_merge=True)


def test_stand_ins_belong_to_the_cell_of_their_stratum_and_weigh_nothing() -> None:
    units = _units(6, 7)
    found = cells_of([*units, replace(units[0], code="dự phòng", weight=None)], least=5, may_merge=False)
    assert [(cell.units, cell.stand_ins) for cell in found.cells] == [(6, 1), (7, 0)]
    assert found.place["dự phòng"] == 0


def test_a_later_stage_is_left_out_before_anything_is_merged() -> None:
    units = [
        DrawnUnit(f"{x}{h}{n}", "T", (f"X{x}", f"H{h}"), 3.0, (9, 9, 9)) for x in "ab" for h in "cd" for n in "123"
    ]
    found = cells_of(units, least=5, may_merge=False).cells
    assert [(cell.clusters, cell.units, cell.populations) for cell in found] == [(("Xa",), 6, ()), (("Xb",), 6, ())]


def test_who_is_not_eligible_leaves_no_weight_to_those_who_answered() -> None:
    cells = {at: Cell(f"O{at}", "T", (), weight, (), 10, 0) for at, weight in ((1, 2.0), (2, 3.0))}
    found = adjusted_weights(cells, {1: 5, 2: 4}, {1: 3})
    assert found[1].by_cell == pytest.approx(2.0 * 7 / 5)
    assert found[2].by_cell == pytest.approx(3.0 * 10 / 4)
    by_stratum = [one.by_stratum or 0 for one in found.values()]
    assert 5 * by_stratum[0] + 4 * by_stratum[1] == pytest.approx(2 * 7 + 3 * 10)
    silent = adjusted_weights(cells, {1: 5}, {})
    assert silent[2].by_stratum is None
    assert 5 * (silent[1].by_cell or 0) == pytest.approx(50)
