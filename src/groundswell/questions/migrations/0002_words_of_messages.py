from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from groundswell.questions import words


def create_index(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    words.create(editor)


def drop_index(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    words.drop(editor)


class Migration(migrations.Migration):
    dependencies = [("questions", "0001_sources_items_and_messages")]

    operations = [migrations.RunPython(create_index, drop_index)]
