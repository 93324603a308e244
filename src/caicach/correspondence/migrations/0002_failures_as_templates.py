"""A failure is kept as the templates of its sentences and their values; sentences kept before become such templates."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def _to_templates(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    documents = apps.get_model("correspondence", "ReceivedDocument")
    for document in documents.objects.filter(failure__isnull=False).order_by("pk").iterator():
        kept = document.failure
        if kept and "templates" not in kept:
            sentences = [kept[key].replace("{", "{{").replace("}", "}}") for key in ("what", "why", "todo")]
            document.failure = {"code": kept["code"], "templates": sentences, "values": {}}
            document.save(update_fields=["failure"])


class Migration(migrations.Migration):
    dependencies = [("correspondence", "0001_initial")]
    operations = [migrations.RunPython(_to_templates, migrations.RunPython.noop, elidable=True)]
