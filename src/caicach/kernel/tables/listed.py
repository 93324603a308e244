"""Lists that people bring as a table: rows under their heads, cells as values, and what is wrong with a row."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Final, TypeVar

from caicach.kernel.errors import InvalidInput
from caicach.kernel.said import Said, tell
from caicach.kernel.text.dates import parse_date
from caicach.kernel.text.folding import fold, squeeze
from caicach.kernel.text.numbers import parse_number

Numbered = tuple[int, Mapping[str, str]]
Choice = TypeVar("Choice", bound=StrEnum)
_YES: Final = frozenset({"x", "co", "1", "rut gon"})
_EMPTY: Final = frozenset({"", "-", "…", "...", "khong co"})


def rows_under(
    tables: Sequence[Sequence[Sequence[str]]], heads: Mapping[str, Sequence[str]], key: str
) -> tuple[Numbered, ...]:
    """The rows of every table that has a column of ``key``; a row without it, or of one wide cell, is none.

    A column is named by a title that lists have for it, or by its code («signed_on»); of two that name one thing the
    first that a row fills counts.

    >>> table = [["Danh mục"], ["TT", "Tên văn bản", "Ngày ký"], ["1", "Quy định A", ""], ["", "", "01/02/2026"]]
    >>> rows_under([table], {"title": ("Tên văn bản",)}, "title")
    ((3, {'title': 'Quy định A'}),)
    >>> rows_under([[["title", "signed_on"], ["A", "01/02/2026"]]], {"title": ("Tên",), "signed_on": ()}, "title")
    ((2, {'title': 'A', 'signed_on': '01/02/2026'}),)
    """
    names = {fold(code): field for field in heads for code in (field, field.replace("_", " "))}
    names |= {fold(word): field for field, words in heads.items() for word in words}
    found: list[Numbered] = []
    line = 0
    for table in tables:
        columns: dict[int, str] = {}
        for row in table:
            line += 1
            named = {at: names[word] for at, cell in enumerate(row) if (word := fold(squeeze(cell))) in names}
            if key in named.values():
                columns = named
                continue
            cells: dict[str, str] = {}
            for at, name in columns.items():
                if at < len(row) and row[at].strip():
                    cells.setdefault(name, squeeze(row[at]))
            if key in cells and not _is_band(row) and not cells[key].isdecimal():
                found.append((line, cells))
    return tuple(found)


def _is_band(row: Sequence[str]) -> bool:
    """A heading across the table: a merged cell says the same in every column."""
    return len(row) > 1 and len({cell for cell in row if cell.strip()}) == 1 and all(row)


class RowReader:
    """The cells of a row as values; what cannot be read is told and the row is not taken.

    ``units`` are codes by folded names; ``others`` what else, folded, a choice is called in lists.
    """

    def __init__(
        self, line: int, cells: Mapping[str, str], units: Mapping[str, str], others: Mapping[str, StrEnum] | None = None
    ) -> None:
        self.line, self.cells, self.units, self._others = line, cells, units, others or {}
        self.problems: list[Said] = []

    def text(self, name: str) -> str:
        return self.cells.get(name, "")

    def day(self, name: str) -> date | None:
        text = self.cells.get(name, "")
        if fold(text) in _EMPTY:
            return None
        try:
            return parse_date(text.partition(" 00:00")[0])
        except InvalidInput:
            self.problems.append(tell("Dòng {line}: «{text}» không phải một ngày.", line=self.line, text=text[:60]))
            return None

    def number(self, name: str) -> Decimal | None:
        text = self.cells.get(name, "")
        if fold(text) in _EMPTY:
            return None
        try:
            found = parse_number(text)
        except InvalidInput:
            found = Decimal(-1)
        if found < 0:
            told = tell("Dòng {line}: «{text}» không phải một số từ 0.", line=self.line, text=text[:60])
            self.problems.append(told)
            return None
        return found

    def unit(self) -> str:
        text = self.cells.get("unit", "")
        code = self.units.get(fold(text), "")
        if not code:
            told = tell("Dòng {line}: không có đơn vị «{text}» trong danh bạ.", line=self.line, text=text[:100])
            self.problems.append(told)
        return code

    def choice(self, name: str, words: Mapping[Choice, str], default: Choice | None = None) -> Choice:
        text = fold(self.cells.get(name, ""))
        found = next((one for one, word in words.items() if text in {fold(word), one.value}), None)
        other = self._others.get(text)
        if found is None and other in words:
            found = next(one for one in words if one is other)
        if found is None and not text and default is not None:
            return default
        if found is None:
            given = self.cells.get(name, "")[:60]
            known = "; ".join(words.values())
            told = tell("Dòng {line}: «{text}» không thuộc: {known}.", line=self.line, text=given, known=known)
            self.problems.append(told)
            return next(iter(words))
        return found

    def flag(self, name: str) -> bool:
        return fold(self.cells.get(name, "")) in _YES
