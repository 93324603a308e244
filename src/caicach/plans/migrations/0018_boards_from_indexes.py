import django.db.models.deletion
from django.db import migrations, models
from django.db.models import F, Q

_OF_STATE = [
    "accepted_on", "due_on", "completed_on", "judged_due_on", "claimed_on", "begun_on", "paused_on",
    "lead_accepted_on", "is_awaiting", "given_on",
]  # fmt: skip
_STANDING = Q(is_cancelled=False)
_BEFORE_GIVEN = Q(due_on__lt=F("given_on")) | Q(accepted_on__lt=F("given_on")) | Q(begun_on__lt=F("given_on"))


class Migration(migrations.Migration):
    """After the days were filled in, in a transaction of its own: PostgreSQL alters no table with changes pending."""

    dependencies = [("plans", "0017_day_of_giving")]
    operations = [
        migrations.AlterField("assignment", "given_on", models.DateField()),
        migrations.AlterField(
            "assignment",
            "task",
            models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="assignments",
                to="plans.task",
            ),
        ),
        migrations.RemoveIndex("assignment", "plans_assignment_unit_state"),
        migrations.AddIndex(
            "assignment",
            models.Index(fields=["unit", *_OF_STATE, "task"], condition=_STANDING, name="plans_assignment_unit_state"),
        ),
        migrations.AddIndex(
            "assignment",
            models.Index(fields=["task", *_OF_STATE, "unit"], condition=_STANDING, name="plans_assignment_task_state"),
        ),
        migrations.AddIndex(
            "assignment", models.Index(fields=["given_on"], condition=_STANDING, name="plans_assignment_given")
        ),
        migrations.AddIndex(
            "assignment", models.Index(fields=["id"], condition=_BEFORE_GIVEN, name="plans_assignment_before_given")
        ),
        migrations.AddIndex("task", models.Index(fields=["cancelled_at"], name="plans_task_cancelled")),
    ]
