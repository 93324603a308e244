from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps
from django.db.models import OuterRef, Subquery


def remember_giving(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    task, assignment = apps.get_model("plans", "Task"), apps.get_model("plans", "Assignment")
    given = task.objects.filter(pk=OuterRef("task_id")).values("effective_on")
    assignment.objects.update(given_on=Subquery(given))


class Migration(migrations.Migration):
    """The day of a task beside what is counted with it."""

    dependencies = [("plans", "0016_deadlines_counted_again")]
    operations = [
        migrations.AddField("assignment", "given_on", models.DateField(null=True)),
        migrations.RunPython(remember_giving, migrations.RunPython.noop, elidable=True),
    ]
