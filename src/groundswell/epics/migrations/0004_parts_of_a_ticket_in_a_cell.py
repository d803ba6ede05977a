import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('epics', '0003_hours_of_tickets'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='offer',
            name='offered_once_a_person',
        ),
        migrations.RemoveConstraint(
            model_name='offer',
            name='offered_once_a_cell',
        ),
        migrations.CreateModel(
            name='Passed',
            fields=[
                ('offer', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='passed', to='epics.offer')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('pk', models.CompositePrimaryKey('offer_id', 'person_id', blank=True, editable=False, primary_key=True, serialize=False)),
            ],
        ),
    ]
