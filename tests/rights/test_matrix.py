"""Who may ask what: every route, every role, near and far; beside the answers that a reviewer can read.

``matrix.txt`` keeps the answers. A new route without a row fails, and so does an answer that changed.
`CAICACH_WRITE_MATRIX=1 pytest -p no:randomly tests/rights` writes the file anew, to be read before it is committed.
"""

import logging
import os

import pytest
from django.conf import LazySettings
from django.db import connection
from django.template.backends.django import Template
from django.test import Client
from django.utils import timezone
from django.utils.safestring import SafeString

from caicach.kernel.access import Role, permissions_of
from caicach.organisations.models import User
from rights.matrix import FREE, PARTS, PEOPLE, Answer, Table, answered, as_text, kept, one_of_each, part_of, write
from rights.world import LINKED_AT, TODAY, built

pytestmark = pytest.mark.slow  # every route is imported


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, settings: LazySettings) -> None:
    """A written day, every open page switched on, and pages without their words: only the answer counts."""
    settings.PUBLIC_FEEDBACK = True
    settings.PUBLIC_URL = "http://testserver"
    settings.OIDC_ISSUER, settings.OIDC_CLIENT, settings.OIDC_HOSTS = LINKED_AT, "caicach", ["127.0.0.1"]
    caplog.set_level(logging.CRITICAL, logger="django.request")
    monkeypatch.setattr(timezone, "now", lambda: TODAY)
    monkeypatch.setattr(Template, "render", lambda *_given: SafeString(""))


@pytest.mark.django_db
@pytest.mark.parametrize("part", PARTS)
def test_every_route_answers_every_role_as_kept(quick: None, part: str) -> None:
    world = built()
    clients = {name: Client(raise_request_exception=False) for name in PEOPLE}
    for name, username in PEOPLE.items():
        clients[name].force_login(User.objects.get(username=username))
        clients[name].get("/tro-giup/")  # the visit begins
    writes = bool(os.environ.get("CAICACH_WRITE_MATRIX"))
    askers: Table = {}
    if connection.vendor == "postgresql" and not writes:  # everybody is asked on the embedded database
        askers = {name: one_of_each(answers) for name, answers in kept().items()}
    found = answered(world, clients, part, askers)
    if writes:
        write(part, found)
    wanted = {name: askers.get(name, answers) for name, answers in kept().items() if part_of(name) == part}
    assert as_text(found).splitlines() == as_text(wanted).splitlines()


def test_every_row_is_somebodys_and_nothing_broke() -> None:
    """A row that nobody gets through shows nothing: the province lacks what it asks for."""
    through = {_asked(name) for name, answers in kept().items() if {Answer.YES, Answer.FORM} & set(answers.values())}
    for name, answers in kept().items():
        assert Answer.BROKEN not in answers.values(), name
        assert name in FREE or _asked(name) in through, name


def test_of_those_who_reach_alike_each_answer_is_asked_once() -> None:
    """On the server, where the whole table takes two minutes: every door, by every answer that the table knows."""
    row = dict(zip(PEOPLE, map(Answer, ("-", "yes", "yes", ".", "form", ".", "-", "-", "yes")), strict=True))
    assert list(one_of_each(row)) == ["roleless", "office", "own", "shares", "appraiser"]
    for name, answers in kept().items():
        assert set(one_of_each(answers).values()) == set(answers.values()), name


def _asked(name: str) -> tuple[str, str]:
    """Route and method, whichever variant is asked for."""
    route, _, method = name.rpartition(" ")
    return route.partition(" (")[0], method


def test_who_heads_a_unit_and_who_reports_for_it_may_do_the_same() -> None:
    """So the table needs no column of its own for the head."""
    assert permissions_of({Role.UNIT_HEAD}) == permissions_of({Role.FOCAL_POINT})
