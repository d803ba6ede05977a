import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("questions", "0003_findings"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    # Nothing was merged before this: no page and no command could.
    operations = [
        migrations.DeleteModel("Merge"),
        migrations.CreateModel(
            name="Merge",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kept", models.BigIntegerField(db_index=True)),
                ("other", models.BigIntegerField(db_index=True)),
                ("before", models.JSONField()),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={"ordering": ("-id",)},
        ),
        migrations.CreateModel(
            name="Apart",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "one", "other", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("one", models.BigIntegerField()),
                ("other", models.BigIntegerField()),
            ],
        ),
    ]
