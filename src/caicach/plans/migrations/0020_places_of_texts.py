from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from caicach.kernel.columns_before import fill_order_columns


def fill(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    fill_order_columns(apps.get_model("plans", "Task"), {"text_order": ("text",)})


class Migration(migrations.Migration):
    """The index first: PostgreSQL alters no table with changes pending."""

    dependencies = [("plans", "0019_deadlines_given")]
    operations = [
        migrations.AddField("task", "text_order", models.TextField(null=True)),
        migrations.AddIndex("task", models.Index(fields=["text_order"], name="plans_task_text_order")),
        migrations.RunPython(fill, migrations.RunPython.noop, elidable=True),
    ]
