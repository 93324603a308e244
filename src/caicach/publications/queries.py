"""Reads of published editions. They are for everybody; what may be published is for who publishes."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils import timezone

from caicach.correspondence import queries as letters
from caicach.correspondence.domain.letters import LetterFilters, LetterRow, LetterState
from caicach.indices import queries as indices
from caicach.indices.domain.cycle import Step
from caicach.kernel.access import Actor, Permission, require
from caicach.kernel.errors import NotFound
from caicach.kernel.metrics import listed
from caicach.kernel.pages import Page, page_number
from caicach.kernel.periods import period_of
from caicach.kernel.periods.values import PeriodKind
from caicach.kernel.said import Said, plain, tell
from caicach.publications.domain.chain import ChainFault, Sealed, chain_faults, content_of, told_of
from caicach.publications.domain.values import Draft, EditionLine, PublicEdition, PublicKind
from caicach.publications.gathering import GIVING, ROOM_WORDS, SourceRef, draft_of
from caicach.publications.models import PublishedEdition
from caicach.regimes import queries as regimes
from caicach.reports import queries as reports

_LISTED = ("number", "kind", "series", "title", "first_on", "last_on", "published_at", "digest", "corrects_id")
_OFFERED = 50
_QUARTERS = 4


@dataclass(frozen=True, slots=True)
class Offer:
    """Something final that may be published."""

    source: SourceRef
    title: Said


@dataclass(frozen=True, slots=True)
class Head:
    """The newest edition of the chain; 0 before anything was published."""

    number: int
    digest: str


def head() -> Head:
    """One SQL query: what every answer of the open door depends on."""
    row = PublishedEdition.objects.order_by("-number").values_list("number", "digest").first()
    return Head(*row) if row else Head(0, "")


def current_editions() -> tuple[EditionLine, ...]:
    """What holds now, newest first: corrected editions are left to their series. One SQL query."""
    return tuple(map(_line, _lines().filter(corrected_by=None)))


def editions(*, page: int = 1, size: int = 100) -> Page[EditionLine]:
    """Every edition, newest first. Two SQL queries."""
    rows = _lines()
    total = rows.count()
    number = page_number(page, total=total, size=size)
    return Page(tuple(map(_line, rows[(number - 1) * size : number * size])), total, number, size)


def editions_of(series: str) -> tuple[EditionLine, ...]:
    """Every edition of a thing told, newest first. One SQL query."""
    found = tuple(map(_line, _lines().filter(series=series)))
    if not found:
        raise _no_edition()
    return found


def edition(number: int) -> PublicEdition:
    """One edition as it was sealed. One SQL query."""
    row = PublishedEdition.objects.select_related("corrected_by").filter(number=number).order_by("pk").first()
    if row is None:
        raise _no_edition()
    told = told_of(row.sealed)
    return PublicEdition(_line(row), told["publisher"], told["reason"], content_of(told), row.previous, row.sealed)


def chain() -> Iterator[Sealed]:
    """Every link in order, one at a time. One SQL query."""
    rows = PublishedEdition.objects.order_by("number").values_list("number", "previous", "digest", "sealed")
    return (Sealed(*row) for row in rows.iterator(chunk_size=50))


def broken_links() -> tuple[ChainFault, ...]:
    """Where the chain, or what lists show beside it, does not hold. Two SQL queries."""
    found = list(chain_faults(chain()))
    for row in PublishedEdition.objects.order_by("number").iterator(chunk_size=50):
        told = told_of(row.sealed)
        content = content_of(told)
        beside = (row.number, row.kind, row.series, row.corrects_id, row.title, row.first_on, row.last_on)
        sealed = (told["number"], told["kind"], told["series"], told["corrects"])
        if beside != (*sealed, content.title, content.first_on, content.last_on):
            said = tell("Bản công bố số {number}: tiêu đề hoặc kỳ khác với nội dung đã niêm.", number=row.number)
            found.append(ChainFault(row.number, said))
    return tuple(found)


def offers(actor: Actor) -> tuple[Offer, ...]:
    """What the actor may publish: final results, newest first within each kind."""
    require(actor, Permission.PUBLICATION_MANAGE)
    return (*_results(actor), *_reports(actor), *_periodic(actor), *_rooms())


def preview(actor: Actor, source: SourceRef) -> Draft:
    """What an edition of the source would tell."""
    require(actor, Permission.PUBLICATION_MANAGE)
    return draft_of(actor, source)


def documents_offered(actor: Actor) -> tuple[LetterRow, ...]:
    """Documents that went out, for a list of them. Two SQL queries."""
    require(actor, Permission.PUBLICATION_MANAGE)
    return letters.letters_sent(actor, filters=LetterFilters(states=(LetterState.DISPATCHED,), size=100)).items


def _results(actor: Actor) -> Iterator[Offer]:
    for row in indices.years(actor):
        if row.head.step is Step.PUBLISHED:
            title = tell("{name} năm {year}: xếp hạng", name=row.head.set_name, year=str(row.head.year))
            yield Offer(SourceRef(PublicKind.RANKING, str(row.head.id)), title)


def _reports(actor: Actor) -> Iterator[Offer]:
    for line in reports.reports_made(actor, size=_OFFERED).items:
        yield Offer(SourceRef(PublicKind.PROGRESS, str(line.id)), line.title)


def _periodic(actor: Actor) -> Iterator[Offer]:
    for line in regimes.editions_made(actor, limit=_OFFERED):
        title = tell(
            "{subject}, {period}, bản {number}",
            subject=plain(line.form.subject),
            period=line.period.said,
            number=line.number,
        )
        yield Offer(SourceRef(PublicKind.PERIODIC, str(line.id)), title)


def _rooms() -> Iterator[Offer]:
    period = period_of(PeriodKind.QUARTER, timezone.localdate())
    giving = [room for room in GIVING if any(one.name.startswith(f"{room}.") for one in listed())]
    for _ in range(_QUARTERS):
        period = period.previous
        for room in giving:
            title = tell("{what}, {period}", what=ROOM_WORDS[room], period=period.said)
            yield Offer(SourceRef(PublicKind.FIGURES, f"{room}/{period.id}"), title)


def _lines() -> QuerySet[PublishedEdition]:
    return (
        PublishedEdition.objects.select_related("corrected_by")
        .only(*_LISTED, "corrected_by__number")
        .order_by("-number")
    )


def _line(row: PublishedEdition) -> EditionLine:
    later: PublishedEdition | None = getattr(row, "corrected_by", None)
    return EditionLine(
        number=row.number,
        kind=PublicKind(row.kind),
        series=row.series,
        title=row.title,
        first_on=row.first_on,
        last_on=row.last_on,
        published_at=row.published_at,
        digest=row.digest,
        corrects=row.corrects_id,
        corrected_by=later.number if later else None,
    )


def _no_edition() -> NotFound:
    return NotFound(
        "publication.not_found",
        what="Không có bản công bố này.",
        why="Địa chỉ sai, hoặc số liệu chưa được công bố.",
        todo="Hãy xem danh mục các bản công bố.",
    )
