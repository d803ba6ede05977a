from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('voices', '0009_words_on_their_way'),
    ]

    operations = [
        migrations.AddField(
            model_name='voice',
            name='closes_on',
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name='voice',
            name='state_before',
            field=models.CharField(blank=True, choices=[('open', 'open'), ('closed', 'closed'), ('muted', 'muted'), ('withdrawn', 'withdrawn')], default='', max_length=9),
        ),
        migrations.AddIndex(
            model_name='voice',
            index=models.Index(models.F('closes_on'), condition=models.Q(('closes_on__isnull', False)), name='voice_closing'),
        ),
    ]
