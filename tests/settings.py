"""The settings of the tests: the project's own, on a state folder that is gone afterwards."""

import atexit
import os
import shutil
import tempfile

_HOME = tempfile.mkdtemp(prefix="segnavia-tests-")
atexit.register(shutil.rmtree, _HOME, ignore_errors=True)
os.environ["SEGNAVIA_HOME"] = _HOME

from segnavia.config.settings import *  # noqa: E402, F403 (the state folder is named before they are read)

# Pages are tested without collecting the static files first; the browser's tests serve them as in production.
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}

STATIC_ROOT.mkdir()  # noqa: F405 (one of the settings above) - WhiteNoise warns where it is not there

# Tests change the registry without its actions, which alone make a new version; those of the page cache turn it on.
PAGE_CACHE_MB = 0

# A sweep over every address asks more often than anybody may; the limit's own tests set one.
API_REQUESTS_PER_MINUTE = 0

# Tests make many people: a password that takes a fifth of a second to check, as it should, would be most of their time.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
