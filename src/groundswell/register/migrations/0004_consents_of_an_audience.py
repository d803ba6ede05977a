# Consents know for whom they were asked, and what is proposed lies closed. What was asked before is known from the
# proposals; of two with the same words, the one with fewer readers counts.

from typing import Any

from django.db import migrations

LADDER = ("cell", "organisation", "public")


def name_readers(apps: Any, schema_editor: Any) -> None:
    """Give each consent the audience of the proposal whose words it is about."""
    database = schema_editor.connection.alias
    asked = apps.get_model("register", "Wording").objects.using(database).filter(audience__in=LADDER)
    consents = apps.get_model("voices", "Consent").objects.using(database).filter(readers="")
    for wording in sorted(asked, key=lambda each: LADDER.index(each.audience)):
        key = f"cell:{wording.cell_id}" if wording.audience == "cell" else wording.audience
        consents.filter(about_kind=wording.kind, about_id=wording.item, words=wording.mark).update(readers=key)


def close(apps: Any, schema_editor: Any) -> None:
    """Close what is proposed and lies in clear."""
    from groundswell.register.closed import closed_content

    database = schema_editor.connection.alias
    proposals = apps.get_model("register", "Wording").objects.using(database)
    for wording in proposals.filter(published_on=None, dropped_on=None, is_sealed=False):
        wording.content = closed_content(wording.content)
        wording.save(update_fields=["content"], using=database)


class Migration(migrations.Migration):
    dependencies = [
        ("register", "0003_sealed_proposals"),
        ("voices", "0004_consents_of_an_audience"),
    ]

    operations = [
        migrations.RunPython(name_readers, migrations.RunPython.noop),
        migrations.RunPython(close, migrations.RunPython.noop),
    ]
