"""Answers of one survey: gathered by column, the results page of 100,000 of them, and their export in every kind.

``python -m benchmarks.survey_answers [rows] [--questions N] [--kinds csv,xlsx] [--postgres URL]``: seconds of
processor time of each act and the most memory that the process has had until then, on a database of its own; the aim
of the export is 130,000 rows by 500 questions.
"""

import argparse
import resource
import secrets
import sys
import tempfile
from collections.abc import Callable
from datetime import UTC, date, datetime
from functools import partial
from time import process_time

from benchmarks import _sample

# ruff: noqa: PLC0415  (Django is loaded only when the settings of the benchmark's own database stand)

ROWS, QUESTIONS = 100_000, 20
MOST_SECONDS = 1.0
KINDS = {"csv": "CSV", "sav": "SPSS", "dta": "Stata", "xlsx": "XLSX"}
_ITEMS = "/".join(("root", "item"))
_AT = datetime(2026, 11, 2, 3, tzinfo=UTC)


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("rows", nargs="?", type=int, default=ROWS)
    parser.add_argument("--questions", type=int, default=QUESTIONS)
    parser.add_argument("--kinds", default=",".join(KINDS), help="which files are made")
    parser.add_argument("--postgres", metavar="URL", default="")
    asked = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="caicach-bench-") as folder:
        _sample.start(folder, asked.postgres)
        return _measured(asked.rows, asked.questions, asked.kinds.split(","))


def _measured(rows: int, questions: int, kinds: list[str]) -> int:
    from caicach.kernel.access import SYSTEM
    from caicach.surveys.collection import services as fieldwork
    from caicach.surveys.results import queries, services
    from caicach.surveys.results.domain.values import Basis, Figure

    survey = filled(rows, questions)
    services.set_rules(
        SYSTEM, survey_id=survey, threshold=5, basis=Basis.SIMPLE, population=2_000_000, design=None, now=_AT
    )

    def page() -> object:
        return queries.found_results(SYSTEM, survey, question="q0", by="q1", figure=Figure.SHARE)

    def file(kind: str) -> None:
        fieldwork.answers_file(SYSTEM, survey_id=survey, kind=kind).data.close()

    _told("gathered by column", lambda: fieldwork.gather_answers(SYSTEM, survey_id=survey))
    taken = min(_told("table of results", page) for _ in range(3))
    for kind in kinds:
        _told(KINDS[kind], partial(file, kind))
    return 1 if taken > MOST_SECONDS and rows <= ROWS else 0


def filled(rows: int, questions: int) -> int:
    from caicach.kernel.access import SYSTEM
    from caicach.kernel.files import services as files
    from caicach.surveys.collection import services as fieldwork
    from caicach.surveys.collection.models import FormVersion, Submission

    survey = fieldwork.create_survey(SYSTEM, title="Đo", is_anonymous=True, retained_until=date(2028, 1, 1), now=_AT)
    names = [f"q{at}" for at in range(questions)]
    version = FormVersion.objects.create(
        survey_id=survey, form_id="f", version="1", title="Đo", xform=_form(names), digest="", added_at=_AT,
        workbook=files.store(SYSTEM, data=b"PK", name="f.xlsx", now=_AT),
    )  # fmt: skip
    for start in range(0, rows, 2_000):
        Submission.objects.bulk_create(
            Submission(survey_id=survey, version=version, instance_id=f"uuid:{secrets.token_hex(16)}", sha256="",
                       xml=_answers(names, at), received_on=_AT.date())
            for at in range(start, min(start + 2_000, rows))
        )  # fmt: skip
    return survey


def _form(names: list[str]) -> str:
    items = "".join(f"<item><name>{mark}</name><label>Mức {mark}</label></item>" for mark in range(1, 6))
    body = "".join(
        f'<select1 ref="/data/{name}"><label>Câu {name}</label>'
        f'<itemset nodeset="instance(\'m\')/{_ITEMS}"><value ref="name"/><label ref="label"/></itemset></select1>'
        for name in names
    )
    return (
        '<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"><h:head><model><instance>'
        f'<data id="f" version="1">{"".join(f"<{name}/>" for name in names)}</data></instance>'
        f'<instance id="m"><root>{items}</root></instance></model></h:head><h:body>{body}</h:body></h:html>'
    )


def _answers(names: list[str], at: int) -> str:
    inner = "".join(f"<{name}>{1 + (at * 7 + n * n) % 5}</{name}>" for n, name in enumerate(names))
    return f'<data id="f" version="1">{inner}</data>'


def _told(name: str, act: Callable[[], object]) -> float:
    began = process_time()
    act()
    taken = process_time() - began
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"  {name:<24}{taken:8.2f} s{memory:8d} MB", flush=True)
    return taken


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
