"""Single answers of an anonymous survey leave so that nobody is singled out, unless a person decided it and why."""

import csv
import io
from collections import Counter, defaultdict
from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from caicach.kernel.access import SYSTEM, Actor
from caicach.kernel.audit.models import AuditLine
from caicach.kernel.errors import InvalidInput, NotAllowed, NotFound
from caicach.kernel.tables import cells_of
from caicach.surveys.collection import queries, services
from caicach.surveys.collection.domain.releasing import ColumnRule, Leaving, Protection, kept_cells
from factories import surveys as made


@given(
    rows=st.lists(st.tuples(*(st.integers(0, most) for most in (1, 2, 6, 3))), max_size=60),
    least=st.integers(3, 7),
    last=st.integers(0, 3),
)
def test_nobody_stands_out_and_no_column_is_emptied_of_a_few(
    rows: list[tuple[int, ...]], least: int, last: int
) -> None:
    columns = [np.array([row[at] for row in rows], np.int64) for at in range(4)]
    kept = kept_cells(columns, [at == last for at in range(4)], len(rows), least)
    shown = [tuple(row[at] if kept[at][number] else None for at in range(4)) for number, row in enumerate(rows)]
    if len(rows) < least:
        assert all(cell is None for row in shown for cell in row)
        return
    assert all(count >= least for count in Counter(shown).values())
    for at in range(4):
        emptied = sum(row[at] is None for row in shown)
        assert emptied == 0 or emptied >= least


@given(rows=st.lists(st.tuples(*(st.integers(0, most) for most in (1, 2, 6))), min_size=1, max_size=60))
def test_who_knows_all_that_describes_a_person_is_left_with_several(rows: list[tuple[int, ...]]) -> None:
    columns = [np.array([row[at] for row in rows], np.int64) for at in range(3)]
    kept = kept_cells(columns, [False] * 3, len(rows), 5)
    shown = [tuple(row[at] if kept[at][number] else None for at in range(3)) for number, row in enumerate(rows)]
    for known in set(product(*({row[at] for row in rows} for at in range(3)))) & set(rows):
        fitting = sum(all(cell in (None, value) for cell, value in zip(row, known, strict=True)) for row in shown)
        assert fitting >= min(5, len(rows))


def test_numbers_keep_their_mean_and_days_their_month() -> None:
    rows = [(str(number), f"2026-0{1 + number % 2}-1{number % 9}", "chữ") for number in range(40)]
    rules = [ColumnRule(Leaving.MEAN), ColumnRule(Leaving.MONTH), ColumnRule(Leaving.OUT)]

    def released(at: int) -> list[object]:
        part = [row[at : at + 1] for row in rows]
        described = [] if rules[at].leaving is Leaving.OUT else part
        return [row[0] for row in Protection(described, rules[at : at + 1], 5).rows(part)]

    means = [float(str(cell)) for cell in released(0)]
    assert sum(means) == pytest.approx(sum(range(40)))
    assert min(Counter(means).values()) >= 5
    assert set(released(1)) == {"2026-01-01", "2026-02-01"}
    assert set(released(2)) == {None}


def _answered(is_anonymous: bool = True) -> int:
    survey = made.survey(is_anonymous=is_anonymous)
    collector = made.collector(survey)
    for at in range(40):
        area = "mien_nui" if at < 2 else ("do_thi", "dong_bang")[at % 2]
        words = f"Tôi là {at}"
        made.received(
            survey, collector, uuid=f"{at:03}", khu_vuc=area, tuoi=str(20 + at), gop_y=words, chung=str(1 + at % 5)
        )
    return survey


def _rows(survey: int, kind: str = "csv") -> list[dict[str, str]]:
    with services.answers_file(SYSTEM, survey_id=survey, kind=kind).data as data:
        return list(csv.DictReader(io.StringIO(data.read().decode("utf-8-sig"))))


