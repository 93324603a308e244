"""The board of what is late and near; the lists of documents and rules, as pages and files."""

from datetime import date

from django.http import FileResponse, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from caicach.institutions import queries
from caicach.institutions.domain.documents import DocumentKind, DocumentState, DraftingStep
from caicach.institutions.domain.rules import RuleKind, RuleState
from caicach.institutions.domain.sheets import (
    APPROVER_WORDS,
    DOCUMENT_HEADS,
    KIND_WORDS,
    MEASURE_WORDS,
    ORIGIN_WORDS,
    RULE_HEADS,
    RULE_KIND_WORDS,
)
from caicach.institutions.domain.views import DocumentLine, RuleLine
from caicach.institutions.queries import DocumentFilters, RuleFilters
from caicach.kernel.access import Actor, Permission
from caicach.kernel.tables import Table
from caicach.notifications.domain.lists import MOST_WATCHED, Entry, Listed
from caicach.web.institutions import words
from caicach.web.shell.addresses import address_of
from caicach.web.shell.exports import asked_kind, table_answer
from caicach.web.shell.filters import ListFilters
from caicach.web.shell.requests import actor_of, today, whole_number, whole_year
from caicach.web.shell.units import units_of


@require_GET
def board(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    found = queries.board(actor, on=today())
    context = {
        "found": found,
        "states": [(state, found.states.get(state, 0)) for state in words.STATES if found.states.get(state)],
        "may_manage": actor.may(Permission.INSTITUTION_MANAGE),
    }
    return render(request, "web/institutions/board.html", context)


def _document_filters(query: QueryDict) -> DocumentFilters:
    kind, state = query.get("loai", ""), query.get("trang-thai", "")
    return DocumentFilters(
        text=ListFilters(query).text,
        year=whole_year(query.get("nam")),
        unit=query.get("don-vi", ""),
        kind=DocumentKind(kind) if kind in set(DocumentKind) else None,
        state=DocumentState(state) if state in set(DocumentState) else None,
    )


def listed_documents(actor: Actor, query: str, on: date) -> Listed:
    """The list as it is kept under a name and watched."""
    found = queries.every_document(actor, on=on, filters=_document_filters(QueryDict(query)))
    entries = (
        Entry(str(one.id), one.course.facts.title, one.unit_name, address_of("web:legal_document", one.id))
        for one in found[:MOST_WATCHED]
    )
    return Listed(len(found), tuple(entries))


def _rule_filters(query: QueryDict) -> RuleFilters:
    kind, state = query.get("loai", ""), query.get("trang-thai", "")
    return RuleFilters(
        text=ListFilters(query).text,
        unit=query.get("don-vi", ""),
        kind=RuleKind(kind) if kind in set(RuleKind) else None,
        state=RuleState(state) if state in set(RuleState) else None,
    )


def listed_rules(actor: Actor, query: str, on: date) -> Listed:
    """The list as it is kept under a name and watched."""
    found = queries.every_rule(actor, on=on, filters=_rule_filters(QueryDict(query)))
    entries = (
        Entry(str(one.id), one.facts.name, one.unit_name, address_of("web:business_rule", one.id))
        for one in found[:MOST_WATCHED]
    )
    return Listed(len(found), tuple(entries))


@require_GET
def documents(request: HttpRequest) -> HttpResponse | FileResponse:
    actor, asked = actor_of(request), _document_filters(request.GET)
    if form := asked_kind(request):
        return table_answer(
            _documents_table(queries.every_document(actor, on=today(), filters=asked)), form, "van-ban-phai-ban-hanh"
        )
    context = {
        "page": queries.documents(actor, on=today(), filters=asked, page=whole_number(request.GET.get("trang"), 1)),
        "filters": asked,
        "kinds": [(one.value, word) for one, word in words.KINDS.items()],
        "states": [(one.value, badge.word) for one, badge in words.STATES.items()],
        "years": [(str(year), str(year)) for year in queries.years_of_documents(actor)],
        "year": str(asked.year or ""),
        "unit": next(iter(units_of([asked.unit])), None) if asked.unit else None,
        "may_manage": actor.may(Permission.INSTITUTION_MANAGE),
    }
    return render(request, "web/institutions/documents.html", context)


@require_GET
def rules(request: HttpRequest) -> HttpResponse | FileResponse:
    actor, asked = actor_of(request), _rule_filters(request.GET)
    if form := asked_kind(request):
        return table_answer(
            _rules_table(queries.every_rule(actor, on=today(), filters=asked)), form, "quy-dinh-kinh-doanh"
        )
    context = {
        "page": queries.rules(actor, on=today(), filters=asked, page=whole_number(request.GET.get("trang"), 1)),
        "filters": asked,
        "kinds": [(one.value, word) for one, word in words.RULE_KINDS.items()],
        "states": [(one.value, badge.word) for one, badge in words.RULE_STATES.items()],
        "unit": next(iter(units_of([asked.unit])), None) if asked.unit else None,
        "may_manage": actor.may(Permission.INSTITUTION_MANAGE),
    }
    return render(request, "web/institutions/rules.html", context)


def _documents_table(lines: list[DocumentLine]) -> Table:
    """Headed as an import reads it again, whatever language the page is in; the state alone is not read."""
    rows = []
    for line in lines:
        facts, issue = line.course.facts, line.course.issue
        due = [days.due_on if (days := facts.steps.get(step)) else None for step in DraftingStep]
        rows.append(
            (
                facts.title,
                KIND_WORDS[facts.kind],
                line.unit_name,
                facts.year,
                ORIGIN_WORDS[facts.origin],
                facts.basis,
                facts.basis_effective_on,
                facts.due_on,
                "x" if facts.is_shortened else "",
                *due,
                issue.number,
                issue.signed_on,
                issue.effective_on,
                issue.sent_on,
                str(words.STATES[line.state].word),
            )
        )
    head = [*(names[0] for names in DOCUMENT_HEADS.values()), gettext("Trạng thái")]
    return Table(gettext("Văn bản phải ban hành"), head, rows, fixed=1)


def _rules_table(lines: list[RuleLine]) -> Table:
    """Headed as an import reads it again; a rule done by a document of the register names it."""
    rows = []
    for line in lines:
        facts = line.facts
        rows.append(
            (
                facts.name,
                RULE_KIND_WORDS[facts.kind],
                facts.field,
                facts.basis,
                facts.code,
                line.unit_name,
                facts.counted_on,
                MEASURE_WORDS[facts.measure],
                APPROVER_WORDS[facts.approver],
                facts.decision,
                facts.approved_on,
                facts.due_on,
                facts.cost_before,
                facts.cost_after,
                facts.days_before,
                facts.days_after,
                facts.done_in or line.document,
                facts.done_on,
                str(words.RULE_STATES[line.state].word),
            )
        )
    head = [*(names[0] for names in RULE_HEADS.values()), gettext("Trạng thái")]
    return Table(gettext("Quy định kinh doanh"), head, rows, fixed=1)
