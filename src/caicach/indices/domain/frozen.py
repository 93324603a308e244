"""A result that can be replayed: its inputs and outcome as canonical text, and their hashes.

The text is written and read by hand: it is hashed, and may change with no library.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from hashlib import sha256

from caicach.indices.definition.inputs import Inputs
from caicach.indices.definition.rules.base import Given
from caicach.indices.definition.scores import NodeScore, Scores, UnitScore
from caicach.indices.definition.values import Definition

Nodes = dict[str, list[str | bool | None]]
"""Points or null, maximum (null where an imported table did not print it), missing, applicable."""


def digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()


@dataclass(frozen=True)
class FrozenInputs:
    """Units in order, and rows of unit, component, value, numerator, denominator, level."""

    units: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def as_text(self) -> str:
        return _json({"units": list(self.units), "rows": [list(row) for row in self.rows]})

    def as_inputs(self, definition: Definition) -> Inputs:
        columns: dict[str, dict[str, Given]] = {node.code: {} for node in definition.components()}
        for unit, component, value, numerator, denominator, level in self.rows:
            if component in columns:
                columns[component][unit] = Given(value, numerator, denominator, level)
        return Inputs(self.units, columns)


def inputs_from(text: str) -> FrozenInputs:
    plain = json.loads(text)
    return FrozenInputs(tuple(plain["units"]), tuple(tuple(row) for row in plain["rows"]))


def frozen_inputs(units: Sequence[str], rows: Iterable[tuple[str, ...]]) -> FrozenInputs:
    """In one order whatever the database gave: equal inputs have equal text."""
    return FrozenInputs(tuple(sorted(units)), tuple(sorted(rows)))


def nodes_as_plain(nodes: Mapping[str, NodeScore]) -> Nodes:
    return {
        code: [_text(score.points), str(score.maximum), score.missing, score.applicable]
        for code, score in nodes.items()
    }


def nodes_from_plain(plain: Mapping[str, Sequence[object]]) -> dict[str, NodeScore]:
    return {code: _node(cells) for code, cells in plain.items()}


def _node(cells: Sequence[object]) -> NodeScore:
    points, maximum, missing, applicable = cells
    return NodeScore(
        None if points is None else Decimal(str(points)),
        Decimal(str(maximum or 0)),
        missing=bool(missing),
        applicable=bool(applicable),
    )


def unit_as_plain(score: UnitScore) -> list[object]:
    return [
        score.unit,
        _text(score.points),
        str(score.maximum),
        _text(score.percentage),
        score.rank,
        score.group or "",
        nodes_as_plain(score.nodes),
    ]


def result_text(scores: Scores) -> str:
    return _json([unit_as_plain(score) for score in scores.units.values()])


def _text(value: Decimal | None) -> str | None:
    return None if value is None else str(value)


def _json(plain: object) -> str:
    return json.dumps(plain, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
