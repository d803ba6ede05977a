"""No table of sealed things can tell in which order, or at which moment, its rows came."""

from collections.abc import Iterator
from uuid import uuid1, uuid4

import pytest
from django.db import models
from django.db.models.functions import Now
from django.test.utils import isolate_apps

from groundswell.kit.sqlite.unordered import Unordered, unordered_models
from tests.privacy.schema import COUNTS, OTHER_KEYS, faults_of_order, name_of


@pytest.mark.parametrize("model", unordered_models(), ids=lambda model: model._meta.label)
def test_an_unordered_table_tells_no_order(model: type[models.Model]) -> None:
    assert list(faults_of_order(model)) == []


def test_every_exception_is_still_needed() -> None:
    fields = {name_of(field) for model in unordered_models() for field in model._meta.local_fields}
    assert {*COUNTS, *OTHER_KEYS} <= fields


@pytest.mark.parametrize("name", ["Voice", "VoiceReader", "Message", "Envelope", "Consent", "DeskNote", "ItemKey"])
def test_what_is_sealed_is_unordered(name: str) -> None:
    assert name in {model.__name__ for model in unordered_models()}


def test_whatever_refers_to_a_voice_by_its_id_is_unordered() -> None:
    from django.apps import apps  # noqa: PLC0415 - read when all are loaded

    naming = {
        model._meta.label
        for model in apps.get_models(include_auto_created=True)
        for field in model._meta.local_fields
        if "voice" in field.name and isinstance(field, models.UUIDField)
    }
    assert naming <= {model._meta.label for model in unordered_models()}


@pytest.fixture
def bad() -> Iterator[type[models.Model]]:
    """Return an unordered model that does everything wrong."""
    with isolate_apps("groundswell.people"):

        class Bad(Unordered, models.Model):
            id = models.BigAutoField(primary_key=True)
            said_at = models.DateTimeField()
            at = models.TimeField()
            day = models.DateField(auto_now_add=True)
            changed = models.DateField(auto_now=True)
            number = models.PositiveIntegerField()
            timed = models.UUIDField(default=uuid1)
            random = models.UUIDField(default=uuid4)
            stamped = models.DateField(db_default=Now())
            others = models.ManyToManyField("self")

            class Meta:
                app_label = "people"
                get_latest_by = "day"

        class Numbered(models.Model):
            of = models.ForeignKey(Bad, on_delete=models.CASCADE)

            class Meta:
                app_label = "people"

        yield Bad


def test_this_inventory_finds_what_it_looks_for(bad: type[models.Model]) -> None:
    faults = "\n".join(faults_of_order(bad))
    for name in ("id", "said_at", "at", "day", "changed", "number", "timed", "stamped", "others"):
        assert f"people.Bad.{name}:" in faults
    assert "people.Bad.random" not in faults
    assert "people.Numbered refers to people.Bad" in faults
    assert "ordered by its options" in faults
    assert "a key that is no random UUID" in faults
