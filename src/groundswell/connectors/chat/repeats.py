"""Slack tells an event again until it hears that it arrived: what was answered once is not answered again.

Which ones came lately is kept encrypted in one piece with the door, so that no copy of the database names a message.
"""

import json

from groundswell.connectors.asking import secrets
from groundswell.connectors.chat import rules
from groundswell.connectors.chat.models import Door

# Slack gives up after some minutes; so many come in that time where ten thousand people write to one bot.
MOST = 1_000
_LEAST_SIZE = 1024


def is_first(door: Door, event: str) -> bool:
    """Tell whether an event came for the first time, and note it. Within the transaction that answers it.

    One without a name is always new. A door that has ended hears nothing.
    """
    found = Door.objects.select_for_update().filter(id=door.id, ended_on=None).first()
    if found is None:
        return False
    came = _came(found)
    if not event:
        return True
    if event in came:
        return False
    told = json.dumps({"events": [*came, event][-MOST:]})
    found.heard = secrets.closed(rules.padded(told, _LEAST_SIZE), of=f"heard {found.id}")
    found.save(update_fields=["heard"])
    return True


def _came(door: Door) -> list[str]:
    try:
        told = json.loads(secrets.opened(door.heard, of=f"heard {door.id}"))
    except (secrets.Unopenable, ValueError):
        return []
    found = told.get("events") if isinstance(told, dict) else None
    return [str(each) for each in found] if isinstance(found, list) else []
