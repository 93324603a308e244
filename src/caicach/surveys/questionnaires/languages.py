"""Languages of a form: each text in each language, what is missing taken from another language and marked."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from caicach.kernel.said import tell
from caicach.surveys.questionnaires.headings import MEDIA, TRANSLATED
from caicach.surveys.questionnaires.structure import Question
from caicach.surveys.questionnaires.values import Book, Heading, Level, Problem, Row, Sheet

_CODE: Final = re.compile(r"\(([A-Za-z]{2,3}(?:-[A-Za-z0-9]+)*)\)\s*$")
WITHOUT: Final = "default"
"""What the standard calls texts without a language beside texts with one."""


def language_code(name: str) -> str:
    """
    >>> language_code("Tiếng Việt (vi)"), language_code("English")
    ('vi', '')
    """
    found = _CODE.search(name)
    return found[1].lower() if found else ""


def languages(book: Book) -> tuple[str, ...]:
    """In the order of the form; the default first; () where the form has one language that it does not name."""
    columns = [(sheet, column) for sheet in (book.survey, book.choices) for column in TRANSLATED]
    named = dict.fromkeys(name for sheet, column in columns for name in sheet.languages(column) if name)
    if not named:
        return ()
    default = book.setting("default_language")
    has_plain = any("" in sheet.languages("label") for sheet in (book.survey, book.choices))
    if has_plain:
        named = dict.fromkeys([default or WITHOUT, *named])
    return tuple(sorted(named, key=lambda name: name != default))


def language_problems(book: Book, questions: tuple[Question, ...]) -> Iterator[Problem]:
    names = languages(book)
    yield from _names(book, names)
    yield from _unlabelled(book, questions)
    if len(names) > 1:
        for sheet in (book.survey, book.choices):
            for row in sheet.rows:
                yield from _gaps(book, sheet, row, names)


def _names(book: Book, names: tuple[str, ...]) -> Iterator[Problem]:
    survey = book.survey.title
    codes = Counter(filter(None, map(language_code, names)))
    for code, count in codes.items():
        if count > 1:
            said = tell("Mã ngôn ngữ «{code}» dùng cho nhiều tên; người trả lời sẽ không phân biệt được.", code=code)
            yield Problem(Level.WARNING, "language_twice", said, survey, 1)
    for name in names:
        if not language_code(name) and name != WITHOUT:
            said = tell("Ngôn ngữ «{name}» chưa có mã; hãy ghi như «Tiếng Việt (vi)», «English (en)».", name=name)
            yield Problem(Level.WARNING, "language_code", said, survey, 1)
    default = book.setting("default_language")
    if default and names and default not in names:
        said = tell("default_language «{name}» không trùng với ngôn ngữ nào của các cột label.", name=default)
        yield Problem(Level.WARNING, "language_default", said, "settings", 2, "default_language")


def _unlabelled(book: Book, questions: tuple[Question, ...]) -> Iterator[Problem]:
    survey = book.survey
    for question in questions:
        texts = (survey.text(question.row, column) for column in ("label", "hint", "guidance_hint", *MEDIA))
        if question.is_seen and not any(texts) and not survey.text(question.row, "calculation"):
            said = tell("Câu hỏi không có lời hỏi (cột label); người trả lời sẽ không thấy gì.")
            yield Problem(Level.ERROR, "label_missing", said, survey.title, question.row.number, survey.named("label"))


def _gaps(book: Book, sheet: Sheet, row: Row, names: tuple[str, ...]) -> Iterator[Problem]:
    for column in TRANSLATED:
        texts = _texts(book, sheet, row, column)
        missing = [name for name in names if name not in texts]
        if texts and missing and column not in MEDIA:
            said = tell(
                "«{column}» chưa có bản {languages}; tạm lấy bản {other}, có đánh dấu.",
                column=column,
                languages=", ".join(missing),
                other=next(iter(texts)),
            )
            yield Problem(Level.WARNING, "translation_missing", said, sheet.title, row.number, column)


def _texts(book: Book, sheet: Sheet, row: Row, column: str) -> dict[str, str]:
    """The texts of one cell by language, those without a language under the default's name."""
    plain = book.setting("default_language") or WITHOUT
    found = {
        heading.language or plain: row.cells[heading.text]
        for heading in sheet.headings
        if heading.column == column and heading.text in row.cells
    }
    return dict(sorted(found.items(), key=lambda item: item[0] != plain))


def translated_book(book: Book) -> Book:
    """The same form with a text in each language wherever there is one in any; pictures are the same for all."""
    names = languages(book)
    if not names:
        return book
    sheets = {
        kind: _translated(book, sheet, names) if kind in {"survey", "choices"} else sheet
        for kind, sheet in book.sheets.items()
    }
    return replace(book, sheets=sheets)


def _translated(book: Book, sheet: Sheet, names: tuple[str, ...]) -> Sheet:
    columns = [column for column in TRANSLATED if sheet.has(column)]
    others = tuple(heading for heading in sheet.headings if heading.column not in TRANSLATED)
    rows = []
    for row in sheet.rows:
        cells = {heading.text: row.cells[heading.text] for heading in others if heading.text in row.cells}
        for column in columns:
            texts = _texts(book, sheet, row, column)
            if not texts:
                continue
            source, text = next(iter(texts.items()))
            marked = text if column in MEDIA else f"[{language_code(source) or source}] {text}"
            cells |= {f"{column}::{name}": texts.get(name, marked) for name in names}
        rows.append(Row(row.number, cells))
    headings = (*others, *(Heading(f"{column}::{name}", column, name) for column in columns for name in names))
    return Sheet(sheet.kind, sheet.title, headings, tuple(rows))
