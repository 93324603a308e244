"""What the search finds of this module: documents that came in, and letters that went out."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext_noop

from caicach.correspondence.domain.letters import LetterState
from caicach.correspondence.domain.numbering import written_number
from caicach.correspondence.domain.received import ReceivedState
from caicach.correspondence.letter_obtaining import sees_all_letters, visible_letters
from caicach.correspondence.models import DocumentUnit, LetterUnit, ReceivedDocument, SentLetter
from caicach.correspondence.obtaining import sees_all_documents, visible_documents
from caicach.kernel.access import Actor
from caicach.kernel.search.registry import NewEntry, Source, Watched, register

_GONE = (ReceivedState.WITHDRAWN.value, ReceivedState.REFUSED.value)


def _documents(roots: Sequence[str], _on: date) -> Iterable[NewEntry]:
    units: dict[int, list[str]] = defaultdict(list)
    rows = DocumentUnit.objects.filter(document__in=list(map(int, roots))).order_by("document_id", "unit_id")
    for document_id, unit in rows.values_list("document_id", "unit_id"):
        units[document_id].append(unit)
    for row in ReceivedDocument.objects.filter(pk__in=roots).exclude(state__in=_GONE).order_by("id"):
        reference = "/".join(part for part in (row.number, row.symbol) if part)
        yield NewEntry(
            root=str(row.pk),
            title=row.subject or row.filename,
            head=(row.doc_type, row.subject),
            body=(row.issuer, row.superior, row.filename),
            note=reference,
            happened_on=row.issued_on or row.arrived_on,
            scope=tuple(units[row.pk]),
        )


def _letters(roots: Sequence[str], _on: date) -> Iterable[NewEntry]:
    units: dict[int, list[str]] = defaultdict(list)
    rows = LetterUnit.objects.filter(letter__in=list(map(int, roots))).order_by("letter_id", "unit_id")
    for letter_id, unit in rows.values_list("letter_id", "unit_id"):
        units[letter_id].append(unit)
    letters = SentLetter.objects.filter(pk__in=roots).exclude(state=LetterState.CANCELLED.value)
    for row in letters.defer("document").order_by("id"):
        number = written_number(row.number) if row.number else ""
        yield NewEntry(
            root=str(row.pk),
            title=row.subject or row.doc_type,
            head=(row.doc_type, row.subject),
            body=(row.issuer, row.addressed_to, row.signer),
            note="/".join(part for part in (number, row.symbol) if part) if number else "",
            happened_on=row.issued_on,
            scope=tuple(units[row.pk]),
        )


def _visible_documents(actor: Actor, roots: Collection[str]) -> Collection[str]:
    return {str(pk) for pk in visible_documents(actor).filter(pk__in=list(roots)).values_list("pk", flat=True)}


def _visible_letters(actor: Actor, roots: Collection[str]) -> Collection[str]:
    return {str(pk) for pk in visible_letters(actor).filter(pk__in=list(roots)).values_list("pk", flat=True)}


register(
    Source(
        kind="document",
        title=gettext_noop("Văn bản đến"),
        table="correspondence_receiveddocument",
        key="id",
        watched=(
            Watched(
                "correspondence_receiveddocument",
                (
                    "state",
                    "doc_type",
                    "subject",
                    "number",
                    "symbol",
                    "issuer",
                    "superior",
                    "filename",
                    "issued_on",
                    "arrived_on",
                ),
            ),
            Watched("correspondence_documentunit", ("document_id", "unit_id"), key="document_id"),
        ),
        entries=_documents,
        visible=_visible_documents,
        scope=lambda actor: None if sees_all_documents(actor) else actor.visible_units,
        address=lambda _actor, root, _part: reverse("web:document", args=[root]),
    )
)
register(
    Source(
        kind="letter",
        title=gettext_noop("Văn bản đi"),
        table="correspondence_sentletter",
        key="id",
        watched=(
            Watched(
                "correspondence_sentletter",
                ("state", "doc_type", "subject", "number", "symbol", "issuer", "addressed_to", "signer", "issued_on"),
            ),
            Watched("correspondence_letterunit", ("letter_id", "unit_id"), key="letter_id"),
        ),
        entries=_letters,
        visible=_visible_letters,
        scope=lambda actor: None if sees_all_letters(actor) else actor.visible_units,
        address=lambda _actor, root, _part: reverse("web:letter", args=[root]),
    )
)
