from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('talks', '0003_minutes_of_what_was_taken_back'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='keptminutes',
            name='kept_minutes_once',
        ),
        migrations.RenameField(
            model_name='keptminutes',
            old_name='month',
            new_name='first_on',
        ),
        migrations.AddConstraint(
            model_name='keptminutes',
            constraint=models.UniqueConstraint(fields=('reader', 'first_on'), name='kept_minutes_once'),
        ),
    ]
