"""Looks at everything, in the order in which one would put it right."""

from pathlib import Path

from django.conf import settings
from django.db import connections

from groundswell.project.soundness import asked, databases, folders, organisation, outside
from groundswell.project.soundness.finding import Finding


def findings() -> list[Finding]:
    """Return what is wrong with this installation."""
    on_sqlite = any(connections[alias].vendor == "sqlite" for alias in connections)
    found = folders.inspect(Path(settings.DATA_FOLDER), Path(settings.KEYS_FOLDER), on_sqlite=on_sqlite)
    faults = [finding for alias in connections for finding in databases.inspect(alias)]
    found += faults
    found += outside.inspect_clock()
    found += outside.inspect_mail(settings.MAILERS["default"], demo=settings.DEMO)
    found += outside.inspect_identity_provider(settings.SOCIALACCOUNT_PROVIDERS)
    found += outside.inspect_address(settings.BASE_URL, settings.ALLOWED_HOSTS)
    found += outside.inspect_way_in(settings.BASE_URL)
    return found if faults else [*found, *asked.inspect(), *organisation.inspect()]
