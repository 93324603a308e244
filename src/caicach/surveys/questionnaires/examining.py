"""One workbook examined and converted: every finding with its place, and the form where nothing is wrong."""

import re
from collections.abc import Iterator
from dataclasses import replace
from difflib import get_close_matches
from typing import Final

from caicach.kernel.said import tell
from caicach.surveys.questionnaires.attached import Files, file_problems, needed_files
from caicach.surveys.questionnaires.books import read_book
from caicach.surveys.questionnaires.choice_lists import choice_problems
from caicach.surveys.questionnaires.consent import consent_problems
from caicach.surveys.questionnaires.converting import conversion
from caicach.surveys.questionnaires.defaults import default_problems
from caicach.surveys.questionnaires.formulas import formula_problems
from caicach.surveys.questionnaires.languages import language_problems, languages
from caicach.surveys.questionnaires.preparing import heading_problems, other_problems, prepared_book
from caicach.surveys.questionnaires.structure import Question, plain_name, questions, structure_problems
from caicach.surveys.questionnaires.values import SURVEY, Book, CheckedForm, Level, Problem

_FORM_ID: Final = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]{0,63}")


def checked_form(data: bytes, file: str, files: Files) -> CheckedForm:
    """Raises InvalidInput where the bytes are no workbook; whatever else is wrong is among the problems."""
    book = read_book(data, file)
    found = questions(book)
    problems = [*book.problems, *_problems(book, found, files)]
    form = CheckedForm(
        tuple(_in_order(book, problems)),
        form_id=book.setting("form_id") or plain_name(file.rpartition("/")[2].rpartition(".")[0]),
        version=book.setting("version"),
        title=book.setting("form_title") or book.setting("form_id") or file,
        languages=languages(book),
        questions=sum(question.is_seen for question in found),
        files=needed_files(book, found),
    )
    return form if form.errors else _converted(book, found, form)


def _converted(book: Book, found: tuple[Question, ...], form: CheckedForm) -> CheckedForm:
    result, problems = conversion(prepared_book(book, found), form.form_id)
    problems = tuple(_in_order(book, [*form.problems, *problems]))
    if result is None:
        return replace(form, problems=problems)
    return replace(form, problems=problems, xform=result.xform, itemsets=result.itemsets or "")


def _problems(book: Book, found: tuple[Question, ...], files: Files) -> Iterator[Problem]:
    if SURVEY not in book.sheets:
        yield _no_survey(book)
        return
    if not book.survey.has("type") or not book.survey.has("name"):
        yield _no_heading(book)
        return
    if not book.survey.rows:
        said = tell("Trang «survey» chưa có câu hỏi nào.")
        yield Problem(Level.ERROR, "no_questions", said, book.survey.title, 2)
    yield from _setting_problems(book)
    yield from heading_problems(book)
    yield from structure_problems(book)
    yield from choice_problems(book, found)
    yield from formula_problems(book, found)
    yield from default_problems(book, found)
    yield from consent_problems(book, found)
    yield from language_problems(book, found)
    yield from other_problems(book, found)
    yield from file_problems(book, found, files)


def _no_survey(book: Book) -> Problem:
    near = get_close_matches(SURVEY, [title.lower() for title in book.titles], n=1, cutoff=0.6)
    title = next((title for title in book.titles if [title.lower()] == near), "")
    said = (
        tell("Không có trang tính «survey»; có phải trang «{title}» cần đổi tên?", title=title)
        if title
        else tell("Không có trang tính «survey» chứa các câu hỏi; tệp có: {titles}.", titles=", ".join(book.titles))
    )
    return Problem(Level.ERROR, "survey_missing", said)


def _no_heading(book: Book) -> Problem:
    missing = ", ".join(column for column in ("type", "name") if not book.survey.has(column))
    said = tell("Dòng 1 phải là tên cột theo chuẩn XLSForm; thiếu cột: {missing}.", missing=missing)
    return Problem(Level.ERROR, "column_missing", said, book.survey.title, 1)


def _setting_problems(book: Book) -> Iterator[Problem]:
    sheet = book.sheets.get("settings")
    form_id = book.setting("form_id")
    if sheet and form_id and not _FORM_ID.fullmatch(form_id):
        said = tell("Mã biểu mẫu «{id}» nên chỉ gồm chữ không dấu, chữ số, «_», «-», «.».", id=form_id[:80])
        yield Problem(Level.WARNING, "form_id", said, sheet.title, sheet.rows[0].number, sheet.named("form_id"))
    if not book.setting("version"):
        said = tell("Chưa có phiên bản (trang «settings», cột version); hãy đổi số này mỗi lần sửa biểu mẫu.")
        yield Problem(Level.WARNING, "version_missing", said, sheet.title if sheet else "settings")


def _in_order(book: Book, problems: list[Problem]) -> list[Problem]:
    order = {sheet.title: at for at, sheet in enumerate((book.survey, book.choices), start=1)}
    unique = list(dict.fromkeys(problems))
    return sorted(
        unique, key=lambda p: (p.level != Level.ERROR, order.get(p.sheet, 0 if not p.sheet else 9), p.row or 0)
    )
