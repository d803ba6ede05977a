"""Looks at everything, in the order in which one would put it right."""

from pathlib import Path

from django.conf import settings
from django.db import connections

from groundswell.people import queries
from groundswell.people.rules import Grant
from groundswell.project.soundness import databases, folders, outside
from groundswell.project.soundness.finding import Finding, note


def findings() -> list[Finding]:
    """Return what is wrong with this installation."""
    on_sqlite = any(connections[alias].vendor == "sqlite" for alias in connections)
    found = folders.inspect(Path(settings.DATA_FOLDER), Path(settings.KEYS_FOLDER), on_sqlite=on_sqlite)
    faults = [finding for alias in connections for finding in databases.inspect(alias)]
    found += faults
    found += outside.inspect_clock()
    found += outside.inspect_mail(settings.MAILERS["default"], demo=settings.DEMO)
    found += outside.inspect_address(settings.BASE_URL, settings.ALLOWED_HOSTS)
    found += outside.inspect_way_in(settings.BASE_URL)
    return found if faults else [*found, *_people()]


def _people() -> list[Finding]:
    if not queries.is_founded():
        remedy = "Begin with: groundswell people add YOU@EXAMPLE.ORG --name YOU --role administrator"
        return [note("Nobody belongs to this installation yet.", remedy)]
    here = {reader.grant for reader in queries.readers_today()}
    wanted = {
        Grant.ADVOCATE: "No advocate reads what people say.",
        Grant.ALTERNATE: "Nobody but the advocate reads what concerns the advocate.",
    }
    remedy = "/speak/ takes nothing until there are both: groundswell people add EMAIL --name NAME --role "
    return [note(sentence, f"{remedy}{grant}") for grant, sentence in wanted.items() if grant not in here]
