"""Answers -> a table of results: counts kept back where they are few, figures by ``surveys.estimation`` alone."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from caicach.kernel.said import Said
from caicach.surveys.columns import MISSING, Columns
from caicach.surveys.estimation.estimating import estimate
from caicach.surveys.estimation.needed import columns_needed
from caicach.surveys.estimation.values import Asked, DesignFile, Estimate, Kind, SingleUnit
from caicach.surveys.results.domain.disclosure import Protected, protected_table
from caicach.surveys.results.domain.values import (
    Basis,
    Figure,
    ResultCell,
    ResultQuestion,
    ResultRow,
    ResultTable,
    Rules,
)

GROUP: Final = " nhóm"  # no question can bear such a name
_VALUE: Final = " giá trị"
_POPULATION: Final = " tổng thể"
_UNKNOWN: Final = ""
NO_GROUP: Final = "(—)"
_CONFIDENCE: Final = 0.95


@dataclass(frozen=True, slots=True)
class _Asking:
    """One table in the making: ``groups`` by code, each with its label, in the order of the form."""

    question: ResultQuestion
    by: ResultQuestion | None
    figure: Figure
    rules: Rules
    groups: Mapping[str, str]


def result_table(
    data: Columns, question: ResultQuestion, by: ResultQuestion | None, figure: Figure, rules: Rules
) -> ResultTable:
    """``data`` as answers leave the survey. Raises InvalidInput where the design contradicts the answers."""
    asking = _Asking(question, by, figure, rules, _groups(data, by))
    tables = [protected_table(one, rules.threshold) for one in _counts(data, asking)]
    found = {} if tables[0].is_withheld else _estimates(data, asking)
    rows = [_row(asking, tables, at, name, found) for at, name in enumerate(asking.groups)] if by else []
    rows.append(_row(asking, tables, None, None, found))
    notes = tuple(dict.fromkeys(note for one in found.values() for note in one.notes))
    return ResultTable(
        question,
        by,
        figure,
        rules.basis,
        rules.threshold,
        rules.design.confidence if rules.design else _CONFIDENCE,
        tuple(question.choices.values()) if figure is Figure.SHARE else (),
        tuple(rows),
        sum(cell is None for row in rows for cell in row.cells),
        () if rules.basis is Basis.PLAIN else _notes_of_rows(notes, rows),
    )


def _notes_of_rows(notes: tuple[Said, ...], rows: Sequence[ResultRow]) -> tuple[Said, ...]:
    """Nothing is said of a table of which nothing is shown."""
    return notes if any(cell is not None for row in rows for cell in row.cells) else ()


def _groups(data: Columns, by: ResultQuestion | None) -> dict[str, str]:
    if by is None:
        return {_UNKNOWN: ""}
    given = set(data.texts(by.column))
    known = {name: label or name for name, label in by.choices.items()}
    others = {name: name for name in sorted(given - MISSING - set(known))}
    return known | others | ({_UNKNOWN: ""} if given & MISSING else {})


def _group_codes(data: Columns, by: ResultQuestion | None) -> tuple[str, ...]:
    if by is None:
        return (_UNKNOWN,) * len(data)
    return tuple(_UNKNOWN if text in MISSING else text for text in data.texts(by.column))


def _counts(data: Columns, asking: _Asking) -> list[list[list[int]]]:
    """Groups by answers; of a question with several answers a table for each choice, of those who chose it or not; of
    a mean the answers of the question where it has choices, because the mean tells of them."""
    codes, texts, question = _group_codes(data, asking.by), data.texts(asking.question.column), asking.question
    rows = {name: at for at, name in enumerate(asking.groups)}
    answered = [(rows[group], text) for group, text in zip(codes, texts, strict=True) if text not in MISSING]
    if question.is_multiple:
        return [
            _counted(len(rows), 2, ((row, int(choice not in text.split())) for row, text in answered))
            for choice in question.choices
        ]
    if not question.choices:
        return [_counted(len(rows), 1, ((row, 0) for row, _text in answered))]
    columns = {name: at for at, name in enumerate(question.choices)}
    width = len(columns) + any(text not in columns for _row, text in answered)
    return [_counted(len(rows), width, ((row, columns.get(text, len(columns))) for row, text in answered))]


def _counted(height: int, width: int, cells: Iterable[tuple[int, int]]) -> list[list[int]]:
    counts = [[0] * width for _ in range(height)]
    for row, column in cells:
        counts[row][column] += 1
    return counts


def _estimates(data: Columns, asking: _Asking) -> dict[tuple[str | None, int], Estimate]:
    """By group (None: all) and column. Nothing where nobody answered."""
    columns = _figures(data, asking)
    if not any(text not in MISSING for texts in columns.values() for text in texts):
        return {}
    kind = Kind.PROPORTION if asking.figure is Figure.SHARE else Kind.MEAN
    groups: tuple[tuple[str, ...], ...] = ((), (GROUP,)) if asking.by else ((),)
    asked = tuple(Asked(kind, name, by=by) for name in columns for by in groups)
    group = tuple(code or NO_GROUP for code in _group_codes(data, asking.by))
    places = {name: at for at, name in enumerate(columns)}
    found = estimates_of(data, {**columns, GROUP: group}, asked, asking.rules)
    return {(_name(one), places[one.of]): one for one in found}


def estimates_of(
    data: Columns, more: Mapping[str, tuple[str, ...]], asked: tuple[Asked, ...], rules: Rules
) -> tuple[Estimate, ...]:
    """``more``: columns made of the answers, asked for beside them."""
    cells = {**data.cells, **more, _POPULATION: (str(rules.population),) * len(data)}
    whole = Columns(data.source, data.names, cells, data.lines, data.has_decimal_commas)
    return estimate(replace(_design_of(rules), asked=asked), whole).estimates


def interval_of(one: Estimate) -> tuple[float, float] | None:
    """None where an end of it is not known."""
    ends = one.interval
    return None if ends is None or ends[0] is None or ends[1] is None else (ends[0], ends[1])


def design_columns(rules: Rules) -> frozenset[str]:
    """What the design reads of the answers."""
    return columns_needed(replace(rules.design, asked=())) if rules.design else frozenset()


def _name(one: Estimate) -> str | None:
    name = one.by.get(GROUP)
    return _UNKNOWN if name == NO_GROUP else name


def _figures(data: Columns, asking: _Asking) -> dict[str, tuple[str, ...]]:
    """What is estimated: of shares a column of 0 and 1 for each choice, of a mean the answers."""
    texts = data.texts(asking.question.column)
    if asking.figure is Figure.MEAN:
        return {_VALUE: texts}
    return {
        f"{_VALUE} {at}": tuple(
            ""
            if text in MISSING
            else str(int(choice in text.split() if asking.question.is_multiple else choice == text))
            for text in texts
        )
        for at, choice in enumerate(asking.question.choices)
    }


def _design_of(rules: Rules) -> DesignFile:
    if rules.design is not None:
        return rules.design
    return DesignFile(
        source="",
        strata=(),
        clusters=(),
        weight=None,
        fpc=() if rules.population is None else (_POPULATION,),
        is_nested=False,
        single_unit=SingleUnit.FAIL,
        calibration=None,
        trimming=None,
        replicates=None,
        confidence=_CONFIDENCE,
        asked=(),
    )


def _row(
    asking: _Asking,
    tables: Sequence[Protected],
    at: int | None,
    name: str | None,
    found: Mapping[tuple[str | None, int], Estimate],
) -> ResultRow:
    """``at`` is None for the row of all."""
    lines = [table.columns if at is None else table.cells[at] for table in tables]
    answered = tables[0].total if at is None else tables[0].rows[at]
    label = "" if name is None else asking.groups[name]
    if asking.question.is_multiple:
        counts = tuple(line[0] for line in lines)
    elif asking.figure is Figure.SHARE:
        counts = lines[0][: len(asking.question.choices)]
    else:
        counts = (None if None in lines[0] else answered,)
    if answered is None:
        counts = (None,) * len(counts)
    has_error = asking.rules.basis is not Basis.PLAIN
    cells = tuple(
        None if count is None else _cell(count, found.get((name, column)), asking.figure, has_error=has_error)
        for column, count in enumerate(counts)
    )
    return ResultRow(name, label, answered, cells)


def _cell(count: int, one: Estimate | None, figure: Figure, *, has_error: bool) -> ResultCell:
    shown = count if figure is Figure.SHARE else None
    if one is None or one.value is None:
        return ResultCell(shown, None)
    if not has_error:
        return ResultCell(shown, one.value)
    return ResultCell(shown, one.value, one.standard_error, interval_of(one), one.degrees_of_freedom)
