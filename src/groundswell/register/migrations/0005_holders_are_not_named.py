"""Takes the names of holders who did not let them stand beside their view out of the history of it."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def forget(apps: Apps, _schema: BaseDatabaseSchemaEditor) -> None:
    unnamed = apps.get_model("register", "Perspective").objects.filter(is_named=False).exclude(holder=None)
    for view, holder in unnamed.values_list("id", "holder"):
        apps.get_model("register", "Change").objects.filter(item=view, what="standing", by=holder).update(by=None)


class Migration(migrations.Migration):
    dependencies = [("register", "0004_consents_of_an_audience")]
    operations = [migrations.RunPython(forget, migrations.RunPython.noop, elidable=True)]
