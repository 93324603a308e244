"""Every refusal of the API is JSON of one form, whoever refuses: the framework, a page's middleware, the server."""

import json

import pytest
from django.test import Client

from api.conftest import BASE, Program
from caicach.cli.serve_refusals import refusal_of
from caicach.organisations.models import User
from factories.web import people

pytestmark = pytest.mark.django_db
Programs = dict[str, Program]
FORM = {"code", "what", "why", "todo", "values"}


@pytest.mark.parametrize("method", ["get", "post", "put", "delete"])
def test_a_token_that_is_none_is_401_for_every_method(method: str, programs: Programs) -> None:
    client, path = Client(enforce_csrf_checks=True), "/tasks" if method == "get" else "/dossier-imports"
    for headers in ({"Authorization": "Bearer caicach_none"}, {"Authorization": "Basic eDp5"}, {}):
        answer = getattr(client, method)(f"{BASE}{path}", headers=headers)
        assert answer.status_code in ({401} if method in {"get", "post"} else {405})
        assert set(answer.json()) >= FORM
        assert answer.json().get("status", answer.status_code) == answer.status_code


def test_a_token_that_is_none_is_401_beside_a_session_too() -> None:
    people()
    client = Client(enforce_csrf_checks=True)
    client.force_login(User.objects.get(username="thuongtruc"))
    assert client.get(f"{BASE}/tasks").status_code == 200
    wrong = client.get(f"{BASE}/tasks", headers={"Authorization": "Bearer caicach_none"})
    assert (wrong.status_code, wrong.json()["code"]) == (401, "api.unauthenticated")
    unguarded = client.post(f"{BASE}/dossier-imports", {"source": "x"})
    assert (unguarded.status_code, unguarded.json()["code"]) == (403, "api.csrf")
    assert set(unguarded.json()) >= FORM


@pytest.mark.parametrize(("path", "status"), [("/nowhere", 404), (f"/tasks?q={'a' * 9_000}", 414)])
def test_addresses_that_are_none(path: str, status: int, programs: Programs) -> None:
    answer = Client().get(f"{BASE}{path}")
    assert answer.status_code == status
    assert set(answer.json()) >= FORM


@pytest.mark.parametrize(("line", "status"), [(b"HTTP/1.1 414 URI Too Long", 414), (b"HTTP/1.1 400 Bad Request", 400)])
def test_what_the_server_refuses_before_it_is_a_request_has_the_same_form(line: bytes, status: int) -> None:
    head, _, body = refusal_of(line).partition(b"\r\n\r\n")
    assert head.startswith(line + b"\r\n")
    assert f"Content-Length: {len(body)}".encode() in head
    said = json.loads(body)
    assert said["status"] == status
    assert set(said) >= FORM
