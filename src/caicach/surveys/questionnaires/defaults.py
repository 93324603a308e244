"""Defaults: text stays text, a day is a day that programs read, a choice is one of the list."""

import re
from collections.abc import Callable, Iterator
from datetime import date, datetime
from typing import Final

from pyxform.utils import default_is_dynamic

from caicach.kernel.said import Said, tell
from caicach.surveys.questionnaires.choice_lists import choice_lists
from caicach.surveys.questionnaires.expressions import FUNCTIONS, calls, is_readable
from caicach.surveys.questionnaires.formulas import formula_fault
from caicach.surveys.questionnaires.structure import Question
from caicach.surveys.questionnaires.values import Book, Level, Problem

_TEXT: Final = frozenset({"text", "string", "q string", "add text prompt", "note", "barcode", "hidden", "calculate"})
_DATES: Final = frozenset({"date", "q date", "add date prompt"})
_MOMENTS: Final = frozenset({"dateTime", "datetime", "date time", "q dateTime", "q date time"})
_WHOLE: Final = frozenset({"integer", "int", "q int", "add integer prompt"})
_NUMBERS: Final = frozenset({"decimal", "q decimal", "add decimal prompt", "range", "percentage"})
_ARITHMETIC: Final = re.compile(r"[\d\s.+*()-]+|[\d\s.+*()-]*(\s(div|mod)\s[\d\s.+*()-]*)+")
_DAY: Final = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")


def is_meant_as_formula(text: str) -> bool:
    """It refers to a question, or calls a function that there is.

    >>> is_meant_as_formula("concat(${a}, ' xã')"), is_meant_as_formula("today()")
    (True, True)
    >>> is_meant_as_formula("UBND tỉnh - Sở Nội vụ"), is_meant_as_formula("Khác(ghi rõ)"), is_meant_as_formula("C+")
    (False, False, False)
    """
    return "${" in text or any(name in FUNCTIONS for name in calls(text))


def is_text_read_as_formula(question: Question, text: str) -> bool:
    """Words that the conversion would make a formula of."""
    return question.kind in _TEXT and not is_meant_as_formula(text) and bool(default_is_dynamic(text, question.kind))


def quotation(text: str) -> str:
    """A formula whose value is this text.

    >>> quotation("UBND tỉnh - Sở Nội vụ")
    "string('UBND tỉnh - Sở Nội vụ')"
    """
    if "'" not in text:
        return f"string('{text}')"
    if '"' not in text:
        return f'string("{text}")'
    parts = ', "\'", '.join(f"'{part}'" for part in text.split("'"))
    return f"concat({parts})"


def default_problems(book: Book, questions: tuple[Question, ...]) -> Iterator[Problem]:
    survey = book.survey
    for question in questions:
        text = survey.text(question.row, "default")
        if not text:
            continue
        level, said = _problem_of(book, question, text)
        if said:
            yield Problem(level, "default", said, survey.title, question.row.number, survey.named("default"))


def _problem_of(book: Book, question: Question, text: str) -> tuple[Level, Said | None]:
    if is_meant_as_formula(text):
        return Level.ERROR, formula_fault(text)
    if is_text_read_as_formula(question, text):
        said = tell(
            "Mặc định «{text}» có dấu của công thức; được giữ nguyên là chữ. Nếu là công thức, hãy dùng "
            "${{ten_cau_hoi}} hoặc hàm.",
            text=text[:80],
        )
        return Level.WARNING, said
    return Level.ERROR, _typed(book, question, text)


def _typed(book: Book, question: Question, text: str) -> Said | None:
    kind = question.kind
    if kind in _DATES:
        return _day(text, date.fromisoformat, "2026-09-02")
    if kind in _MOMENTS:
        return _day(text, datetime.fromisoformat, "2026-09-02T07:30:00")
    if kind in _WHOLE | _NUMBERS:
        return _number(text, whole=kind in _WHOLE)
    if kind in {"select_one", "select_multiple", "rank"}:
        return _choice(book, question, text)
    return None


def _number(text: str, *, whole: bool) -> Said | None:
    if re.fullmatch(r"-?\d+" if whole else r"-?\d+(\.\d+)?", text):
        return None
    if _ARITHMETIC.fullmatch(text) and is_readable(text):
        return None
    if whole:
        return tell("Mặc định «{text}» không phải là số nguyên.", text=text[:80])
    return tell("Mặc định «{text}» không phải là số; phần thập phân viết sau dấu chấm (2.5).", text=text[:80])


def _day(text: str, read: Callable[[str], object], sample: str) -> Said | None:
    try:
        read(text)
    except ValueError:
        written = _DAY.fullmatch(text)
        if written:
            day, month, year = written.groups()
            return tell(
                "Mặc định «{text}» không được đọc là ngày; hãy ghi {iso}.",
                text=text,
                iso=f"{year}-{month:0>2}-{day:0>2}",
            )
        return tell("Mặc định «{text}» không được đọc là ngày; hãy ghi như {sample}.", text=text[:80], sample=sample)
    return None


def _choice(book: Book, question: Question, text: str) -> Said | None:
    rows = choice_lists(book).get(question.choices)
    if rows is None:
        return None
    names = {book.choices.text(row, "name") for row in rows}
    wanted = [text] if question.kind == "select_one" else text.split()
    unknown = next((name for name in wanted if name not in names), None)
    if unknown is None:
        return None
    return tell(
        "Mặc định «{text}» không có trong danh sách «{list}»; hãy ghi tên lựa chọn (cột name), không ghi nhãn.",
        text=unknown[:80],
        list=question.choices,
    )
