"""A questionnaire as values: the workbook's rows, what was found in them, the form that came out."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from caicach.kernel.said import Said

LARGEST: Final = 20_000_000
"""Bytes of a workbook."""

CONSENT_NAMES: Final = ("dong_y", "consent")
"""Names by which a form says that a question asks for consent."""

SURVEY: Final = "survey"
CHOICES: Final = "choices"
SETTINGS: Final = "settings"


class Level(StrEnum):
    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Problem:
    """``row`` is the line of the sheet as a spreadsheet numbers it, the heading being line 1; None: the whole sheet."""

    level: Level
    code: str
    said: Said
    sheet: str = ""
    row: int | None = None
    column: str = ""


@dataclass(frozen=True, slots=True)
class Heading:
    """``text`` as it stands in the file; ``column`` by the standard's name; ``language`` as written, "" where none."""

    text: str
    column: str
    language: str


@dataclass(frozen=True, slots=True)
class Row:
    """``cells`` by heading text; empty cells are absent."""

    number: int
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Sheet:
    kind: str
    title: str
    headings: tuple[Heading, ...]
    rows: tuple[Row, ...]

    def has(self, column: str) -> bool:
        return any(heading.column == column for heading in self.headings)

    def languages(self, column: str) -> tuple[str, ...]:
        return tuple(heading.language for heading in self.headings if heading.column == column)

    def text(self, row: Row, column: str) -> str:
        """The cell of a column, in the first language that has one; "" where none has."""
        found = (row.cells.get(heading.text, "") for heading in self.headings if heading.column == column)
        return next(filter(None, found), "")

    def named(self, column: str) -> str:
        """The heading as the file writes it, for messages."""
        return next((heading.text for heading in self.headings if heading.column == column), column)


@dataclass(frozen=True, slots=True)
class Book:
    """The sheets that the standard knows, by kind; ``titles`` of all that the file has."""

    file: str
    sheets: Mapping[str, Sheet]
    titles: tuple[str, ...]
    problems: tuple[Problem, ...] = ()

    @property
    def survey(self) -> Sheet:
        return self.sheets.get(SURVEY, _empty(SURVEY))

    @property
    def choices(self) -> Sheet:
        return self.sheets.get(CHOICES, _empty(CHOICES))

    def setting(self, column: str) -> str:
        sheet = self.sheets.get(SETTINGS)
        return sheet.text(sheet.rows[0], column) if sheet and sheet.rows else ""


def _empty(kind: str) -> Sheet:
    return Sheet(kind, kind, (), ())


@dataclass(frozen=True, slots=True)
class CheckedForm:
    """``xform`` is "" where there are errors; ``files`` are those the form needs beside it."""

    problems: tuple[Problem, ...]
    form_id: str = ""
    version: str = ""
    title: str = ""
    languages: tuple[str, ...] = ()
    questions: int = 0
    files: tuple[str, ...] = ()
    xform: str = ""
    itemsets: str = ""

    @property
    def errors(self) -> tuple[Problem, ...]:
        return tuple(problem for problem in self.problems if problem.level is Level.ERROR)
