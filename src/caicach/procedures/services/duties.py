"""Which units must publish a procedure."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from caicach.kernel.access import Actor, Permission, require
from caicach.kernel.audit import services as audit
from caicach.procedures.domain.duties import Target
from caicach.procedures.models import PublishingDuty
from caicach.procedures.obtaining import no_procedure, versions_of
from caicach.procedures.record.codes import family


@transaction.atomic
def set_duties(actor: Actor, *, code: str, targets: Collection[Target], now: datetime) -> None:
    """These units and levels, and no others."""
    require(actor, Permission.PROCEDURE_MANAGE)
    key = family(code)
    if not versions_of(code).exists():
        raise no_procedure(code)
    held = {Target(row.unit_id or "", row.level): row for row in PublishingDuty.objects.filter(family=key)}
    wanted = set(targets)
    PublishingDuty.objects.filter(pk__in=[row.pk for target, row in held.items() if target not in wanted]).delete()
    PublishingDuty.objects.bulk_create(
        PublishingDuty(family=key, unit_id=one.unit or None, level=one.level) for one in sorted(wanted - set(held))
    )
    old, new = ([one.unit or one.level for one in sorted(found)] for found in (set(held), wanted))
    if old != new:
        audit.record(
            actor,
            "procedures.duties.set",
            subject=("procedure", key),
            now=now,
            old={"units": old},
            new={"units": new},
        )
