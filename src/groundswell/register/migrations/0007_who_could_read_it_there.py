# What an item came from knows who could read it where it was written. Until now only public threads came in; what was
# typed by hand counts as its kind does.

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

REACH = {"thread": "public", "retrospective": "organisation", "sprint_update": "organisation"}


def name_readers(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    others = apps.get_model("register", "Source").objects.using(schema_editor.connection.alias).filter(is_voice=False)
    for kind, reach in REACH.items():
        others.filter(source_kind=kind).update(reach=reach)


class Migration(migrations.Migration):
    dependencies = [("register", "0006_referrals_among_sources")]
    operations = [
        migrations.AddField("source", "reach", models.CharField(blank=True, default="", max_length=48)),
        migrations.AddField("thread", "reach", models.CharField(default="public", max_length=48)),
        migrations.RunPython(name_readers, migrations.RunPython.noop),
    ]
