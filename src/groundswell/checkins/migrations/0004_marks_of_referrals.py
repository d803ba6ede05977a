from django.db import migrations, models

import groundswell.kit.sqlite.unordered


class Migration(migrations.Migration):

    dependencies = [
        ('checkins', '0003_shown_outside'),
    ]

    operations = [
        migrations.CreateModel(
            name='ReferralMark',
            fields=[
                ('tag', models.CharField(max_length=64, primary_key=True, serialize=False)),
                ('ends_on', models.DateField(db_index=True)),
            ],
            bases=(groundswell.kit.sqlite.unordered.Unordered, models.Model),
        ),
    ]
