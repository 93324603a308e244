"""Every route is closed unless it is opened here by name."""

from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.converters import IntConverter

OPEN = {"web:sign_in", "web:set_language", "web:calendar_feed"}  # the last one: its secret link is the key
OWN_DOORS = ("api/",)  # the API closes its routes itself: tests/api


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


PAGES = [(name, address) for name, address in _routes(get_resolver()) if not address[1:].startswith(OWN_DOORS)]


def test_the_pages_are_found() -> None:
    assert len(PAGES) > 25
    assert {name for name, _ in PAGES} >= OPEN


@pytest.mark.django_db
@pytest.mark.parametrize(("name", "address"), [page for page in PAGES if page[0] not in OPEN])
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_page_sends_a_stranger_to_sign_in(name: str, address: str, method: str) -> None:
    answer = getattr(Client(), method)(address)
    assert answer.status_code == 302, name
    assert answer["Location"].startswith("/dang-nhap/"), name


@pytest.mark.django_db
def test_the_open_pages_are_sign_in_and_language() -> None:
    assert Client().get("/dang-nhap/").status_code == 200
    chosen = Client().post("/ngon-ngu/", {"language": "en", "next": "//elsewhere.example/"})
    assert (chosen.status_code, chosen["Location"]) == (302, "/")
