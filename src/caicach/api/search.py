"""Finding things by words, numbers and symbols, among what the caller may see."""

from datetime import date
from typing import Annotated

from django.http import HttpRequest
from django.utils import timezone
from ninja import Query, Router, Schema

from caicach.api.auth import actor_of
from caicach.api.errors import ERRORS
from caicach.kernel.search import queries, services
from caicach.kernel.search.words import LONGEST

router = Router(tags=["search"])


class FoundOut(Schema):
    """``address`` is the page of the thing; ``note`` its number, or what it was called before."""

    kind: str
    title: str
    note: str
    happened_on: date | None
    address: str


class KindOut(Schema):
    """``is_more``: there are others that were not judged; more words find them."""

    kind: str
    count: int
    is_more: bool


class FindingsOut(Schema):
    items: list[FoundOut]
    kinds: list[KindOut]
    total: int


@router.get("/search", response={200: FindingsOut, **ERRORS}, summary="What holds every word, the best first")
def find(
    request: HttpRequest,
    text: Annotated[str, Query(min_length=1, max_length=LONGEST)],
    kind: Annotated[str, Query(max_length=20)] = "",
    page: Annotated[int, Query(ge=1, le=1_000)] = 1,
) -> FindingsOut:
    services.refresh_now(on=timezone.localdate())
    found = queries.find(actor_of(request), text, kind=kind, page=page)
    return FindingsOut(
        items=[
            FoundOut(kind=i.kind, title=i.title, note=i.note, happened_on=i.happened_on, address=i.address)
            for i in found.items
        ],
        kinds=[KindOut(kind=k.kind, count=k.count, is_more=k.is_more) for k in found.kinds],
        total=found.total,
    )
