"""Two people at the same thing: whoever comes second is told in words, and finds on the page what was typed."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

import pytest
from django.db import connection, transaction
from django.http import QueryDict
from django.template.backends.django import Template
from django.test import Client
from django.urls import reverse

from caicach.indices.services import close_finding
from caicach.kernel.access import SYSTEM
from rights.matrix import ASKED_FOR, OTHERWISE, PARTS, TYPED, Asked
from rights.test_matrix import quick
from rights.test_storage_fails import acts, signed_in
from rights.world import TODAY, built

__all__ = ["quick"]
pytestmark = [pytest.mark.slow, pytest.mark.django_db]
DRAWN: Final = Template.render
PROSE: Final = ("answer", "basis", "content", "note", "owner", "reason", "refusal", "remedy", "text", "title", "why")
FIRST, SECOND = "của người trước", "của người sau"
OTHER_ACTS: Final = {
    "web:legal_document": ({"act": "drop", "why": "Thôi"}, {"act": "drop", "why": f"Thôi {SECOND}"}),
    "web:one_feedback": ({}, {"act": "refuse", "refusal": f"Không thuộc thẩm quyền {SECOND}"}),
}
"""Pages with several acts: what the first does, and another act of the second, who saw the page as it was before."""


@pytest.mark.parametrize("part", [part for part in PARTS if part != "api"])
def test_who_comes_second_is_told_and_finds_what_was_typed(
    quick: None, monkeypatch: pytest.MonkeyPatch, part: str
) -> None:
    built_world, lost, told = built(), [], 0
    clients = signed_in()
    for one, who in acts(built_world, part):
        of_first, of_second = OTHER_ACTS.get(one.route, ({}, {}))
        for more in ({}, of_second) if of_second else ({},):
            typed = {**_typed(one, SECOND), **more}
            status, page, asked = _second(one, clients[who], {**_typed(one, FIRST), **of_first}, typed, monkeypatch)
            gone = [
                name for name in PROSE if name in asked and SECOND in str(typed.get(name)) and typed[name] not in page
            ]
            told += status == 409
            lost += [f"{one.name} {more}: {gone}"] if status == 409 and gone else []
    assert lost == []
    assert told


def test_a_finding_that_another_closed_meanwhile_is_told_and_the_remedy_stays(
    quick: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    world, client = built(), signed_in()["office"]
    finding_id = int(str(world.parts["finding_id"]))
    close_finding(SYSTEM, finding_id=finding_id, is_enough=True, note="Đủ", now=TODAY)
    monkeypatch.setattr(Template, "render", DRAWN)
    address = reverse("web:index_finding", args=[finding_id])
    answer = client.post(address, {"act": "remedy", "remedy": f"Rà soát {SECOND}", "owner": "Phòng A", "due_on": ""})
    assert answer.status_code == 409
    assert f"Rà soát {SECOND}" in answer.content.decode()


def _typed(one: Asked, by: str) -> dict[str, Any]:
    """The form of the act, its prose as somebody's own."""
    body, known = one._typed(), {**TYPED, **OTHERWISE.get(one.route.partition(" (")[0], {})}
    own = {name: f"{body[name]} {by}" for name in PROSE if body.get(name) and body[name] == known.get(name)}
    return {**body, **own}


def _second(
    one: Asked, client: Client, first: dict[str, Any], typed: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> tuple[int, str, set[str]]:
    """Status and page for the second, where the first was let through, and what the act asked the form for."""
    address = f"{one.address}?{ASKED_FOR[one.route]}" if one.route in ASKED_FOR else one.address
    status, page, asked = 0, "", set[str]()
    cookies = client.cookies.copy()
    with transaction.atomic():
        if client.post(address, first).status_code == 302:
            connection.needs_rollback = False
            with _noted(monkeypatch) as asked:
                answer = client.post(address, typed)
            status, page = answer.status_code, answer.content.decode()
        connection.needs_rollback = False
        transaction.set_rollback(True)
    client.cookies = cookies
    return status, page, asked


@contextmanager
def _noted(monkeypatch: pytest.MonkeyPatch) -> Iterator[set[str]]:
    """The names that are asked of a form, and pages with their words."""
    asked: set[str] = set()
    given = QueryDict.__getitem__

    def note(typed: QueryDict, name: str) -> Any:
        asked.add(name)
        return given(typed, name)

    with monkeypatch.context() as patch:
        patch.setattr(Template, "render", DRAWN)
        patch.setattr(QueryDict, "__getitem__", note)
        yield asked
