"""Count by count what pm4py 2.7.23 said of thirty logs made from a seed (``recording.py``); it is not needed here.

Where ``CAICACH_PM4PY`` names a Python that has pm4py, the records are made anew and have to be the same.
"""

import json
import os
import subprocess
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from caicach.dossiers.analysing import Question, analyse
from dossiers.random_logs import as_xes, random_log

pytestmark = pytest.mark.slow  # the columnar engine, some forty milliseconds a log

_HERE = Path(__file__).parent
RECORDED: list[dict[str, Any]] = json.loads((_HERE / "recorded_by_pm4py.json").read_text(encoding="utf-8"))
_PYTHON = os.environ.get("CAICACH_PM4PY", "")


def test_every_count_and_mean(tmp_path: Path) -> None:
    assert len(RECORDED) == 30
    for said in RECORDED:
        path = tmp_path / "log.xes"
        path.write_text(as_xes(random_log(said["seed"])), encoding="utf-8")
        found = analyse(path, Question(top=10_000, clock=None), today=date(2026, 11, 29))
        assert (found.cases, found.events) == (said["cases"], said["events"])
        assert found.activities == said["activities"]
        assert found.start_activities == said["start_activities"]
        assert found.end_activities == said["end_activities"]
        counted = {(edge.source, edge.target): edge.count for edge in found.edges}
        assert counted == {(a, b): n for a, b, n, _ in said["dfg"]}
        means = {(edge.source, edge.target): edge.mean_seconds for edge in found.edges}
        assert means == pytest.approx({(a, b): mean for a, b, _, mean in said["dfg"]})
        variants = {one.sequence: one.cases for one in found.variants}
        assert variants == {tuple(sequence): n for sequence, n in said["variants"]}
        quantiles = [found.durations.quantiles[at] for at in (0, 0.25, 0.5, 0.75, 0.9, 1)]
        assert quantiles == pytest.approx(said["quantiles"])


@pytest.mark.skipif(not _PYTHON, reason="CAICACH_PM4PY names no Python with pm4py")
def test_the_records_are_what_pm4py_says(tmp_path: Path) -> None:
    again = tmp_path / "again.json"
    script = [_PYTHON, "dossiers/recording.py", str(again)]
    subprocess.run(script, cwd=_HERE.parent, env={**os.environ, "PYTHONPATH": "."}, check=True, capture_output=True)
    assert json.loads(again.read_text(encoding="utf-8")) == RECORDED
