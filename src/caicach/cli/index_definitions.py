"""``caicach index validate`` and ``caicach index score``: a definition checked, a table scored. No database."""

import argparse
import json
import sys
from collections.abc import Collection
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table

from caicach.cli import installation
from caicach.cli.commands import Exit
from caicach.indices.definition.cases import differences, read_cases
from caicach.indices.definition.inputs import Flag, read_table
from caicach.indices.definition.loading import Loaded, read_path
from caicach.indices.definition.problems import Problem, refusal
from caicach.indices.definition.rules.base import figure_text
from caicach.indices.definition.scores import NodeScore, Scores, UnitScore
from caicach.indices.definition.scoring import score
from caicach.indices.definition.tracing import TraceStep, explain
from caicach.indices.definition.values import Definition

if TYPE_CHECKING:
    from argparse import _SubParsersAction

FOUND_ERRORS = 1


def register(actions: "_SubParsersAction[argparse.ArgumentParser]") -> None:
    """Adds ``validate`` and ``score`` to the actions of ``caicach index``."""
    about = "kiểm tra bộ chỉ số (YAML): mọi lỗi đều kèm số dòng"
    validate = actions.add_parser("validate", help=about, description=about)
    validate.add_argument("definition", type=Path, metavar="BỘ_CHỈ_SỐ.yaml")
    validate.add_argument("--json", action="store_true", help="in một đối tượng JSON")
    validate.set_defaults(run=run_validate)
    about = "chấm điểm các đơn vị theo bộ chỉ số và bảng số liệu"
    scored = actions.add_parser("score", help=about, description=about)
    scored.add_argument("definition", type=Path, metavar="BỘ_CHỈ_SỐ.yaml")
    scored.add_argument(
        "inputs", type=Path, metavar="SỐ_LIỆU.csv", help="cột unit,component,value (hoặc numerator,denominator)"
    )
    scored.add_argument("--year", type=int, metavar="NĂM", help="năm chấm; cần khi bộ chỉ số khác nhau giữa các năm")
    scored.add_argument("--json", action="store_true", help="in một đối tượng JSON")
    scored.add_argument("--explain", metavar="ĐƠN_VỊ", help="thêm diễn giải từng điểm của một đơn vị")
    scored.set_defaults(run=run_score)


def run_validate(options: argparse.Namespace) -> int:
    loaded = _definition(options.definition)
    failed = _failed_cases(options.definition, loaded)
    is_valid = not loaded.errors and not failed
    if options.json:
        problems = [_problem_json(problem) for problem in loaded.problems]
        _print_json({"valid": is_valid, "problems": problems, "failed_cases": failed})
    else:
        for problem in loaded.problems:
            print(problem)
        for name, texts in failed.items():
            print(f"Ca thử «{name}»: {'; '.join(texts)}")
        print(_summary(loaded))
    return Exit.DONE if is_valid else FOUND_ERRORS


def _failed_cases(path: Path, loaded: Loaded) -> dict[str, list[str]]:
    """What comes out otherwise than the acceptance test beside a definition says, by the name of its case."""
    cases = path.with_name("cases.yaml")
    if loaded.definition is None or loaded.errors or not cases.is_file():
        return {}
    found = {case.name: differences(loaded.definition, case) for case in read_cases(cases)}
    return {name: texts for name, texts in found.items() if texts}


def run_score(options: argparse.Namespace) -> int:
    loaded = _definition(options.definition)
    definition = loaded.definition
    if definition is None or loaded.errors:
        raise refusal(options.definition.name, loaded.problems)
    inputs = read_table(options.inputs, definition)
    trace: tuple[TraceStep, ...] | None = None
    if options.explain is None:
        scores = score(definition, inputs, year=options.year)
    else:
        scores, trace = explain(definition, inputs, options.explain, year=options.year)
    if options.json:
        _print_json(scores_json(scores, trace))
    else:
        _show(scores, trace, Console())
    return Exit.DONE


def _definition(path: Path) -> Loaded:
    """The names of metrics live in modules of the product: they are loaded only for a set that asks for one."""
    loaded = read_path(path)
    asks = loaded.definition is not None and any(node.source for node in loaded.definition.walk())
    return read_path(path, metrics=_metric_names()) if asks else loaded


def _metric_names() -> Collection[str]:
    installation.start()
    from caicach.kernel import metrics

    return {metric.name for metric in metrics.listed()}


