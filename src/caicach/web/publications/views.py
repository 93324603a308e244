"""What is published and whether its chain holds; seeing what an edition would tell, publishing it, correcting one."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods

from caicach.kernel.access import Permission, require
from caicach.kernel.said import Said, plain, ready_sentence
from caicach.publications import queries, services
from caicach.publications.domain.by_unit import PageTable, page_tables
from caicach.publications.domain.values import Cell, Column, ColumnKind, PublicKind
from caicach.web.publications.forms import ChooseForm, CorrectForm, DocumentsForm, PublishForm, source_of
from caicach.web.shell.once import once
from caicach.web.shell.requests import actor_of, whole_number

_SHOWN = 30


@dataclass(frozen=True, slots=True)
class TableSeen:
    """The beginning of a table, as the public page shows it."""

    title: Said
    head: tuple[tuple[Said, Said], ...]
    rows: tuple[tuple[Decimal | Said, ...], ...]
    total: int
    in_file: int
    notes: tuple[Said, ...]


def _table_as_seen(page: PageTable) -> TableSeen:
    table = page.table
    rows = tuple(tuple(map(_cell_as_seen, row, table.columns)) for row in table.rows[:_SHOWN])
    head = tuple((column.title, column.unit) for column in table.columns)
    return TableSeen(table.title, head, rows, len(table.rows), page.in_file, page.notes)


def _cell_as_seen(cell: Cell, column: Column) -> Decimal | Said:
    if cell.hidden:
        return cell.hidden
    if column.kind is ColumnKind.DAY:
        return plain(f"{date.fromisoformat(cell.text):%d/%m/%Y}")
    return Decimal(cell.text) if column.kind is ColumnKind.NUMBER else ready_sentence(cell.text)


@require_GET
def publications(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    offers = queries.offers(actor)
    context = {
        "page": queries.editions(page=whole_number(request.GET.get("trang"), 1), size=50),
        "groups": [(kind, found) for kind in PublicKind if (found := [o for o in offers if o.source.kind is kind])],
        "faults": queries.broken_links(),
        "head": queries.head(),
    }
    return render(request, "web/publications/list.html", context)


@require_http_methods(["GET", "POST"])
@once
def preview(request: HttpRequest, source_kind: str, key: str) -> HttpResponse:
    """Exactly what would be published; a correction names the edition in ``dinh-chinh``."""
    actor = actor_of(request)
    require(actor, Permission.PUBLICATION_MANAGE)
    number = whole_number(request.GET.get("dinh-chinh"), 0) or None
    source = source_of(source_kind, key)
    form = (CorrectForm if number else PublishForm)(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        with form.told_to():
            if number:
                reason = form.cleaned_data["reason"]
                made = services.correct(actor, number=number, source=source, reason=reason, now=timezone.now())
            else:
                made = services.publish(actor, source=source, now=timezone.now())
            messages.success(request, gettext("Đã công bố bản số {number}.").format(number=made))
            return redirect("web:publication", made)
    draft = queries.preview(actor, source)
    context = {
        "draft": draft,
        "content": draft.content,
        "tables": [_table_as_seen(table) for table in page_tables(draft.content)],
        "form": form,
        "number": number,
    }
    return render(request, "web/publications/preview.html", context, status=form.status)


@require_GET
def documents(request: HttpRequest) -> HttpResponse:
    """Choosing documents leads to the same page as every other source."""
    letters = queries.documents_offered(actor_of(request))
    form = DocumentsForm(request.GET if "documents" in request.GET else None, letters=letters)
    if form.is_bound and form.is_valid():
        key = ",".join(form.cleaned_data["documents"])
        return redirect("web:publication_preview", PublicKind.DOCUMENTS.value, key)
    return render(request, "web/publications/documents.html", {"form": form, "letters": letters}, status=form.status)


@require_GET
def edition(request: HttpRequest, number: int) -> HttpResponse:
    actor = actor_of(request)
    offers = queries.offers(actor)
    found = queries.edition(number)
    form = ChooseForm(
        request.GET if "source" in request.GET else None,
        offers=[one for one in offers if one.source.kind is found.line.kind],
    )
    if form.is_bound and form.is_valid():
        kind, _slash, key = form.cleaned_data["source"].partition("/")
        return redirect(f"{reverse('web:publication_preview', args=[kind, key])}?{urlencode({'dinh-chinh': number})}")
    context = {
        "found": found,
        "line": found.line,
        "tables": [_table_as_seen(table) for table in page_tables(found.content)],
        "form": form if found.line.is_current and found.line.kind is not PublicKind.DOCUMENTS else None,
        "others": [one for one in queries.editions_of(found.line.series) if one.number != number],
    }
    return render(request, "web/publications/edition.html", context, status=form.status)
