"""A series may be due in a month of its period that is not the last: «trước ngày 30/4 hằng năm»."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("plans", "0014_recurrence_as_code")]
    operations = [migrations.AddField("taskseries", "due_month", models.PositiveSmallIntegerField(null=True))]
