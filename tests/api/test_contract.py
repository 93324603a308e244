"""The description is true: generated calls never meet an error of the program."""

from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, given, settings

from api.conftest import Program
from caicach.api.app import api
from config.wsgi import application

pytestmark = pytest.mark.django_db
_PARTS = 4
_BOUNDED = settings(
    max_examples=8, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck)
)


@pytest.fixture(autouse=True)
def _one_connection() -> Iterator[None]:
    """A WSGI response closes the connection at its end; here the connection is the test's own."""
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    yield
    for signal in signals:
        signal.connect(close_old_connections)


def test_the_description_names_every_operation_with_a_summary() -> None:
    paths = api.get_openapi_schema()["paths"]
    operations = [(f"{verb} {path}", what) for path, verbs in paths.items() for verb, what in verbs.items()]
    assert [name for name, what in operations if not what.get("summary")] == []
    assert len(operations) > 20


def _call_often(operation: Any, headers: dict[str, str]) -> None:
    @_BOUNDED
    @given(case=operation.as_strategy())
    def call(case: Any) -> None:
        response = case.call(headers=headers)
        assert response.status_code < 500, f"{case.method} {case.path}: {response.text[:300]}"

    call()


@cache
def _operations() -> list[Any]:
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", application)
    return [found.ok() for found in schema.get_all_operations()]


@pytest.mark.parametrize("part", range(_PARTS))
def test_generated_calls_never_meet_an_error_of_the_program(programs: dict[str, Program], part: int) -> None:
    """In parts, so that they need not wait for one another at one processor."""
    headers = {"Authorization": f"Bearer {programs['office'].token}"}
    assert len(_operations()) >= _PARTS
    for operation in _operations()[part::_PARTS]:
        _call_often(operation, headers)
