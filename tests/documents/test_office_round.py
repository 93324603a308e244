"""A blind round of fourteen papers as offices send them (text, DOCX, PDF): each order, whom it binds and by when.

The form of what is expected stands in ``office_round/README.md``; what is still missed, in ``_KNOWN_MISSES``.
"""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pytest

from caicach.documents.as_json import reading_as_json
from caicach.documents.read.reader import read_file

_FOLDER: Final = Path(__file__).parent / "office_round"
_PAPERS: Final = sorted(path for path in _FOLDER.iterdir() if path.suffix in {".txt", ".docx", ".pdf"})
_KNOWN_MISSES: Final = frozenset(
    {
        # «Các chủ hồ A, B, thủy điện C»: told beside the task before it; a second work of one unit behind a semicolon
        *("08 task 5 missed", "08 time of task 4", "11 task 4 missed"),
        # a rhythm behind the semicolon of a task that has its day
        "06 task 8 missed",
        # the last sentence, told as not understood
        "07 task 9 missed",
        # told beside the task: «sau khi các xã có văn bản đề nghị»
        "04 time of task 10",
        # «trình bày không quá 10 phút» is how long, not by when
        "09 time of task 3",
    }
)
_SAID: Final = 7  # words of an order by which it is known again
Json = dict[str, Any]


def _plain(words: object) -> str:
    return " ".join(re.sub(r"[^\w/]+", " ", str(words or "").casefold().replace("\xa0", " ")).split())


def _unit(words: str) -> str:
    return re.sub(r"^(?:các|đồng chí) ", "", _plain(words)).replace("ủy ban nhân dân", "ubnd")


@pytest.mark.parametrize("paper", _PAPERS, ids=lambda path: path.stem[:2])
def test_a_paper_of_an_office_is_read(paper: Path) -> None:
    gold: Json = json.loads((_FOLDER / f"{paper.stem}.expect.json").read_text(encoding="utf-8"))
    read: Json = reading_as_json(read_file(paper.read_bytes(), filename=paper.name))
    found = [f"{paper.stem[:2]} {miss}" for miss in (*_of_head(gold, read), *_of_tasks(gold, read))]
    assert [miss for miss in found if miss not in _KNOWN_MISSES] == []


def _of_head(gold: Json, read: Json) -> Iterator[str]:
    types, subjects = [gold["type"], *gold.get("type_alt", ())], [gold["subject"], *gold.get("subject_alt", ())]
    if _plain(read["doc_type"]) not in map(_plain, types):
        yield "type"
    if _plain(read["subject"]) not in map(_plain, subjects):
        yield "subject"
    if read["date"] != gold["date"]:
        yield "date"
    cited = {_plain(one["number"]) for one in read["citations"] if one["number"]}
    if cited != set(map(_plain, gold["citations"])):
        yield "citations"
    if sorted(map(_plain, read["recipients"])) != sorted(map(_plain, gold["recipients"])):
        yield "recipients"


def _of_tasks(gold: Json, read: Json) -> Iterator[str]:
    matched: list[int] = []
    for number, task in enumerate(gold["tasks"], start=1):
        at = _place(task, read["tasks"], matched)
        if at is None:
            yield f"task {number} missed"
            continue
        matched.append(at)
        yield from (f"{key} of task {number}" for key in _differing(task, read["tasks"][at]))
    for at, one in enumerate(read["tasks"]):
        text = _plain(one["text"])
        if at not in matched and any(_start(text) == _start(_plain(words)) for words in gold.get("not_tasks", ())):
            yield f"task {_start(text)} extra"


def _start(text: str) -> str:
    return " ".join(text.split()[:_SAID])


def _place(task: Json, tasks: list[Json], matched: list[int]) -> int | None:
    """Of the readings that say the order, the one that says it earliest."""
    starts = [
        _start(re.sub(r"^(?:giao|yêu cầu|đề nghị) ", "", _plain(t))) for t in (task["text"], *task.get("text_alt", ()))
    ]
    places = [
        (min(at for start in starts if (at := _plain(one["text"]).find(start)) >= 0), index)
        for index, one in enumerate(tasks)
        if index not in matched and any(start in _plain(one["text"]) for start in starts)
    ]
    return min(places)[1] if places else None


def _differing(task: Json, found: Json) -> Iterator[str]:
    leads = [task["lead"], task.get("lead_units"), task.get("lead_names"), *task.get("lead_alt", ())]
    wanted = [[one] if isinstance(one, str) else one for one in leads if one is not None]
    if sorted(map(_unit, found["lead"])) not in [sorted(map(_unit, one)) for one in wanted]:
        yield "lead"
    times = [task["deadline"], task["recurrence"], *task.get("deadline_alt", ()), *task.get("recurrence_alt", ())]
    times += [task.get("deadline_as_written"), *task.get("other_deadlines", ())]
    said = [_plain(one) for one in (found["deadline_raw"], found["recurrence"]) if one]
    days = {found["deadline_iso"], found.get("deadline_until")} - {None}
    is_right = bool(days & set(times)) or any(_is_said(_plain(time), said) for time in times if time)
    may_lack = not (task["deadline"] or task["recurrence"]) or None in task.get("deadline_alt", ())
    if not is_right and (said or days or not may_lack):
        yield "time"


def _is_said(time: str, said: list[str]) -> bool:
    return any(time in words or words in time for words in said)
