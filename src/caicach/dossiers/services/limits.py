"""The limits of procedures that dossiers are held against."""

from datetime import datetime
from pathlib import Path

from django.db import transaction

from caicach.dossiers.limits_reading import read_limits
from caicach.dossiers.models import LimitList
from caicach.dossiers.obtaining import LIMITS_FILE
from caicach.dossiers.services.importing import RECKON_KIND
from caicach.kernel.access import Actor, Permission, require
from caicach.kernel.audit import services as audit
from caicach.kernel.jobs import services as queue


@transaction.atomic
def set_limits(actor: Actor, *, text: str, now: datetime) -> int:
    """Keep a new list, in force for every dossier; the worker tells all clocks again. Raises InvalidInput."""
    require(actor, Permission.DOSSIER_IMPORT)
    read_limits(Path(LIMITS_FILE), text)
    newest = LimitList.objects.order_by("-id").first()
    if newest and newest.text == text:
        return newest.pk
    row = LimitList.objects.create(text=text, made_at=now, made_by_name=actor.name)
    audit.record(
        actor, "dossiers.limits.set", subject=("dossier_limits", row.pk), now=now, new={"lines": text.count("\n")}
    )
    key = f"{RECKON_KIND}:{row.pk}"
    queue.enqueue(kind=RECKON_KIND, key=key, payload={}, now=now, asked_by=actor.user_id, link="/ho-so/")
    return row.pk
