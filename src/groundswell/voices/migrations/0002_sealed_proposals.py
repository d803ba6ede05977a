# Words that were written because of sealed voices lie sealed until they are published.

import uuid

import django.db.models.deletion
from django.db import migrations, models

import groundswell.kit.sqlite.unordered


class Migration(migrations.Migration):

    dependencies = [
        ("voices", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Proposal",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("body", models.BinaryField()),
            ],
            bases=(groundswell.kit.sqlite.unordered.Unordered, models.Model),
        ),
        migrations.CreateModel(
            name="ProposalEnvelope",
            fields=[
                ("pk", models.CompositePrimaryKey("proposal_id", "key_id", blank=True, editable=False, primary_key=True, serialize=False)),
                ("sealed", models.BinaryField(max_length=80)),
                ("key", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="voices.deskkey")),
                ("proposal", models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name="envelopes", to="voices.proposal")),
            ],
            bases=(groundswell.kit.sqlite.unordered.Unordered, models.Model),
        ),
        migrations.CreateModel(
            name="ProposalVoice",
            fields=[
                ("pk", models.CompositePrimaryKey("proposal_id", "voice", blank=True, editable=False, primary_key=True, serialize=False)),
                ("voice", models.UUIDField(db_index=True)),
                ("proposal", models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name="behind", to="voices.proposal")),
            ],
            bases=(groundswell.kit.sqlite.unordered.Unordered, models.Model),
        ),
    ]
