"""Settings of the site, read from the environment (and, but for tests, from ``.env``).

Three environments, chosen by ``BETTERWAY_ENV``: ``development`` (the default of
``manage.py``), ``test``, and ``production`` (the default of ``wsgi.py``).
``docs/operations.md`` lists every variable.
"""

from pathlib import Path

from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.urls import reverse
from environs import Env

from betterway import embedded

BASE_DIR = Path(__file__).resolve().parent.parent

env = Env()
ENVIRONMENT = env.str("BETTERWAY_ENV", "development")
if ENVIRONMENT not in {"development", "test", "production"}:
    raise ImproperlyConfigured(
        f"BETTERWAY_ENV is {ENVIRONMENT!r}; it must be development, test or production."
    )
IS_PRODUCTION = ENVIRONMENT == "production"
IS_TEST = ENVIRONMENT == "test"
if not IS_TEST:
    env.read_env(str(BASE_DIR / ".env"), recurse=False)


def required_in_production(name: str, otherwise: str) -> str:
    """The variable ``name``; outside production ``otherwise`` where it is not set."""
    value = env.str(name, "")
    if value or not IS_PRODUCTION:
        return value or otherwise
    raise ImproperlyConfigured(
        f"{name} is not set. In production it must be; see docs/operations.md."
    )


# Where and who

DEBUG = ENVIRONMENT == "development"
SECRET_KEY = required_in_production("SECRET_KEY", "only-for-development-and-tests-" + "0" * 40)
SECRET_KEY_FALLBACKS: list[str] = env.list("SECRET_KEY_FALLBACKS", [])
SITE_NAME = env.str("SITE_NAME", "Better Way")
SITE_DOMAIN = required_in_production("SITE_DOMAIN", "localhost")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", [SITE_DOMAIN])
if not IS_PRODUCTION:
    ALLOWED_HOSTS += ["localhost", "127.0.0.1", "[::1]", "testserver"]
CSRF_TRUSTED_ORIGINS: list[str] = env.list("CSRF_TRUSTED_ORIGINS", [])
# Where links in mails lead: no request is at hand when they are written.
SITE_URL = (
    f"https://{SITE_DOMAIN}" if IS_PRODUCTION else f"http://127.0.0.1:{env.int('PORT', 8000)}"
)
# Anybody may make an account of their own; otherwise only an invitation makes one.
SIGNUP_IS_OPEN = env.bool("SIGNUP_IS_OPEN", False)

INSTALLED_APPS = [
    "cells",
    "discussions",
    "allauth",
    "allauth.account",
    "markdownx",
    "django_htmx",
    "csp",
    "lucide",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.forms",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "cells.middleware.OwnTimeZoneMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]
if IS_TEST:
    INSTALLED_APPS.append("zeal")
    MIDDLEWARE.append("zeal.middleware.zeal_middleware")

ROOT_URLCONF = "betterway.urls"
# The pages of a cell and of a meeting show discussions, which the app `cells` knows nothing of.
ABSOLUTE_URL_OVERRIDES = {
    "cells.cell": lambda cell: reverse("discussions:cell", args=[cell.slug]),
    "cells.meeting": lambda meeting: reverse("discussions:meeting", args=[meeting.pk]),
}
WSGI_APPLICATION = "betterway.wsgi.application"
FORM_RENDERER = "betterway.rendering.FormRenderer"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "cells.context_processors.site",
            ],
        },
    },
]

# Database

DATABASE_IS_EMBEDDED = False
if env.str("DATABASE_URL", ""):
    DATABASES = {"default": env.dj_db_url("DATABASE_URL")}
elif IS_PRODUCTION:
    raise ImproperlyConfigured(
        "DATABASE_URL is not set. In production, name a PostgreSQL server of 15 or later:"
        " DATABASE_URL=postgres://user:password@host/name"
    )
else:
    DATABASE_IS_EMBEDDED = True
    DATABASES = {
        "default": {
            "ENGINE": "django.db.backends.postgresql",
            **embedded.connection_parameters(),
        }
    }
DATABASES["default"]["ATOMIC_REQUESTS"] = False
if IS_PRODUCTION:
    DATABASES["default"].setdefault("OPTIONS", {})["pool"] = {"min_size": 2, "max_size": 8}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# Rate limits must hold across processes, and the database is the one thing they share.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache",
    }
}

# Accounts

AUTH_USER_MODEL = "cells.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "discussions:home"
SESSION_COOKIE_AGE = 60 * 60 * 24 * 90  # a device is remembered for 90 days, if asked
SESSION_EXPIRE_AT_BROWSER_CLOSE = True  # else not
ACCOUNT_ADAPTER = "cells.accounts.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_SIGNUP_FORM_CLASS = "cells.forms.SignupForm"
ACCOUNT_FORMS = {"login": "cells.forms.sign_in.SignInForm"}
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 60 * 15
ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED = True
ACCOUNT_PASSWORD_RESET_BY_CODE_TIMEOUT = 60 * 15
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if IS_PRODUCTION else "http"
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXY_COUNT", 0)
INVITATION_DAYS = 14

# Mail

if IS_PRODUCTION or env.str("EMAIL_URL", ""):
    _mail = env.dj_email_url("EMAIL_URL", "smtp://localhost:25")
    EMAIL_BACKEND = _mail["EMAIL_BACKEND"]
    EMAIL_HOST = _mail["EMAIL_HOST"]
    EMAIL_PORT = _mail["EMAIL_PORT"]
    EMAIL_HOST_USER = _mail["EMAIL_HOST_USER"]
    EMAIL_HOST_PASSWORD = _mail["EMAIL_HOST_PASSWORD"]
    EMAIL_USE_TLS = _mail["EMAIL_USE_TLS"]
    EMAIL_USE_SSL = _mail["EMAIL_USE_SSL"]
else:
    EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", f"{SITE_NAME} <hello@{SITE_DOMAIN}>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL

# Language, time

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_I18N = True
USE_TZ = True
FORMAT_MODULE_PATH = ["betterway.formats"]

# Files

STATIC_URL = "/static/"
STATIC_ROOT = env.path("STATIC_ROOT", BASE_DIR / ".static")
# `python -m betterway.assets` makes what lies in .assets (the subset fonts).
STATICFILES_DIRS = [BASE_DIR / "static", BASE_DIR / ".assets"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if IS_PRODUCTION
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 30_000  # every list item of the longest notes can be ticked

# Security

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
SESSION_COOKIE_SECURE = IS_PRODUCTION
CSRF_COOKIE_SECURE = IS_PRODUCTION
SESSION_COOKIE_HTTPONLY = True
CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
if IS_PRODUCTION:
    SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", True)
    SECURE_REDIRECT_EXEMPT = [r"^healthz/$"]
    SECURE_HSTS_SECONDS = env.int("SECURE_HSTS_SECONDS", 60 * 60 * 24 * 365)
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    if ALLAUTH_TRUSTED_PROXY_COUNT:
        SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

# Tests

if IS_TEST:
    PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    ZEAL_RAISE = True
    # allauth looks the same address up again from step to step of signing in.
    ZEAL_ALLOWLIST = [{"model": "account.EmailAddress"}]

# Logs: what an operator needs, never the words of a note or a secret.

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        "cells": {"level": "INFO"},
        "discussions": {"level": "INFO"},
    },
}
