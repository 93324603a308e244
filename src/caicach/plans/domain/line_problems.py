"""What is wrong with the rows of a plan under review, beside what any draft can have: the table, the other rows."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from caicach.drafts.domain.addressing import DraftAddressing
from caicach.drafts.domain.problems import DraftProblem, problems_of
from caicach.drafts.domain.task_fields import not_understood
from caicach.kernel.said import Said, tell
from caicach.kernel.text.folding import fold, squeeze
from caicach.plans.domain.lines import Line
from caicach.plans.domain.plans import PlanFrame

PROBLEM_LABELS: Final[Mapping[str, str]] = {
    "repeated": "Trùng với dòng {other}",
    "merged": "Nội dung lấy từ ô gộp với dòng trên",
    "parent_circular": "Nhiệm vụ cha tạo thành vòng tròn: {path}",
    "parent_dropped": "Nhiệm vụ cha đã bị bỏ",
    "field_unknown": "{field}: chưa rõ «{words}» nghĩa là gì",
    "number_long": "Số thứ tự trong tệp dài quá {limit} ký tự nên chỉ giữ phần đầu; ô gốc còn nguyên",
}
_BLOCKING: Final = frozenset({"parent_circular", "parent_dropped"})
NUMBER, SHEET = 20, 255
"""Characters of the number of a row, and of the name of its sheet."""


def marked_cut(text: str, limit: int) -> str:
    """What a file says, in at most ``limit`` characters; what is cut ends in «…».

    >>> marked_cut("1.2", 4), marked_cut("1.2.3", 4)
    ('1.2', '1.2…')
    >>> marked_cut("1.2.", 4)
    '1.2.'
    """
    return text if len(text) <= limit else f"{text[: limit - 1]}…"


def problems_of_lines(
    lines: Sequence[Line], addressing: Mapping[int, DraftAddressing], frame: PlanFrame
) -> dict[int, tuple[DraftProblem, ...]]:
    """The problems of every row that is still open, by id; rows in the order of the plan."""
    by_id = {line.id: line for line in lines}
    first: dict[str, Line] = {}
    found: dict[int, tuple[DraftProblem, ...]] = {}
    for line in lines:
        if line.is_dropped:
            continue
        key = fold(squeeze(line.text)).strip(" .;,")
        if line.is_open:
            of_draft = problems_of(line, addressing[line.id], issued_on=frame.issued_on)
            above = first.get(key) if key else None
            found[line.id] = (*of_draft, *_of_table(line, above), *_of_parent(line, by_id))
        first.setdefault(key, line)
    return found


def _problem(code: str, **values: str | Said) -> DraftProblem:
    return DraftProblem(code, tell(PROBLEM_LABELS[code], **values), code in _BLOCKING)


def _name(line: Line) -> str:
    return f"{line.number} ({line.position})" if line.number else str(line.position)


def _of_table(line: Line, above: Line | None) -> Iterator[DraftProblem]:
    if line.text.strip() and _is_merged(line):
        yield _problem("merged")
    elif above is not None and (line.split_from is None or above.split_from != line.split_from):
        yield _problem("repeated", other=_name(above))
    if not line.is_edited and len(line.number) == NUMBER and line.number.endswith("…"):
        yield _problem("number_long", limit=str(NUMBER))
    if not line.is_edited:
        for field, words in not_understood({cell.title: cell.text for cell in line.cells}):
            yield _problem("field_unknown", field=field.label, words=words)


def _is_merged(line: Line) -> bool:
    return any(
        cell.is_merged and cell.text and fold(squeeze(cell.text)) == fold(squeeze(line.text)) for cell in line.cells
    )


def _of_parent(line: Line, by_id: Mapping[int, Line]) -> Iterator[DraftProblem]:
    path = [line]
    while path[-1].parent is not None:
        above = by_id.get(path[-1].parent)
        if above is None:
            return
        if above in path:
            names = " → ".join(_name(one) for one in (*path, above))
            if above is line:
                yield _problem("parent_circular", path=names)
            return
        path.append(above)
    if line.parent is not None and by_id[line.parent].is_dropped:
        yield _problem("parent_dropped")
