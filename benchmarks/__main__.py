"""``python -m benchmarks``: every benchmark with its usual arguments."""

import runpy
import sys
from pathlib import Path

_NO_BENCHMARKS = {"letter_files"}  # makes the files that others read, and must be told where

for path in sorted(Path(__file__).parent.glob("[!_]*.py")):
    if path.stem in _NO_BENCHMARKS:
        continue
    print(f"== {path.stem}", flush=True)
    sys.argv = [str(path)]
    try:
        runpy.run_path(str(path), run_name="__main__")
    except SystemExit as left:
        if left.code:
            sys.exit(left.code)
