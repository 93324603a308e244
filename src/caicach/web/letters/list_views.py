"""The list of letters."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from caicach.correspondence import queries
from caicach.correspondence.domain.letters import LetterFilters, LetterPurpose, LetterState
from caicach.kernel.access import Permission
from caicach.web.letters.rights import may_see_registers
from caicach.web.letters.words import LETTER_STATES, PURPOSES
from caicach.web.shell.filters import ListFilters
from caicach.web.shell.requests import actor_of, whole_number


@require_GET
def letters(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    asked = ListFilters(request.GET)
    states = tuple(state for state in LetterState if state.value in request.GET.getlist("trang-thai"))
    purposes = tuple(purpose for purpose in LetterPurpose if purpose.value in request.GET.getlist("loai"))
    filters = LetterFilters(
        states=states,
        purposes=purposes,
        text=asked.text,
        issued_from=asked.day("tu"),
        issued_to=asked.day("den"),
        order=asked.order(queries.LETTER_COLUMNS),
        page=whole_number(request.GET.get("trang"), 1),
    )
    context = {
        "page": queries.letters_sent(actor, filters=filters),
        "asked": asked,
        "states": [(state, badge.word, state in states) for state, badge in LETTER_STATES.items()],
        "purposes": [(purpose, word, purpose in purposes) for purpose, word in PURPOSES.items()],
        "may_draft": actor.may(Permission.LETTER_DRAFT),
        "sees_registers": may_see_registers(actor),
    }
    return render(request, "web/letters/list.html", context)
