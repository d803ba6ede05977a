"""Concerns at each rung, a published proposition with a decision, a draft, and keys."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from groundswell.connectors.api import actions
from groundswell.kit import clock
from groundswell.people.models import Person
from groundswell.people.rules import Audience
from groundswell.propositions.models import Part
from groundswell.propositions.proposing import actions as propositions
from groundswell.propositions.proposing.rules.decisions import Outcome
from groundswell.propositions.proposing.tests.conftest import begun, publish, reviewed
from groundswell.register.tests.conftest import Raise, raised
from groundswell.voices.tests.conftest import Desks, desks
from tests.cast import Cast

__all__ = ["Desks", "Raise", "desks", "raised"]


def key_of(person: Person, days: int = 30) -> str:
    return actions.make_key(by=person, name="A report", days=days).text


def asked(key: str, path: str) -> tuple[int, dict[str, Any]]:
    """Ask with a key; return the status and what was told."""
    answer = Client().get(f"/api/v1/{path}", headers={"Authorization": f"Bearer {key}"})
    told: dict[str, Any] = answer.json()
    return answer.status_code, told


@pytest.fixture
def told(organisation: Cast, raised: Raise) -> Cast:
    """Fill the house: a concern at each rung, one published and decided proposition, one draft."""
    alice = organisation.alice
    everybody = raised(title="For everybody", audience=Audience.ORGANISATION)
    raised(title="For Cell One", audience=Audience.CELL, cell=organisation.cell_one)
    raised(title="At the desk")
    made = begun(alice, everybody)
    publish(alice, made)
    reviewed(alice, made)
    propositions.decide_part(
        by=alice,
        part=Part.objects.get(),
        outcome=Outcome.YES,
        reason="It costs little.",
        decider=alice,
        review_on=clock.today() + timedelta(days=30),
    )
    begun(alice, everybody)
    return organisation
