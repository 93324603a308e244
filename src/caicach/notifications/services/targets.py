"""Targets of webhooks: allowed by an operator, one by one."""

import secrets
from dataclasses import dataclass, field
from datetime import datetime

from django.conf import settings
from django.db import IntegrityError, transaction

from caicach.kernel.access import Actor, Permission, require
from caicach.kernel.audit import services as audit
from caicach.kernel.errors import Conflict, InvalidInput
from caicach.notifications.domain.body_templates import checked_template
from caicach.notifications.domain.targets import endpoint_of
from caicach.notifications.models import WebhookTarget
from caicach.notifications.secrets_of_targets import secret_of


@dataclass(frozen=True, slots=True)
class NewTarget:
    """``secret`` is shown once, to be handed to whoever runs the target."""

    id: int
    secret: str = field(repr=False)


@transaction.atomic
def add_target(actor: Actor, *, name: str, url: str, template: str = "", now: datetime) -> NewTarget:
    """Allow a program to get the messages of those who choose it; a chat system in the JSON of ``template``."""
    require(actor, Permission.JOBS_MANAGE)
    name, url = name.strip(), url.strip()
    if not name:
        raise InvalidInput("notifications.target_name", what="Nơi nhận chưa có tên.", todo="Hãy nhập tên.")
    endpoint_of(url, allows_private=settings.WEBHOOK_PRIVATE)
    form = checked_template(template) if template.strip() else ""
    try:
        with transaction.atomic():
            target = WebhookTarget.objects.create(
                name=name,
                url=url,
                template=form,
                nonce=secrets.token_hex(16),
                created_at=now,
                created_by_name=actor.name,
            )
    except IntegrityError as error:
        raise Conflict(
            "notifications.target_twice",
            what="Địa chỉ này đã là nơi nhận.",
            why="Mỗi địa chỉ nhận một lần.",
            todo="Hãy gỡ nơi nhận cũ nếu cần khóa mới.",
        ) from error
    audit.record(
        actor,
        "notifications.target.added",
        subject=("webhook", target.pk),
        now=now,
        new={"name": name, "url": url, "template": form},
    )
    return NewTarget(target.pk, secret_of(target))


@transaction.atomic
def remove_target(actor: Actor, *, target_id: int, now: datetime) -> None:
    """Send nothing there any more, not even what waits."""
    require(actor, Permission.JOBS_MANAGE)
    if WebhookTarget.objects.filter(pk=target_id, is_active=True).update(is_active=False):
        audit.record(actor, "notifications.target.removed", subject=("webhook", target_id), now=now)
