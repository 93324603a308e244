"""A satisfaction index: which questions, which answers count as satisfied, by which factors, of which units; and its
figures with their error. The share of a factor is that of all its answers, so a ratio; factors are weighted."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from caicach.kernel.codec import Codec
from caicach.kernel.errors import InvalidInput
from caicach.kernel.http.texts import check_length
from caicach.surveys.columns import MISSING, Columns
from caicach.surveys.estimation.values import Asked, Estimate, Kind, Part
from caicach.surveys.results.domain.disclosure import protected_table
from caicach.surveys.results.domain.published import Indicator
from caicach.surveys.results.domain.tabulating import GROUP, NO_GROUP, estimates_of, interval_of
from caicach.surveys.results.domain.values import Basis, ResultQuestion, Rules

_ABOVE, _BELOW = " trên", " dưới"
_MOST_FACTORS: Final = 40
_LINE: Final = re.compile(r"(?P<name>[^:]+):(?P<questions>[^×]+)(×(?P<weight>.*))?")
_WEIGHT: Final = re.compile(r"\d{1,6}([.,]\d{1,6})?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Factor:
    """``questions`` by their columns; ``weight`` beside that of the other factors."""

    name: str
    questions: tuple[str, ...]
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Satisfaction:
    """``satisfied``: the answers that count, of a share alone. ``by``: the question whose choices are codes of units,
    "" where all answers are of one unit."""

    measure: Indicator
    factors: tuple[Factor, ...]
    satisfied: frozenset[str] = frozenset()
    by: str = ""

    @property
    def questions(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(name for factor in self.factors for name in factor.questions))


KEPT: Final = Codec(Satisfaction)


@dataclass(frozen=True, slots=True)
class SatisfactionFigure:
    """Of a unit and a factor; ``unit`` is "" for all answers, ``factor`` "" for the index itself. ``n``: those who
    answered, None with the value where so few did that it is kept back."""

    unit: str
    factor: str
    n: int | None
    value: float | None
    standard_error: float | None = None
    interval: tuple[float, float] | None = None


def read_factors(text: str, known: Mapping[str, ResultQuestion]) -> tuple[Factor, ...]:
    """A line a factor: «Tiếp cận dịch vụ: tiep_can, bien_bao × 2». Raises InvalidInput ("survey.factor_…").

    >>> read_factors("A: b", {"b": ResultQuestion("b", "B", {"1": "Kém"}, False, ())})
    (Factor(name='A', questions=('b',), weight=1.0),)
    """
    factors = []
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        match = _LINE.fullmatch(line.strip())
        if match is None:
            raise _refusal(number, "words", "Mỗi dòng là «tên yếu tố: câu, câu × trọng số».")
        questions = tuple(name.strip() for name in match["questions"].split(",") if name.strip())
        unknown = [name for name in questions if name not in known]
        if unknown or not questions or len(set(questions)) < len(questions):
            why = "Bảng hỏi không có câu thang điểm {columns}, hoặc câu lặp lại."
            raise _refusal(number, "question", why, columns=", ".join(f"«{name}»" for name in unknown) or "—")
        written = (match["weight"] or "1").strip()
        if not _WEIGHT.fullmatch(written) or float(written.replace(",", ".")) <= 0:
            raise _refusal(number, "weight", "Trọng số «{text}» không phải là số lớn hơn 0.", text=written[:40])
        factors.append(Factor(check_length(match["name"].strip(), 200), questions, float(written.replace(",", "."))))
    names = [factor.name for factor in factors]
    if not factors or len(factors) > _MOST_FACTORS or len(set(names)) < len(names):
        raise _refusal(1, "none", "Cần từ 1 đến {most} yếu tố, mỗi yếu tố một tên riêng.", most=_MOST_FACTORS)
    return tuple(factors)


def written_factors(factors: Iterable[Factor]) -> str:
    """As ``read_factors`` reads it."""
    lines = []
    for one in factors:
        weight = "" if one.weight == 1 else f" × {one.weight:g}".replace(".", ",")
        lines.append(f"{one.name}: {', '.join(one.questions)}{weight}")
    return "\n".join(lines)


def satisfaction_figures(data: Columns, asked: Satisfaction, rules: Rules) -> tuple[SatisfactionFigure, ...]:
    """All first, then by unit in the order of codes; the index before its factors. What the threshold keeps back, alone
    or lest it could be computed from the others, is None. Raises InvalidInput where the design contradicts the data."""
    groups = tuple(text if text not in MISSING else NO_GROUP for text in data.texts(asked.by)) if asked.by else ()
    units = tuple(sorted(set(groups) - {NO_GROUP}))
    columns, has = _columns(data, asked)
    counts = _respondents(_answers(data, asked, has), groups, units, rules)
    if not any(has):
        return tuple(SatisfactionFigure("", name, None, None) for name in ("", *(f.name for f in asked.factors)))
    parts = tuple(Part(f"{_ABOVE} {at}", f"{_BELOW} {at}", one.weight) for at, one in enumerate(asked.factors))
    wanted = [("", parts), *((one.name, (part,)) for one, part in zip(asked.factors, parts, strict=True))]
    questions = tuple(
        Asked(Kind.COMPOSITE, name, by=by, parts=own)
        for name, own in wanted
        for by in (((), (GROUP,)) if asked.by else ((),))
    )
    found = estimates_of(data, columns | {GROUP: groups or ("",) * len(data)}, questions, rules)
    by_key = {(one.by.get(GROUP, ""), one.of): one for one in found}
    return tuple(
        _figure(unit, name, counts[unit], by_key.get((unit, name)), rules)
        for unit in ("", *units)
        for name, _ in wanted
    )


def _columns(data: Columns, asked: Satisfaction) -> tuple[dict[str, tuple[str, ...]], list[bool]]:
    """Of each factor what is counted and out of how many answers, row by row; which rows answered anything."""
    columns: dict[str, tuple[str, ...]] = {}
    has = [False] * len(data)
    for at, factor in enumerate(asked.factors):
        above, below = [0.0] * len(data), [0] * len(data)
        for name in factor.questions:
            for row, text in enumerate(data.texts(name)):
                if text not in MISSING:
                    has[row] = True
                    below[row] += 1
                    above[row] += _worth(text, asked)
        columns[f"{_ABOVE} {at}"] = tuple(f"{value:g}" for value in above)
        columns[f"{_BELOW} {at}"] = tuple(map(str, below))
    return columns, has


def _worth(text: str, asked: Satisfaction) -> float:
    return float(text in asked.satisfied) if asked.measure is Indicator.SATISFIED_SHARE else float(text)


def _answers(data: Columns, asked: Satisfaction, has: Sequence[bool]) -> list[int | None]:
    """Which cell of a table of answers a row is in: of a single question its share tells how many were satisfied, of
    several only that somebody answered. None: nothing answered."""
    if len(asked.questions) > 1 or asked.measure is not Indicator.SATISFIED_SHARE:
        return [0 if answered else None for answered in has]
    texts = data.texts(asked.questions[0])
    return [int(text in asked.satisfied) if answered else None for text, answered in zip(texts, has, strict=True)]


def _respondents(
    answers: Sequence[int | None], groups: Sequence[str], units: Sequence[str], rules: Rules
) -> dict[str, int | None]:
    """Who answered, by unit and in all, as far as figures of them may be shown; those without a unit are a group
    too."""
    names = (*units, NO_GROUP)
    width = max((cell for cell in answers if cell is not None), default=0) + 1
    tally = {name: [0] * width for name in names}
    for row, cell in enumerate(answers):
        if cell is not None:
            tally[groups[row] if groups else NO_GROUP][cell] += 1
    table = protected_table([tally[name] for name in names], rules.threshold)
    shown = {name: None if None in cells else n for name, cells, n in zip(names, table.cells, table.rows, strict=True)}
    return {"": None if None in table.columns else table.total, **{unit: shown[unit] for unit in units}}


def _figure(unit: str, factor: str, n: int | None, one: Estimate | None, rules: Rules) -> SatisfactionFigure:
    if not n or one is None or one.value is None:
        return SatisfactionFigure(unit, factor, n or None, None)
    if rules.basis is Basis.PLAIN:
        return SatisfactionFigure(unit, factor, n, one.value)
    return SatisfactionFigure(unit, factor, n, one.value, one.standard_error, interval_of(one))


def _refusal(line: int, code: str, why: str, **values: object) -> InvalidInput:
    return InvalidInput(
        f"survey.factor_{code}",
        what="Chưa ghi được chỉ số hài lòng: yếu tố ở dòng {line}.",
        why=why,
        todo="Sửa dòng ấy; tên câu là tên cột ở bảng câu trả lời.",
        line=line,
        column="factors",
        **values,
    )
