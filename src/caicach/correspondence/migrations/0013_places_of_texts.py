from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from caicach.kernel.columns_before import fill_order_columns

_INDEXES = {"reference_order": "reference", "issuer_order": "issuer", "issued_on": "issued", "arrived_on": "arrived"}


def fill(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    columns = {"reference_order": ("symbol", "number"), "issuer_order": ("issuer",)}
    fill_order_columns(apps.get_model("correspondence", "ReceivedDocument"), columns)


class Migration(migrations.Migration):
    """The indexes first: PostgreSQL alters no table with changes pending."""

    dependencies = [("correspondence", "0012_signatures_at_receipt")]
    operations = [
        migrations.AddField("receiveddocument", "issuer_order", models.TextField(null=True)),
        migrations.AddField("receiveddocument", "reference_order", models.TextField(null=True)),
        *(
            migrations.AddIndex("receiveddocument", models.Index(fields=[field], name=f"corr_document_{name}"))
            for field, name in _INDEXES.items()
        ),
        migrations.RunPython(fill, migrations.RunPython.noop, elidable=True),
    ]
