# A yes to words is a yes to those who would read them, and to nobody else.

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("voices", "0003_consents_by_day"),
    ]

    operations = [
        migrations.AddField(
            model_name="consent",
            name="readers",
            field=models.CharField(blank=True, default="", max_length=48),
        ),
        migrations.RemoveConstraint(model_name="consent", name="one_consent_a_text"),
        migrations.AddConstraint(
            model_name="consent",
            constraint=models.UniqueConstraint(
                fields=("voice", "about_kind", "about_id", "words", "readers"), name="one_consent_a_text"
            ),
        ),
    ]
