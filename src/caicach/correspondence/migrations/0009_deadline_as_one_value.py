"""What the words of a proposal's time set is kept whole; old proposals keep their day and recurrence."""

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from caicach.documents.deadlines.before import fill_deadlines


def fill(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    fill_deadlines(apps.get_model("correspondence", "TaskProposal").objects.order_by("id"), "deadline_on")


class Migration(migrations.Migration):
    dependencies = [("correspondence", "0008_priority_of_tasks")]
    operations = [
        migrations.AddField("taskproposal", "deadline", models.JSONField(null=True)),
        migrations.RunPython(fill, migrations.RunPython.noop, elidable=True),
    ]
