"""The conversion itself, by pyxform; whatever it says or fails on comes back as a sentence with a row."""

import re
from collections.abc import Sequence
from typing import Final

from pyxform.errors import ErrorCode, PyXFormError
from pyxform.xls2xform import ConvertResult, convert

from caicach.kernel.said import Said, tell
from caicach.surveys.questionnaires.conversion_words import SENTENCES, SENTENCES_OF_CODES
from caicach.surveys.questionnaires.values import SURVEY, Book, Level, Problem, Row, Sheet

_ROW: Final = re.compile(r"^\[row : (\d+)\]\s*")
_SHEET: Final = re.compile(r"On the '(\w+)' sheet, the '([^']+)'")
# pyxform lets errors of Python through where a form has what it did not think of.
_DEFECTS: Final = (TypeError, ValueError, KeyError, AttributeError, IndexError, AssertionError, RecursionError,
                   StopIteration, ArithmeticError, LookupError, RuntimeError)  # fmt: skip


def conversion(book: Book, form_id: str) -> tuple[ConvertResult | None, tuple[Problem, ...]]:
    """The form, or why there is none. What pyxform would only warn of is examined before."""
    try:
        found = convert({**_as_pyxform(book), "fallback_form_name": form_id}, validate=False, form_name="data")
    except PyXFormError as error:
        return None, tuple(_problem(book, Level.ERROR, text) for text in str(error).split("\n") if text.strip())[:50]
    except _DEFECTS:
        return None, (_defect(book),)
    return found, ()


def _as_pyxform(book: Book, rows: Sequence[Row] | None = None) -> dict[str, object]:
    given: dict[str, object] = {"sheet_names": list(book.sheets)}
    for kind, sheet in book.sheets.items():
        kept = sheet.rows if rows is None or kind != SURVEY else rows
        given[kind] = _lines(sheet, kept)
        given[f"{kind}_header"] = [{heading.text: None for heading in sheet.headings}]
    return given


def _lines(sheet: Sheet, rows: Sequence[Row]) -> list[dict[str, str]]:
    """One line a row, without the blank ones between: what pyxform counts is turned back into rows of the file."""
    known = {heading.text for heading in sheet.headings}
    return [{text: cell for text, cell in row.cells.items() if text in known} for row in rows]


def _problem(book: Book, level: Level, text: str) -> Problem:
    row = _ROW.match(text)
    where = _SHEET.search(text)
    sheet = book.sheets.get(where[1] if where else SURVEY, book.survey)
    at = int(row[1]) - 2 if row else -1
    number = sheet.rows[at].number if 0 <= at < len(sheet.rows) else _row_of_failure(book, text)
    return Problem(level, "conversion", _refusal_words(text), sheet.title, number, where[2] if where else "")


def _refusal_words(text: str) -> Said:
    for code, pattern in _PATTERNS.items():
        found = pattern.fullmatch(text.strip())
        if found and code in SENTENCES_OF_CODES:
            return tell(SENTENCES_OF_CODES[code], **found.groupdict())
    for pattern, sentence in SENTENCES:
        found = pattern.search(text)
        if found:
            return tell(sentence, **found.groupdict())
    return tell("Bộ chuyển đổi không nhận: «{text}».", text=_ROW.sub("", text.strip())[:300])


def _pattern(message: str) -> re.Pattern[str]:
    """The message of a code as a pattern that finds its values again."""
    parts = re.split(r"\{(\w+)\}", message.replace("{{", "\0").replace("}}", "\1"))
    seen: set[str] = set()
    built = ""
    for at, part in enumerate(parts):
        if at % 2 == 0:
            built += re.escape(part.replace("\0", "{").replace("\1", "}"))
        else:
            built += f"(?P={part})" if part in seen else f"(?P<{part}>.*?)"
            seen.add(part)
    return re.compile(built, re.DOTALL)


_PATTERNS: Final = {code.name: _pattern(code.value.msg) for code in ErrorCode}


def _defect(book: Book) -> Problem:
    number = _row_of_failure(book, None)
    said = tell(
        "Bộ chuyển đổi không xử lý được {place}; hãy xem lại mọi ô của dòng, nhất là parameters, appearance, trigger "
        "và các cột có dấu «::».",
        place=tell("biểu mẫu này") if number is None else tell("dòng này"),
    )
    return Problem(Level.ERROR, "conversion_failed", said, book.survey.title, number)


def _row_of_failure(book: Book, text: str | None) -> int | None:
    """Which row a conversion fails on is found by halves: the shortest beginning of the form on which it fails so.

    ``text``: with that message, None: by a defect of pyxform's own. None where no beginning fails so.
    """
    rows = book.survey.rows
    low, high = 0, len(rows)
    while low < high:
        middle = (low + high) // 2
        if _fails(book, rows[:middle], text):
            high = middle
        else:
            low = middle + 1
    return rows[high - 1].number if 0 < high <= len(rows) and _fails(book, rows[:high], text) else None


def _fails(book: Book, rows: Sequence[Row], text: str | None) -> bool:
    try:
        convert(_as_pyxform(book, rows), validate=False, form_name="data")
    except PyXFormError as error:
        return text is not None and text in str(error)
    except _DEFECTS:
        return text is None
    return False
