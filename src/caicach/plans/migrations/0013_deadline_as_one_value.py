"""What the words of the time of a row or task set is kept whole; old ones keep their day and recurrence."""

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from caicach.documents.deadlines.before import fill_deadlines


def fill(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    fill_deadlines(apps.get_model("plans", "PlanLine").objects.order_by("id"), "deadline_on")
    tasks = apps.get_model("plans", "Task").objects.annotate(first_due=models.Min("assignments__original_due_on"))
    fill_deadlines(tasks.order_by("id"), "first_due")


class Migration(migrations.Migration):
    dependencies = [("plans", "0012_priority_of_tasks")]
    operations = [
        migrations.AddField("planline", "deadline", models.JSONField(null=True)),
        migrations.AddField("task", "deadline", models.JSONField(null=True)),
        migrations.RunPython(fill, migrations.RunPython.noop, elidable=True),
    ]
