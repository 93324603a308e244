"""A public log of a government procedure: count by count what pm4py says of it. Skips where the folder is absent."""

import json
from datetime import date
from pathlib import Path

import pytest

from caicach.dossiers.analysing import Question, analyse
from caicach.dossiers.domain.analysis import Analysis
from caicach.dossiers.domain.limits import Limits

_FOLDER = Path(__file__).resolve().parents[3] / "shared" / "reference" / "eventlogs"
pytestmark = [pytest.mark.shared, pytest.mark.skipif(not _FOLDER.is_dir(), reason="no public logs beside the project")]


@pytest.fixture(scope="module")
def found() -> Analysis:
    question = Question(limits=Limits(due="deadline"), top=500)
    return analyse(_FOLDER / "receipt.xes.gz", question, today=date(2026, 11, 29))


@pytest.fixture(scope="module")
def said() -> dict:
    return json.loads((_FOLDER / "ref_receipt.json").read_text(encoding="utf-8"))


def test_counts(found: Analysis, said: dict) -> None:
    assert (found.cases, found.events) == (said["n_cases"], said["n_events"])
    assert found.activities == said["activity_counts"]
    assert found.start_activities == said["start_activities"]
    assert found.end_activities == said["end_activities"]
    assert found.aside == ()


def test_directly_follows(found: Analysis, said: dict) -> None:
    assert {(edge.source, edge.target): edge.count for edge in found.edges} == {(a, b): n for a, b, n in said["dfg"]}
    means = {(edge.source, edge.target): edge.mean_seconds for edge in found.edges}
    for a, b, _, told in said["performance_dfg_top30"]:
        assert means[a, b] == pytest.approx(told["mean"])


def test_variants(found: Analysis, said: dict) -> None:
    assert found.variant_count == said["n_variants"]
    for one, told in zip(found.variants[:4], said["variants_top10"], strict=False):
        assert (list(one.sequence), one.cases) == (told["activities"], told["count"])
    assert sum(one.cases for one in found.variants) == said["variant_count_total"]


def test_durations(found: Analysis, said: dict) -> None:
    told = said["case_duration_s"]
    assert found.durations.mean == pytest.approx(told["mean"])
    assert {f"{at:g}": value for at, value in found.durations.quantiles.items()} == pytest.approx(
        told["quantiles_type7"]
    )


@pytest.mark.parametrize("side", ["before", "after"])
def test_stays(found: Analysis, said: dict, side: str) -> None:
    stays = found.stays_before if side == "before" else found.stays_after
    told = said[f"sojourn_{side}_activity_s"]
    assert stays.keys() == told.keys()
    for activity, stay in stays.items():
        expected = [told[activity][key] for key in ("n", "mean", "median", "p90")]
        assert [stay.n, stay.mean, stay.median, stay.p90] == pytest.approx(expected)


def test_cases_against_their_own_deadline(found: Analysis, said: dict) -> None:
    assert found.on_time is not None
    assert (found.on_time.cases, found.on_time.late) == (
        said["deadline"]["cases_with_deadline"],
        said["deadline"]["last_event_after_deadline"],
    )
