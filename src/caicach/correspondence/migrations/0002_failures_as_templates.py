"""A failure is kept as the templates of its sentences and their values; sentences kept before become such templates."""

from django.db import migrations


def _to_templates(apps, _editor):
    documents = apps.get_model("correspondence", "ReceivedDocument")
    for document in documents.objects.filter(failure__isnull=False).order_by("pk").iterator():
        kept = document.failure
        if kept and "templates" not in kept:
            sentences = [kept[key].replace("{", "{{").replace("}", "}}") for key in ("what", "why", "todo")]
            document.failure = {"code": kept["code"], "templates": sentences, "values": {}}
            document.save(update_fields=["failure"])


class Migration(migrations.Migration):
    dependencies = [("correspondence", "0001_initial")]
    operations = [migrations.RunPython(_to_templates, migrations.RunPython.noop)]
