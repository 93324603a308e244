"""The settings of the tests: an example installation in memory, with cheap password hashes."""

import os
import tempfile

os.environ.setdefault("CAICACH_MODE", "example")
os.environ.setdefault("CAICACH_DATA_DIR", tempfile.mkdtemp(prefix="caicach-test-"))
os.environ.setdefault("CAICACH_LOG_LEVEL", "ERROR")

from config.settings import *  # noqa: E402, F403
from config.settings import STORAGES  # noqa: E402

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
