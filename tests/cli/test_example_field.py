"""The sample of the example: drawn by the product itself, the same on every machine, and told by the field page."""

from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings

from caicach.cli.example_field import DESIGN, SEED, STRATA, frame, load_field
from caicach.kernel.access import SYSTEM
from caicach.surveys.collection import queries
from caicach.surveys.collection.domain.fieldwork import Disposition
from caicach.surveys.collection.models import SampledUnit
from caicach.surveys.columns import read_columns
from caicach.surveys.results import queries as results
from caicach.surveys.results.domain.values import Basis
from caicach.surveys.sampling.draw_reading import read_draw
from caicach.surveys.sampling.drawing import drawn_sample
from factories import surveys as made

FOLDER = Path(settings.EXAMPLES_DIR) / "surveys"


@pytest.mark.django_db
def test_the_field_of_the_example_tells_as_many_interviews_as_there_are_responses() -> None:
    survey = made.survey()
    load_field(SYSTEM, survey, FOLDER, now=made.AT + timedelta(days=12))
    found = queries.field_progress(SYSTEM, survey)
    interviews = {area: tally.n(Disposition.COMPLETE, Disposition.PARTIAL) for area, tally in found.by_area.items()}
    assert interviews == {one.words: one.interviews for one in STRATA}
    assert list(found.by_area) == ["Phường, đô thị", "Xã đồng bằng, ven biển", "Xã miền núi"]
    assert (found.whole.total, found.stand_ins) == (344, 24)
    assert set(Disposition) == {unit.disposition for unit in SampledUnit.objects.all()}
    assert results.result_rules(SYSTEM, survey).basis is Basis.DESIGN


@pytest.mark.django_db
def test_every_unit_of_the_example_was_drawn_by_its_design() -> None:
    survey = made.survey()
    load_field(SYSTEM, survey, FOLDER, now=made.AT + timedelta(days=12))
    people = read_columns("khung.csv", frame())
    drawn = drawn_sample(read_draw(DESIGN, (FOLDER / DESIGN).read_bytes()), people, SEED)
    codes = people.texts("ma")
    sample = {codes[row.row] for row in drawn.rows if row.stand_in is None}
    reserve = {codes[row.row] for row in drawn.rows} - sample
    units = SampledUnit.objects.values_list("code", "stands_in_for")
    assert {code for code, gone in units if not gone} == sample
    assert {code for code, gone in units if gone} <= reserve
    assert Counter(row.stratum for row in drawn.rows if row.stand_in is None) == {
        "do_thi": 128,
        "dong_bang": 112,
        "mien_nui": 80,
    }
