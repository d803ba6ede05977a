# What was answered, closed or muted is listed by the day it came, the latest first.

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("voices", "0004_consents_of_an_audience"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="voicereader",
            index=models.Index(
                "key",
                models.F("since").desc(),
                "voice",
                condition=models.Q(queue=""),
                name="voice_reader_earlier",
            ),
        ),
    ]
