"""The settings of the tests: an example installation in memory, with cheap password hashes."""

import gc
import os
from typing import cast

from config.test_folders import own_folder

os.environ.setdefault("CAICACH_MODE", "example")
os.environ["CAICACH_DATA_DIR"] = own_folder()
os.environ.setdefault("CAICACH_LOG_LEVEL", "ERROR")

from config.settings import *  # noqa: F403
from config.settings import DATA_DIR, DATABASES, STORAGES

# By the usual count the whole product is walked again and again while it is loaded: a third of the time of a start.
gc.set_threshold(100_000, 50, 100)

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}

# A file and not memory: two connections to a shared memory database lock each other out at once, whatever the
# timeout, and that is not how the embedded database behaves.
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["TEST"] = {"NAME": str(DATA_DIR / "test.sqlite3")}
    # No power cut is survived here, and thousands of tests commit.
    options = cast("dict[str, object]", DATABASES["default"]["OPTIONS"])
    options["init_command"] = str(options["init_command"]).replace("synchronous=FULL", "synchronous=OFF")

else:  # what a test wrote need not outlive a cut of power: nothing waits for the disk
    options = cast("dict[str, object]", DATABASES["default"]["OPTIONS"])
    options["options"] = f"{options['options']} -c synchronous_commit=off"

WHITENOISE_AUTOREFRESH = True  # static files straight from the source: nothing is gathered for tests
WHITENOISE_USE_FINDERS = True
