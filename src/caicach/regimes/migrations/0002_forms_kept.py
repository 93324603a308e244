"""Reports and editions name the text of the form they were made with; those there are get the one of this version."""

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from caicach.regimes.domain.catalogue import shipped_forms


def _keep_todays_forms(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    file = apps.get_model("regimes", "FormFile")
    told = [apps.get_model("regimes", name).objects.filter(form_digest="") for name in ("UnitReport", "Edition")]
    for form in shipped_forms():
        changed = [rows.filter(form=form.id).update(form_digest=form.digest) for rows in told]
        if any(changed):
            file.objects.get_or_create(digest=form.digest, defaults={"text": form.written})


class Migration(migrations.Migration):
    dependencies = [("regimes", "0001_periodic_reports")]

    operations = [
        migrations.CreateModel(
            name="FormFile",
            fields=[
                ("digest", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("text", models.TextField()),
            ],
            options={"ordering": ("digest",)},
        ),
        migrations.AddField("unitreport", "form_digest", models.CharField(default="", max_length=64), preserve_default=False),
        migrations.AddField("edition", "form_digest", models.CharField(default="", max_length=64), preserve_default=False),
        migrations.AddField("edition", "symbol", models.CharField(blank=True, default="", max_length=80), preserve_default=False),
        migrations.AddField("edition", "place", models.CharField(blank=True, default="", max_length=200), preserve_default=False),
        migrations.RunPython(_keep_todays_forms, migrations.RunPython.noop, elidable=True),
    ]
