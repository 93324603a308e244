"""Lists of choices: there, complete, each name once; and the questions that pick from them."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from typing import Final

from caicach.kernel.said import tell
from caicach.surveys.questionnaires.structure import Question
from caicach.surveys.questionnaires.values import Book, Level, Problem, Row

_FROM_SHEET: Final = frozenset({"select_one", "select_multiple", "rank"})


def choice_lists(book: Book) -> Mapping[str, tuple[Row, ...]]:
    """Rows by list; rows without a list are notes."""
    found: dict[str, list[Row]] = defaultdict(list)
    for row in book.choices.rows:
        name = book.choices.text(row, "list_name")
        if name:
            found[name].append(row)
    return {name: tuple(rows) for name, rows in found.items()}


def choice_problems(book: Book, questions: tuple[Question, ...]) -> Iterator[Problem]:
    lists = choice_lists(book)
    used = [question for question in questions if question.kind in _FROM_SHEET and "${" not in question.choices]
    if used and "choices" not in book.sheets:
        yield from _no_sheet(book, used)
        return
    for column in ("list_name", "name"):
        if book.choices.rows and not book.choices.has(column):
            said = tell("Thiếu cột «{column}» ở dòng tiêu đề.", column=column)
            yield Problem(Level.ERROR, "column_missing", said, book.choices.title, 1, column)
            return
    yield from _unknown_lists(book, used, lists)
    many = {question.choices for question in used if question.kind != "select_one"}
    for name, rows in lists.items():
        yield from _list_problems(book, rows, no_blanks=name in many)
    picked = {question.choices for question in questions} | _named_elsewhere(book, lists)
    for name in sorted(lists.keys() - picked):
        said = tell("Danh sách «{list}» không có câu hỏi nào dùng.", list=name)
        yield Problem(Level.WARNING, "list_unused", said, book.choices.title, lists[name][0].number)


def _named_elsewhere(book: Book, lists: Mapping[str, tuple[Row, ...]]) -> set[str]:
    """Lists that formulas, parameters or loops name."""
    text = "\n".join("\n".join(row.cells.values()) for row in book.survey.rows)
    return {name for name in lists if name in text}


def _no_sheet(book: Book, used: list[Question]) -> Iterator[Problem]:
    near = get_close_matches("choices", [title.lower() for title in book.titles], n=1, cutoff=0.6)
    title = next((title for title in book.titles if [title.lower()] == near), "")
    if title:
        said = tell("Không có trang tính «choices»; có phải trang «{title}» cần đổi tên?", title=title)
    else:
        said = tell("Không có trang tính «choices» chứa các lựa chọn; hãy thêm với cột list_name, name, label.")
    yield Problem(Level.ERROR, "choices_missing", said, book.survey.title, used[0].row.number, "type")


def _unknown_lists(book: Book, used: list[Question], lists: Mapping[str, tuple[Row, ...]]) -> Iterator[Problem]:
    survey = book.survey
    for question in used:
        if question.choices in lists:
            continue
        near = get_close_matches(question.choices, lists, n=1, cutoff=0.6)
        said = tell("Không có danh sách «{list}» ở trang «choices».", list=question.choices)
        if near:
            said = tell("{what} Có phải là «{near}»?", what=said, near=near[0])
        yield Problem(Level.ERROR, "list_unknown", said, survey.title, question.row.number, survey.named("type"))


def _list_problems(book: Book, rows: tuple[Row, ...], *, no_blanks: bool) -> Iterator[Problem]:
    sheet = book.choices
    may_repeat = book.setting("allow_choice_duplicates").lower() in {"yes", "true", "true()"}
    seen: dict[str, Row] = {}
    for row in rows:
        name = sheet.text(row, "name")
        if not name:
            said = tell("Lựa chọn thiếu tên (cột name): giá trị ghi vào số liệu khi được chọn.")
            yield Problem(Level.ERROR, "choice_without_name", said, sheet.title, row.number, sheet.named("name"))
            continue
        if name in seen and not may_repeat:
            said = tell(
                "Lựa chọn «{name}» đã có ở dòng {row} của cùng danh sách; hai câu trả lời sẽ không phân biệt được.",
                name=name,
                row=str(seen[name].number),
            )
            yield Problem(Level.ERROR, "choice_twice", said, sheet.title, row.number, sheet.named("name"))
        if no_blanks and len(name.split()) > 1:
            said = tell(
                "Tên lựa chọn «{name}» có dấu cách; câu chọn nhiều ghi các tên cách nhau bằng dấu cách nên sẽ lẫn.",
                name=name,
            )
            yield Problem(Level.ERROR, "choice_with_blank", said, sheet.title, row.number, sheet.named("name"))
        if not sheet.text(row, "label") and not sheet.text(row, "image"):
            said = tell("Lựa chọn «{name}» không có nhãn (cột label); người trả lời sẽ thấy tên kỹ thuật.", name=name)
            yield Problem(Level.WARNING, "choice_without_label", said, sheet.title, row.number, sheet.named("label"))
        seen.setdefault(name, row)
