"""Settings for the test suite: the same house, with throw-away data and quick password hashing."""

import os
import tempfile
from pathlib import Path

_scratch = (
    Path(tempfile.gettempdir()) / f"lantoa-test-{os.getuid()}-{os.environ.get('PYTEST_XDIST_WORKER', os.getpid())}"
)
os.environ.setdefault("LANTOA_DATA_DIR", str(_scratch))
os.environ.setdefault("LANTOA_SECRET_KEY", "only-for-tests")

from lantoa.config.messages import compile_stale  # noqa: E402 - the data folder must be named first
from lantoa.config.settings import *  # noqa: E402, F403
from lantoa.config.settings import DATA, DATABASES  # noqa: E402

compile_stale()
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
LANTOA_UPLOAD_RESERVE_BYTES = 1024 * 1024
LANTOA_WEATHER_URL = "http://127.0.0.1:9/forecast"
ALLOWED_HOSTS = ["*"]
WHITENOISE_AUTOREFRESH = True
WHITENOISE_USE_FINDERS = True
DATA.static.mkdir(parents=True, exist_ok=True)
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A file, because browser tests read it from the server's threads and from a worker process.
    DATABASES["default"]["TEST"] = {"NAME": str(DATA.root / "test.sqlite3")}
