"""The product's settings, on a data folder that ends with the test run."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

# The workers of a parallel run inherit the folder of the process that started them, which alone removes it.
if "GROUNDSWELL_DATA" not in os.environ:
    os.environ["GROUNDSWELL_DATA"] = tempfile.mkdtemp(prefix="groundswell-tests-")
    atexit.register(shutil.rmtree, os.environ["GROUNDSWELL_DATA"], ignore_errors=True)

from groundswell.project.settings import *  # noqa: F403 - the product's settings are the base
from groundswell.project.settings import DATA_FOLDER, DATABASES

for _alias, _database in DATABASES.items():
    if _database["ENGINE"] == "groundswell.kit.sqlite":
        # A file as in production, so that threads meet as they do there; it need not survive a power cut.
        _database["TEST"] = {"NAME": str(Path(DATA_FOLDER) / f"test-{_alias}.sqlite3")}
        _options = _database["OPTIONS"]
        _options["init_command"] = f"{_options['init_command']} PRAGMA synchronous=OFF;"

STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}

# Tests speak faster than people; those about floods say so themselves.
VOICES_PER_MINUTE = 0

# A test reads its mail at once; those of groundswell.kit.mail wait for it.
MAIL_SOON = False
