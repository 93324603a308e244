"""Legal documents that have to be issued: the list, one of them, its text."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from caicach.institutions.domain.documents import DocumentKind, DocumentState, clocks_of, due_of, state_of
from caicach.institutions.domain.views import DocumentLine, DocumentView
from caicach.institutions.models import LegalDocument
from caicach.institutions.obtaining import document_seen, visible_documents
from caicach.institutions.queries.rules import lines_of_rules
from caicach.institutions.values_of_rows import course_of
from caicach.kernel.access import Actor, Permission
from caicach.kernel.calendar.in_force import calendar_in_force
from caicach.kernel.errors import NotFound
from caicach.kernel.files import queries as files
from caicach.kernel.files.values import NamedFile
from caicach.kernel.pages import Page, page_number
from caicach.kernel.said import from_json
from caicach.kernel.text.folding import fold
from caicach.organisations.queries import office_names_on

PER_PAGE = 50
_CHOICES = 500


@dataclass(frozen=True, slots=True)
class DocumentFilters:
    text: str = ""
    year: int | None = None
    unit: str = ""
    kind: DocumentKind | None = None
    state: DocumentState | None = None


def documents(
    actor: Actor, *, on: date, filters: DocumentFilters | None = None, page: int = 1, size: int = PER_PAGE
) -> Page[DocumentLine]:
    """The newest year first, within it by day due; a state is told from days, so that all are read. Two SQL queries."""
    lines = every_document(actor, on=on, filters=filters)
    number = page_number(page, total=len(lines), size=size)
    return Page(tuple(lines[(number - 1) * size : number * size]), len(lines), number, size)


def every_document(actor: Actor, *, on: date, filters: DocumentFilters | None = None) -> list[DocumentLine]:
    """Two SQL queries."""
    asked = filters or DocumentFilters()
    rows = visible_documents(actor)
    if asked.year is not None:
        rows = rows.filter(year=asked.year)
    if asked.unit:
        rows = rows.filter(unit_id=asked.unit)
    if asked.kind is not None:
        rows = rows.filter(kind=asked.kind.value)
    words = fold(asked.text).split()
    lines = lines_of_documents(rows.order_by("-year", "due_on", "pk"), on)
    return [
        line
        for line in lines
        if asked.state in {None, line.state}
        and all(word in fold(f"{line.course.facts.title} {line.course.issue.number}") for word in words)
    ]


def lines_of_documents(rows: Iterable[LegalDocument], on: date) -> list[DocumentLine]:
    """One SQL query besides the rows."""
    names, calendar = office_names_on(on), calendar_in_force()
    found = []
    for row in rows:
        course = course_of(row)
        clocks = clocks_of(course, on=on, calendar=calendar)
        found.append(
            DocumentLine(
                id=row.pk,
                course=course,
                unit_name=names.get(row.unit_id, row.unit_id),
                due_on=due_of(course.facts),
                state=state_of(course, clocks, on=on),
                clocks=clocks,
            )
        )
    return found


def document_view(actor: Actor, document_id: int, *, on: date) -> DocumentView:
    """Four SQL queries."""
    row = document_seen(actor, document_id)
    (line,) = lines_of_documents([row], on)
    is_office = actor.may(Permission.INSTITUTION_MANAGE)
    return DocumentView(
        line=line,
        dropped_why=row.dropped_why,
        version=row.version,
        file=row.file.name if row.file else "",
        doubts=tuple(from_json(one) for one in row.doubts),
        rules=tuple(lines_of_rules(row.rules.select_related("document").order_by("name", "pk"), on)),
        may_manage=is_office,
        may_report=row.dropped_on is None and (is_office or actor.may(Permission.INSTITUTION_REPORT, unit=row.unit_id)),
    )


def issued_file(actor: Actor, document_id: int) -> NamedFile:
    """The issued text as it was brought. One SQL query."""
    row = document_seen(actor, document_id)
    if row.file is None:
        raise NotFound(
            "institutions.no_file",
            what="Văn bản này chưa có tệp.",
            todo="Hãy quay lại trang văn bản.",
        )
    return NamedFile(row.file.name, row.file.media_type, files.read_bytes(row.file))


def years_of_documents(actor: Actor) -> tuple[int, ...]:
    """The newest first. One SQL query."""
    return tuple(visible_documents(actor).order_by("-year").values_list("year", flat=True).distinct())


def document_choices(actor: Actor) -> tuple[tuple[int, str], ...]:
    """Documents that a rule can be cut by, the newest first. One SQL query."""
    rows = visible_documents(actor).filter(dropped_on__isnull=True).order_by("-year", "-pk")[:_CHOICES]
    return tuple((row.pk, f"{row.number} {row.title}".strip()) for row in rows)
