from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps
from django.db.models import F, Max, OuterRef, Subquery
from django.db.models.functions import Coalesce, TruncDate


def remember_acceptance(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """From the reports: on which day each completion was accepted, and the last lead's for who co-operates."""
    Assignment = apps.get_model("plans", "Assignment")
    ProgressReport = apps.get_model("plans", "ProgressReport")
    accepted = ProgressReport.objects.filter(assignment=OuterRef("pk"), state="accepted", is_completed=True)
    day = accepted.order_by("-id").annotate(day=TruncDate("decided_at")).values("day")[:1]
    done = Assignment.objects.filter(completed_on__isnull=False)
    done.update(accepted_on=Coalesce(Subquery(day), F("completed_on")))
    own = {"task": OuterRef("task"), "period": OuterRef("period"), "role": "lead", "is_cancelled": False}
    leads = Assignment.objects.filter(**own).order_by().values("task")
    is_open = Assignment.objects.filter(**own, accepted_on__isnull=True)
    last = leads.annotate(day=Max("accepted_on")).values("day")
    helpers = Assignment.objects.exclude(role="lead").filter(is_cancelled=False)
    helpers.filter(~models.Exists(is_open)).update(lead_accepted_on=Subquery(last))


class Migration(migrations.Migration):

    dependencies = [
        ('plans', '0006_reasons_as_sentences'),
    ]

    operations = [
        migrations.AddField(
            model_name='assignment',
            name='accepted_on',
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name='assignment',
            name='lead_accepted_on',
            field=models.DateField(null=True),
        ),
        migrations.RunPython(remember_acceptance, migrations.RunPython.noop, elidable=True),
    ]
