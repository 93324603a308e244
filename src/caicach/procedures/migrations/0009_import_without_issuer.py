from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('procedures', '0008_drawn_pages'),
    ]

    operations = [
        migrations.RemoveField(
            model_name='registerimport',
            name='decision_issuer',
        ),
    ]
