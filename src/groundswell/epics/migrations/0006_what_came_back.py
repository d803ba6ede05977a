from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('epics', '0005_dropped_tickets'),
    ]

    operations = [
        migrations.AddField(
            model_name='offer',
            name='is_back',
            field=models.BooleanField(default=False),
        ),
    ]
