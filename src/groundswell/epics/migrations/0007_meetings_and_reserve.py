from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('epics', '0006_what_came_back'),
    ]

    operations = [
        migrations.AddField(
            model_name='choices',
            name='meetings',
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AddField(
            model_name='choices',
            name='reserve',
            field=models.PositiveSmallIntegerField(default=0),
        ),
        migrations.AddConstraint(
            model_name='choices',
            constraint=models.CheckConstraint(condition=models.Q(('reserve__lte', 90)), name='a_reserve_leaves_something'),
        ),
    ]
