from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('epics', '0004_parts_of_a_ticket_in_a_cell'),
        ('people', '0002_people_who_refer'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='ticket',
            name='is_dropped',
            field=models.BooleanField(default=False),
        ),
        migrations.AddConstraint(
            model_name='ticket',
            constraint=models.CheckConstraint(condition=models.Q(('is_dropped', False), ('done_on__isnull', False), _connector='OR'), name='dropped_is_over'),
        ),
    ]
