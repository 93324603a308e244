"""What people type or send is kept whole, composed and without unseen characters, or refused with the limit."""

import logging
from collections import Counter
from collections.abc import Iterator, Mapping
from http import HTTPStatus
from typing import Any

import pytest
from django.conf import LazySettings
from django.template.backends.django import Template
from django.test import Client
from django.utils import timezone
from django.utils.safestring import SafeString

from caicach.api.app import api
from caicach.organisations.models import User
from rights.matrix import PARTS, PEOPLE, Answer, asked, kept
from rights.texts import LIMIT, Door, Seen, begin, end, of_length, strange
from rights.world import TODAY, built

pytestmark = pytest.mark.slow  # every door is knocked at several times
FIRST = ("own", "office", "leader", "appraiser", "council", "admin", "shares", "other", "roleless")


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, settings: LazySettings) -> None:
    settings.PUBLIC_FEEDBACK = True
    caplog.set_level(logging.CRITICAL, logger="django.request")
    monkeypatch.setattr(timezone, "now", lambda: TODAY)


@pytest.mark.django_db
@pytest.mark.parametrize("part", PARTS)
def test_every_text_of_every_door(quick: None, monkeypatch: pytest.MonkeyPatch, part: str) -> None:
    monkeypatch.setattr(Template, "render", lambda *_given, **_named: SafeString(""))
    found, counts = [], Counter[str]()
    for door, is_through in _doors(monkeypatch, part):
        counts["doors"] += 1
        counts["through"] += is_through
        found += [f"{door.asked.name}: {fault}" for fault in _knocked(door, is_through=is_through, counts=counts)]
    assert found == []


@pytest.mark.django_db
@pytest.mark.parametrize("part", PARTS[1:])
def test_a_busy_database_loses_nothing_that_was_typed(quick: None, monkeypatch: pytest.MonkeyPatch, part: str) -> None:
    lost = []
    for door, is_through in _doors(monkeypatch, part):
        free = _taken(door, {name: strange(name, controls=False) for name in door.texts}, [], Counter())
        texts = {name: f"{begin(name)} {end(name)}" for name in free}
        seen = door.knock(is_busy=True, **texts) if is_through and texts else None
        if seen is None or not any(begin(name) in text for name in texts for _, _, text in seen.written):
            continue
        missing = [name for name, text in texts.items() if name in seen.typed and text not in seen.told]
        if seen.status != HTTPStatus.SERVICE_UNAVAILABLE or missing:
            lost.append(f"{door.asked.name}: {seen.status}, lost {missing}")
    assert lost == []


def _doors(monkeypatch: pytest.MonkeyPatch, part: str) -> Iterator[tuple[Door, bool]]:
    """Every door of a part that takes something, with what it takes; whether it lets its person through."""
    world, answers = built(), kept()
    clients = {name: Client(raise_request_exception=False) for name in PEOPLE}
    for name, username in PEOPLE.items():
        clients[name].force_login(User.objects.get(username=username))
        clients[name].get("/tro-giup/")
    schema: Any = api.get_openapi_schema()
    bodies = _bodies(schema)
    for one in asked(world, part):
        if one.method not in ("POST", "PUT") or one.route == "web:sign_out":
            continue
        who = _who(answers.get(one.name, {}))
        if who is not None:
            door = Door(one, clients[who], monkeypatch)
            seen = door.prepare()
            door.find(seen, schema["components"]["schemas"], bodies.get(one.name, {}))
            yield door, not seen.is_refused


def _who(answers: Mapping[str, Answer]) -> str | None:
    """Whom the door lets in."""
    return next((name for want in (Answer.YES, Answer.FORM) for name in FIRST if answers.get(name) is want), None)


def _bodies(schema: Any) -> dict[str, Any]:
    names = {
        api.get_openapi_operation_id(operation): operation.view_func.__name__
        for _, router in api._routers
        for view in router.path_operations.values()
        for operation in view.operations
    }
    return {
        f"api:{names[operation['operationId']]} {method.upper()}": next(iter(content.values()))["schema"]
        for methods in schema["paths"].values()
        for method, operation in methods.items()
        if (content := operation.get("requestBody", {}).get("content"))
    }


def _knocked(door: Door, *, is_through: bool, counts: Counter[str]) -> list[str]:
    """What is wrong with what becomes of texts: strange ones, such as fill their place, and longer ones. All at once
    first; where that is refused, one after the other."""
    faults: list[str] = []
    strange_texts = {name: strange(name, controls=not door.asked.kind) for name in door.texts}
    free = _taken(door, strange_texts, faults, counts) if is_through else list(door.texts)
    whole = {name: of_length(name, door.texts[name]) for name in free}
    taken = _taken(door, whole, faults, counts)
    longer = {name: of_length(name, door.texts[name] + 1) for name in free}
    at_once = _asked(door, longer, faults, counts)
    counts["fields"] += len(free)
    for name in free if is_through else ():
        for text in (whole[name], longer[name]) if name not in taken else (longer[name],):
            if text == longer[name] and LIMIT.search(at_once.words_of(name)):
                continue
            seen = _asked(door, {name: text}, faults, counts)
            if seen.is_refused and not LIMIT.search(seen.words_of(name)):
                faults.append(f"{name} of {len(text)} is refused without its limit: {seen.words_of(name)[:160]}")
    return faults


def _taken(door: Door, texts: dict[str, str], faults: list[str], counts: Counter[str]) -> list[str]:
    """The fields whose text was taken."""
    if not texts or not _asked(door, texts, faults, counts).is_refused:
        return list(texts)
    return [name for name, text in texts.items() if not _asked(door, {name: text}, faults, counts).is_refused]


def _asked(door: Door, texts: dict[str, str], faults: list[str], counts: Counter[str]) -> Seen:
    counts["cases"] += 1
    seen = door.knock(**texts)
    faults += seen.faults(texts)
    return seen
