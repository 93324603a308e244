"""The same numbers as the field's usual tool on its own example, and a published index rebuilt from its parts."""

import csv
import io
import math

import pytest

from caicach.indices.composite.composing import compose
from caicach.indices.composite.framework import Aggregation
from caicach.indices.composite.framework_reading import framework_of
from caicach.indices.composite.normalising import Normalisation, Scale
from caicach.indices.composite.tables import read_table
from caicach.indices.composite.unit_data import unit_data_of

pytestmark = pytest.mark.shared


def rows_of(path):
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


@pytest.fixture(scope="module")
def example(shared):
    folder = shared / "reference" / "composite"
    framework = framework_of(read_table("ASEM_iMeta.csv", (folder / "ASEM_iMeta.csv").read_bytes()))
    data = unit_data_of(read_table("ex_treated.csv", (folder / "ex_treated.csv").read_bytes()), framework)
    return folder, compose(framework, data, Scale(), Aggregation.ARITHMETIC)


@pytest.mark.parametrize("name", ["normalised", "full_scores"])
def test_the_example_has_the_published_scores(example, name):
    folder, found = example
    rows = rows_of(folder / f"ex_{name}.csv")
    assert len(rows) == len(found.data.units) == 51
    for row in rows:
        unit = found.data.units.index(row["uCode"])
        codes = [code for code in row if code in found.framework.position]
        assert len(codes) == (49 if name == "normalised" else 60)
        for code in codes:
            assert found.scores[unit, found.framework.position[code]] == pytest.approx(
                float(row[code]), abs=1e-9, rel=0
            )


def test_the_example_has_the_published_ranks(example):
    folder, found = example
    for row in rows_of(folder / "ex_ranks.csv"):
        unit = found.data.units.index(row["uCode"])
        for code in row.keys() - {"uCode"}:
            assert found.ranks[unit, found.framework.position[code]] == int(row[code])


def test_the_framework_reads_the_published_weights(example):
    folder, found = example
    for row in rows_of(folder / "ex_weights.csv"):
        node = found.framework.nodes[found.framework.position[row["iCode"]]]
        assert (node.weight, node.level) == (float(row["Weight"]), int(row["Level"]))


DIMENSIONS = ("participation", "transparency", "accountability", "corruption", "procedures", "service")


@pytest.mark.parametrize("year", range(2011, 2017))
def test_papi_is_the_sum_of_its_dimensions_and_these_of_their_parts(shared, year):
    """Figures of PAPI (CECODES, VFF-CRT, RTA and UNDP); provinces that were not published in a year stay missing."""
    rows = [row for row in rows_of(shared / "data" / "papi" / "papi_2011_2016.csv") if row["year"] == str(year)]
    parts = {d: [c for c in rows[0] if c.startswith(f"papi_{d}_")] for d in DIMENSIONS}
    meta = ["iCode,Level,Type,Direction,Weight,Parent", "papi_unweighted,3,Aggregate,1,1,"]
    for dimension, codes in parts.items():
        meta.append(f"papi_{dimension},2,Aggregate,1,1,papi_unweighted")
        meta += [f"{code},1,Indicator,1,1,papi_{dimension}" for code in codes]
    framework = framework_of(read_table("papi_meta.csv", "\n".join(meta).encode()))
    found = compose(framework, papi_data(rows, framework), Scale(Normalisation.NONE), Aggregation.SUM)
    assert len(rows) == 63
    for row in rows:
        unit = found.data.units.index(row["prov"])
        is_published = row["papi_participation"] not in {"", "NA"}  # the source totals two unpublished provinces to 0
        for code in ("papi_unweighted", *(f"papi_{d}" for d in DIMENSIONS)):
            score = found.scores[unit, framework.position[code]]
            assert score == pytest.approx(float(row[code]), abs=1e-5) if is_published else math.isnan(score)


def papi_data(rows, framework):
    codes = [node.code for node in framework.indicators]
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(["uCode", *codes])
    writer.writerows([row["prov"], *(row[code] for code in codes)] for row in rows)
    return unit_data_of(read_table("papi.csv", text.getvalue().encode()), framework)
