"""Django settings, from the environment, safe by default. Every variable is listed in `docs/guide/settings.md`."""

import os
import secrets
from pathlib import Path
from urllib.parse import urlsplit

import dj_database_url

from segnavia.lake.home import home

SEGNAVIA_HOME: Path = home()
PACKAGE = Path(__file__).resolve().parents[1]


def _flag(name: str) -> bool:
    return os.environ.get(name, "").lower() in {"1", "true", "yes"}


def _secret_key() -> str:
    """`SECRET_KEY`, or one made at the first start and kept, readable by the owner only, in the state folder."""
    configured = os.environ.get("SECRET_KEY")
    if configured:
        return configured
    kept = SEGNAVIA_HOME / "secret.key"
    if not kept.exists():
        kept.parent.mkdir(parents=True, exist_ok=True)
        try:
            descriptor = os.open(kept, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:  # another process was first
            return kept.read_text().strip()
        with os.fdopen(descriptor, "w") as stream:
            stream.write(secrets.token_urlsafe(50))
    return kept.read_text().strip()


DEBUG = _flag("DEBUG")
BEHIND_HTTPS = _flag("BEHIND_HTTPS")
SECRET_KEY = _secret_key()
ALLOWED_HOSTS = [h for h in os.environ.get("ALLOWED_HOSTS", "127.0.0.1,localhost,[::1]").split(",") if h]
CSRF_TRUSTED_ORIGINS = [o for o in os.environ.get("TRUSTED_ORIGINS", "").split(",") if o]

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "segnavia.registry",
    "segnavia.desk",
    "segnavia.api",
    "segnavia.portal",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
]

AUTH_USER_MODEL = "registry.User"

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    # Secrets on a page, which are CSRF's tokens, are masked anew each time: nothing for BREACH to learn
    "segnavia.portal.sending.Compression",
    "django.middleware.http.ConditionalGetMiddleware",
    "segnavia.portal.page_cache.PageCache",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "segnavia.desk.middleware.DeskMiddleware",
]

ROOT_URLCONF = "segnavia.config.urls"
WSGI_APPLICATION = "segnavia.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "segnavia.portal.context.site",
            ],
        },
    },
]

DATABASES = {
    "default": dj_database_url.config(
        default=f"sqlite:///{SEGNAVIA_HOME / 'segnavia.sqlite3'}", conn_max_age=60, conn_health_checks=True
    )
}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"] = {
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
        "transaction_mode": "IMMEDIATE",
        # Seconds that a writer waits for the one lock. SQLite keeps no queue: who waits asks again every tenth of a
        # second, and among eight that write without a pause one was passed over for 11 seconds (`bench.writers`).
        # The default of 5 gave errors there. gunicorn gives a request up after 30.
        "timeout": 25,
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Public pages are kept in the memory of each process, under the version that they rest on; 0 keeps none.
PAGE_CACHE_MB = int(os.environ.get("PAGE_CACHE_MB", "64"))

# Counts of failed logins, which all processes of all machines have to share: the database is what they share already.
# Files would be shared by the processes of one machine only. Entries are dropped when they are many, and an attacker
# could make many to be forgotten: hence room for a hundred thousand.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "segnavia_cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}

# How often one address may ask the interfaces in a minute; 0 is no limit.
API_REQUESTS_PER_MINUTE = int(os.environ.get("API_REQUESTS_PER_MINUTE", "600"))

# Italian by default, at the bare address; English under /en/. Message ids are English, see docs/adr.
LANGUAGE_CODE = "it"
LANGUAGES = [("it", "Italiano"), ("en", "English")]
LOCALE_PATHS = [PACKAGE / "portal" / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/Rome"
USE_THOUSAND_SEPARATOR = True

STATIC_URL = "/static/"
STATIC_ROOT = SEGNAVIA_HOME / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# OpenID Connect, by which SPID and CIE arrive through a gateway; none without an issuer.
OIDC_ISSUER = os.environ.get("OIDC_ISSUER", "").rstrip("/")
OIDC_NAME = os.environ.get("OIDC_NAME", "OpenID Connect")

# Nothing but our own origin: no inline script or style, no remote font, no frame. The button that leads to the OpenID
# Connect provider is a form, and Chromium holds `form-action` against where its answer redirects.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "manifest-src": ["'self'"],
        "form-action": ["'self'", *(["{0.scheme}://{0.netloc}".format(urlsplit(OIDC_ISSUER))] if OIDC_ISSUER else [])],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
    }
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
if BEHIND_HTTPS:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_SSL_REDIRECT = True
    SECURE_HSTS_SECONDS = 365 * 24 * 3600
    ALLAUTH_TRUSTED_PROXY_COUNT = 1  # failed logins are counted by the visitor's address, not by the proxy's

