"""The same questions answered row by row, without columns: what the engine is held against."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import datetime
from itertools import pairwise

import pytest

from caicach.dossiers.domain.analysis import Analysis

Row = tuple[str, str, datetime]


def cases_of(rows: Iterable[Row]) -> dict[str, list[tuple[str, datetime]]]:
    """Steps by case in order of time; ties keep the order of the rows."""
    cases: dict[str, list[tuple[str, datetime]]] = defaultdict(list)
    for case, activity, at in rows:
        cases[case].append((activity, at))
    return {case: sorted(steps, key=lambda step: step[1]) for case, steps in cases.items()}


def analysis_of(rows: Iterable[Row]) -> dict[str, object]:
    cases = cases_of(rows)
    gaps: dict[tuple[str, str], list[float]] = defaultdict(list)
    for steps in cases.values():
        for (a, first), (b, second) in pairwise(steps):
            gaps[a, b].append((second - first).total_seconds())
    variants = Counter(tuple(activity for activity, _ in steps) for steps in cases.values())
    return {
        "cases": len(cases),
        "events": sum(map(len, cases.values())),
        "activities": dict(Counter(activity for steps in cases.values() for activity, _ in steps)),
        "start_activities": dict(Counter(steps[0][0] for steps in cases.values())),
        "end_activities": dict(Counter(steps[-1][0] for steps in cases.values())),
        "variants": {" > ".join(one): count for one, count in variants.items()},
        "dfg": {f"{a} > {b}": (len(found), sum(found) / len(found)) for (a, b), found in gaps.items()},
        "durations": sorted((steps[-1][1] - steps[0][1]).total_seconds() for steps in cases.values()),
    }


def quantile(ordered: list[float], at: float) -> float:
    """Linear between ranks (type 7)."""
    place = (len(ordered) - 1) * at
    low = int(place)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (ordered[high] - ordered[low]) * (place - low)


def assert_same(found: Analysis, rows: list[Row]) -> None:
    plain = analysis_of(rows)
    assert (found.cases, found.events) == (plain["cases"], plain["events"])
    assert found.activities == plain["activities"]
    assert found.start_activities == plain["start_activities"]
    assert found.end_activities == plain["end_activities"]
    assert {" > ".join(one.sequence): one.cases for one in found.variants} == plain["variants"]
    assert found.variant_count == len(plain["variants"])
    said = {f"{edge.source} > {edge.target}": (edge.count, pytest.approx(edge.mean_seconds)) for edge in found.edges}
    assert said == plain["dfg"]
    for at, value in found.durations.quantiles.items():
        assert value == pytest.approx(quantile(plain["durations"], at), rel=1e-9, abs=1e-6)
