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
from caicach.kernel.errors import InvalidInput
from caicach.kernel.periods import parse_period

if TYPE_CHECKING:
    from argparse import _SubParsersAction
    from collections.abc import Mapping

    from caicach.documents.values import OfficialDocument
    from caicach.regimes.domain.consolidation import Consolidation
    from caicach.regimes.domain.formulas import Amount


def register(actions: "_SubParsersAction[argparse.ArgumentParser]") -> None:
    about = "báo cáo định kỳ của một chế độ báo cáo, tổng hợp từ các đơn vị: DOCX, PDF, XLSX, JSON"
    build = actions.add_parser("build", help=about, description=about)
    build.add_argument("form", metavar="BIỂU", help="mã biểu, ví dụ cchc-quarterly; ghi sai thì lệnh kể các mã đang có")
    build.add_argument("--period", required=True, metavar="KỲ", help="2023Q1, 2023H1, 2023 hoặc 2026-08")
    build.add_argument("--unit", metavar="ĐƠN_VỊ", help="mã đơn vị: báo cáo của riêng đơn vị này, đã cộng cấp dưới")
    build.add_argument(
        "--version", type=int, metavar="BẢN", help="cùng --unit: bản đã lưu này; không ghi thì bản mới nhất"
    )
    build.add_argument("--out", type=Path, required=True, metavar="THƯ_MỤC")
    build.add_argument("--json", action="store_true", help="in số liệu tổng hợp ra đầu ra chuẩn")
    build.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    installation.open_to_read()
    from caicach.kernel.tables import workbook_of
    from caicach.regimes import queries
    from caicach.regimes.domain.paper import paper
    from caicach.regimes.domain.sheets import tables_of
    from caicach.regimes.kept_forms import form_of_period

    period = parse_period(options.period)
    form = form_of_period(options.form, period)
    if options.version is not None and not options.unit:
        raise InvalidInput(
            "report.version_of_unit",
            what="--version chỉ dùng cùng --unit.",
            why="Chỉ báo cáo của đơn vị được lưu thành nhiều bản.",
            todo="Hãy ghi thêm --unit, hoặc bỏ --version.",
        )
    if options.unit:
        return _of_unit(form.id, period.id, options)
    head, report = queries.joined_now(form, period)
    document = paper(head, report)
    made = datetime.combine(head.window.closes_on, time(), UTC)  # the same period built twice gives the same bytes
    figures = json.dumps(_as_json(report, period.id), ensure_ascii=False, indent=1)
    workbook = workbook_of(*tables_of(report, head))
    _write(options.out, f"{form.id}-{period.id}", document, made, {"xlsx": workbook, "json": figures.encode()})
    if options.json:
        print(figures)
    return Exit.DONE


def _of_unit(form: str, period: str, options: argparse.Namespace) -> int:
    """The unit's own official report, of what it stated last or in the version named."""
    from caicach.kernel.access import SYSTEM
    from caicach.kernel.tables import workbook_of
    from caicach.regimes.unit_papers import unit_paper_of

    found = unit_paper_of(SYSTEM, form_id=form, period_id=period, unit=options.unit, number=options.version)
    figures = json.dumps(_as_json(found.report, period), ensure_ascii=False, indent=1)
    others = {"xlsx": workbook_of(*found.tables), "json": figures.encode()}
    _write(options.out, found.name, found.document, found.made_at, others)
    if options.json:
        print(figures)
    return Exit.DONE


def _write(
    folder: Path, stem: str, document: "OfficialDocument", made: datetime, others: "Mapping[str, bytes]"
) -> None:
    from caicach.documents.write.docx import write_docx
    from caicach.documents.write.pdf import write_pdf

    folder.mkdir(parents=True, exist_ok=True)
    papers = {"docx": write_docx(document, made=made), "pdf": write_pdf(document, made=made)}
    for ending, content in {**papers, **others}.items():
        path = folder / f"{stem}.{ending}"
        path.write_bytes(content)
        print(f"Đã ghi {path}", file=sys.stderr)


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
                    {
                        "key": row.key,
                        "units": list(row.units),
                        **{c: _plain(a) for c, a in row.amounts.items()},
                        **row.texts,
                    }
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