def scores_json(scores: Scores, trace: tuple[TraceStep, ...] | None = None) -> dict[str, object]:
    definition = scores.definition
    found: dict[str, object] = {
        "definition": {
            "code": definition.code,
            "name": definition.name,
            "document": str(definition.legal_basis),
            "years": str(definition.years),
            "year": scores.year,
            "total": _number(definition.total),
            "illustrative": definition.illustrative,
            "illustrative_nodes": [node.code for node in definition.walk() if node.illustrative],
        },
        "units": {unit: _unit_json(one) for unit, one in scores.units.items()},
        "warnings": [_flag_json(flag) for flag in scores.warnings],
    }
    if trace is not None:
        found["trace"] = {step.code: _step_json(step) for step in trace}
    return found


def _unit_json(one: UnitScore) -> dict[str, object]:
    return {
        "points": _number(one.points),
        "maximum": _number(one.maximum),
        "percentage": _number(one.percentage),
        "rank": one.rank,
        "group": one.group,
        "missing": list(one.missing),
        "nodes": {code: _node_json(node) for code, node in one.nodes.items()},
    }


def _node_json(node: NodeScore) -> dict[str, object]:
    found: dict[str, object] = {
        "points": _number(node.points),
        "maximum": _number(node.maximum),
        "missing": node.missing,
    }
    if not node.applicable:
        found["applicable"] = False
    if node.reason:
        found["reason"] = str(node.reason)
    return found


def _step_json(step: TraceStep) -> dict[str, object]:
    return {
        "name": step.name,
        "inputs": {name: str(value) for name, value in step.inputs.items()},
        "rule": str(step.rule),
        "rule_text": step.rule_text,
        "reference": str(step.reference),
        "steps": list(map(str, step.steps)),
        "points": _number(step.score.points),
        "maximum": _number(step.score.maximum),
        "illustrative": step.illustrative,
    }


def _flag_json(flag: Flag) -> dict[str, object]:
    cells = {"row": flag.row or None, "column": flag.column, "unit": flag.unit, "component": flag.component}
    return {"code": flag.code, "message": str(flag), **{name: value for name, value in cells.items() if value}}


def _problem_json(problem: Problem) -> dict[str, object]:
    return {
        "severity": problem.severity.value,
        "code": problem.code,
        "file": problem.file,
        "line": problem.line,
        "message": str(problem.message),
        "todo": str(problem.todo),
    }


def _number(value: Decimal | None) -> float | int | None:
    """A JSON number: whole where it is whole, else the nearest double, which prints back to the same digits."""
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def _print_json(value: object) -> None:
    sys.stdout.buffer.write(json.dumps(value, ensure_ascii=False, indent=2).encode() + b"\n")
    sys.stdout.buffer.flush()


def _summary(loaded: Loaded) -> str:
    definition = loaded.definition
    if definition is None:
        return f"{len(loaded.errors)} lỗi, {len(loaded.warnings)} lưu ý."
    nodes = sum(1 for _ in definition.walk())
    leaves = sum(1 for _ in definition.components())
    total = figure_text(definition.total) if definition.total is not None else "không rõ"
    word = " [BỘ MINH HỌA]" if definition.illustrative else ""
    return (
        f"{definition.code}{word} ({definition.legal_basis}; năm {definition.years}): {nodes} chỉ tiêu, {leaves} thành "
        f"phần, tổng {total} điểm; {len(loaded.errors)} lỗi, {len(loaded.warnings)} lưu ý."
    )


def _show(scores: Scores, trace: tuple[TraceStep, ...] | None, console: Console) -> None:
    definition: Definition = scores.definition
    table = Table(title=f"{definition.name} ({definition.legal_basis.number})", title_justify="left")
    for head in ("Đơn vị", "Điểm", "Tối đa", "%", "Hạng", "Nhóm", "Thiếu"):
        table.add_column(head, justify="left" if head in {"Đơn vị", "Nhóm"} else "right")
    for one in sorted(scores.units.values(), key=lambda unit: (unit.rank is None, unit.rank or 0, unit.unit)):
        percentage = "" if one.percentage is None else figure_text(one.percentage)
        rank = "" if one.rank is None else str(one.rank)
        table.add_row(
            one.unit,
            "" if one.points is None else figure_text(one.points),
            figure_text(one.maximum),
            percentage,
            rank,
            one.group or "",
            str(len(one.missing)),
        )
    console.print(table)
    for step in trace or ():
        console.print(f"{step.code} {step.name}", style="bold", markup=False, highlight=False)
        marked = " [MINH HỌA]" if step.illustrative else ""
        console.print(f"  {step.rule}; căn cứ: {step.reference}{marked}", markup=False, highlight=False)
        for line in step.steps:
            console.print(f"  - {line}", markup=False, highlight=False)
    for flag in scores.warnings:
        console.print(f"Lưu ý: {flag}", markup=False, highlight=False)
