"""A figure with where it comes from, or the reason why there is none."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final

from caicach.kernel.codec import Codec
from caicach.kernel.said import NOTHING, Said, tell

SHARE: Final = tell("phần (0 đến 1)")
"""The unit of a figure that is a part of a whole: pages write it as percent."""


@dataclass(frozen=True)
class Provenance:
    """What a figure stands on, enough to open the rows behind it.

    ``selection`` says in words, or as the filter of a list page, which rows were counted; ``ids`` names them where they
    are few enough to be listed. ``computed_on`` is the day whose state of the data was counted. ``rows`` is None where
    others counted and did not say how many.
    """

    source: Said
    rows: int | None
    computed_on: date
    selection: Said = NOTHING
    ids: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not self.source or not (self.selection or self.ids):
            raise ValueError("a figure names its source and the rows behind it")
        if (self.rows is not None and self.rows < 0) or (self.ids and len(self.ids) != self.rows):
            raise ValueError(f"{self.rows} rows, but {len(self.ids)} ids")


_PROVENANCE: Final = Codec(Provenance)


def provenance_as_json(found: Provenance) -> dict[str, object]:
    plain: dict[str, object] = _PROVENANCE.plain(found)
    return plain


def provenance_from_json(stored: Mapping[str, Any]) -> Provenance:
    """The value that ``provenance_as_json`` wrote."""
    return _PROVENANCE.value(stored)


@dataclass(frozen=True)
class SampleError:
    """How sure a figure from a sample is: standard error, interval or both; else ``reason`` says why none is known."""

    standard_error: Decimal | None = None
    interval: tuple[Decimal, Decimal] | None = None
    reason: Said = NOTHING

    def __post_init__(self) -> None:
        if (self.standard_error is None and self.interval is None) == (not self.reason):
            raise ValueError("an error is known, or it is said why not")


@dataclass(frozen=True)
class Measured:
    """A figure that was measured: exact, not yet rounded for print. ``error``: of a figure from a sample alone."""

    value: Decimal
    provenance: Provenance
    error: SampleError | None = None

    def __post_init__(self) -> None:
        value: object = self.value  # a float or NaN would go through every sum and show up in a report, wrong
        if not isinstance(value, Decimal) or not value.is_finite():
            raise TypeError(f"a figure is a finite Decimal, not {value!r}")


@dataclass(frozen=True)
class Missing:
    """There is no figure, and why, for the one who reads the report; never 0 and never None."""

    reason: Said

    def __post_init__(self) -> None:
        if not str(self.reason).strip():
            raise ValueError("a missing figure says why")
