"""What is wrong with the rows of a plan under review: each problem at its row; the others can be confirmed."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from caicach.correspondence.domain.review import ProposalAddressing
from caicach.documents.plan.due import read_due
from caicach.kernel.text.folding import fold, squeeze
from caicach.organisations.domain.addressing.resolution import Confidence
from caicach.plans.domain.lines import Line, LineProblem
from caicach.plans.domain.plans import PlanFrame

PROBLEM_LABELS: Final[Mapping[str, str]] = {
    "text_missing": "Dòng này chưa có nội dung nhiệm vụ.",
    "lead_missing": "Chưa có đơn vị chủ trì.",
    "lead_unknown": "Chưa rõ đơn vị chủ trì: {words}",
    "lead_outside": "Chủ trì là cơ quan ngoài tỉnh: {words}",
    "lead_likely": "Đơn vị chủ trì được suy ra từ «{words}»",
    "cooperate_unknown": "Chưa rõ đơn vị phối hợp: {words}",
    "deadline_impossible": "Không có ngày hoặc kỳ «{words}»",
    "deadline_before_plan": "Thời hạn {due_on} trước ngày kế hoạch {issued_on}",
    "deadline_vague": "«{words}» chỉ nêu một phần của kỳ; lấy ngày cuối kỳ",
    "year_missing": "«{words}» không ghi năm",
    "repeated": "Trùng với dòng {other}",
    "merged": "Nội dung lấy từ ô gộp với dòng trên",
    "parent_circular": "Nhiệm vụ cha tạo thành vòng tròn: {path}",
    "parent_dropped": "Nhiệm vụ cha đã bị bỏ",
}
_BLOCKING: Final = frozenset(
    {
        "text_missing", "lead_missing", "lead_unknown", "lead_outside", "deadline_impossible", "deadline_before_plan",
        "parent_circular", "parent_dropped",
    }
)  # fmt: skip


def problems_of(
    lines: Sequence[Line], addressing: Mapping[int, ProposalAddressing], frame: PlanFrame
) -> dict[int, tuple[LineProblem, ...]]:
    """The problems of every row that is still open, by id; rows in the order of the plan."""
    by_id = {line.id: line for line in lines}
    first: dict[str, Line] = {}
    found: dict[int, tuple[LineProblem, ...]] = {}
    for line in lines:
        if line.is_dropped:
            continue
        key = fold(squeeze(line.text)).strip(" .;,")
        said = (
            [
                *_of_words(line),
                *_of_units(addressing[line.id]),
                *_of_deadline(line, frame),
                *_of_parent(line, by_id),
            ]
            if line.is_open
            else []
        )
        if line.is_open and key and key in first and not _is_merged(line):
            said.append(_problem("repeated", other=_name(first[key])))
        first.setdefault(key, line)
        found[line.id] = tuple(said)
    return found


def _problem(code: str, **values: object) -> LineProblem:
    return LineProblem(code, PROBLEM_LABELS[code], code in _BLOCKING, values)


def _name(line: Line) -> str:
    return f"{line.number} ({line.position})" if line.number else str(line.position)


def _is_merged(line: Line) -> bool:
    return any(
        cell.is_merged and cell.text and fold(squeeze(cell.text)) == fold(squeeze(line.text)) for cell in line.cells
    )


def _of_words(line: Line) -> Iterator[LineProblem]:
    if not line.text.strip():
        yield _problem("text_missing")
    elif _is_merged(line):
        yield _problem("merged")


def _of_units(addressing: ProposalAddressing) -> Iterator[LineProblem]:
    lead = addressing.lead
    if lead.unresolved:
        yield _problem("lead_unknown", words="; ".join(lead.unresolved))
    elif not lead.addressees:
        bodies = "; ".join(body.name for resolution in lead.resolutions for body in resolution.bodies)
        yield _problem("lead_outside", words=bodies) if bodies else _problem("lead_missing")
    elif not lead.is_by_hand and any(r.confidence is not Confidence.CERTAIN for r in lead.resolutions):
        yield _problem("lead_likely", words="; ".join(r.phrase for r in lead.resolutions))
    if addressing.cooperate.unresolved:
        yield _problem("cooperate_unknown", words="; ".join(addressing.cooperate.unresolved))


def _of_deadline(line: Line, frame: PlanFrame) -> Iterator[LineProblem]:
    due = read_due(line.deadline_raw, year=frame.year)
    if line.due_on is None:
        for words in due.impossible:
            yield _problem("deadline_impossible", words=words)
        if line.deadline_raw and due.lacks_year:
            yield _problem("year_missing", words=line.deadline_raw)
    if line.due_on is not None and line.due_on < frame.issued_on:
        days = {"due_on": f"{line.due_on:%d/%m/%Y}", "issued_on": f"{frame.issued_on:%d/%m/%Y}"}
        yield _problem("deadline_before_plan", **days)
    if due.is_vague and line.due_on == due.on:
        yield _problem("deadline_vague", words=line.deadline_raw)


def _of_parent(line: Line, by_id: Mapping[int, Line]) -> Iterator[LineProblem]:
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
