from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('voices', '0008_hand_over_from_a_day'),
    ]

    operations = [
        migrations.AddField(
            model_name='voicereader',
            name='was_since',
            field=models.DateField(null=True),
        ),
    ]
