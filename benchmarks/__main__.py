"""``python -m benchmarks``: every benchmark with its usual arguments."""

import runpy
import sys
from pathlib import Path

for path in sorted(Path(__file__).parent.glob("[!_]*.py")):
    print(f"== {path.stem}", flush=True)
    sys.argv = [str(path)]
    try:
        runpy.run_path(str(path), run_name="__main__")
    except SystemExit as left:
        if left.code:
            sys.exit(left.code)
