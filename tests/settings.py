"""The product's settings, on a data folder that ends with the test run."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

# One folder for a run, which the process that began it removes; in it one for each worker of a parallel run, because
# a data folder has one desk opened at a time.
if "TESTS_FOLDER" not in os.environ:
    os.environ["TESTS_FOLDER"] = tempfile.mkdtemp(prefix="groundswell-tests-")
    atexit.register(shutil.rmtree, os.environ["TESTS_FOLDER"], ignore_errors=True)
os.environ["GROUNDSWELL_DATA"] = f"{os.environ['TESTS_FOLDER']}/{os.environ.get('PYTEST_XDIST_WORKER', 'alone')}"
Path(os.environ["GROUNDSWELL_DATA"], "static").mkdir(mode=0o700, parents=True, exist_ok=True)

from groundswell.project.settings import *  # noqa: E402, F403 - the product's settings are the base
from groundswell.project.settings import DATA_FOLDER, DATABASES  # noqa: E402 - as above

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

# The services of the tests run on this machine; those about one's own network say so themselves.
HOSTS_INSIDE = frozenset({"127.0.0.1", "localhost"})

# Nobody measures how long a test's page takes; those about that say so themselves.
SIGN_IN_STEP_SECONDS = 0
