"""No chain of references leads from what is sealed to the person who said it."""

from datetime import date
from uuid import uuid4

import pytest
from django.db import IntegrityError, models, transaction
from django.test.utils import isolate_apps

from groundswell.kit.sqlite.unordered import unordered_models
from groundswell.people.models import Person
from groundswell.voices.models import Voice
from tests.cast import Cast
from tests.privacy.schema import last_steps, referring_to

ALLOWED = {
    "voices.DeskKey.reader": "who can read it, and not who said it",
    "voices.Voice.author": "of open voices only: the database refuses it for the others, as the test below tries",
    "talks.Series.kept_by": "who keeps the meetings, and not who spoke in them",
    "talks.Slot.reader": "who offers the time of a talk, and not who took it",
    "register.Concern.written_by": "who wrote the concern down, and not who said “me too” or what they said of a fix",
    "propositions.Proposition.written_by": "the advocate who began it, and not who holds a side",
    "propositions.Proposition.decider": "who decides it, and not who holds a side",
    "propositions.Side.by": "the advocate who noted that nobody came; the database refuses it for whoever holds it",
    "propositions.Decision.by": "who wrote the decision down, and not who said whether it helped",
    "propositions.Decision.decider": "who decided, and not who said whether it helped",
    "propositions.StatementOnBehalf.written_by": "the advocate who wrote the words, and not who stands behind them",
}


def test_no_chain_of_references_leads_from_what_is_sealed_to_a_person() -> None:
    assert last_steps(referring_to(unordered_models()), Person) <= set(ALLOWED)


def test_every_allowed_step_is_still_there() -> None:
    assert set(ALLOWED) <= last_steps(referring_to(unordered_models()), Person)


def test_only_the_readers_key_leads_from_an_entry_to_a_person_once_open_voices_are_left_aside() -> None:
    voices = [model for model in unordered_models() if model._meta.app_label == "voices"]
    assert last_steps(referring_to(voices), Person) == {"voices.DeskKey.reader", "voices.Voice.author"}


SEALED = {
    "signed": {"level": "signed", "owner_tag": "a" * 64},
    "anonymous": {"level": "anonymous", "receipt_lookup": "b" * 64},
}


def stored(**columns: object) -> Voice:
    """Store a voice past every action, as only the database would judge it."""
    day = date(2026, 11, 22)
    with transaction.atomic():
        return Voice.objects.create(id=uuid4(), day=day, arrives_on=day, **columns)


@pytest.mark.parametrize("level", SEALED)
def test_the_database_itself_refuses_whatever_would_name_the_author_of_a_sealed_voice(
    level: str, organisation: Cast
) -> None:
    assert stored(**SEALED[level]).author is None
    naming = {
        "author": organisation.bob,
        "text": "words",
        "audience": "organisation",
        "cell": organisation.cell_one,
        "owner_tag" if level == "anonymous" else "receipt_lookup": "c" * 64,
    }
    for column, value in naming.items():
        with pytest.raises(IntegrityError):
            stored(**{**SEALED[level], "owner_tag": None, "receipt_lookup": None, **SEALED[level], column: value})


def test_this_walk_finds_what_it_looks_for() -> None:
    with isolate_apps("groundswell.people"):

        class Known(models.Model):
            class Meta:
                app_label = "people"

        class Said(models.Model):
            class Meta:
                app_label = "people"

        class Between(models.Model):
            to = models.ForeignKey(Known, on_delete=models.CASCADE)

            class Meta:
                app_label = "people"

        class Joining(models.Model):
            said = models.ForeignKey(Said, on_delete=models.CASCADE)
            between = models.ForeignKey(Between, on_delete=models.CASCADE)

            class Meta:
                app_label = "people"

        class Reading(models.Model):
            joining = models.ForeignKey(Joining, on_delete=models.CASCADE)
            by = models.ManyToManyField(Known)

            class Meta:
                app_label = "people"

    assert last_steps([Said], Known) == set()
    assert last_steps(referring_to([Said]), Known) == {"people.Between.to", "people.Reading.by"}
