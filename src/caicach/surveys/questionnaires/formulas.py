"""Formulas and references of a form: readable, of known functions, to questions that are there, in no circle."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from graphlib import CycleError, TopologicalSorter
from typing import Final

from caicach.kernel.said import Said, tell
from caicach.surveys.questionnaires.expressions import (
    FUNCTIONS,
    all_references,
    calls,
    has_loose_reference,
    is_readable,
    outside_neighbours,
    references,
)
from caicach.surveys.questionnaires.headings import TRANSLATED
from caicach.surveys.questionnaires.structure import Question
from caicach.surveys.questionnaires.values import Book, Level, Problem, Row, Sheet

_FORMULAS: Final = ("relevant", "constraint", "calculation", "required", "readonly", "choice_filter", "repeat_count")
_WORDS: Final = frozenset({"yes", "no", "true", "false", "true()", "false()"})
_DEPENDING: Final = ("relevant", "calculation", "repeat_count")
_MOST_CIRCLES: Final = 20
_LONGEST: Final = 20_000


def formula_problems(book: Book, questions: tuple[Question, ...]) -> Iterator[Problem]:
    known = {question.name for question in questions if question.name} | {"instanceID", "instanceName"}
    for question in questions:
        for column in _FORMULAS:
            text = book.survey.text(question.row, column)
            if text and text.lower() not in _WORDS:
                yield from _formula(book.survey, question.row, column, text)
    for sheet in (book.survey, book.choices):
        for row in sheet.rows:
            yield from _references(sheet, row, known)
    yield from _circles(book.survey, questions)


def _formula(sheet: Sheet, row: Row, column: str, text: str) -> Iterator[Problem]:
    said = formula_fault(text)
    if said:
        yield Problem(Level.ERROR, "formula", said, sheet.title, row.number, sheet.named(column))


def formula_fault(text: str) -> Said | None:
    """Why a formula cannot be used; None where it can."""
    if len(text) > _LONGEST:
        return tell("Công thức dài hơn {most} chữ; hãy tách thành các dòng calculate.", most=_LONGEST)
    if has_loose_reference(text):
        return tell("«${{» chưa có dấu «}}» đóng; hãy viết như ${{ten_cau_hoi}}.")
    unknown = next((name for name in calls(text) if name not in FUNCTIONS), None)
    if unknown:
        near = get_close_matches(unknown.lower(), FUNCTIONS, n=1, cutoff=0.7)
        said = tell("Không có hàm «{name}» trong công thức của biểu mẫu.", name=unknown)
        return tell("{what} Có phải là «{near}»?", what=said, near=near[0]) if near else said
    if not is_readable(text):
        return tell(
            "Công thức «{text}» không đúng cú pháp; hãy kiểm tra dấu ngoặc, dấu nháy và toán tử.", text=text[:160]
        )
    return None


def _references(sheet: Sheet, row: Row, known: set[str]) -> Iterator[Problem]:
    for heading in sheet.headings:
        text = row.cells.get(heading.text, "")
        if "${" not in text:
            continue
        if has_loose_reference(text) and heading.column in TRANSLATED:
            said = tell("«${{» chưa có dấu «}}» đóng; hãy viết như ${{ten_cau_hoi}}.")
            yield Problem(Level.ERROR, "reference", said, sheet.title, row.number, heading.text)
        for name in dict.fromkeys(all_references(text)):
            if name in known:
                continue
            near = get_close_matches(name, known, n=1, cutoff=0.6)
            said = tell("${{{name}}} không trỏ tới câu hỏi nào.", name=name[:80])
            said = tell("{what} Có phải là «{near}»?", what=said, near=near[0]) if near else said
            yield Problem(Level.ERROR, "reference", said, sheet.title, row.number, heading.text)


def _circles(survey: Sheet, questions: tuple[Question, ...]) -> Iterator[Problem]:
    """A value that hangs on itself through calculations and conditions: programs of the field refuse such a form.

    A question hangs on the conditions of the groups around it.
    """
    at = {question.row.number: question for question in questions}
    graph = _dependences(survey, questions)
    for _ in range(_MOST_CIRCLES):
        try:
            TopologicalSorter(graph).prepare()
        except CycleError as error:
            circle: list[int] = error.args[1][:-1]
            first = circle.index(min(circle))
            names = [at[number].name for number in reversed(circle[first + 1 :] + circle[: first + 1])]
            chain = " → ".join([*names, names[0]])
            said = tell(
                "Tham chiếu vòng tròn: {chain}. Giá trị hoặc điều kiện phụ thuộc vào chính nó nên không tính được; "
                "hãy bỏ một mắt xích.",
                chain=chain,
            )
            columns = (c for c in _DEPENDING if survey.text(at[min(circle)].row, c))
            column = survey.named(next(columns, "name"))
            yield Problem(Level.ERROR, "circle", said, survey.title, min(circle), column)
            graph[circle[0]] = set()
            graph = {node: {other for other in others if other != circle[0]} for node, others in graph.items()}
        else:
            return


def _dependences(survey: Sheet, questions: tuple[Question, ...]) -> dict[int, set[int]]:
    by_name: Mapping[str, list[int]] = defaultdict(list)
    for question in questions:
        by_name[question.name].append(question.row.number)
    graph: dict[int, set[int]] = {}
    for question in questions:
        found = set(question.parents)
        for column in _DEPENDING:
            for name in references(outside_neighbours(survey.text(question.row, column))):
                rows = by_name.get(name, [])
                found |= set(rows) if len(rows) == 1 else set()
        graph[question.row.number] = found
    return graph
