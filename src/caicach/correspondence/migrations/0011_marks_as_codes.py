"""Marks of urgency and secrecy, and how often work comes back, are kept as codes; they were Vietnamese words."""

from typing import Any

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from caicach.documents.words_before import URGENCIES_BEFORE, code_column, code_deadlines, code_json, coded_reading


def to_codes(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    def rows(name: str) -> Any:  # noqa: ANN401
        return apps.get_model("correspondence", name).objects

    code_column(rows("ReceivedDocument"), "urgency", URGENCIES_BEFORE)
    code_column(rows("SentLetter"), "urgency", URGENCIES_BEFORE)
    code_json(rows("DocumentReading"), "body", coded_reading)
    code_json(rows("SentLetter"), "document", coded_reading)
    code_json(rows("LetterVersion"), "document", coded_reading)
    marks = rows("HeaderCorrection").filter(path="urgency")
    code_json(marks, "value", lambda value: URGENCIES_BEFORE.get(value, value))
    code_deadlines(rows("TaskProposal"))


class Migration(migrations.Migration):
    dependencies = [("correspondence", "0010_reasons_as_sentences")]
    operations = [migrations.RunPython(to_codes, migrations.RunPython.noop, elidable=True)]
