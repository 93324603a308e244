from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('plans', '0007_acceptance_days'),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name='assignment',
            name='plans_assignment_open_due',
        ),
        migrations.RemoveIndex(
            model_name='assignment',
            name='plans_assignment_unit_state',
        ),
        migrations.AddIndex(
            model_name='assignment',
            index=models.Index(condition=models.Q(('is_cancelled', False)), fields=['unit', 'accepted_on', 'due_on', 'completed_on', 'judged_due_on', 'claimed_on', 'begun_on', 'paused_on', 'lead_accepted_on', 'is_awaiting', 'task'], name='plans_assignment_unit_state'),
        ),
        migrations.AddIndex(
            model_name='assignment',
            index=models.Index(condition=models.Q(('is_cancelled', False)), fields=['accepted_on', 'due_on', 'lead_accepted_on'], name='plans_assignment_trend'),
        ),
        migrations.AddIndex(
            model_name='assignment',
            index=models.Index(condition=models.Q(('accepted_on__isnull', True), ('is_cancelled', False)), fields=['due_on', 'unit'], name='plans_assignment_open_due'),
        ),
        migrations.AddIndex(
            model_name='deadlinechange',
            index=models.Index(fields=['decided_at', 'assignment'], name='plans_deadline_change_decided'),
        ),
        migrations.AddIndex(
            model_name='progressreport',
            index=models.Index(fields=['decided_at', 'reported_at', 'assignment'], name='plans_report_decided'),
        ),
        migrations.AddConstraint(
            model_name='assignment',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('accepted_on__isnull', True), ('completed_on__isnull', True)), models.Q(('accepted_on__isnull', False), ('completed_on__isnull', False)), _connector='OR'), name='plans_assignment_done_accepted'),
        ),
        migrations.AddConstraint(
            model_name='assignment',
            constraint=models.CheckConstraint(condition=models.Q(('lead_accepted_on__isnull', True), models.Q(('role', 'lead'), _negated=True), _connector='OR'), name='plans_assignment_lead_follows_none'),
        ),
    ]
