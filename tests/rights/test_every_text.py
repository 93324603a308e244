"""What people type or send is kept whole, composed and without unseen characters, or refused with the limit."""

import logging
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
from rights.matrix import PARTS, PEOPLE, Answer, api_schema, asked, kept
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
def test_every_text_of_every_door_is_kept_whole_or_refused_and_none_is_lost(
    quick: None, monkeypatch: pytest.MonkeyPatch, part: str
) -> None:
    """Pages too that a busy database refused, in the same walk: finding out what a door takes costs most of it."""
    drawn = Template.render
    monkeypatch.setattr(Template, "render", lambda *_given, **_named: SafeString(""))
    found = []
    for door, is_through in _doors(monkeypatch, part):
        strange_texts = {name: strange(name, controls=not door.asked.kind) for name in door.texts}
        faults: list[str] = []
        free = _taken(door, strange_texts, faults) if is_through else list(door.texts)
        faults += _faults_of_lengths(door, free, is_through=is_through)
        if is_through and free and not door.asked.kind:
            monkeypatch.setattr(Template, "render", drawn)
            faults += _lost(door, free)
            monkeypatch.setattr(Template, "render", lambda *_given, **_named: SafeString(""))
        found += [f"{door.asked.name}: {fault}" for fault in faults]
    assert found == []


def _lost(door: Door, free: list[str]) -> list[str]:
    """What was typed and the page does not show again, where the database is busy and takes none of it."""
    texts = {name: f"{begin(name)} {end(name)}" for name in free}
    seen = door.knock(is_busy=True, **texts)
    if not any(begin(name) in text for name in texts for _, _, text in seen.written):
        return []
    missing = [name for name, text in texts.items() if name in seen.typed and text not in seen.told]
    is_kept = seen.status == HTTPStatus.SERVICE_UNAVAILABLE and not missing
    return [] if is_kept else [f"busy: {seen.status}, lost {missing}"]


def _doors(monkeypatch: pytest.MonkeyPatch, part: str) -> Iterator[tuple[Door, bool]]:
    """Every door of a part that takes something, with what it takes; whether it lets its person through."""
    world, answers = built(), kept()
    clients = {name: Client(raise_request_exception=False) for name in PEOPLE}
    for name, username in PEOPLE.items():
        clients[name].force_login(User.objects.get(username=username))
        clients[name].get("/tro-giup/")
    schema = api_schema()
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


def _faults_of_lengths(door: Door, free: list[str], *, is_through: bool) -> list[str]:
    """What is wrong with what becomes of texts that fill their place, and of longer ones. All at once first."""
    faults: list[str] = []
    whole = {name: of_length(name, door.texts[name]) for name in free}
    refused = _refused(door, whole, faults)
    longer = {name: of_length(name, door.texts[name] + 1) for name in free}
    at_once = _asked(door, longer, faults)
    for name in free if is_through else ():
        answers = {len(whole[name]): refused[name]} if name in refused else {}
        if not LIMIT.search(at_once.words_of(name)):
            answers[len(longer[name])] = _asked(door, {name: longer[name]}, faults)
        for length, seen in answers.items():
            if seen.is_refused and not LIMIT.search(seen.words_of(name)):
                faults.append(f"{name} of {length} is refused without its limit: {seen.words_of(name)[:160]}")
    return faults


def _taken(door: Door, texts: dict[str, str], faults: list[str]) -> list[str]:
    """The fields whose text was taken."""
    refused = _refused(door, texts, faults)
    return [name for name in texts if name not in refused]


def _refused(door: Door, texts: dict[str, str], faults: list[str]) -> dict[str, Seen]:
    """What became of each field that is refused by itself. All are sent at once first; where that is refused, those
    that the form blames by themselves and the others at once, and where these are refused too, every one by itself."""
    if not texts or not (seen := _asked(door, texts, faults)).is_refused:
        return {}
    others = {name: text for name, text in texts.items() if name not in seen.blamed}
    if len(others) < len(texts) and (not others or not _asked(door, others, faults).is_refused):
        texts = {name: text for name, text in texts.items() if name not in others}
    alone = {name: _asked(door, {name: text}, faults) for name, text in texts.items()}
    return {name: seen for name, seen in alone.items() if seen.is_refused}


def _asked(door: Door, texts: dict[str, str], faults: list[str]) -> Seen:
    seen = door.knock(**texts)
    faults += seen.faults(texts)
    return seen
