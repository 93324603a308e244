"""Makes ``recorded_by_pm4py.json``: what pm4py says of logs made from a seed.

    cd tests && PYTHONPATH=. PYTHON_WITH_PM4PY dossiers/recording.py dossiers/recorded_by_pm4py.json

pm4py is AGPL: it lives in an environment of its own and is asked, never imported by the product or its tests.
Each log is read by pm4py from the same XES text that the product reads, by the reader named ``iterparse``.
"""

import json
import sys
import tempfile
import warnings
from pathlib import Path
from typing import Any

from dossiers.random_logs import as_xes, random_log

LOGS = 30


def said_of(path: Path) -> dict[str, Any]:
    import pandas as pd  # noqa: PLC0415 -- only where these are installed
    import pm4py  # noqa: PLC0415

    frame = pm4py.convert_to_dataframe(pm4py.read_xes(str(path), variant="iterparse", return_legacy_log_object=True))
    # format_dataframe sorts by case and time without keeping ties; the order of the file is the order of ties here.
    frame = frame.sort_values(["case:concept:name", "time:timestamp"], kind="stable").reset_index(drop=True)
    dfg, starts, ends = pm4py.discover_dfg(frame.copy())
    timed, _, _ = pm4py.discover_performance_dfg(frame.copy())
    variants = pm4py.get_variants(frame.copy())
    spans = frame.groupby("case:concept:name")["time:timestamp"].agg(["min", "max"])
    durations = (spans["max"] - spans["min"]) / pd.Timedelta(seconds=1)
    return {
        "cases": int(frame["case:concept:name"].nunique()),
        "events": len(frame),
        "activities": {str(a): int(n) for a, n in frame["concept:name"].value_counts().items()},
        "start_activities": starts,
        "end_activities": ends,
        "dfg": [[a, b, int(n), timed[a, b]["mean"]] for (a, b), n in dfg.items()],
        "variants": [[list(one), count] for one, count in variants.items()],
        "quantiles": [float(durations.quantile(at)) for at in (0, 0.25, 0.5, 0.75, 0.9, 1)],
    }


def main() -> None:
    warnings.filterwarnings("ignore")
    recorded = []
    with tempfile.TemporaryDirectory() as folder:
        for seed in range(LOGS):
            path = Path(folder) / "log.xes"
            path.write_text(as_xes(random_log(seed)), encoding="utf-8")
            recorded.append({"seed": seed, **said_of(path)})
    Path(sys.argv[1]).write_text(json.dumps(recorded, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")


if __name__ == "__main__":
    main()
