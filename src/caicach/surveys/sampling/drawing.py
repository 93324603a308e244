"""A frame and what is asked -> a sample: stratum by stratum, stage by stage."""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from caicach.surveys.columns import Columns, Floats
from caicach.surveys.problems import bad_cell, bad_design
from caicach.surveys.sampling.choosing import Chosen, Unit, chosen_units
from caicach.surveys.sampling.sizes import allocated_sizes, size_for
from caicach.surveys.sampling.values import DrawFile, Drawn, Method, RowDrawn, StageAsked, StratumDrawn


@dataclass(frozen=True)
class _Part:
    """Rows that belong together above a stage, and what led to them."""

    stratum: str
    code: tuple[str, ...]
    rows: tuple[int, ...]
    probability: float = 1.0
    populations: tuple[int, ...] = ()
    stand_in: int | None = None


def drawn_sample(file: DrawFile, frame: Columns, seed: str) -> Drawn:
    """Raises InvalidInput: a column that is not there, a code that is empty or doubled, a size that cannot be met."""
    order = _ordered(file, frame)
    strata = _strata(file, frame, order)
    sizes, wanted = _sizes(file, frame, strata)
    parts = strata
    counts: dict[str, tuple[int, int]] = {}
    for depth, stage in enumerate(file.stages):
        reserve = file.reserve if depth + 1 == len(file.stages) else 0.0
        by_row = frame.given_numbers(stage.measure) if stage.method is Method.PPS and stage.measure else None
        inner: list[_Part] = []
        for part in parts:
            size = sizes[part.stratum] if depth == 0 else _size(file, stage, part.stratum)
            below = _stage(file, frame, stage, part, size, seed, reserve, by_row)
            if depth == 0:
                counts[part.stratum] = (below[0].populations[0], sum(one.stand_in is None for one in below))
            inner += below
        parts = inner
    rows = tuple(
        RowDrawn(row, part.stratum, part.probability, part.populations, part.stand_in)
        for part in parts
        for row in part.rows
    )
    sampled = Counter(row.stratum for row in rows if row.stand_in is None)
    told = tuple(StratumDrawn(name, *counts[name], sampled[name]) for name in counts)
    return Drawn(seed, rows, told, len(file.stages), wanted)


def _ordered(file: DrawFile, frame: Columns) -> Sequence[int]:
    if file.order is None:
        return range(len(frame))
    codes, _ = frame.given_levels(file.order)
    return sorted(range(len(frame)), key=lambda row: (int(codes[row]), row))


def _strata(file: DrawFile, frame: Columns, order: Sequence[int]) -> list[_Part]:
    if file.strata is None:
        return [_Part("", (), tuple(order))]
    codes, names = frame.given_levels(file.strata)
    rows: list[list[int]] = [[] for _ in names]
    for row in order:
        rows[codes[row]].append(row)
    return [_Part(name, (name,), tuple(own)) for name, own in zip(names, rows, strict=True)]


def _groups(frame: Columns, stage: StageAsked, rows: Sequence[int]) -> dict[str, list[int]]:
    """Units of a stage with their rows, in the order of the frame; a row is its own unit where no column is named."""
    if stage.unit is None:
        return {str(frame.lines[row]): [row] for row in rows}
    texts = frame.texts(stage.unit)
    groups: dict[str, list[int]] = {}
    for row in rows:
        if texts[row] in {"", "NA"}:
            why, todo = "Ô trống; mỗi dòng của khung mẫu cần mã đơn vị.", "Hãy điền mã, hoặc bỏ dòng không thuộc khung."
            raise bad_cell("gap", frame.source, frame.lines[row], stage.unit, why, todo=todo)
        groups.setdefault(texts[row], []).append(row)
    return groups


def _sizes(file: DrawFile, frame: Columns, strata: Sequence[_Part]) -> tuple[Mapping[str, int], int | None]:
    """Units to be drawn at the first stage, by stratum, and what the margin asked for."""
    first, total = file.stages[0], file.total
    if total is None:
        return {part.stratum: _size(file, first, part.stratum) for part in strata}, None
    populations = {part.stratum: len(_groups(frame, first, part.rows)) for part in strata}
    whole = sum(populations.values())
    wanted = size_for(total.margin, whole) if total.margin is not None else None
    size = total.size if total.size is not None else wanted or 0
    return allocated_sizes(size, populations, total.allocation, total.minimum, total.deviations, file.source), wanted


def _size(file: DrawFile, stage: StageAsked, stratum: str) -> int:
    if isinstance(stage.size, int):
        return stage.size
    if stage.size is None or stratum not in stage.size:
        why, todo = "Không có cỡ mẫu cho tầng «{name}».", "Hãy ghi size cho mọi tầng, hoặc ghi total."
        raise bad_design("no_size", file.source, why, todo=todo, name=stratum)
    return stage.size[stratum]


def _stage(
    file: DrawFile,
    frame: Columns,
    stage: StageAsked,
    part: _Part,
    size: int,
    seed: str,
    reserve: float,
    by_row: Floats | None,
) -> list[_Part]:
    groups = _groups(frame, stage, part.rows)
    names = list(groups)
    if stage.method is Method.PPS:
        measures = _measures(file, frame, stage, groups, by_row)
        units = [Unit((*part.code, name), measures[name]) for name in names]
    else:
        units = [Unit((*part.code, name)) for name in names]
    if size > len(units) and len(file.stages) == 1:
        why = "Tầng «{name}» chỉ có {count} đơn vị, ít hơn cỡ mẫu {size}."
        todo = "Hãy giảm cỡ mẫu của tầng ấy."
        raise bad_design("too_few", file.source, why, todo=todo, name=part.stratum, count=len(units), size=size)
    picked = chosen_units(units, size, stage.method, seed, math.ceil(round(size * reserve, 9)))
    return [_below(part, names[one.at], groups[names[one.at]], one, len(names)) for one in picked]


def _below(part: _Part, name: str, rows: Sequence[int], one: Chosen, population: int) -> _Part:
    return _Part(
        part.stratum,
        (*part.code, name),
        tuple(rows),
        part.probability * one.probability,
        (*part.populations, population),
        one.stand_in if part.stand_in is None else part.stand_in,
    )


def _measures(
    file: DrawFile, frame: Columns, stage: StageAsked, groups: Mapping[str, Sequence[int]], by_row: Floats | None
) -> dict[str, float]:
    """The size of each unit: the sum of its rows' measure, or how many rows it has where no column is named."""
    if stage.measure is None or by_row is None:
        return {name: float(len(rows)) for name, rows in groups.items()}
    for rows in groups.values():
        for row in rows:
            if by_row[row] < 0:
                why, todo = "Cỡ của đơn vị là số âm.", "Hãy sửa cột cỡ."
                raise bad_cell("negative_measure", frame.source, frame.lines[row], stage.measure, why, todo=todo)
    measures = {name: float(by_row[list(rows)].sum()) for name, rows in groups.items()}
    if not any(measures.values()):
        why, todo = "Cột cỡ «{column}» toàn số 0.", "Hãy chọn đúng cột cỡ."
        raise bad_design("no_measure", file.source, why, todo=todo, column=stage.measure)
    return measures
