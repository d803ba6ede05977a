# What a proposal says moves into one column, so that it can lie sealed until it is published; what only the desk reads
# is closed under a key file.

from typing import Any

from django.db import DEFAULT_DB_ALIAS, migrations, models

from groundswell.register.closed import DeskText


def gather(apps: Any, schema_editor: Any) -> None:
    """Keep the words, the reason and the marks of each proposal. One behind which a sealed voice stands is sealed at
    the next touch of its advocate: only they hold the session in which that is asked for."""
    from groundswell.register.rules.items import Kind
    from groundswell.register.wordings import said_in
    from groundswell.voices.queries.consents import mark_of

    database = schema_editor.connection.alias
    for wording in apps.get_model("register", "Wording").objects.using(database).prefetch_related("marks__by"):
        looks = [
            {
                "id": str(mark.id),
                "mark": mark.kind,
                "excerpt": mark.excerpt,
                "outcome": mark.outcome,
                "reason": mark.reason,
                "by": mark.by.name if mark.by else "",
                "day": mark.day.isoformat() if mark.day else "",
            }
            for mark in wording.marks.all()
        ]
        if wording.dropped_on is None:
            wording.content = {"words": wording.words, "reason": wording.reason, "looks": looks}
        wording.mark = mark_of(wording.kind, wording.item, said_in(Kind(wording.kind), wording.words))
        wording.save(using=database)


CLOSED = {
    "concern": ("title", "text"),
    "idea": ("title", "text"),
    "perspective": ("position", "conditions", "best_case"),
    "measure": ("text", "carried_by"),
    "evidence": ("source", "summary"),
    "change": ("reason", "pointer"),
    "merge": ("reason",),
    "fit": ("condition", "note"),
}
NEEDED = {"title", "position", "source", ("measure", "text"), ("merge", "reason")}


def close(apps: Any, schema_editor: Any) -> None:
    """Write every row anew: what only the desk reads is closed on its way, and search forgets it."""
    database = schema_editor.connection.alias
    for name, fields in CLOSED.items():
        for row in apps.get_model("register", name).objects.using(database).iterator():
            row.save(update_fields=fields, using=database)
    if database != DEFAULT_DB_ALIAS:
        return
    from groundswell.kit import search
    from groundswell.kit.search.models import Document

    for each in Document.objects.filter(context="register"):
        if each.audience == "advocate" or each.audience.startswith("person:"):
            search.forget("register", each.object_id)


class Migration(migrations.Migration):

    dependencies = [
        ("people", "0001_initial"),
        ("register", "0002_starter_themes"),
        ("search", "0001_initial"),
        ("voices", "0002_sealed_proposals"),
    ]

    operations = [
        migrations.AddField("wording", "content", models.JSONField(default=dict)),
        migrations.AddField("wording", "is_sealed", models.BooleanField(default=False)),
        migrations.AddField("wording", "mark", models.BinaryField(default=b"", max_length=32), preserve_default=False),
        migrations.AddField("wording", "was_refused", models.BooleanField(default=False)),
        migrations.RunPython(gather, migrations.RunPython.noop),
        migrations.RemoveField("wording", "words"),
        migrations.RemoveField("wording", "reason"),
        migrations.DeleteModel("Mark"),
        migrations.AddConstraint(
            "wording",
            models.CheckConstraint(
                condition=models.Q(("is_sealed", False), ("content", {}), _connector="OR"),
                name="sealed_wording_says_nothing_here",
            ),
        ),
        *(
            migrations.AlterField(model, field, DeskText(blank=not ({field, (model, field)} & NEEDED)))
            for model, fields in CLOSED.items()
            for field in fields
        ),
        migrations.RunPython(close, migrations.RunPython.noop),
        migrations.CreateModel(
            "OrdinaryWord",
            fields=[("word", models.CharField(max_length=80, primary_key=True, serialize=False))],
            options={"ordering": ("word",)},
        ),
    ]
