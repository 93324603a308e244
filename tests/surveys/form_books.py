"""Workbooks of questionnaires written for a test: each sheet as lines of cells."""

from collections.abc import Mapping, Sequence
from io import BytesIO

from openpyxl import Workbook

from caicach.surveys.questionnaires.examining import checked_form
from caicach.surveys.questionnaires.values import CheckedForm, Level

Lines = Sequence[Sequence[object]]
SETTINGS: Lines = (("form_title", "form_id", "version"), ("Khảo sát", "khao_sat", "1"))


def workbook(sheets: Mapping[str, Lines]) -> bytes:
    book = Workbook()
    book.remove(book.worksheets[0])
    for title, lines in sheets.items():
        sheet = book.create_sheet(title)
        for line in lines:
            sheet.append(list(line))
    target = BytesIO()
    book.save(target)
    return target.getvalue()


def form(survey: Lines, choices: Lines = (), *, settings: Lines = SETTINGS, **files: Sequence[str]) -> CheckedForm:
    """The form examined; ``files`` beside it by name without ``.csv``, with their columns."""
    sheets = {"survey": survey, "settings": settings} | ({"choices": choices} if choices else {})
    return checked_form(workbook(sheets), "phieu.xlsx", {f"{name}.csv": columns for name, columns in files.items()})


def told(found: CheckedForm, level: Level = Level.ERROR) -> list[tuple[str, int | None, str]]:
    """Code, row and sentence of each problem of a level."""
    return [(problem.code, problem.row, str(problem.said)) for problem in found.problems if problem.level is level]
