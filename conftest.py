"""Where the tests keep their data: a directory of their own, never the user's."""

import os
import tempfile

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "nattoku.settings")
os.environ["NATTOKU_DATA"] = tempfile.mkdtemp(prefix="nattoku-test-")
