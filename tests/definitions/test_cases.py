"""Every definition that is shipped passes its own acceptance test."""

from functools import cache
from pathlib import Path

import pytest

from caicach.indices.definition.cases import Case, differences, read_cases
from caicach.indices.definition.catalogue import shipped_files
from caicach.indices.definition.loading import load_definition, read_path

_CASES = [(path, case) for path in shipped_files() for case in read_cases(path.with_name("cases.yaml"))]


_definition = cache(load_definition)


def _name(value: object) -> str:
    return value.parent.name if isinstance(value, Path) else f"line-{value.line}" if isinstance(value, Case) else ""


@pytest.mark.parametrize(("path", "case"), _CASES, ids=_name)
def test_case_beside_a_definition_holds(path: Path, case: Case) -> None:
    assert differences(_definition(path), case) == []


@pytest.mark.parametrize("path", shipped_files(), ids=_name)
def test_shipped_definition_is_without_error_and_has_cases(path: Path) -> None:
    assert read_path(path).errors == ()
    assert read_cases(path.with_name("cases.yaml"))
