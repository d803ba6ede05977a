"""The database itself refuses to change or remove what was registered, and what was found."""

from groundswell.kit.frozen import Frozen

FROZEN = Frozen("evidence", ("intervention", "finding"), once="was registered")
