"""The arrays against a plain walk over the tree, unit by unit, on invented trees with gaps."""

import math
import random
import statistics

import pytest

from caicach.indices.composite.composing import compose
from caicach.indices.composite.draws import Uncertain, draw
from caicach.indices.composite.framework import Aggregation
from caicach.indices.composite.framework_reading import framework_of
from caicach.indices.composite.normalising import Normalisation, Scale
from caicach.indices.composite.running import Index
from caicach.indices.composite.tables import read_table
from caicach.indices.composite.unit_data import unit_data_of

POSITIVE = {
    Normalisation.MINMAX: (1.0, 100.0),
    Normalisation.ZSCORE: (50.0, 3.0),
    Normalisation.GOALPOSTS: (1.0, 10.0),
}


def invented(seed):
    """META rows (code, level, direction, weight, parent) from the top down, and DATA rows with gaps."""
    chosen = random.Random(seed)
    nodes = [("T", 4, 1, 1.0, "")]
    for level, width in ((3, 3), (2, 5)):
        above = [row[0] for row in nodes if row[1] == level + 1]
        names = [f"n{level}_{n}" for n in range(width)]
        nodes += [
            (name, level, 1, chosen.choice([1.0, 0.25, 3.5]), above[n % len(above)]) for n, name in enumerate(names)
        ]
    above = [row[0] for row in nodes if row[1] == 2]
    nodes += [(f"i{n}", 1, chosen.choice([1, -1]), chosen.choice([1.0, 2.0, 0.5]), above[n % 5]) for n in range(14)]
    units = {
        f"u{u}": {
            f"i{n}": None if chosen.random() < 0.2 else round(chosen.gauss(20, 6), chosen.choice([0, 3]))
            for n in range(14)
        }
        for u in range(12)
    }
    units["u11"] = dict.fromkeys(units["u0"])
    return nodes, units


def tables(nodes, units):
    header = "iCode,Level,Type,Direction,Weight,Parent,goalpost_lower,goalpost_upper\n"
    meta = header + "".join(
        f"{c},{level},{'Indicator' if level == 1 else 'Aggregate'},{d},{w},{p},10,30\n" for c, level, d, w, p in nodes
    )
    codes = [row[0] for row in nodes if row[1] == 1]
    data = f"uCode,{','.join(codes)}\n" + "".join(
        f"{u},{','.join('' if row[c] is None else repr(row[c]) for c in codes)}\n" for u, row in units.items()
    )
    framework = framework_of(read_table("meta.csv", meta.encode()))
    return framework, unit_data_of(read_table("data.csv", data.encode()), framework)


def plain_scale(values, direction, method, ends):
    turned = [None if v is None else v * direction for v in values]
    there = [v for v in turned if v is not None]
    low, high = (min(there), max(there)) if there else (0, 1)
    first, last = ends or (0.0, 1.0)
    posts = (10, 30) if direction == 1 else (-30, -10)
    rule = {
        Normalisation.MINMAX: lambda v: (v - low) / (high - low) * (last - first) + first,
        Normalisation.ZSCORE: lambda v: (v - statistics.mean(there)) / statistics.stdev(there) * last + first,
        Normalisation.RANK: lambda v: 1 + sum(other < v for other in there),
        Normalisation.BORDA: lambda v: sum(other < v for other in there),
        Normalisation.PERCENTILE_RANK: lambda v: sum(other < v for other in there) / (len(there) - 1),
        Normalisation.DISTANCE_TO_BEST: lambda v: 1 - (high - v) / (high - low),
        Normalisation.GOALPOSTS: lambda v: min(max((v - posts[0]) / 20, 0), 1) * (last - first) + first,
        Normalisation.NONE: lambda v: v,
    }[method]
    return [None if v is None else rule(v) for v in turned]


def plain_mean(pairs, how):
    there = [(x, w) for x, w in pairs if x is not None]
    total = sum(w for _, w in there)
    if not there or (how is Aggregation.SUM and len(there) < len(pairs)):
        return None
    if how is Aggregation.SUM:
        return sum(x * w for x, w in there)
    if how is Aggregation.GEOMETRIC:
        return math.exp(sum(w * math.log(x) for x, w in there) / total)
    if how is Aggregation.HARMONIC:
        return total / sum(w / x for x, w in there)
    return sum(x * w for x, w in there) / total


def plain_index(nodes, units, weights, scale, how):
    ends = scale.range if scale.range is not None else (scale.ends if scale.method in POSITIVE else None)
    scores = {}
    for code, level, direction, _, _ in nodes:
        if level == 1:
            values = plain_scale([row[code] for row in units.values()], direction, scale.method, ends)
            scores[code] = dict(zip(units, values, strict=True))
    for code, level, *_ in sorted(nodes, key=lambda row: row[1]):
        if level > 1:
            children = [row[0] for row in nodes if row[4] == code]
            scores[code] = {u: plain_mean([(scores[c][u], weights[c]) for c in children], how) for u in units}
    return scores


CASES = [
    *((method, how) for method in Normalisation for how in (Aggregation.ARITHMETIC, Aggregation.SUM)),
    *((method, how) for method in POSITIVE for how in (Aggregation.GEOMETRIC, Aggregation.HARMONIC)),
    (Normalisation.RANK, Aggregation.GEOMETRIC),
]


@pytest.mark.parametrize(("method", "how"), CASES)
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_scores_and_ranks_equal_the_plain_walk(seed, method, how):
    nodes, units = invented(seed)
    framework, data = tables(nodes, units)
    scale = Scale(method, POSITIVE.get(method))
    found = compose(framework, data, scale, how)
    expected = plain_index(nodes, units, {row[0]: row[3] for row in nodes}, scale, how)
    for n, code in enumerate(framework.codes):
        there = [s for s in expected[code].values() if s is not None]
        for u, unit in enumerate(data.units):
            score, wanted = found.scores[u, n], expected[code][unit]
            if wanted is None:
                assert math.isnan(score)
                assert math.isnan(found.ranks[u, n])
            else:
                assert score == pytest.approx(wanted, rel=1e-12, abs=1e-12)
                assert found.ranks[u, n] == 1 + sum(other > wanted + 1e-12 * abs(wanted) + 1e-12 for other in there)


@pytest.mark.parametrize("seed", [4, 5])
def test_every_draw_equals_the_plain_walk(seed):
    nodes, units = invented(seed)
    framework, data = tables(nodes, units)
    uncertain = Uncertain()
    draws = draw(framework, uncertain, 25, seed=seed)
    scores = Index(framework, data, "T", uncertain).scores(draws)
    for n in range(25):
        weights = dict(zip(framework.codes, draws.weights[n].tolist(), strict=True))
        scale, how = uncertain.scales[draws.scale[n]], uncertain.aggregations[draws.aggregation[n]]
        expected = plain_index(nodes, units, weights, scale, how)["T"]
        for u, unit in enumerate(data.units):
            wanted = expected[unit]
            assert math.isnan(scores[n, u]) if wanted is None else scores[n, u] == pytest.approx(wanted, rel=1e-12)
