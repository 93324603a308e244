"""The only way to rows of institutions. What has to be issued is no secret: whoever holds a role sees it."""

from django.db.models import QuerySet

from caicach.institutions.models import BusinessRule, LegalDocument
from caicach.kernel.access import Actor
from caicach.kernel.errors import NotFound


def visible_documents(actor: Actor) -> QuerySet[LegalDocument]:
    return LegalDocument.objects.all() if actor.roles or actor.is_system else LegalDocument.objects.none()


def visible_rules(actor: Actor) -> QuerySet[BusinessRule]:
    return BusinessRule.objects.all() if actor.roles or actor.is_system else BusinessRule.objects.none()


def document_seen(actor: Actor, document_id: int, *, for_update: bool = False) -> LegalDocument:
    rows = visible_documents(actor).select_related("file")
    found = (rows.select_for_update(of=("self",)) if for_update else rows).filter(pk=document_id).order_by("pk").first()
    if found is None:
        raise NotFound(
            "institutions.no_document",
            what="Không có văn bản này trong danh mục.",
            todo="Hãy quay lại danh mục văn bản phải ban hành.",
        )
    return found


def rule_seen(actor: Actor, rule_id: int, *, for_update: bool = False) -> BusinessRule:
    rows = visible_rules(actor).select_related("document")
    found = (rows.select_for_update(of=("self",)) if for_update else rows).filter(pk=rule_id).order_by("pk").first()
    if found is None:
        raise NotFound(
            "institutions.no_rule",
            what="Không có quy định này trong danh mục.",
            todo="Hãy quay lại danh mục quy định kinh doanh.",
        )
    return found
