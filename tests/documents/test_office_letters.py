"""Letters as offices really send them, each showing one kind of trouble: what a careful person finds is found.

Beside each ``NAME.txt`` lies ``NAME.json`` with only the values concerned; ``text_start`` is a beginning, ``no_lead``
and ``no_task_text`` are what must not be found, ``tasks_at_most`` bounds the number of tasks.
"""

import json
from pathlib import Path
from typing import Any, Final

import pytest

from caicach.documents.as_json import reading_as_json
from caicach.documents.read.reader import read_file

_FOLDER: Final = Path(__file__).parent / "office_letters"
_STEMS: Final = sorted(path.stem for path in _FOLDER.glob("*.json"))

Json = dict[str, Any]


def spelled(value: object) -> object:
    return " ".join(value.split()).strip(" .;,").casefold() if isinstance(value, str) else value


def differences(expected: object, read: object, path: str) -> list[str]:
    """Where ``read`` is not what ``expected`` says; keys and members that ``expected`` leaves out are not looked at."""
    if isinstance(expected, dict) and isinstance(read, dict):
        return [found for key, value in expected.items() for found in _of_key(key, value, read, path)]
    if isinstance(expected, list) and isinstance(read, list):
        counted = [] if len(expected) == len(read) else [f"{path}: {len(expected)} expected, {len(read)} read: {read}"]
        pairs = zip(expected, read, strict=False)
        return counted + [
            one for index, (want, got) in enumerate(pairs) for one in differences(want, got, f"{path}.{index}")
        ]
    return [] if spelled(expected) == spelled(read) else [f"{path}: {expected!r} expected, {read!r} read"]


def _of_key(key: str, value: object, read: Json, path: str) -> list[str]:
    if key == "text_start":
        is_so = str(spelled(read[key])).startswith(str(spelled(value)))
        return [] if is_so else [f"{path}.{key}: {value!r} expected, {read[key]!r} read"]
    return differences(value, read[key], f"{path}.{key}")


def forbidden(expected: Json, tasks: list[Json]) -> list[str]:
    leads = {spelled(unit) for task in tasks for unit in task["lead"]}
    starts = {spelled(task["text_start"]) for task in tasks}
    found = [f"lead {unit!r}" for unit in expected.pop("no_lead", []) if spelled(unit) in leads]
    found += [f"task {text!r}" for text in expected.pop("no_task_text", []) if spelled(text) in starts]
    most = expected.pop("tasks_at_most", len(tasks))
    return found if len(tasks) <= most else [*found, f"{len(tasks)} tasks, at most {most}"]


@pytest.mark.parametrize("stem", _STEMS)
def test_a_letter_reads_as_a_careful_person_reads_it(stem: str) -> None:
    expected: Json = json.loads((_FOLDER / f"{stem}.json").read_text(encoding="utf-8"))
    path = _FOLDER / f"{stem}.txt"
    read = reading_as_json(read_file(path.read_bytes(), filename=path.name))
    assert forbidden(expected, read["tasks"]) + differences(expected, read, "") == []
