"""``caicach report build FORM --period P --out DIR``: the report of a regime, joined from what units stated.

What no unit stated comes from what the system measures. Reads; keeps nothing in the database.
"""

import argparse
import json
import sys
from datetime import UTC, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from caicach.cli import installation
from caicach.cli.commands import Exit
from caicach.kernel.periods import parse_period

if TYPE_CHECKING:
    from argparse import _SubParsersAction

    from caicach.regimes.domain.consolidation import Consolidation
    from caicach.regimes.domain.formulas import Amount


def register(actions: "_SubParsersAction[argparse.ArgumentParser]") -> None:
    about = "báo cáo định kỳ của một chế độ báo cáo, tổng hợp từ các đơn vị: DOCX, PDF, XLSX, JSON"
    build = actions.add_parser("build", help=about, description=about)
    build.add_argument("form", metavar="BIỂU", help="mã biểu, ví dụ cchc-quarterly; ghi sai thì lệnh kể các mã đang có")
    build.add_argument("--period", required=True, metavar="KỲ", help="2023Q1, 2023H1, 2023 hoặc 2026-08")
    build.add_argument("--out", type=Path, required=True, metavar="THƯ_MỤC")
    build.add_argument("--json", action="store_true", help="in số liệu tổng hợp ra đầu ra chuẩn")
    build.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    installation.open_to_read()
    from caicach.documents.write.docx import write_docx
    from caicach.documents.write.pdf import write_pdf
    from caicach.kernel.tables import workbook_of
    from caicach.regimes import queries
    from caicach.regimes.domain.catalogue import form_named
    from caicach.regimes.domain.paper import paper, tables_of

    form, period = form_named(options.form), parse_period(options.period)
    head, report = queries.joined_now(form, period)
    document = paper(head, report)
    made = datetime.combine(head.window.closes_on, time(), UTC)  # the same period built twice gives the same bytes
    figures = json.dumps(_as_json(report, period.id), ensure_ascii=False, indent=1)
    options.out.mkdir(parents=True, exist_ok=True)
    stem = f"{form.id}-{period.id}"
    for ending, content in (
        ("docx", write_docx(document, made=made)),
        ("pdf", write_pdf(document, made=made)),
        ("xlsx", workbook_of(*tables_of(report, head.window))),
        ("json", figures.encode()),
    ):
        path = options.out / f"{stem}.{ending}"
        path.write_bytes(content)
        print(f"Đã ghi {path}", file=sys.stderr)
    if options.json:
        print(figures)
    return Exit.DONE


def _as_json(report: "Consolidation", period: str) -> dict[str, object]:
    return {
        "form": report.form.id,
        "edition": report.form.edition,
        "is_verified": report.form.is_verified,
        "period": period,
        "figures": {
            code: {
                "title": found.indicator.title,
                "unit": found.indicator.unit,
                **_amount(found.amount),
                "units": [{"unit": part.unit, **_amount(part.amount)} for part in found.parts],
            }
            for code, found in report.figures.items()
        },
        "tables": {
            joined.table.code: {
                level: [
                    {"key": row.key, "units": list(row.units), **{c: _plain(a) for c, a in row.amounts.items()}}
                    for row in rows
                ]
                for level, rows in joined.parts.items()
            }
            for joined in report.tables
        },
        "participants": [
            {"unit": one.unit, "name": one.name, "standing": one.standing.value, "successor": one.successor}
            for one in report.participants
        ],
    }


def _amount(amount: "Amount") -> dict[str, str]:
    return {"value": f"{amount:f}"} if isinstance(amount, Decimal) else {"reason": str(amount)}


def _plain(amount: "Amount") -> str | None:
    return f"{amount:f}" if isinstance(amount, Decimal) else None
