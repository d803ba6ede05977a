"""Fill an installation with the demo times one hundred: ``python -m benchmarks.fill --data FOLDER [--share 0.1]``."""

import argparse
import json
import os
import time
from dataclasses import asdict
from pathlib import Path


def main() -> None:
    """Migrate an empty installation, fill it, and leave beside it whom to sign in as."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--share", type=float, default=1.0, help="part of the full size (1.0: 200,000 voices)")
    arguments = parser.parse_args()
    os.environ["GROUNDSWELL_DATA"] = str(arguments.data.absolute())
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "groundswell.project.settings")
    os.umask(0o077)
    arguments.data.mkdir(parents=True, exist_ok=True)

    import django  # noqa: PLC0415 - after the settings are named

    django.setup()
    from django.core.management import call_command  # noqa: PLC0415 - after setup
    from django.db import connection  # noqa: PLC0415 - after setup

    from benchmarks.population import Size, build  # noqa: PLC0415 - after setup

    for database in ("default", "keyring"):
        call_command("migrate", database=database, verbosity=0)
    began = time.monotonic()
    population = build(Size().part(arguments.share))
    with connection.cursor() as cursor:
        # A server that runs for a day has done so by itself; without it, PostgreSQL plans for empty tables.
        cursor.execute("ANALYZE")
    (arguments.data / "population.json").write_text(json.dumps(asdict(population)), encoding="utf-8")
    print(json.dumps({"benchmark": "fill", "share": arguments.share, "seconds": round(time.monotonic() - began, 1)}))


if __name__ == "__main__":
    main()
