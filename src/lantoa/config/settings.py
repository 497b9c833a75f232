"""Django settings, read from the environment by `lantoa.config.env` (docs/administrator/settings.md)."""

from pathlib import Path

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from lantoa.config import env

PACKAGE = Path(__file__).resolve().parent.parent
DATA = env.DataDir(Path(env.text("LANTOA_DATA_DIR") or "var").resolve())

DEBUG = env.flag("LANTOA_DEBUG")
SECRET_KEY = DATA.secret_key()
BASE_URL = env.text("LANTOA_BASE_URL", "http://127.0.0.1:8000").rstrip("/")
HTTPS = BASE_URL.startswith("https://")
ALLOWED_HOSTS = env.words("LANTOA_ALLOWED_HOSTS", "localhost 127.0.0.1 [::1]")
CSRF_TRUSTED_ORIGINS = [BASE_URL]

INSTALLED_APPS = [
    "lantoa.config",
    "lantoa.front.portal",
    "lantoa.front.desk",
    "lantoa.front.showcase",
    "lantoa.front.reports",
    "lantoa.contest.results",
    "lantoa.contest.screening",
    "lantoa.contest.judging",
    "lantoa.contest.audience",
    "lantoa.contest.entries",
    "lantoa.contest.contests",
    "lantoa.contest.videos",
    "lantoa.base.units",
    "lantoa.base.uploads",
    "lantoa.base.weather",
    "lantoa.base.accounts",
    "lantoa.base.audit",
    "lantoa.base.jobs",
    "lantoa.base.web",
    "django_tables2",
    "django_filters",
    "django_tasks",
    "django_tasks_db",
    "allauth",
    "allauth.account",
    "wagtail.contrib.forms",
    "wagtail.contrib.redirects",
    "wagtail.contrib.settings",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "csp",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.contrib.sitemaps",
    "django.forms",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "lantoa.front.portal.middleware.editor_policy",
    "lantoa.base.web.middleware.reject_nul_bytes",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "lantoa.base.web.middleware.language",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
    "lantoa.base.web.middleware.domain_errors",
]

ROOT_URLCONF = "lantoa.config.urls"
WSGI_APPLICATION = "lantoa.config.wsgi.application"
SITE_ID = None

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "lantoa.base.web.context_processors.site",
            ],
        },
    }
]
FORM_RENDERER = "lantoa.base.web.forms.Renderer"
DJANGO_TABLES2_TEMPLATE = "web/components/table.html"

DATABASES = {"default": env.database(env.text("LANTOA_DATABASE_URL"), default=DATA.database)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

# People
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/desk/"
ACCOUNT_ADAPTER = "lantoa.base.accounts.adapter.Adapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "optional"
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
ACCOUNT_LOGIN_ON_PASSWORD_RESET = True
# No letter to an address that has no account: it would make the site a sender of unwanted mail.
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_FORMS = {
    "login": "lantoa.base.accounts.forms.LoginForm",
    "signup": "lantoa.base.accounts.forms.SignupForm",
    "add_email": "lantoa.base.accounts.forms.AddEmailForm",
    "change_password": "lantoa.base.accounts.forms.ChangePasswordForm",
    "set_password": "lantoa.base.accounts.forms.SetPasswordForm",
    "reset_password": "lantoa.base.accounts.forms.ResetPasswordForm",
    "reset_password_from_key": "lantoa.base.accounts.forms.ResetPasswordKeyForm",
}
ALLAUTH_TRUSTED_PROXY_COUNT = env.number("LANTOA_TRUSTED_PROXIES", 0)
EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_HOST = env.text("LANTOA_EMAIL_HOST")
EMAIL_PORT = env.number("LANTOA_EMAIL_PORT", 587)
EMAIL_HOST_USER = env.text("LANTOA_EMAIL_USER")
EMAIL_HOST_PASSWORD = env.text("LANTOA_EMAIL_PASSWORD")
EMAIL_USE_TLS = env.flag("LANTOA_EMAIL_TLS", default=True)
DEFAULT_FROM_EMAIL = env.text("LANTOA_EMAIL_FROM", "lantoa@localhost")
if not EMAIL_HOST:
    # Without a mail server the letters are kept as files, where an administrator can read them.
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = str(DATA.root / "mail")

# Words and time
LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", _("Vietnamese")), ("en", _("English"))]
LANGUAGE_COOKIE_NAME = "lantoa_language"
# The first folder wins, and each of them over every app. The last completes Wagtail, which brings only a small part of
# its words in Vietnamese, and mends some of those.
LOCALE_PATHS = [PACKAGE / "config" / "locale", PACKAGE / "config" / "locale_wagtail"]
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_TZ = True
USE_I18N = True
USE_THOUSAND_SEPARATOR = True

# Files
STATIC_URL = "/static/"
STATIC_ROOT = DATA.static
MEDIA_URL = "/files/"
MEDIA_ROOT = DATA.media
PRIVATE_ROOT = DATA.private
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "lantoa.config.static.Storage"},
}
WHITENOISE_MAX_AGE = 3600
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000
FILE_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024

# Uploads and jobs
LANTOA_UPLOAD_RESERVE_BYTES = env.number("LANTOA_UPLOAD_RESERVE_MB", 512) * 1024 * 1024
LANTOA_LEASE_SECONDS = env.number("LANTOA_LEASE_SECONDS", 20, least=2)
LANTOA_TICK_SECONDS = env.number("LANTOA_TICK_SECONDS", 3, least=1)
LANTOA_WEATHER_URL = env.text("LANTOA_WEATHER_URL", "https://api.open-meteo.com/v1/forecast")
LANTOA_WEATHER_CREDIT = env.text("LANTOA_WEATHER_CREDIT", "Open-Meteo.com (CC BY 4.0)")
LANTOA_WEATHER_CREDIT_URL = env.text("LANTOA_WEATHER_CREDIT_URL", "https://open-meteo.com/")

# Safety
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "SAMEORIGIN"
CSRF_FAILURE_VIEW = "lantoa.base.web.views.csrf_failure"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SECURE_SSL_REDIRECT = HTTPS and env.flag("LANTOA_SSL_REDIRECT", default=True)
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
if env.flag("LANTOA_BEHIND_TLS_PROXY"):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
CONTENT_SECURITY_POLICY = {
    # The Wagtail editor has a policy of its own (lantoa.front.portal), because it still needs inline styles.
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "media-src": [SELF, "blob:"],
        "worker-src": [SELF, "blob:"],
        "connect-src": [SELF],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [SELF],
    },
}

# The portal's editor
WAGTAIL_SITE_NAME = "Lantoa"
WAGTAIL_PAGE_MODEL = "portal.BasePage"
WAGTAILADMIN_BASE_URL = BASE_URL
WAGTAILADMIN_PERMITTED_LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]
WAGTAILADMIN_LOGIN_URL = WAGTAIL_FRONTEND_LOGIN_URL = "/accounts/login/"
WAGTAIL_I18N_ENABLED = False
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}
WAGTAILIMAGES_EXTENSIONS = ["avif", "gif", "jpg", "jpeg", "png", "webp"]
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env.text("LANTOA_LOG_LEVEL", "WARNING")},
}
