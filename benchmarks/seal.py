"""What sealing costs, one operation at a time. `python benchmarks/seal.py`."""

import json
import os
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from uuid import uuid4

FOLDER = tempfile.TemporaryDirectory()
os.environ["GROUNDSWELL_DATA"] = FOLDER.name
os.environ["DJANGO_SETTINGS_MODULE"] = "groundswell.project.settings"

import django  # noqa: E402 - the folder must be named first

django.setup()

from django.core.management import call_command  # noqa: E402 - Django must be ready first

from groundswell.kit.keyring import keys  # noqa: E402 - as above
from groundswell.kit.seal import boxes, passphrase, receipts, texts, tokens  # noqa: E402 - as above
from groundswell.kit.seal.files import KeyFolder  # noqa: E402 - as above


def milliseconds(act: Callable[[], object], times: int) -> dict[str, float]:
    """Return the median and the 99th percentile of one operation, in milliseconds."""
    taken = []
    for _ in range(times):
        begun = time.perf_counter()
        act()
        taken.append((time.perf_counter() - begun) * 1000)
    return {"p50_ms": round(statistics.median(taken), 4), "p99_ms": round(sorted(taken)[int(times * 0.99)], 4)}


def main() -> None:
    """Measure, and print one line for machines and a table for people."""
    call_command("migrate", database="keyring", verbosity=0)
    pepper = KeyFolder(Path(FOLDER.name) / "keys").pepper()
    advocate, alternate = boxes.new_key_pair(), boxes.new_key_pair()
    readers, item_key, nonce = [advocate.public, alternate.public], boxes.new_secret(), os.urandom(16)
    payload: dict[str, texts.JSON] = {"text": "w" * 4000}
    sealed = texts.seal_text(payload, readers=readers, item_key=item_key)
    envelope = sealed.envelopes[advocate.public]
    receipt = receipts.receipt_from(nonce, pepper)
    wrapped = passphrase.wrap(advocate.private, "a passphrase of some length")
    items = [uuid4() for _ in range(1000)]
    keys.keys_for(items)
    acts: dict[str, tuple[Callable[[], object], int]] = {
        "seal 4 KiB to two readers": (lambda: texts.seal_text(payload, readers=readers, item_key=item_key), 2000),
        "open 4 KiB": (lambda: texts.open_text(sealed.body, envelope, advocate, item_key), 2000),
        "receipt from a form": (lambda: receipts.receipt_from(nonce, pepper), 5000),
        "receipt typed, looked up": (lambda: receipts.lookup_id(receipts.parse_receipt(receipt.text), pepper), 5000),
        "form token, made": (lambda: tokens.new_token(pepper), 5000),
        "desk unlocked (argon2id)": (lambda: passphrase.unwrap(wrapped, "a passphrase of some length"), 20),
        "item key, made and stored": (lambda: keys.key_for(uuid4()), 500),
        "item keys, 1,000 read": (lambda: keys.keys_of(items), 50),
        "item key, shredded": (lambda: keys.shred(items.pop()), 50),
    }
    said = {name: milliseconds(act, times) for name, (act, times) in acts.items()}
    print(json.dumps({"benchmark": "seal", **said}))
    print(f"{'':30}{'p50 ms':>10}{'p99 ms':>10}")
    for name, row in said.items():
        print(f"{name:30}" + "".join(f"{value:>10}" for value in row.values()))


if __name__ == "__main__":
    main()
