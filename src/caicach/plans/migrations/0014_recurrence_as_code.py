"""How often work comes back is kept as a code; it was Vietnamese words."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from caicach.documents.words_before import code_deadlines


def to_codes(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    code_deadlines(apps.get_model("plans", "PlanLine").objects)
    code_deadlines(apps.get_model("plans", "Task").objects)


class Migration(migrations.Migration):
    dependencies = [("plans", "0013_deadline_as_one_value")]
    operations = [migrations.RunPython(to_codes, migrations.RunPython.noop, elidable=True)]
