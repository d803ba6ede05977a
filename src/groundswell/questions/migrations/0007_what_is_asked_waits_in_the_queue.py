"""What somebody was only asked to take waits in the queue; and what was written after the end of a question is heard."""

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models import Q


def let_wait(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Let only that be out of the queue which a team outside accepted."""
    del editor
    hand_offs = apps.get_model("questions", "HandOff").objects.filter(undone_on=None, ended_on=None)
    accepted = hand_offs.filter(person=None, accepted_on__isnull=False).exclude(team="")
    items = apps.get_model("questions", "Item").objects.filter(is_handed_off=True)
    items.exclude(id__in=accepted.values("item")).update(is_handed_off=False)


class Migration(migrations.Migration):
    dependencies = (("questions", "0006_working_hours"),)

    operations = (
        migrations.AddField("item", "settled_at", models.DateTimeField(null=True)),
        migrations.AddIndex(
            "item",
            models.Index(
                fields=["last_voice_at"],
                condition=Q(gone_at=None, opened_at__isnull=False, is_last_ours=False, is_by_us=False, replies__gt=0),
                name="items_by_their_last_voice",
            ),
        ),
        migrations.AddIndex(
            "item",
            models.Index(fields=["concern"], condition=Q(concern__isnull=False), name="items_of_concern"),
        ),
        migrations.RunPython(let_wait, migrations.RunPython.noop),
    )
