"""The acceptance tests of a definition, ``cases.yaml`` beside it: written by hand, readable by an official."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from caicach.indices.definition.inputs import Inputs
from caicach.indices.definition.problems import Problems, refusal
from caicach.indices.definition.rules.base import ZERO, Given
from caicach.indices.definition.scores import NodeScore, Scores, UnitScore
from caicach.indices.definition.scoring import score
from caicach.indices.definition.values import Definition
from caicach.indices.definition.yaml_lines import Value, parse
from caicach.kernel.errors import CaicachError

NOTHING = "none"
_EXPECTED = ("points", "maximum", "percentage", "rank", "group", "nodes", "missing")


@dataclass(frozen=True)
class Case:
    """Inputs of some units and what must come out: figures, warnings by code, or a refusal by code."""

    name: str
    line: int
    year: int | None
    inputs: Inputs
    expect: Mapping[str, Mapping[str, object]]
    tolerance: Decimal
    warnings: tuple[str, ...]
    refused: str


def read_cases(path: Path) -> tuple[Case, ...]:
    problems = Problems(path.name)
    root = parse(path.read_text(encoding="utf-8"), problems)
    fields = root.fields(("definition", "cases"), ()) if root else {}
    cases = tuple(_case(item) for item in fields["cases"].items()) if "cases" in fields else ()
    if problems.has_errors:
        raise refusal(path.name, problems.found)
    return cases


def differences(definition: Definition, case: Case) -> list[str]:
    """What came out otherwise than the case says; nothing where it holds."""
    try:
        scores = score(definition, case.inputs, year=case.year)
    except CaicachError as error:
        return [] if case.refused == error.code else [f"bị từ chối: {error}"]
    if case.refused:
        return [f"phải bị từ chối với mã {case.refused} nhưng vẫn ra điểm"]
    codes = {flag.code for flag in scores.warnings}
    found = [f"không có cảnh báo {code}" for code in case.warnings if code not in codes]
    for unit, expected in case.expect.items():
        found += [f"{unit}: {text}" for text in _unit_differences(scores, unit, expected, case.tolerance)]
    return found


def _case(value: Value) -> Case:
    fields = value.fields(("name", "inputs"), ("year", "expect", "tolerance", "warnings", "refused"))
    expect = fields["expect"].mapping() if "expect" in fields else {}
    for unit in expect.values():
        unit.fields((), _EXPECTED)
    tolerance = fields["tolerance"].number() if "tolerance" in fields else None
    return Case(
        name=fields["name"].text() if "name" in fields else "",
        line=value.line,
        year=fields["year"].whole() if "year" in fields else None,
        inputs=_inputs(fields["inputs"].mapping() if "inputs" in fields else {}),
        expect={unit: _expected(one) for unit, one in expect.items()},
        tolerance=tolerance or ZERO,
        warnings=fields["warnings"].texts() if "warnings" in fields else (),
        refused=fields["refused"].text() if "refused" in fields else "",
    )


def _expected(value: Value) -> dict[str, object]:
    found: dict[str, object] = {}
    for name, part in value.mapping().items():
        if part.is_mapping:
            found[name] = {code: one.text() for code, one in part.mapping().items()}
        else:
            found[name] = part.texts() if part.is_list else part.text()
    return found


def _inputs(units: Mapping[str, Value]) -> Inputs:
    given: dict[str, dict[str, Given]] = {}
    for unit, cells in units.items():
        for code, cell in cells.mapping().items():
            given.setdefault(code, {})[unit] = _input_of(cell)
    return Inputs(tuple(units), given)


def _input_of(cell: Value) -> Given:
    if not cell.is_mapping:
        return Given(cell.text(), row=cell.line)
    parts = {name: part.text() for name, part in cell.mapping().items()}
    return Given(
        parts.get("value", ""), parts.get("numerator", ""), parts.get("denominator", ""), parts.get("level", "")
    )


def _unit_differences(scores: Scores, unit: str, expected: Mapping[str, object], tolerance: Decimal) -> list[str]:
    one = scores.units[unit]
    found = []
    for name, wanted in expected.items():
        if isinstance(wanted, dict):
            for code, points in wanted.items():
                node = one.nodes.get(code, NodeScore(None, ZERO))
                found += _compared(f"«{code}»", node.points, str(points), tolerance)
        elif isinstance(wanted, tuple):
            found += [f"«{code}» phải còn thiếu" for code in wanted if code not in one.missing]
        else:
            found += _compared(name, _attribute(one, name), str(wanted), tolerance)
    return found


def _attribute(one: UnitScore, name: str) -> Decimal | str | None:
    value = getattr(one, name)
    return Decimal(value) if isinstance(value, int) else value


def _compared(name: str, got: Decimal | str | None, wanted: str, tolerance: Decimal) -> list[str]:
    if got is None or wanted == NOTHING:
        same = got is None and wanted == NOTHING
    elif isinstance(got, Decimal):
        same = abs(got - Decimal(wanted)) <= tolerance
    else:
        same = got == wanted
    return [] if same else [f"{name}: ra {got}, cần {wanted}"]
