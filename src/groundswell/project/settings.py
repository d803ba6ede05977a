"""Settings: each comes from one ``GROUNDSWELL_*`` variable, and none is required."""

from pathlib import Path

from groundswell.project import environment as env

DATA_FOLDER: Path = env.folder("DATA", "data")
KEYS_FOLDER: Path = DATA_FOLDER / "keys"
DEMO: bool = env.flag("DEMO", default=False)
DEBUG: bool = env.flag("DEBUG", default=False)
SECRET_KEY: str = env.secret_key(KEYS_FOLDER)
BASE_URL: str = env.text("BASE_URL", "http://localhost:8000").rstrip("/")
ALLOWED_HOSTS: list[str] = env.words("ALLOWED_HOSTS", ["localhost", "127.0.0.1", "[::1]", env.host_of(BASE_URL)])
CSRF_TRUSTED_ORIGINS: list[str] = [env.origin_of(BASE_URL), *env.words("TRUSTED_ORIGINS", [])]
FORCE_SCRIPT_NAME: str | None = env.path_of(BASE_URL)
HTTPS: bool = BASE_URL.startswith("https://")

INSTALLED_APPS = [
    "groundswell.project.apps.ProjectConfig",
    *(["groundswell.demo"] if DEMO else []),
    "groundswell.connectors.announcing",
    "groundswell.connectors.api",
    "groundswell.connectors.captions",
    "groundswell.connectors.chat",
    "groundswell.connectors.discourse",
    "groundswell.connectors.mailbox",
    "groundswell.connectors.markdown",
    "groundswell.connectors.sources",
    "groundswell.connectors.sending",
    "groundswell.evidence",
    "groundswell.hours",
    "groundswell.checkins",
    "groundswell.epics",
    "groundswell.propositions",
    "groundswell.questions",
    "groundswell.talks",
    "groundswell.teaching",
    "groundswell.register",
    "groundswell.voices",
    "groundswell.people",
    "groundswell.web",
    "groundswell.kit.search",
    "groundswell.kit.audit",
    "groundswell.kit.keyring",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "django_tasks_db",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "groundswell.web.cookieless.CookielessMiddleware",
    "groundswell.web.headers.HeadersMiddleware",
    "groundswell.web.size.SizeMiddleware",
    "groundswell.kit.once.OnceMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "groundswell.web.readable.ReadableMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "groundswell.voices.desk.session.DeskMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

# Every sentence is ready to be translated and none is yet: looking each up would cost an eighth of a page. With the
# first translation this becomes True; dates are written as LANGUAGE_CODE has them either way.
USE_I18N = False

ROOT_URLCONF = "groundswell.project.urls"
WSGI_APPLICATION = "groundswell.project.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
            "libraries": {} if USE_I18N else {"i18n": "groundswell.web.untranslated"},
        },
    },
]

# The tags of translation stand in the place of Django's on purpose.
SILENCED_SYSTEM_CHECKS = ["templates.W003"]
FORM_RENDERER = "groundswell.web.forms.Renderer"

DATABASES = env.databases(DATA_FOLDER, KEYS_FOLDER)
DATABASE_ROUTERS = ["groundswell.kit.keyring.router.KeyringRouter"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "people.Person"
AUTHENTICATION_BACKENDS = ["groundswell.people.backend.Backend"]
SESSION_ENGINE = "groundswell.people.sessions"
SESSION_COOKIE_AGE = 14 * 24 * 3600
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_PATH = CSRF_COOKIE_PATH = f"{FORCE_SCRIPT_NAME or ''}/"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "groundswell.web.errors.expired_form"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "start"

ACCOUNT_ADAPTER = "groundswell.people.accounts.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 15 * 60
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
MFA_SUPPORTED_TYPES = ["webauthn"]
MFA_ADAPTER = "groundswell.web.accounts.adapter.PasskeyAdapter"
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS
SOCIALACCOUNT_ADAPTER = "groundswell.people.accounts.ProviderAdapter"
SOCIALACCOUNT_EMAIL_AUTHENTICATION = True
SOCIALACCOUNT_PROVIDERS = env.openid_connect()

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

USE_TZ = True
TIME_ZONE: str = env.time_zone("TIME_ZONE", "UTC")
LANGUAGE_CODE = "en-gb"

STATIC_URL = f"{FORCE_SCRIPT_NAME or ''}/static/"
WHITENOISE_STATIC_PREFIX = "/static/"
FILE_UPLOAD_PERMISSIONS = 0o600
STATIC_ROOT: Path = DATA_FOLDER / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# How many fresh anonymous voices one network address may send to one worker in a minute; 0: as many as it likes.
VOICES_PER_MINUTE: int = env.number("VOICES_PER_MINUTE", 120)
WHITENOISE_ALLOW_ALL_ORIGINS = False
DATA_UPLOAD_MAX_MEMORY_SIZE = 6 * 1024 * 1024
# The largest request at all, so that a file is never laid down in the machine's temporary folder.
FILE_UPLOAD_MAX_MEMORY_SIZE = 16 * 1024 * 1024
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler"]
SECURE_HSTS_SECONDS = 30 * 24 * 3600 if HTTPS else 0
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SECURE_CSP: dict[str, list[str]] = {
    "default-src": ["'none'"],
    "script-src": ["'self'"],
    "style-src": ["'self'"],
    "img-src": ["'self'"],
    "connect-src": ["'self'"],
    "font-src": ["'self'"],
    "form-action": ["'self'", *env.identity_provider_origins()],
    "frame-ancestors": ["'none'"],
    "base-uri": ["'none'"],
}

MAILERS = env.mailers(DATA_FOLDER, demo=DEMO)
# A code is mailed after the page has gone out, so that nobody can measure whether an address is known.
MAIL_SOON = True
# And the page itself goes out at a round time: to find somebody takes longer than to find nobody.
SIGN_IN_STEP_SECONDS = 0.05
DEFAULT_FROM_EMAIL: str = env.text("MAIL_FROM", "groundswell@localhost")
MAIL_IN: dict[str, str] = env.mail_in()

# Hosts of one's own network that connectors may ask and send to, as they stand in an address.
HOSTS_INSIDE: frozenset[str] = frozenset(host.lower().strip("[]") for host in env.words("HOSTS_INSIDE", []))
# Whether webhooks may go to addresses inside one's own network.
WEBHOOKS_INSIDE: bool = env.flag("WEBHOOKS_INSIDE", default=False)

# No body, address, agent, path or query string is ever logged: see groundswell.web.reports.
DEFAULT_EXCEPTION_REPORTER = "groundswell.web.reports.Reporter"
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"without_request": {"()": "groundswell.web.reports.WithoutRequest"}},
    "formatters": {"safe": {"()": "groundswell.web.reports.SafeFormatter"}},
    "handlers": {
        "stderr": {"class": "logging.StreamHandler", "formatter": "safe", "filters": ["without_request"]},
    },
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        "groundswell": {"level": "INFO"},
        "django": {"handlers": [], "level": "WARNING", "propagate": True},
        "django.request": {"level": "ERROR"},
        "django.server": {"handlers": [], "level": "ERROR", "propagate": True},
    },
}
