"""Means and quantiles of whole numbers, exact: the same figure on every machine and by every engine.

Engines interpolate in floating point, each in its own way (DuckDB's also by what a processor multiplies and adds at
once). They are asked for whole numbers alone: sums, counts, and what stands at the place of a quantile and beside it;
the one division is ours.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor
from typing import Any, Final

from caicach.dossiers.engine.connecting import Connection

_FOUND: Final = 5  # columns of a quantile: the number found, how many are less, how many not more, its neighbours


@dataclass(frozen=True, slots=True)
class Measured:
    """``known``: values that are not NULL, of ``count`` rows; mean and quantiles are in the unit that was asked for."""

    count: int
    known: int
    total: float
    mean: float | None
    quantiles: tuple[float, ...]


def measures_of(
    db: Connection, source: str, keys: Sequence[str], value: str, asked: Sequence[float], *, unit: int
) -> dict[tuple[Any, ...], Measured]:
    """Of a column of ``source`` by its keys (none of them NULL); quantiles are linear between ranks (type 7)."""
    by = ", ".join(keys)
    places = ", ".join(str(one) for one in asked)
    columns = ", ".join(f"places[{number + 1}] AS q{number}" for number in range(len(asked)))
    picked = (
        f"SELECT {by}, rows_all, rows_known, total, {columns} FROM (SELECT {by}, count(*) AS rows_all, "
        f"count({value}) AS rows_known, {db.total(value)} AS total, quantile_disc({value}, [{places}]) AS places "
        f"FROM {source} GROUP BY {by})"
    )
    beside = ", ".join(_beside(value, f"q{number}") for number in range(len(asked)))
    rows = db.execute(
        f"SELECT {by}, rows_all, rows_known, total, {beside} FROM {source} JOIN ({picked}) USING ({by}) GROUP BY ALL"
    ).fetchall()
    told = ((tuple(row[: len(keys)]), row[len(keys) :]) for row in rows)
    return {key: _measured(row, asked, unit) for key, row in told}


def _beside(value: str, found: str) -> str:
    return (
        f"max({found}) AS {found}_own, count(*) FILTER ({value} < {found}), count(*) FILTER ({value} <= {found}), "
        f"max({value}) FILTER ({value} < {found}), min({value}) FILTER ({value} > {found})"
    )


def _measured(row: Sequence[Any], asked: Sequence[float], unit: int) -> Measured:
    count, known, total = row[:3]
    if not known:
        return Measured(count, 0, 0.0, None, ())
    found = (row[3 + _FOUND * number : 3 + _FOUND * (number + 1)] for number in range(len(asked)))
    quantiles = tuple(_between(one, place, known, unit) for one, place in zip(found, asked, strict=True))
    return Measured(count, known, total / unit, total / (known * unit), quantiles)


def _between(found: Sequence[Any], asked: float, known: int, unit: int) -> float:
    place = (known - 1) * Fraction(str(asked))
    low, high = (_at(found, rank) for rank in (floor(place), ceil(place)))
    return float((low + (high - low) * (place - floor(place))) / unit)


def _at(found: Sequence[Any], rank: int) -> int:
    """What stands at a rank, from 0: the number found stands at those from ``less`` on."""
    own, less, upto, below, above = found
    if not less - 1 <= rank <= upto:
        raise ValueError(f"quantile_disc found ranks {less} to {upto - 1}, asked was {rank}")
    return int(own if less <= rank < upto else below if rank < less else above)
