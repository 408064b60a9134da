"""Django's settings, made from the environment alone; see `environment.SETTINGS`."""

from __future__ import annotations

import os
from importlib.resources import files
from pathlib import Path
from typing import Any

from xunzheng.site.project.environment import read_environment
from xunzheng.site.project.secret import read_key

ENVIRONMENT = read_environment(os.environ, Path.cwd())
_SITE = Path(__file__).parent.parent
_PAGES, _BATCH = Path(str(files("xunzheng.formats.html"))), Path(str(files("xunzheng.batch")))

DEBUG = False
SECRET_KEY = ENVIRONMENT.secret_key or read_key(ENVIRONMENT.data_dir)
ALLOWED_HOSTS = list(ENVIRONMENT.allowed_hosts)
ROOT_URLCONF = "xunzheng.site.project.urls"
WSGI_APPLICATION = "xunzheng.site.project.wsgi.application"

INSTALLED_APPS = [
    "django.contrib.staticfiles",
    "django_htmx",
    "xunzheng.site.reports",
    "xunzheng.site.batches",
    "xunzheng.site.journal",
    "xunzheng.site.registry",
    "xunzheng.site.accounts",
    "xunzheng.site.cases",
    "xunzheng.site.api",
    "xunzheng.site.openness",
]
MIDDLEWARE = [
    "xunzheng.site.operations.middleware.Observed",
    "django.middleware.security.SecurityMiddleware",
    "xunzheng.site.project.middleware.ContentPolicy",
    "xunzheng.site.api.middleware.Ground",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.common.CommonMiddleware",
    "xunzheng.site.project.middleware.LanguageChoice",
    "xunzheng.site.accounts.middleware.Identity",
    "xunzheng.site.project.middleware.BodyLimit",
    "django.middleware.csrf.CsrfViewMiddleware",
    "xunzheng.site.project.gate.Gate",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]
_WITH_PAGES = ("project", "reports", "batches", "accounts", "registry", "journal", "cases", "openness", "api")
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [
            *(_SITE / app / "templates" for app in _WITH_PAGES),
            _BATCH / "templates",
            _PAGES / "templates",
        ],
        "OPTIONS": {
            "environment": "xunzheng.site.project.templates.environment",
            "context_processors": ["xunzheng.site.project.templates.speak"],
        },
    }
]

STATIC_URL = "/static/"
STATICFILES_DIRS = [("xunzheng", _PAGES / "static"), ("batch", _BATCH / "static")]
WHITENOISE_USE_FINDERS = True

_database = ENVIRONMENT.database
DATABASES: dict[str, dict[str, Any]] = {
    "default": {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": _database.name,
        # A thread keeps its connection: to make one costs a third of a page, and what it had read is lost.
        "CONN_MAX_AGE": ENVIRONMENT.operations.database_kept,
        "OPTIONS": {
            # 32 MB of changes between two checkpoints: each of them waits for the disk.
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; "
            "PRAGMA wal_autocheckpoint=8000;",
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
        },
    }
    if _database.kind == "sqlite"
    else {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": _database.name,
        "HOST": _database.host,
        "PORT": _database.port,
        "USER": _database.user,
        "PASSWORD": _database.password,
        # A thread keeps its connection, and one that was lost meanwhile is made anew.
        "CONN_MAX_AGE": ENVIRONMENT.operations.database_kept,
        "CONN_HEALTH_CHECKS": True,
        # The engine's few statements are planned once for each connection.
        "OPTIONS": {"prepare_threshold": 2, "connect_timeout": 10, **dict(_database.options)},
    }
}
AUTH_USER_MODEL = "accounts.Account"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

UPLOAD_LIMIT = ENVIRONMENT.upload_limit
READ_LIMITS = ENVIRONMENT.limits
FILE_UPLOAD_HANDLERS = ["xunzheng.site.project.uploads.MemoryUpload"]
DATA_UPLOAD_MAX_MEMORY_SIZE = UPLOAD_LIMIT + 64 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 200
DATA_UPLOAD_MAX_NUMBER_FILES = None  # the upload handlers count them: two for a report, more for a batch
HTTPS = ENVIRONMENT.https
ACCOUNTS = ENVIRONMENT.accounts
LOCAL_FILE = ENVIRONMENT.local_file
DATA_DIR = ENVIRONMENT.data_dir
BATCH_DAYS = ENVIRONMENT.batch_days
BATCH_FILES = ENVIRONMENT.batch_files
BATCH_JOBS = ENVIRONMENT.batch_jobs
BATCH_KEPT = ENVIRONMENT.batch_kept
BATCH_LIMIT = ENVIRONMENT.batch_limit
JOURNAL_DIGEST = ENVIRONMENT.journal_digest
JOURNAL_LANES = ENVIRONMENT.journal_lanes
CASE_CHANNELS = ENVIRONMENT.cases.channels
MESSAGE_COMMAND = ENVIRONMENT.cases.message_command
PAPER_LIMIT = ENVIRONMENT.cases.paper_limit
PAPER_SCANNER = ENVIRONMENT.cases.paper_scanner
PACKS_DIR = ENVIRONMENT.cases.packs
PROVISIONAL_YEARS = ENVIRONMENT.cases.provisional_years
EMAIL_HOST, EMAIL_PORT = ENVIRONMENT.cases.mail.host, ENVIRONMENT.cases.mail.port
EMAIL_USE_TLS = ENVIRONMENT.cases.mail.security == "starttls"
EMAIL_USE_SSL = ENVIRONMENT.cases.mail.security == "tls"
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = ENVIRONMENT.cases.mail.user, ENVIRONMENT.cases.mail.password
EMAIL_TIMEOUT = 30
DEFAULT_FROM_EMAIL = ENVIRONMENT.cases.mail.sender
API_RATE = ENVIRONMENT.api_rate
DISK_FREE = ENVIRONMENT.operations.disk_free
METRICS_TOKEN = ENVIRONMENT.operations.metrics_token
WORKER_SEEN = ENVIRONMENT.operations.worker_seen

USE_I18N = False
USE_TZ = True
TIME_ZONE = "Asia/Shanghai"

SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "xunzheng.site.reports.views.forbid"
LANGUAGE_COOKIE_NAME = "xunzheng_language"
if ENVIRONMENT.https:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_SSL_REDIRECT = True
    SECURE_REDIRECT_EXEMPT = [r"^health/(live|ready)$", r"^metrics$"]  # asked from within, by HTTP
    SECURE_HSTS_SECONDS = 365 * 24 * 3600
    CSRF_COOKIE_SECURE = True
    LANGUAGE_COOKIE_SECURE = True
    CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS]

LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"one-line": {"()": "xunzheng.site.project.logs.OneLine"}},
    "handlers": {
        "console": {"class": "logging.StreamHandler"},
        "line": {"class": "logging.StreamHandler", "formatter": "one-line"},
    },
    "loggers": {
        "django": {"handlers": ["console"], "level": "ERROR"},
        "django.security.DisallowedHost": {"handlers": ["line"], "level": "ERROR", "propagate": False},
    },
}
if ENVIRONMENT.operations.logs_json:
    LOGGING["formatters"] = {"json": {"()": "xunzheng.site.operations.logs.JsonLine"}}
    LOGGING["handlers"] = {"json": {"class": "logging.StreamHandler", "formatter": "json"}}
    LOGGING["loggers"] = {"django": {"level": "ERROR"}, "xunzheng": {"level": "INFO"}}
    LOGGING["root"] = {"handlers": ["json"], "level": "WARNING"}
