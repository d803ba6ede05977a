"""What a visitor of the demo may know: passphrases, and receipts to try. Kept in the demo's own data folder."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings

if TYPE_CHECKING:
    from groundswell.demo.story.telling import Teller

# Voices whose receipts stand on the demo's first page, and what there is to see.
RECEIPTS = {
    "tone": "an answer waits, and you can write back",
    "staging": "something was fixed: say whether it helped",
}


@dataclass(frozen=True)
class Keepsake:
    """What stands on the demo's first page."""

    passphrases: dict[str, str]
    recovery_keys: dict[str, str]
    receipts: dict[str, str]


def _file() -> Path:
    return Path(settings.DATA_FOLDER) / "demo.json"


def write(teller: "Teller") -> None:
    """Keep what the story made, for the page that shows it."""
    receipts = {key: told.receipt.text for key, told in teller.told.items() if told.receipt and key in RECEIPTS}
    kept = {"passphrases": teller.passphrases, "recovery_keys": teller.recovery_keys, "receipts": receipts}
    _file().write_text(json.dumps(kept, indent=1), encoding="utf-8")


def read() -> Keepsake:
    """Return it; empty where no story was told here."""
    file = _file()
    kept = json.loads(file.read_text(encoding="utf-8")) if file.exists() else {}
    return Keepsake(**{name: kept.get(name, {}) for name in ("passphrases", "recovery_keys", "receipts")})