@pytest.mark.django_db
def test_an_anonymous_survey_leaves_protected() -> None:
    survey = _answered()
    rows = _rows(survey)
    assert [row["chung"] for row in rows].count("3") == 8  # opinions leave as they are
    assert not any("uuid" in row["instance_id"] or row["received_on"] or row["gop_y"] for row in rows)
    assert "mien_nui" not in {row["khu_vuc"] for row in rows}
    assert {row["form_version"] for row in rows} == {"2026.1"}, "what all share tells nobody from anybody"
    assert {row["dong_y"] for row in rows} == {"co"}
    assert "noi_dung/khu_vuc" in (asked := dict(queries.release_of(SYSTEM, survey).describing))
    assert "dong_y" not in asked
    classes: dict[tuple[str, ...], int] = defaultdict(int)
    for row in rows:
        classes[row["khu_vuc"], row["tuoi"], row["kenh"]] += 1
    assert min(classes.values()) >= 5
    book = {row[0]: row[-1] for row in queries.leaving_codebook(SYSTEM, survey).rows}  # type: ignore[index]
    assert book["gop_y"] == "không xuất"
    assert book["chung"] == "nguyên"
    assert "5 phiếu" in str(book["khu_vuc"])


@pytest.mark.django_db
def test_only_a_decision_with_its_reason_lets_answers_leave_whole() -> None:
    survey = _answered()
    order = {"survey_id": survey, "is_whole": True, "content": (), "least": 5, "now": made.AT}
    with pytest.raises(InvalidInput):
        services.decide_release(SYSTEM, reason=" ", **order)  # type: ignore[arg-type]
    with pytest.raises(InvalidInput):
        services.decide_release(SYSTEM, reason="x", **order | {"content": ("khong/co",)})  # type: ignore[arg-type]
    with pytest.raises(NotAllowed):
        services.decide_release(Actor(user_id=3, name="Ai đó"), reason="x", **order)  # type: ignore[arg-type]
    services.decide_release(SYSTEM, reason="Thanh tra yêu cầu", **order)  # type: ignore[arg-type]
    assert {"mien_nui", "Tôi là 1"} <= {cell for row in _rows(survey) for cell in row.values()}
    last = list(queries.leaving_codebook(SYSTEM, survey).rows)[-1]
    assert "Thanh tra yêu cầu" in str(last)
    assert AuditLine.objects.filter(action="surveys.release_decided").exists()
    content = [path for path, label in queries.release_of(SYSTEM, survey).describing if path.endswith("tuoi")]
    services.decide_release(SYSTEM, reason="Tuổi không ai biết", **order | {"is_whole": False, "content": content})  # type: ignore[arg-type]
    assert {"21", "59"} <= {row["tuoi"] for row in _rows(survey)}
    assert "mien_nui" not in {row["khu_vuc"] for row in _rows(survey)}


@pytest.mark.django_db
def test_a_survey_with_names_leaves_as_it_is() -> None:
    rows = _rows(_answered(is_anonymous=False))
    assert {"mien_nui", "Tôi là 1"} <= {cell for row in rows for cell in row.values()}


@pytest.mark.django_db
@pytest.mark.parametrize("is_gathered", [False, True])
@pytest.mark.parametrize("is_anonymous", [False, True])
def test_the_first_answers_are_those_of_the_table(
    is_gathered: bool, is_anonymous: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However the table is read: at once, or block by block where it is too wide."""
    survey = _answered(is_anonymous)
    if is_gathered:
        monkeypatch.setattr(services.gathering, "WAITING", 3)
        monkeypatch.setattr(services.gathering, "BLOCK", 16)
        services.gather_answers(SYSTEM, survey_id=survey)
        monkeypatch.setattr(queries.answers, "_MOST_CELLS", 100)
    table = queries.leaving_table(SYSTEM, survey)
    rows = [list(cells_of(row)) for row in table.rows]
    first = queries.first_answers(SYSTEM, survey, 7)
    assert (len(rows), list(first.head)) == (40, list(table.head))
    assert [list(cells_of(row)) for row in first.rows] == rows[:7]
    with pytest.raises(NotFound):
        queries.first_answers(Actor(user_id=3, name="Ai đó"), survey, 7)
