"""``migrate --database keyring`` makes the keyring's table, and walks through no migration of any other app.

The router would let none of them do anything there, but Django renders the state of every model for each: two seconds
of the first start, and of every run of the tests.
"""

from typing import Any

from django.core.management.commands import migrate

from groundswell.kit.keyring.router import KEYRING


class Command(migrate.Command):
    """Django's own, on the keyring for the keyring's app alone."""

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ANN401 - Django's signature
        """Migrate."""
        if options["database"] == KEYRING and not options["app_label"]:
            options |= {"app_label": KEYRING, "run_syncdb": False}
        super().handle(*args, **options)
