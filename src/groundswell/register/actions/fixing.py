"""Another context did something about a concern, and says that it is fixed: those behind it are asked whether it is."""

from uuid import UUID

from django.db import transaction

from groundswell.people.models import Person
from groundswell.register import policy
from groundswell.register.actions.checking import Originals
from groundswell.register.actions.concerns import NOTHING, move_concern
from groundswell.register.queries.bearing import standing_for
from groundswell.register.rules.concerns import State, moves_from


@transaction.atomic
def say_fixed(*, by: Person, concern: UUID, reason: str, kept: str = "", originals: Originals = NOTHING) -> bool:
    """Say of a concern, or of the one that stands for it, that it is fixed, with a reason for those behind it.

    False where nothing was changed: it is gone, not kept by this person, or stands where nothing of the kind can be
    said. Raises Refused, Marked or Copied as `move_concern` does.
    """
    found = standing_for([concern]).get(concern)
    if found is None or not policy.may_keep(policy.reading_of(by), found):
        return False
    if State.FIXED not in moves_from(State(found.state)):
        return False
    move_concern(by=by, concern=found, to=State.FIXED, reason=reason, kept=kept, originals=originals)
    return True
