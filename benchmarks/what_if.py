"""A what-if on 100 units by 100 components: ``python -m benchmarks.what_if [--units N] [--count N]``.

Each what-if changes one cell of one unit, the components in turn, so that every kind of rule is met, those that look at
all units too; the baseline is compared before and after. The target is 20 milliseconds for the slowest of a hundred.
"""

import argparse
import pickle
import sys
from statistics import median
from time import process_time

from benchmarks.index_scoring import definition_text, table

from caicach.indices.definition.inputs import read_table_text
from caicach.indices.definition.loading import read_text
from caicach.indices.definition.rules.base import Given
from caicach.indices.definition.scoring import score
from caicach.indices.domain.what_if import Change, Scored, changed_inputs

UNITS, COUNT, TARGET_MS = 100, 400, 20.0


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--units", type=int, default=UNITS)
    parser.add_argument("--count", type=int, default=COUNT)
    options = parser.parse_args()
    text, components = definition_text()
    definition = read_text(text, "bench.yaml").definition
    assert definition is not None
    baseline = Scored(definition, read_table_text(table(components, options.units), definition))
    before = pickle.dumps(baseline.scores.units)
    milliseconds = []
    for n in range(options.count):
        code, rule = components[n % len(components)]
        given = {0: Given("1"), 5: Given("3"), 8: Given("0.5")}.get(rule, Given("", "9", "10"))
        change = Change(f"U{n * 7 % options.units:04}", code, given)
        started = process_time()
        after = baseline.with_changes([change])
        milliseconds.append((process_time() - started) * 1000)
        if n % 50 == 0:
            assert after.scores == score(definition, changed_inputs(definition, baseline.inputs, [change]))
    assert pickle.dumps(baseline.scores.units) == before
    slow = sorted(milliseconds)[int(len(milliseconds) * 0.99)]
    print(f"what-if on {options.units} units x {len(components)} components, one cell changed, processor time")
    print(f"  median {median(milliseconds):.2f} ms; 99 of 100 within {slow:.2f} ms   target {TARGET_MS:.0f} ms")
    return 0 if slow <= TARGET_MS else 1


if __name__ == "__main__":
    sys.exit(main())
