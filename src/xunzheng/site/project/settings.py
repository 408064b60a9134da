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
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "xunzheng.site.project.middleware.ContentPolicy",
    "xunzheng.site.project.middleware.BodyLimit",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.common.CommonMiddleware",
    "xunzheng.site.project.middleware.LanguageChoice",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [
            *(_SITE / app / "templates" for app in ("project", "reports", "batches")),
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
        "OPTIONS": {
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
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
        "OPTIONS": dict(_database.options),
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

UPLOAD_LIMIT = ENVIRONMENT.upload_limit
READ_LIMITS = ENVIRONMENT.limits
FILE_UPLOAD_HANDLERS = ["xunzheng.site.project.uploads.MemoryUpload"]
DATA_UPLOAD_MAX_MEMORY_SIZE = UPLOAD_LIMIT + 64 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20
DATA_UPLOAD_MAX_NUMBER_FILES = None  # the upload handlers count them: two for a report, more for a batch
LOCAL_FILE = ENVIRONMENT.local_file
DATA_DIR = ENVIRONMENT.data_dir
BATCH_DAYS = ENVIRONMENT.batch_days
BATCH_FILES = ENVIRONMENT.batch_files
BATCH_JOBS = ENVIRONMENT.batch_jobs
BATCH_KEPT = ENVIRONMENT.batch_kept
BATCH_LIMIT = ENVIRONMENT.batch_limit

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
