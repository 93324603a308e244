"""Pages of procedures read from their bytes and compared with the register: pages a second of one core.

``python -m benchmarks.procedure_pages [pages]``; every page is of another record, so that nothing is read
twice. Target: at least 200 pages a second of processor time. Beside it a plain parse of the same pages by lxml, in the
same run: the ratio says more than seconds where the machine is another.
"""

import sys
from pathlib import Path
from time import process_time

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

import lxml.html

from caicach.procedures.comparing.fields import differences
from caicach.procedures.comparing.matching import Matcher
from caicach.procedures.pages.extracting import page_of
from caicach.procedures.record.record_reading import procedure_of
from procedures.markups import EVERY
from procedures.provincial_markups import PROVINCIAL
from procedures.records import record

PAGES, TARGET = 1_600, 200.0


def main(count: int = PAGES) -> int:
    markups = [*EVERY.values(), *PROVINCIAL.values()]
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
    taken = process_time() - began
    rate, plain = len(pages) / taken, _plain_parse(pages)
    size = sum(map(len, pages)) / len(pages)
    print(f"{len(pages)} pages of {size:.0f} bytes: {rate:.0f} pages/s of one core (target {TARGET:.0f})")
    own, beside = (1000 * seconds / len(pages) for seconds in (taken, plain))
    print(f"{own:.2f} ms a page, {own / beside:.1f} times a plain parse by lxml ({beside:.2f} ms)")
    print(f"{faults} faults made up")
    return 0 if rate >= TARGET and not faults else 1


def _plain_parse(pages: list[bytes]) -> float:
    began = process_time()
    for data in pages:
        lxml.html.fromstring(data)
    return process_time() - began


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else PAGES))
