"""The parts of the population that are asked about apart: levels of one column, or of several crossed."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import product

import numpy as np

from caicach.surveys.columns import Columns, Ints


@dataclass(frozen=True, eq=False)
class Domains:
    """``code`` by row, -1 where a column is missing; ``levels``: what each code stands for, empty ones among them."""

    code: Ints
    levels: tuple[Mapping[str, str], ...]

    def __len__(self) -> int:
        return len(self.levels)


def domains_of(data: Columns, by: tuple[str, ...]) -> Domains:
    """The whole population is one domain where nothing is named."""
    code = np.zeros(len(data), np.int64)
    orders = []
    for name in by:
        own, order = data.levels(name)
        code = np.where((code < 0) | (own < 0), -1, code * len(order) + own)
        orders.append(order)
    levels = tuple(dict(zip(by, cell, strict=True)) for cell in product(*orders))
    return Domains(code, levels)
