"""The database itself refuses to change or remove what was published of a round, and the rosters that it rests on."""

from groundswell.kit.frozen import Frozen

FROZEN = Frozen("propositions", ("opinions", "roundrosterentry"), once="is published")
