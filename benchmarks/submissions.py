"""Submissions received one by one: processor time of each, on an empty survey and behind many that are there.

``python -m benchmarks.submissions [count] [--behind N] [--postgres URL]``: milliseconds of processor time of this
process for one submission of twenty answers; PostgreSQL's own part comes on top. 200 a second on two cores are 10 ms.
"""

import argparse
import sys
import tempfile
from datetime import UTC, datetime
from time import perf_counter, process_time

from benchmarks import _sample

# ruff: noqa: PLC0415  (Django is loaded only when the settings of the benchmark's own database stand)

COUNT, BEHIND, QUESTIONS = 1_000, 100_000, 20
MOST_MILLISECONDS = 10.0
_AT = datetime(2026, 11, 2, 3, tzinfo=UTC)


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("count", nargs="?", type=int, default=COUNT)
    parser.add_argument("--behind", type=int, default=BEHIND)
    parser.add_argument("--postgres", metavar="URL", default="")
    asked = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="caicach-bench-") as folder:
        _sample.start(folder, asked.postgres)
        taken = [_received(behind, asked.count) for behind in (0, asked.behind)]
    return 1 if max(taken) > MOST_MILLISECONDS else 0


def _received(behind: int, count: int) -> float:
    """Milliseconds of one."""
    from benchmarks.survey_answers import filled

    from caicach.kernel.access import SYSTEM
    from caicach.surveys.collection import queries, services

    survey = filled(behind, QUESTIONS)
    services.open_survey(SYSTEM, survey_id=survey, now=_AT)
    issued = services.issue_collector(SYSTEM, survey_id=survey, name="Tổ 1", days=90, now=_AT)
    collector = queries.collector_of_token(issued.token, now=_AT)
    if collector is None:
        raise LookupError(survey)
    answers = "".join(f"<q{at}>{1 + at % 5}</q{at}>" for at in range(QUESTIONS))
    began, wall = process_time(), perf_counter()
    for at in range(count):
        meta = f"<meta><instanceID>uuid:{behind}-{at}</instanceID></meta>"
        xml = f'<data id="f" version="1">{answers}{meta}</data>'.encode()
        services.receive_submission(collector, xml=xml, attached=(), device="", now=_AT)
    taken, waited = (process_time() - began) * 1000 / count, (perf_counter() - wall) * 1000 / count
    print(f"  behind {behind:>8}: {taken:6.2f} ms of processor time, {waited:6.2f} ms by the clock", flush=True)
    return taken


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
