"""What the search finds of this module: documents that have to be issued, and rules on business."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext_noop

from caicach.institutions.models import BusinessRule, LegalDocument
from caicach.kernel.access import Actor
from caicach.kernel.search.registry import NewEntry, Source, Watched, register


def _documents(roots: Sequence[str], _on: date) -> Iterable[NewEntry]:
    for row in LegalDocument.objects.filter(pk__in=list(map(int, roots))).order_by("pk"):
        yield NewEntry(
            root=str(row.pk),
            title=row.title,
            head=(row.title, row.number),
            body=(row.basis, row.fault, row.mended_by),
            note=row.number,
            happened_on=row.signed_on or row.due_on,
        )


def _rules(roots: Sequence[str], _on: date) -> Iterable[NewEntry]:
    for row in BusinessRule.objects.filter(pk__in=list(map(int, roots))).order_by("pk"):
        yield NewEntry(
            root=str(row.pk),
            title=row.name,
            head=(row.name, row.code),
            body=(row.field, row.basis, row.decision, row.done_in),
            note=row.field,
            happened_on=row.counted_on,
        )


def _visible(actor: Actor, roots: Collection[str]) -> Collection[str]:
    return set(roots) if actor.roles or actor.is_system else set()


register(
    Source(
        kind="legal_document",
        title=gettext_noop("Văn bản phải ban hành"),
        table="institutions_legaldocument",
        key="id",
        watched=(
            Watched(
                "institutions_legaldocument",
                ("title", "number", "basis", "fault", "mended_by", "signed_on", "due_on"),
            ),
        ),
        entries=_documents,
        visible=_visible,
        scope=lambda _actor: None,
        address=lambda _actor, root, _part: reverse("web:legal_document", args=[root]),
    )
)
register(
    Source(
        kind="business_rule",
        title=gettext_noop("Quy định kinh doanh"),
        table="institutions_businessrule",
        key="id",
        watched=(
            Watched(
                "institutions_businessrule", ("name", "code", "field", "basis", "decision", "done_in", "counted_on")
            ),
        ),
        entries=_rules,
        visible=_visible,
        scope=lambda _actor: None,
        address=lambda _actor, root, _part: reverse("web:business_rule", args=[root]),
    )
)
