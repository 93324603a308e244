"""Regenerations of a composite index a second, and the time of a sensitivity analysis.

``python benchmarks/composite.py [--count N]``; the exit code says whether the targets were met.

51 units x 49 indicators, 8 pillars, 2 sub-indices, 1 index, some figures missing. One regeneration is the whole index
from its figures: direction, normalisation (min-max and z-score in turn), four levels, ranks of every code. Measured
one after another; as draws in blocks, where exact figures are normalised once for each scale; and as draws with
sampling error, where every run normalises its own figures. The process holds itself to one core; shown are the clock
and the time of the processor, which is the one that does not depend on who else is at work.
"""

import argparse
import os
import sys
from time import perf_counter, process_time

import numpy as np

from caicach.indices.composite.composing import compose
from caicach.indices.composite.draws import USUAL_SCALES, Uncertain, draw
from caicach.indices.composite.framework import Aggregation, Framework
from caicach.indices.composite.framework_reading import framework_of
from caicach.indices.composite.running import Index
from caicach.indices.composite.tables import read_table
from caicach.indices.composite.uncertainty import uncertainty
from caicach.indices.composite.unit_data import UnitData

UNITS, INDICATORS, PILLARS, SEED = 51, 49, 8, 20230210
TARGET_A_SECOND, TARGET_SECONDS, RUNS = 1000.0, 15.0, 10_000


def framework() -> Framework:
    lines = ["iCode,Level,Type,Direction,Weight,Parent", "index,4,Aggregate,1,1,"]
    lines += [f"sub{n},3,Aggregate,1,1,index" for n in range(2)]
    lines += [f"pillar{n},2,Aggregate,1,1,sub{n * 2 // PILLARS}" for n in range(PILLARS)]
    lines += [f"i{n},1,Indicator,{-1 if n % 3 == 0 else 1},1,pillar{n % PILLARS}" for n in range(INDICATORS)]
    return read_framework("\n".join(lines))


def read_framework(text: str) -> Framework:
    return framework_of(read_table("invented.csv", text.encode()))


def figures(tree: Framework) -> UnitData:
    stream = np.random.Generator(np.random.PCG64(SEED))
    values = stream.lognormal(size=(UNITS, INDICATORS))
    values[stream.random(values.shape) < 0.03] = np.nan
    units = tuple(f"u{n}" for n in range(UNITS))
    codes = tuple(node.code for node in tree.indicators)
    return UnitData("invented.csv", units, units, tuple(range(2, UNITS + 2)), codes, values)


def one_by_one(tree: Framework, data: UnitData, count: int) -> tuple[float, float]:
    clock, processor = perf_counter(), process_time()
    for n in range(count):
        compose(tree, data, USUAL_SCALES[n % 2], Aggregation.ARITHMETIC)
    return count / (perf_counter() - clock), count / (process_time() - processor)


def in_blocks(tree: Framework, data: UnitData, count: int) -> tuple[float, float]:
    clock, processor = perf_counter(), process_time()
    index = Index(tree, data, "index")
    index.ranks(draw(tree, index.uncertain, count, seed=SEED))
    return count / (perf_counter() - clock), count / (process_time() - processor)


def sensitivity(tree: Framework, data: UnitData, errors: bool) -> tuple[float, float, int]:
    """Seconds by the clock and of the processor, and the number of runs."""
    uncertain = Uncertain(errors=np.nan_to_num(data.values * 0.05) if errors else None)
    factors = len(uncertain.factors)
    draws = RUNS // (factors + 2)
    clock, processor = perf_counter(), process_time()
    uncertainty(Index(tree, data, "index", uncertain), draws, seed=SEED)
    return perf_counter() - clock, process_time() - processor, draws * (factors + 2)


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--count", type=int, default=2000, help="regenerations one by one")
    options = parser.parse_args()
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    tree = framework()
    data = figures(tree)
    one_by_one(tree, data, 50)
    alone = one_by_one(tree, data, options.count)
    blocks = in_blocks(tree, data, 10 * options.count)
    exact, sampled = sensitivity(tree, data, errors=False), sensitivity(tree, data, errors=True)
    print(f"composite: {UNITS} units x {INDICATORS} indicators, one core (clock; processor)")
    anew = (sampled[2] / sampled[0], sampled[2] / sampled[1])
    rates = {"one by one": alone, "as draws": blocks, "as draws, each its own figures": anew}
    for name, (clock, processor) in rates.items():
        print(f"  {name:30}{clock:9,.0f}/s; {processor:9,.0f}/s   target {TARGET_A_SECOND:,.0f}/s")
    for name, (clock, processor, runs) in (("sensitivity", exact), ("sensitivity, sampling error", sampled)):
        print(f"  {name:30}{clock:8.2f} s; {processor:8.2f} s   {runs:,} runs, target {TARGET_SECONDS:.0f} s")
    is_met = min(blocks[1], anew[1]) >= TARGET_A_SECOND and max(exact[0], sampled[0]) <= TARGET_SECONDS
    return 0 if is_met else 1


if __name__ == "__main__":
    sys.exit(main())
