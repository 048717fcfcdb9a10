"""Settings: the environment (NATTOKU_*), read once, and what Django makes of it."""

import contextlib
import os
import secrets
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

with contextlib.suppress(ImportError):
    import pysqlite3

    sys.modules["sqlite3"] = pysqlite3
    sys.modules["sqlite3.dbapi2"] = pysqlite3.dbapi2

from pydantic_settings import BaseSettings, SettingsConfigDict


class Environment(BaseSettings):
    """What an operator may set. Times of day are Tokyo's."""

    model_config = SettingsConfigDict(env_prefix="NATTOKU_")

    data: Path = Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local/share") / "nattoku"
    database_url: str = ""
    hosts: str = "localhost,127.0.0.1,[::1]"
    origins: str = ""
    https: bool = False
    session_idle_hours: float = 12
    session_days: float = 7
    proxies: str = ""  # addresses or networks of our own proxies: only they are believed whom they speak for


env = Environment()
NATTOKU_DATA = str(env.data)
env.data.mkdir(parents=True, exist_ok=True, mode=0o700)


def _secret() -> str:
    """The signing key of this installation: made once, kept beside the data, readable by its owner alone."""
    file = env.data / "secret"
    with contextlib.suppress(FileExistsError):
        fd = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        os.write(fd, secrets.token_urlsafe(50).encode())
        os.close(fd)
    return file.read_text()


def _database() -> dict[str, Any]:
    if not env.database_url:
        return {
            "ENGINE": "nattoku.ledger.sqlite",
            "NAME": str(env.data / "nattoku.sqlite3"),
            "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 20},
            "CONN_MAX_AGE": None,
            "TEST": {"NAME": str(env.data / "test.sqlite3")},
        }
    url = urlsplit(env.database_url)
    if url.scheme not in ("postgres", "postgresql"):
        raise SystemExit("NATTOKU_DATABASE_URL: postgres://USER:PASSWORD@HOST:PORT/NAME を指定してください。")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": url.path.lstrip("/"),
        "USER": unquote(url.username or ""),
        "PASSWORD": unquote(url.password or ""),
        "HOST": url.hostname or "",
        "PORT": str(url.port or ""),
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
    }


SECRET_KEY = _secret()
DEBUG = False
TRUSTED_PROXIES = [p.strip() for p in env.proxies.split(",") if p.strip()]
ALLOWED_HOSTS = env.hosts.split(",")
CSRF_TRUSTED_ORIGINS = [o for o in env.origins.split(",") if o]
DATABASES = {"default": _database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
ROOT_URLCONF = "nattoku.web.urls"
CSRF_FAILURE_VIEW = "nattoku.web.views.stale"
AUTH_USER_MODEL = "people.Person"
LANGUAGE_CODE = "ja"
LANGUAGES = [("ja", "日本語"), ("en", "English")]
TIME_ZONE = "Asia/Tokyo"
USE_TZ = True

ROOMS = [
    "nattoku.ledger",
    "nattoku.law",
    "nattoku.words",
    "nattoku.drill",
    "nattoku.silence",
    "nattoku.people",
    "nattoku.policies",
    "nattoku.signin",
    "nattoku.customers",
    "nattoku.orders",
    "nattoku.cases",
    "nattoku.finding",
    "nattoku.tone",
    "nattoku.response",
    "nattoku.agreed",
    "nattoku.causes",
    "nattoku.solutions",
    "nattoku.visits",
    "nattoku.letters",
    "nattoku.losses",
    "nattoku.closure",
    "nattoku.deadlines",
    "nattoku.notices",
    "nattoku.reports",
    "nattoku.webform",
    "nattoku.standing",
    "nattoku.phone",
    "nattoku.corrections",
    "nattoku.webhooks",
    "nattoku.mail",
    "nattoku.signs",
    "nattoku.surveys",
    "nattoku.duties",
    "nattoku.voice",
    "nattoku.introductions",
    "nattoku.clubs",
    "nattoku.credo",
    "nattoku.skills",
    "nattoku.lateness",
    "nattoku.lessons",
    "nattoku.imports",
    "nattoku.monthly",
    "nattoku.setup",
    "nattoku.board",
    "nattoku.prints",
    "nattoku.processes",
    "nattoku.figures",
    "nattoku.live",
]
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "axes",
    "csp",
    *[room for room in ROOMS if (Path(__file__).parent / room.split(".")[1]).exists()],
    "nattoku.web",
    "nattoku.wiring",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "nattoku.signin.middleware.Sessions",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "axes.middleware.AxesMiddleware",
    "nattoku.web.middleware.Doorway",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "APP_DIRS": True,
        "OPTIONS": {
            "environment": "nattoku.web.jinja.environment",
            "context_processors": [
                "django.contrib.messages.context_processors.messages",
                "nattoku.web.jinja.page",
            ],
        },
    },
]
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("email", "name", "reading")},
    },
]
AXES_FAILURE_LIMIT = 8
AXES_COOLOFF_TIME = 0.25
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_USERNAME_CALLABLE = "nattoku.signin.views.entering.address_given"  # by IP alone a whole office would be locked
AXES_CLIENT_IP_CALLABLE = "nattoku.lib.network.address"
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_CALLABLE = "nattoku.signin.views.entering.locked"
AXES_ENABLE_ACCESS_FAILURE_LOG = False
AXES_VERBOSE = False
LOGIN_URL = "/sign-in"
LOGIN_REDIRECT_URL = "/"
SESSION_IDLE = timedelta(hours=env.session_idle_hours)
SESSION_LONGEST = timedelta(days=env.session_days)
SESSION_COOKIE_AGE = int(SESSION_LONGEST.total_seconds())
SESSION_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_AGE = 365 * 24 * 3600
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = env.https
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if env.https else None
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if env.https else 0
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "manifest-src": ["'self'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
        "base-uri": ["'none'"],
        "require-trusted-types-for": ["'script'"],
        "trusted-types": ["nattoku"],
    }
}
STATIC_URL = "static/"
STATIC_ROOT = None
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 20 * 1024 * 1024
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"stderr": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {"django.request": {"level": "ERROR"}, "django.security.csrf": {"level": "ERROR"}},
}
