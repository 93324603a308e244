"""The reading cases beside the project, each one kind of trouble: what a careful person finds is found."""

import json
from pathlib import Path

import pytest

from caicach.documents.as_json import reading_as_json
from caicach.documents.read.reader import read_file
from documents.test_office_letters import Json, differences, forbidden


@pytest.mark.shared
def test_the_cases_beside_the_project_are_read(shared: Path) -> None:
    folder = shared / "reference" / "reading_cases"
    wrong: Json = {}
    for path in sorted([*folder.glob("[0-9]*.*"), *(folder / "forms").glob("F*.*")]):
        if path.suffix == ".json":
            continue
        expected: Json = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
        read = reading_as_json(read_file(path.read_bytes(), filename=path.name))
        found = forbidden(expected, read["tasks"]) + differences(expected, read, "")
        wrong |= {path.stem: found} if found else {}
    assert wrong == {}
