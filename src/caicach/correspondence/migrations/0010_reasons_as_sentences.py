"""Why a letter ended is kept as template and values: what people typed, and that another one replaced it."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from caicach.kernel.columns_before import text_as_sentences
from caicach.kernel.saying import SaidField
from caicach.kernel.sentences_before import Templates


def to_sentences(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    templates = Templates(["Thay thế bằng văn bản số {number}"])
    text_as_sentences(apps.get_model("correspondence", "SentLetter").objects, "ended_reason", templates)


def to_text(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    """A sentence is read from its column whichever form it has."""


class Migration(migrations.Migration):
    dependencies = [("correspondence", "0009_deadline_as_one_value")]
    operations = [
        migrations.RunPython(to_sentences, to_text, elidable=True),
        migrations.AlterField("sentletter", "ended_reason", SaidField(blank=True)),
    ]
