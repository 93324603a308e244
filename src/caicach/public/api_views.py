"""The open data of the door, version 1: its addresses and the names in it stay; what comes later is added."""

from typing import Final

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from caicach.kernel.errors import NotFound
from caicach.kernel.unchanged import while_unchanged
from caicach.public.answering import open_answer
from caicach.public.data import as_json, column_data, csv_data, edition_data, licence, line_data
from caicach.publications import queries
from caicach.publications.domain.chain import GENESIS

PER_PAGE: Final = 100


def _answer(body: bytes) -> HttpResponse:
    return HttpResponse(body, content_type="application/json")


@open_answer
def index(request: HttpRequest, language: str) -> HttpResponse:
    return _answer(_index())


@while_unchanged()
def _index() -> bytes:
    api = reverse("public:api")
    return as_json(
        {
            "version": 1,
            "licence": licence(),
            "editions": f"{api}editions.json",
            "chain": f"{api}chain.json",
            "dictionary": f"{api}dictionary.json",
            "current": [line_data(line, api) for line in queries.current_editions()],
        }
    )


@open_answer
def editions(request: HttpRequest, language: str) -> HttpResponse:
    asked = request.GET.get("page", "1")
    return _answer(_editions(int(asked) if asked.isdecimal() and len(asked) < 7 else 1))


@while_unchanged()
def _editions(asked: int) -> bytes:
    api = reverse("public:api")
    page = queries.editions(page=asked, size=PER_PAGE)
    following = f"{api}editions.json?page={page.number + 1}" if page.has_next else None
    items = [line_data(line, api) for line in page.items]
    return as_json({"total": page.total, "page": page.number, "next": following, "items": items})


@open_answer
def edition(request: HttpRequest, language: str, number: int) -> HttpResponse:
    return _answer(_edition(number))


@while_unchanged()
def _edition(number: int) -> bytes:
    return as_json(edition_data(queries.edition(number), reverse("public:api")))


@open_answer
def series(request: HttpRequest, language: str, name: str) -> HttpResponse:
    """The edition that holds now, under an address that stays."""
    return _answer(_edition(queries.editions_of(name)[0].number))


@open_answer
def table(request: HttpRequest, language: str, number: int, code: str) -> HttpResponse:
    response = HttpResponse(_table(number, code), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{number}-{code}.csv"'
    return response


@while_unchanged()
def _table(number: int, code: str) -> bytes:
    found = queries.edition(number).content.table(code)
    if found is None:
        raise NotFound(
            "publication.no_table",
            what="Bản công bố này không có bảng «{name}».",
            todo="Hãy xem các bảng trong tệp JSON của bản công bố.",
            name=code[:60],
        )
    return csv_data(found)


@open_answer
def sealed_text(request: HttpRequest, language: str, number: int) -> HttpResponse:
    """The very bytes that were hashed, for whoever checks the chain."""
    return HttpResponse(queries.edition(number).sealed.encode(), content_type="text/plain; charset=utf-8")


@open_answer
def chain(request: HttpRequest, language: str) -> HttpResponse:
    return _answer(_chain())


@while_unchanged()
def _chain() -> bytes:
    links = [{"number": one.number, "previous": one.previous, "digest": one.digest} for one in queries.chain()]
    rule = "digest = SHA-256(previous + LF + sealed.txt); the first previous is 64 zeros"
    return as_json({"rule": rule, "genesis": GENESIS, "links": links})


@open_answer
def dictionary(request: HttpRequest, language: str) -> HttpResponse:
    return _answer(_dictionary())


@while_unchanged()
def _dictionary() -> bytes:
    found: dict[str, list[dict[str, object]]] = {}
    for line in queries.current_editions():
        for one in queries.edition(line.number).content.tables:
            key = f"{line.kind.value}/{one.code}"
            found.setdefault(key, [column_data(column) for column in one.columns])
    return as_json({"licence": licence(), "tables": found})
