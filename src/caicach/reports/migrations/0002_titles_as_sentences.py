"""The title of a report is kept as template and values; old ones likewise."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from caicach.kernel.columns_before import text_as_sentences
from caicach.kernel.saying import SaidField
from caicach.kernel.sentences_before import Templates

TEMPLATES = (
    "Tình hình thực hiện nhiệm vụ từ {first} đến {last}",
)


def to_sentences(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    templates = Templates(TEMPLATES)
    text_as_sentences(apps.get_model("reports", "Report").objects, "title", templates)


def to_text(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    """A sentence is read from its column whichever form it has."""


class Migration(migrations.Migration):
    dependencies = [("reports", "0001_reports_with_their_rows")]
    operations = [
        migrations.RunPython(to_sentences, to_text, elidable=True),
        migrations.AlterField("report", "title", SaidField()),
    ]
