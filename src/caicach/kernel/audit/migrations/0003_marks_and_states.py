"""Lines bear a mark of who may write them, seals the states of rows. What stands unsealed from before is sealed now."""

from datetime import UTC
from typing import ClassVar

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from caicach.kernel.audit.domain import GENESIS, digest_of


def seal_what_is_left(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    line_model, seal_model = apps.get_model("audit", "AuditLine"), apps.get_model("audit", "AuditSeal")
    sealed = seal_model.objects.values("line_id")
    for line in line_model.objects.exclude(id__in=sealed).order_by("id"):
        last = seal_model.objects.filter(stream=line.stream).order_by("-number").first()
        number, digest = (last.number, last.digest) if last else (0, GENESIS)
        content = {
            "id": line.pk,
            "stream": line.stream,
            "at": line.at.astimezone(UTC).isoformat(),
            "action": line.action,
            "actor_id": line.actor_id,
            "actor_name": line.actor_name,
            "subject": [line.subject_kind, line.subject_id],
            "old": line.old,
            "new": line.new,
            "why": line.why,
        }
        seal_model.objects.create(
            stream=line.stream, number=number + 1, line_id=line.pk, digest=digest_of(digest, content)
        )


class Migration(migrations.Migration):
    dependencies: ClassVar = [("audit", "0002_append_only")]
    operations: ClassVar = [
        # Nullable, so that SQLite adds the column and does not make the table, and its triggers, anew.
        migrations.AddField("auditline", "mark", models.CharField(max_length=64, null=True)),
        migrations.AddField("auditseal", "states", models.TextField(null=True)),
        migrations.RunPython(seal_what_is_left, migrations.RunPython.noop, elidable=True),
    ]
