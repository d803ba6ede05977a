"""A fresh installation offers three themes; the organisation edits them as its own."""

from uuid import uuid4

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

STARTERS = ("burnout", "overcommitment", "cell responsibilities")


def offer(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    if schema_editor.connection.alias != "default":
        return
    themes = apps.get_model("register", "Theme").objects.using(schema_editor.connection.alias)
    if not themes.exists():
        for name in STARTERS:
            themes.create(id=uuid4(), name=name)


class Migration(migrations.Migration):

    dependencies = [("register", "0001_initial")]

    operations = [migrations.RunPython(offer, migrations.RunPython.noop)]
