"""Who read which document, on which days: a line of the trail a person and day, however often the page is opened."""

from datetime import datetime
from enum import StrEnum

from django.db import transaction
from django.utils import timezone

from caicach.kernel.access import Actor
from caicach.kernel.audit import services as audit
from caicach.kernel.audit.queries import did_since


class Read(StrEnum):
    """What was read. The lines stand beside the history of the thing, which they would drown."""

    DOCUMENT = "document_read"
    LETTER = "letter_read"


@transaction.atomic
def note_reading(actor: Actor, *, read: Read, identity: int, now: datetime) -> None:
    """The caller has shown it, so the actor may see it."""
    action, subject = f"correspondence.{read.value}", (read.value, identity)
    day = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
    if actor.user_id is not None and not did_since(actor.user_id, action, subject=subject, since=day):
        audit.record(actor, action, subject=subject, now=now)
