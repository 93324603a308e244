"""The registers of documents, on screen, on paper and as tables."""

from collections.abc import Callable, Iterator, Sequence

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from caicach.correspondence import queries
from caicach.correspondence.domain.registers import (
    FOLLOW_UP_LABELS,
    INCOMING_LABELS,
    OUTGOING_LABELS,
    IncomingLine,
    OutgoingLine,
    RegisterFilters,
)
from caicach.kernel.saying import say
from caicach.kernel.tables import Cell, Table
from caicach.kernel.text.collation import collation_key
from caicach.plans import queries as plans
from caicach.plans.domain.states import TaskState
from caicach.plans.domain.tasks import StateCounts
from caicach.web.shell.exports import asked_kind, table_answer
from caicach.web.shell.filters import ListFilters
from caicach.web.shell.requests import actor_of, today, whole_number, whole_year
from caicach.web.shell.units import units_of
from caicach.web.tasks.words import TASK_STATES

_ON_SCREEN, _EXPORTED = 100, 100_000


def _filters(request: HttpRequest, asked: ListFilters, size: int) -> RegisterFilters:
    return RegisterFilters(
        year=whole_year(request.GET.get("nam")) or today().year,
        series=whole_number(request.GET.get("day"), 0) or None,
        text=asked.text,
        day_from=asked.day("tu"),
        day_to=asked.day("den"),
        page=whole_number(request.GET.get("trang"), 1),
        size=size,
    )


def _size(request: HttpRequest) -> int:
    """Exports and the printed register hold every line of the year."""
    return _EXPORTED if {"tai", "in"} & set(request.GET) else _ON_SCREEN


def _answer(
    request: HttpRequest,
    name: str,
    title: str,
    head: Sequence[str],
    rows: Callable[[], Iterator[list[Cell]]],
    context: dict[str, object],
) -> HttpResponse | FileResponse:
    """The register as the file that was asked for, else as a page."""
    said = [gettext(heading) for heading in head]
    if kind := asked_kind(request):
        return table_answer(Table(title, said, rows()), kind, name)
    return render(request, "web/letters/register.html", {"title": title, "head": said, **context})


@require_GET
def outgoing(request: HttpRequest) -> HttpResponse | FileResponse:
    asked = ListFilters(request.GET)
    filters = _filters(request, asked, _size(request))
    page = queries.outgoing_register(actor_of(request), filters=filters)
    series = queries.number_series(year=filters.year)
    context = {"page": page, "asked": asked, "filters": filters, "series": series, "current": "outgoing"}
    title = gettext("Sổ đăng ký văn bản đi năm {year}").format(year=filters.year)

    def rows() -> Iterator[list[Cell]]:
        return (_outgoing(line) for line in page.items)

    return _answer(request, f"so-van-ban-di-{filters.year}", title, OUTGOING_LABELS, rows, context)


def _outgoing(line: OutgoingLine) -> list[Cell]:
    about = f"{line.kind.capitalize()}: {line.subject}" if line.subject else ""
    return [line.reference, line.issued_on, about, line.signer, line.places, line.archive, line.copies, say(line.note)]


@require_GET
def incoming(request: HttpRequest) -> HttpResponse | FileResponse:
    asked = ListFilters(request.GET)
    filters = _filters(request, asked, _size(request))
    page = queries.incoming_register(actor_of(request), filters=filters)
    names = {u.code: u.name for u in units_of({code for line in page.items for code in line.units})}
    lines = [(line, sorted((names.get(code, code) for code in line.units), key=collation_key)) for line in page.items]
    context = {"page": page, "lines": lines, "asked": asked, "filters": filters, "current": "incoming"}
    title = gettext("Sổ đăng ký văn bản đến năm {year}").format(year=filters.year)

    def rows() -> Iterator[list[Cell]]:
        return (_incoming(line, units) for line, units in lines)

    return _answer(request, f"so-van-ban-den-{filters.year}", title, INCOMING_LABELS, rows, context)


def _incoming(line: IncomingLine, units: list[str]) -> list[Cell]:
    about = f"{line.kind.capitalize()}: {line.subject}" if line.kind else line.subject
    return [
        line.arrived_on,
        line.number,
        line.issuer,
        line.reference,
        line.issued_on,
        about,
        "; ".join(units),
        "",
        say(line.note),
    ]


@require_GET
def follow_up(request: HttpRequest) -> HttpResponse | FileResponse:
    asked = ListFilters(request.GET)
    filters = _filters(request, asked, _size(request))
    page = plans.follow_up_register(actor_of(request), on=today(), filters=filters)
    lines = [(line, _progress(line.counts)) for line in page.items]
    context = {"page": page, "lines": lines, "asked": asked, "filters": filters, "current": "follow"}
    title = gettext("Sổ theo dõi giải quyết văn bản đến năm {year}").format(year=filters.year)

    def rows() -> Iterator[list[Cell]]:
        return (_followed(line, progress) for line, progress in lines)

    return _answer(request, f"so-theo-doi-{filters.year}", title, FOLLOW_UP_LABELS, rows, context)


def _followed(line: plans.FollowUpLine, progress: str) -> list[Cell]:
    came = line.incoming
    dated = f" {came.issued_on:%d/%m/%Y}" if came.issued_on else ""
    about = f"{came.kind.capitalize()} {came.reference}{dated}, {came.issuer}".strip(" ,")
    return [came.number, about, "; ".join(line.units), line.due_on, progress, "; ".join(came.replies), say(came.note)]


def _progress(counts: StateCounts) -> str:
    found = [(state, counts.of(state)) for state in TaskState]
    return "; ".join(f"{TASK_STATES[state].word}: {count}" for state, count in found if count)