# Who logs in. A session ends after so many hours without a page of the desk (`desk.middleware` moves its end).
SESSION_HOURS = float(os.environ.get("SESSION_HOURS", "8"))
SESSION_COOKIE_AGE = round(SESSION_HOURS * 3600)
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = BEHIND_HTTPS
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True  # forms carry the token: no script has to read it
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "segnavia.desk.views.errors.stale_form"
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "desk:home"
LOGOUT_REDIRECT_URL = "portal:home"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
_VALIDATION = "django.contrib.auth.password_validation"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"{_VALIDATION}.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": f"{_VALIDATION}.CommonPasswordValidator"},
    {"NAME": f"{_VALIDATION}.UserAttributeSimilarityValidator", "OPTIONS": {"user_attributes": ("email", "name")}},
]

# django-allauth: people come by invitation only, and an address is theirs because an invitation reached it.
ACCOUNT_ADAPTER = "segnavia.desk.accounts.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_PREVENT_ENUMERATION = "strict"
ACCOUNT_SESSION_REMEMBER = True  # one length for every session: nobody is asked
# After five wrong passwords an address waits a quarter of an hour; twenty a minute is an office behind one address.
# Whoever asks for mails may do so ten times an hour, and no address gets more than five of them a day by it.
ACCOUNT_RATE_LIMITS = {
    "login_failed": "20/m/ip,5/15m/key",
    "subscribe": "10/h/ip",
    "subscribe_address": "5/d/key",
}
MFA_ADAPTER = "segnavia.desk.accounts.adapters.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_ALLOW_UNVERIFIED_EMAIL = True  # allauth keeps no record of addresses here: see ACCOUNT_EMAIL_VERIFICATION
MFA_TOTP_ISSUER = "Segnavia"
SOCIALACCOUNT_ADAPTER = "segnavia.desk.accounts.adapters.ProviderAdapter"
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {
        "OAUTH_PKCE_ENABLED": True,
        "APPS": [
            {
                # the people of one issuer stay its people if another is configured one day: they are keyed on both
                "provider_id": urlsplit(OIDC_ISSUER).netloc.replace(":", "-"),
                "name": OIDC_NAME,
                "client_id": os.environ.get("OIDC_CLIENT_ID", ""),
                "secret": os.environ.get("OIDC_CLIENT_SECRET", ""),
                "settings": {"server_url": OIDC_ISSUER},
            }
        ]
        if OIDC_ISSUER
        else [],
    }
}

# Mail. Without a server it is written to files, where one can read what would be sent.
EMAIL_HOST = os.environ.get("EMAIL_HOST", "")
EMAIL_PORT = int(os.environ.get("EMAIL_PORT", "25"))
EMAIL_HOST_USER = os.environ.get("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_TLS = _flag("EMAIL_USE_TLS")
EMAIL_TIMEOUT = 10
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if EMAIL_HOST else 'filebased'}.EmailBackend"
EMAIL_FILE_PATH = SEGNAVIA_HOME / "mail"
DEFAULT_FROM_EMAIL = SERVER_EMAIL = os.environ.get("DEFAULT_FROM_EMAIL", "segnavia@localhost")
# How the site is reached from outside: the links in mail begin with it.
SITE_URL = os.environ.get("SITE_URL", "http://127.0.0.1:8000").rstrip("/")

# Errors and warnings go where the server's own words go: Django by itself would write none of them without DEBUG.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "handlers": {"errors": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["errors"], "level": "WARNING"},
    "loggers": {"django.request": {"level": "ERROR"}},  # a page that is not there is the visitor's to know
}

# Who publishes the open data, as packages and catalogues say; by default the body of the plan.
PUBLISHER_NAME = os.environ.get("PUBLISHER_NAME", "")
PUBLISHER_IPA = os.environ.get("PUBLISHER_IPA", "")
PUBLISHER_URL = os.environ.get("PUBLISHER_URL", "")
PUBLISHER_EMAIL = os.environ.get("PUBLISHER_EMAIL", "")
# The registered beginning of this publisher's project identifiers (OC4IDS), such as oc4ids-abc123.
OC4IDS_PREFIX = os.environ.get("OC4IDS_PREFIX", "")

# Shown in the footer; the law asks for the first two (L. 4/2004).
ACCESSIBILITY_DECLARATION_URL = os.environ.get("ACCESSIBILITY_DECLARATION_URL", "")
FEEDBACK_ADDRESS = os.environ.get("FEEDBACK_ADDRESS", "")
PRIVACY_NOTICE_URL = os.environ.get("PRIVACY_NOTICE_URL", "")

# The territory whose plan and bulletin the home page shows.
TERRITORY = os.environ.get("TERRITORY", "015")
