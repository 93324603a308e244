"""One official report of 100 units with 200 indicators, what they wrote and a table of 20,000 rows: to DOCX and PDF.

``python -m benchmarks.consolidation [--docxtpl PYTHON]``. Seconds of the processor, from what units stated to the
bytes of the file: DOCX at most 3, PDF at most 10; twice the rows at most 2.4 times the seconds. With a Python that has
docxtpl, the same content goes through a template of it in the same run, which the DOCX must beat.
"""

import argparse
import json
import subprocess
import sys
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from time import process_time

from caicach.documents.write.docx import write_docx
from caicach.documents.write.pdf import write_pdf
from caicach.kernel.periods import parse_period
from caicach.regimes.domain.catalogue import window_of
from caicach.regimes.domain.consolidation import Consolidation, Participant, Standing, consolidation
from caicach.regimes.domain.form_reading import forms_of
from caicach.regimes.domain.forms import ReportForm
from caicach.regimes.domain.paper import PaperHead, paper
from caicach.regimes.domain.stating import Origin, Stated, Statement, TableRow

UNITS, INDICATORS, ROWS, HEADINGS, COLUMNS = 100, 200, 20_000, 10, 6
MOST_DOCX, MOST_PDF, MOST_GROWTH = 3.0, 10.0, 2.4
MADE = datetime(2023, 3, 20, tzinfo=UTC)
_WORDS = "Đơn vị đã ban hành kế hoạch, tổ chức kiểm tra nội bộ và công khai kết quả đúng thời hạn quy định. "


def form() -> ReportForm:
    headings = "\n".join(
        f"- number: M{one}\n  title: Mục {one}\n  ask: Nội dung\n  indicators:\n"
        + "\n".join(
            f"  - {{code: i{one}x{two}, title: Chỉ tiêu số {two} của mục {one}, unit: việc, least: 0}}"
            for two in range(INDICATORS // HEADINGS)
        )
        for one in range(HEADINGS)
    )
    columns = "\n".join(f"  - {{code: c{one}, title: Cột {one}, unit: hồ sơ, least: 0}}" for one in range(COLUMNS))
    text = (
        "regime: reform\nsubject: Kết quả công tác\nsource: Quyết định số 1\nedition: '1'\nverified: true\n"
        "levels: [department]\nforms:\n  one: {kinds: [quarter], title: Báo cáo}\n"
        f"headings:\n{headings}\ntables:\n- code: '07'\n  title: Giải quyết\n  key: Lĩnh vực\n  columns:\n{columns}\n"
    )
    return forms_of("bench.yaml", text.encode())[0]


def participants(asked: ReportForm, rows: int) -> list[Participant]:
    each = rows // UNITS
    return [
        Participant(
            f"U{number:03}",
            f"Sở số {number:03}",
            "department",
            Standing.IN_TIME,
            Statement(
                f"U{number:03}",
                f"Sở số {number:03}",
                "department",
                {one.code: Stated(Decimal(number + at), Origin.TYPED) for at, one in enumerate(asked.indicators())},
                {heading.number: _WORDS * 4 for heading in asked.headings},
                {"07": tuple(_row(number * each + at) for at in range(each))},
            ),
            date(2023, 3, 16),
        )
        for number in range(UNITS)
    ]


def _row(at: int) -> TableRow:
    return TableRow(f"Lĩnh vực {at:05}", {f"c{one}": Decimal(at % 90 + one) for one in range(COLUMNS)})


def _head(asked: ReportForm) -> PaperHead:
    window = window_of(asked, parse_period("2023Q1"))
    return PaperHead("SỞ NỘI VỤ", "UBND TỈNH", "toàn tỉnh", window, {}, "BC-SNV", "Hà Tĩnh", 2023)


def _seconds(stated: list[Participant], asked: ReportForm, *, as_pdf: bool) -> float:
    began = process_time()
    document = paper(_head(asked), consolidation(asked, stated))
    content = write_pdf(document, made=MADE) if as_pdf else write_docx(document, made=MADE)
    assert content.startswith(b"%PDF" if as_pdf else b"PK")
    return process_time() - began


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--docxtpl", metavar="PYTHON", help="a Python that has docxtpl")
    parser.add_argument("--rows", type=int, default=ROWS)
    asked, given = form(), parser.parse_args(arguments)
    half, whole = (participants(asked, rows) for rows in (given.rows // 2, given.rows))
    _seconds(participants(asked, 1_000), asked, as_pdf=False)  # the first call loads what later ones find ready
    small, docx = _seconds(half, asked, as_pdf=False), _seconds(whole, asked, as_pdf=False)
    pdf = _seconds(whole, asked, as_pdf=True)
    print(
        f"DOCX {docx:.1f} s (at most {MOST_DOCX}), half of the rows {small:.1f} s; PDF {pdf:.1f} s (at most {MOST_PDF})"
    )
    met = docx <= MOST_DOCX and pdf <= MOST_PDF and docx <= MOST_GROWTH * small
    if given.docxtpl:
        other = _docxtpl_seconds(given.docxtpl, consolidation(asked, whole))
        print(f"docxtpl {other:.1f} s for the same content: {other / docx:.1f} times")
        met = met and docx < other
    else:
        print("not beside docxtpl: give --docxtpl PYTHON, a Python that has it")
    return 0 if met else 1


def _docxtpl_seconds(python: str, report: Consolidation) -> float:
    """The content, joined already: docxtpl only writes."""
    content = {
        "headings": [
            {
                "title": heading.title,
                "words": [{"name": one.name, "text": one.text} for one in heading.words],
                "figures": [
                    [one.indicator.title, one.indicator.unit, str(one.amount)]
                    for one in report.figures.values()
                    if report.form.heading(heading.number)
                    and one.indicator in report.form.heading(heading.number).indicators  # type: ignore[union-attr]
                ],
            }
            for heading in report.headings
        ],
        "rows": [
            [line.key, *(str(line.amounts[column.code]) for column in joined.table.columns)]
            for joined in report.tables
            for lines in joined.parts.values()
            for line in lines
        ],
    }
    script = Path(__file__).with_name("_docxtpl_side.py")
    told = subprocess.run(  # noqa: S603
        [python, str(script)], input=json.dumps(content).encode(), capture_output=True, check=True
    )
    return float(told.stdout)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
