"""Pages of procedures read from their bytes and compared with the register: pages a second of one core.

``python -m benchmarks.procedure_pages [pages]``; every page is of another record, so that nothing is read
twice. Target: at least 200 pages a second of processor time.
"""

import sys
from pathlib import Path
from time import process_time

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

from caicach.procedures.comparing.fields import differences
from caicach.procedures.comparing.matching import Matcher
from caicach.procedures.pages.extracting import page_of
from caicach.procedures.record.record_reading import procedure_of
from procedures.markups import EVERY
from procedures.records import record

PAGES, TARGET = 1_600, 200.0


def main(count: int = PAGES) -> int:
    markups = list(EVERY.values())
    records = [record(number) for number in range(count)]
    pages = [markups[number % len(markups)](one).encode() for number, one in enumerate(records)]
    register = {one["code"]: procedure_of(one) for one in records}
    matcher = Matcher(register)
    faults, began = 0, process_time()
    for data in pages:
        for found in page_of(data).records:
            key = matcher.by_code(found.procedure.code)
            if key is not None and found.is_full:
                faults += sum(one.verdict.is_fault for one in differences(register[key], found.procedure).values())
    rate = len(pages) / (process_time() - began)
    size = sum(map(len, pages)) / len(pages)
    print(f"{len(pages)} pages of {size:.0f} bytes: {rate:.0f} pages/s of one core (target {TARGET:.0f})")
    print(f"{faults} faults made up")
    return 0 if rate >= TARGET and not faults else 1


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else PAGES))
