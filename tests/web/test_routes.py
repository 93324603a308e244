"""Every route is closed unless it is opened here by name."""

from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.converters import IntConverter

# A forgotten password, and the pages whose secret address is the key.
SECRET = {"web:calendar_feed", "web:set_password", "web:answer", "web:send_answer", "web:answer_media"}
CITIZENS = {
    "web:public_procedures",
    "web:public_procedure",
    "web:public_feedback",
    "web:send_feedback",
    "web:feedback_sent",
}  # published law
SINGLE_SIGN_ON = {"web:provider_begin", "web:provider_back", "web:provider_left"}
OPEN = {
    *SINGLE_SIGN_ON,
    "web:sign_in",
    "web:set_language",
    "web:forgotten_password",
    "web:second_step",
    *CITIZENS,
    *SECRET,
}
OWN_DOORS = ("api/", "odk/", "cong-khai/")  # these open and close their routes: tests/api, openrosa, publications


def _routes(resolver: URLResolver, prefix: str = "", namespace: str = "") -> Iterator[tuple[str, str]]:
    for entry in resolver.url_patterns:
        path = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            name = f"{namespace}{entry.namespace}:" if entry.namespace else namespace
            yield from _routes(entry, path, name)
        elif isinstance(entry, URLPattern):
            yield f"{namespace}{entry.name}", _address(path, entry)


def _address(path: str, entry: URLPattern) -> str:
    for name, converter in getattr(entry.pattern, "converters", {}).items():
        value = "1" if isinstance(converter, IntConverter) else "number"
        path = path.replace(f"<int:{name}>", value).replace(f"<slug:{name}>", value)
    return f"/{path}"


def _pages() -> list[tuple[str, str]]:
    return [(name, address) for name, address in _routes(get_resolver()) if not address[1:].startswith(OWN_DOORS)]


def test_the_pages_are_found() -> None:
    found = {name for name, _ in _pages()}
    assert len(found) > 150
    assert found >= OPEN


@pytest.mark.django_db
@pytest.mark.parametrize("method", ["get", "post"])
def test_every_page_sends_a_stranger_to_sign_in(method: str) -> None:
    answers = {name: getattr(Client(), method)(address) for name, address in _pages() if name not in OPEN}
    told = {name: (answer.status_code, answer.headers.get("Location", "")) for name, answer in answers.items()}
    assert {name: one for name, one in told.items() if one[0] != 302 or not one[1].startswith("/dang-nhap/")} == {}


@pytest.mark.django_db
def test_the_open_pages_are_sign_in_and_language() -> None:
    assert Client().get("/dang-nhap/").status_code == 200
    chosen = Client().post("/ngon-ngu/", {"language": "en", "next": "//elsewhere.example/"})
    assert (chosen.status_code, chosen["Location"]) == (302, "/")
