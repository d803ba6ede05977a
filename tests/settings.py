"""The product's settings, on a data folder that ends with the test run."""

import os
import tempfile

os.environ.setdefault("GROUNDSWELL_DATA", tempfile.mkdtemp(prefix="groundswell-tests-"))

from groundswell.project.settings import *  # noqa: E402, F403 - the product's settings are the base

STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
