from django.apps.registry import Apps as StateApps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def number_what_arrived(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Documents registered before the register had numbers take them in the order they came."""
    documents = apps.get_model("correspondence", "ReceivedDocument")
    counters = apps.get_model("correspondence", "NumberCounter")
    last: dict[int, int] = {}
    rows = documents.objects.filter(arrival_number=None).exclude(state="refused").order_by("arrived_on", "id")
    for row in rows.only("id", "arrived_on").iterator():
        year = row.arrived_on.year
        last[year] = last.get(year, 0) + 1
        documents.objects.filter(pk=row.pk).update(arrival_year=year, arrival_number=last[year])
    for year, number in last.items():
        counters.objects.update_or_create(key="incoming", year=year, defaults={"last": number})


class Migration(migrations.Migration):
    dependencies = [("correspondence", "0004_letters_sent")]

    operations = [migrations.RunPython(number_what_arrived, migrations.RunPython.noop, elidable=True)]
