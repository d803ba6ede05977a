"""Documents as teams write them."""

from datetime import date

from groundswell.connectors.markdown.reading import Document
from groundswell.register.rules.items import SourceKind

RETROSPECTIVE = """---
title: End of sprint 255
date: 2026-09-18
---
We met for an hour.

## What went well

- **Ana:** The release went out without a call at night.
- **Ben:** Pairing helped.

We all agree.

## What was hard

**Cleo:** Nobody has time for the forum.
**Dan**: Client work wins, every time.

### Eve

Two days for one review.

## To do

- ask for ten hours
- write it down
"""


def document(text: str = RETROSPECTIVE, **more: object) -> Document:
    """Return a document of these words."""
    told: dict[str, object] = {"kind": SourceKind.RETROSPECTIVE, "day": date(2026, 9, 20), **more}
    return Document(text.encode(), **told)  # type: ignore[arg-type]  # each test names what it needs
