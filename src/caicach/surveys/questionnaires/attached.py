"""Files that a form needs beside it: lists too long for the sheet, pictures, sounds."""

import re
from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches
from typing import Final

from caicach.kernel.said import Said, tell
from caicach.surveys.questionnaires.headings import MEDIA
from caicach.surveys.questionnaires.structure import Question
from caicach.surveys.questionnaires.values import Book, Level, Problem

_PULLED: Final = re.compile(r"""pulldata\(\s*(['"‘’“”])([^'"‘’“”]+)['"‘’“”]\s*,\s*['"‘’“”]([^'"‘’“”]+)""")
_PULLDATA: Final = re.compile(r"pulldata\(")
_SEARCHED: Final = re.compile(r"""search\(\s*['"]([^'"]+)['"]""")
_PARAMETER: Final = re.compile(r"(value|label)\s*=\s*([^\s,;]+)")
_LISTS: Final = (".csv", ".xml", ".geojson")
Files = Mapping[str, Sequence[str]]


def needed_files(book: Book, questions: tuple[Question, ...]) -> tuple[str, ...]:
    """By name, in the order of the form."""
    found = dict.fromkeys(name for _, name, _ in _needs(book, questions))
    media = (
        row.cells[heading.text].removeprefix("jr://").rpartition("/")[2]
        for sheet in (book.survey, book.choices)
        for row in sheet.rows
        for heading in sheet.headings
        if heading.column in MEDIA and heading.text in row.cells
    )
    return tuple(found | dict.fromkeys(name for name in media if "${" not in name))


def file_problems(book: Book, questions: tuple[Question, ...], files: Files) -> Iterator[Problem]:
    """``files``: names of what lies beside the form, with the columns of those that are CSV."""
    survey = book.survey
    for question, name, columns in _needs(book, questions):
        said = _fault(name, columns, files)
        if said:
            yield Problem(Level.ERROR, "file", said, survey.title, question.row.number, survey.named("type"))
    for question in questions:
        for heading in survey.headings:
            text = question.row.cells.get(heading.text, "")
            if len(_PULLDATA.findall(text)) > len(_PULLED.findall(text)):
                said = tell("pulldata cần tên tệp và tên cột ghi trong dấu nháy: pulldata('tep', 'cot', 'khoa', …).")
                yield Problem(Level.ERROR, "pulldata", said, survey.title, question.row.number, heading.text)
    lists = {name for _, name, _ in _needs(book, questions)}
    for name in needed_files(book, questions):
        if name not in files and name not in lists:
            said = tell("Thiếu tệp «{name}» mà biểu mẫu hiện ra; hãy gửi kèm tệp này.", name=name)
            yield Problem(Level.WARNING, "media", said, survey.title)


def _needs(book: Book, questions: tuple[Question, ...]) -> Iterator[tuple[Question, str, tuple[str, ...]]]:
    """The question, the file, the columns that it has to have."""
    for question in questions:
        row = question.row
        if question.kind.endswith("_from_file"):
            given = dict(_PARAMETER.findall(book.survey.text(row, "parameters")))
            columns = (given.get("value", "name"), given.get("label", "label"))
            yield question, question.choices, columns if question.choices.lower().endswith(".csv") else ()
        if question.kind in {"csv-external", "xml-external"} and question.name:
            yield question, f"{question.name}.{question.kind[:3]}", ()
        searched = _SEARCHED.search(book.survey.text(row, "appearance"))
        if searched:
            yield question, f"{searched[1]}.csv", ()
        for heading in book.survey.headings:
            for _, name, column in _PULLED.findall(row.cells.get(heading.text, "")):
                yield question, name if name.lower().endswith(".csv") else f"{name}.csv", (column,)


def _fault(name: str, columns: tuple[str, ...], files: Files) -> Said | None:
    if not name.lower().endswith(_LISTS):
        return tell("Danh sách ngoài «{name}» phải là tệp .csv, .xml hoặc .geojson.", name=name)
    if name not in files:
        near = get_close_matches(name, files, n=1, cutoff=0.6)
        said = tell("Thiếu tệp «{name}» mà câu hỏi này dùng; hãy đặt tệp cạnh biểu mẫu.", name=name)
        return tell("{what} Có phải là «{near}»?", what=said, near=near[0]) if near else said
    missing = [column for column in columns if column not in files[name]]
    if missing:
        return tell(
            "Tệp «{name}» không có cột «{column}»; các cột: {known}.",
            name=name,
            column=missing[0],
            known=", ".join(files[name][:20]),
        )
    return None
