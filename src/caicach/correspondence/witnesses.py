"""What the trail answers for of correspondence: documents that came in, letters that went out, numbers given.

Left out: readings, proposals and corrections (drafts, until tasks are made of them), versions of drafts, and what a
worker writes for itself while it reads.
"""

from collections.abc import Sequence

from django.utils.translation import gettext_noop

from caicach.correspondence.models import (
    GivenNumber,
    LetterReply,
    LetterSignature,
    LetterUnit,
    ReceivedDocument,
    SentLetter,
)
from caicach.kernel.audit.witnesses import About, Table, Witness, is_number, register, themselves
from caicach.kernel.files.queries import name_as_given


def _documents(about: Sequence[About]) -> dict[int, set[int]]:
    return themselves("document", about)


def _letters(about: Sequence[About]) -> dict[int, set[int]]:
    return themselves("letter", about)


def _numbers(about: Sequence[About]) -> dict[int, set[int]]:
    """The number of a letter; one that was reserved or cancelled without a letter, by series, year and number."""
    letters = {root for roots in _letters(about).values() for root in roots}
    held = GivenNumber.objects.filter(letter__in=letters).order_by().values_list("letter_id", "pk") if letters else ()
    of_letter = dict(held)
    found = {line: {of_letter[root] for root in roots if root in of_letter} for line, roots in _letters(about).items()}
    for one in about:
        if one.action.startswith("correspondence.number.") and is_number(one.identity):
            rows = GivenNumber.objects.filter(series=int(one.identity), year=one.new["year"], number=one.new["number"])
            found[one.line_id] = set(rows.order_by().values_list("pk", flat=True))
    return found


register(
    Witness(
        kind="document",
        stream="correspondence",
        title=gettext_noop("Văn bản đến"),
        form=2,
        tables=(
            Table(
                ReceivedDocument,
                "pk",
                (
                    "file_sha256",
                    "filename",
                    "arrived_on",
                    "arrival_year",
                    "arrival_number",
                    "received_at",
                    "received_by_name",
                    "doc_type",
                    "issuer",
                    "number",
                    "symbol",
                    "issued_on",
                    "subject",
                    "effective_on",
                    "effective_on_reason",
                    "confirmed_at",
                    "confirmed_by_name",
                ),
            ),
        ),
        roots=_documents,
    )
)
register(
    Witness(
        kind="letter",
        stream="correspondence",
        title=gettext_noop("Văn bản đi"),
        form=2,
        tables=(
            Table(
                SentLetter,
                "pk",
                (
                    "state",
                    "purpose",
                    "document",
                    "series_id",
                    "year",
                    "number",
                    "issued_on",
                    "signed_at",
                    "signed_by_name",
                    "dispatched_at",
                    "dispatched_by_name",
                    "ended_at",
                    "file__sha256",
                    name_as_given("file"),
                    "scan__sha256",
                    name_as_given("scan"),
                    "demand",
                    "demand_due_on",
                ),
            ),
            Table(LetterUnit, "letter_id", ("unit_id",)),
            Table(LetterSignature, "letter_id", ("role", "method", "subject", "serial", "signed_at")),
            Table(
                LetterReply,
                "letter_unit__letter_id",
                ("letter_unit__unit_id", "kind", "document_id", "reference", "note", "replied_on"),
            ),
        ),
        roots=_letters,
    )
)
register(
    Witness(
        kind="given_number",
        stream="correspondence",
        title=gettext_noop("Số văn bản"),
        form=1,
        tables=(Table(GivenNumber, "pk", ("series_id", "year", "number", "state", "letter_id", "reason")),),
        roots=_numbers,
    )
)
