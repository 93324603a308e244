"""The list of letters."""

from dataclasses import replace
from datetime import date

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.views.decorators.http import require_GET

from caicach.correspondence import queries
from caicach.correspondence.domain.letters import LetterFilters, LetterPurpose, LetterState
from caicach.kernel.access import Actor, Permission
from caicach.notifications.domain.lists import MOST_WATCHED, Entry, Listed
from caicach.web.letters.rights import may_see_registers
from caicach.web.letters.words import LETTER_STATES, PURPOSES
from caicach.web.shell.addresses import address_of
from caicach.web.shell.filters import ListFilters
from caicach.web.shell.requests import actor_of, whole_number


def letter_filters(query: QueryDict, asked: ListFilters) -> LetterFilters:
    return LetterFilters(
        states=tuple(state for state in LetterState if state.value in query.getlist("trang-thai")),
        purposes=tuple(purpose for purpose in LetterPurpose if purpose.value in query.getlist("loai")),
        text=asked.text,
        issued_from=asked.day("tu"),
        issued_to=asked.day("den"),
        order=asked.order(queries.LETTER_COLUMNS),
        page=whole_number(query.get("trang"), 1),
    )


def listed_letters(actor: Actor, query: str, _on: date) -> Listed:
    """The list as it is kept under a name and watched."""
    asked = QueryDict(query)
    filters = replace(letter_filters(asked, ListFilters(asked)), order=None, page=1, size=MOST_WATCHED)
    page = queries.letters_sent(actor, filters=filters)
    entries = (
        Entry(str(row.id), row.subject or row.reference, row.reference, address_of("web:letter", row.id))
        for row in page.items
    )
    return Listed(page.total, tuple(entries))


@require_GET
def letters(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    asked = ListFilters(request.GET)
    filters = letter_filters(request.GET, asked)
    context = {
        "page": queries.letters_sent(actor, filters=filters),
        "asked": asked,
        "states": [(state, badge.word, state in filters.states) for state, badge in LETTER_STATES.items()],
        "purposes": [(purpose, word, purpose in filters.purposes) for purpose, word in PURPOSES.items()],
        "may_draft": actor.may(Permission.LETTER_DRAFT),
        "sees_registers": may_see_registers(actor),
    }
    return render(request, "web/letters/list.html", context)
