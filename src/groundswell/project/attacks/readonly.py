"""Opens the databases of an installation so that nothing can be written."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from urllib.parse import quote

from django.db import connections, transaction


@contextmanager
def reading_only() -> Iterator[None]:
    """Let nothing be written while the block lasts: files are opened for reading, transactions are READ ONLY."""
    with ExitStack() as stack:
        for connection in connections.all():
            if connection.vendor == "sqlite":
                connection.close()
                before = dict(connection.settings_dict)
                stack.callback(connection.settings_dict.update, before)
                stack.callback(connection.close)
                connection.settings_dict["NAME"] = f"file:{quote(str(before['NAME']))}?mode=ro"
                options = before["OPTIONS"] | {"init_command": "PRAGMA query_only=ON; PRAGMA temp_store=MEMORY;"}
                connection.settings_dict["OPTIONS"] = options
            else:
                stack.enter_context(transaction.atomic(using=connection.alias))
                with connection.cursor() as cursor:
                    cursor.execute("SET TRANSACTION READ ONLY")
        yield
