"""Django's settings, from the environment only. Every name is explained in docs/operations/settings.md."""

from pathlib import Path

from config import environment as env
from config.refusals import proxies_of, refuse_weak_secret, refuse_wrong_hosts, refuse_wrong_origins
from config.single_sign_on import hosts_of, refuse_wrong_provider, secret_of

REPOSITORY = Path(__file__).resolve().parents[2]

MODE = env.text("CAICACH_MODE", "production", "«example» (demo accounts, no secrets needed) or «production».")
if MODE not in {"example", "production"}:
    raise env.SettingError(f"CAICACH_MODE={MODE!r} không phải «example» cũng không phải «production».")
IS_EXAMPLE = MODE == "example"

EXAMPLE_SECRET = "example-installation-only-never-in-production"  # noqa: S105 (refused in production below)
SECRET_KEY = env.text(
    "CAICACH_SECRET_KEY",
    EXAMPLE_SECRET if IS_EXAMPLE else None,
    "Signs sessions and links: at least 50 random characters, kept secret.",
    is_secret=True,
)
DEBUG = env.flag("CAICACH_DEBUG", False, "Error pages with internals; only in the example installation.")
if not IS_EXAMPLE:
    if DEBUG:
        raise env.SettingError("CAICACH_DEBUG=1 không được nhận khi vận hành thật: trang lỗi sẽ lộ bên trong hệ thống.")
    refuse_weak_secret(SECRET_KEY, EXAMPLE_SECRET)

DATA_DIR = Path(env.text("CAICACH_DATA_DIR", "var", "Folder of the embedded database and of stored files.")).resolve()
EXAMPLES_DIR = Path(env.text("CAICACH_EXAMPLES_DIR", str(REPOSITORY / "examples"), "Folder of the example province."))
FILES_DIR = DATA_DIR / "files"  # outside the web root: served only through views that check rights
DATABASES = {
    "default": env.database(
        "DATABASE_URL",
        f"sqlite:///{DATA_DIR / 'caicach.sqlite3'}",
        "sqlite:///path or postgres://user:password@host:port/name?sslmode=verify-full.",
    )
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

ALLOWED_HOSTS = env.words(
    "CAICACH_HOSTS", "127.0.0.1 localhost" if IS_EXAMPLE else "", "Host names the application answers to."
)
refuse_wrong_hosts(ALLOWED_HOSTS, is_example=IS_EXAMPLE)
BEHIND_TLS = env.flag(
    "CAICACH_TLS", not IS_EXAMPLE, "Cookies only over TLS and HSTS; off only for a test on one machine."
)
CSRF_TRUSTED_ORIGINS = env.words(
    "CAICACH_ORIGINS",
    " ".join(f"https://{host.replace('.', '*.', 1) if host.startswith('.') else host}" for host in ALLOWED_HOSTS)
    if BEHIND_TLS
    else "",
    "Origins that forms may come from, such as https://caicach.tinh.gov.vn; CAICACH_HOSTS over TLS unless named.",
)
refuse_wrong_origins(CSRF_TRUSTED_ORIGINS)
PROXIES = proxies_of(
    env.words("CAICACH_PROXIES", "", "Addresses or networks of the proxy whose forwarding headers are believed.")
)

METRICS_TOKEN = env.text(
    "CAICACH_METRICS_TOKEN",
    "",
    "Token that opens /metrics to Prometheus; empty: there is no such page.",
    is_secret=True,
)
if METRICS_TOKEN and len(METRICS_TOKEN) < 20:
    raise env.SettingError("CAICACH_METRICS_TOKEN ngắn hơn 20 ký tự.")
BACKUP_DIR = env.text("CAICACH_BACKUP_DIR", "", "Folder of the nightly backups; empty: none are made.")
BACKUP_KEEP = env.integer("CAICACH_BACKUP_KEEP", 14, "How many backups stay in that folder.")
if BACKUP_KEEP < 1:
    raise env.SettingError(f"CAICACH_BACKUP_KEEP={BACKUP_KEEP}: phải giữ ít nhất một bản sao lưu.")

PUBLIC_URL = env.text(
    "CAICACH_URL",
    f"{'https' if BEHIND_TLS else 'http'}://{ALLOWED_HOSTS[0]}",
    "Address under which people open the application; links in letters begin with it.",
).rstrip("/")

# Letters. Without a host none are sent; messages are then read on the page alone.
EMAIL_HOST = env.text("CAICACH_SMTP_HOST", "", "Mail server that takes outgoing letters; empty: none are sent.")
EMAIL_PORT = env.integer("CAICACH_SMTP_PORT", 587, "Port of the mail server.")
SMTP_SECURITY = env.text("CAICACH_SMTP_SECURITY", "starttls", "starttls, tls (from the first byte) or none.")
if SMTP_SECURITY not in {"starttls", "tls", "none"}:
    raise env.SettingError(f"CAICACH_SMTP_SECURITY={SMTP_SECURITY!r} không phải starttls, tls hay none.")
EMAIL_USE_TLS, EMAIL_USE_SSL = SMTP_SECURITY == "starttls", SMTP_SECURITY == "tls"
EMAIL_HOST_USER = env.text("CAICACH_SMTP_USER", "", "Account at the mail server; empty: no sign-in.")
EMAIL_HOST_PASSWORD = env.text("CAICACH_SMTP_PASSWORD", "", "Its password.", is_secret=True)
EMAIL_TIMEOUT = env.integer("CAICACH_SMTP_TIMEOUT", 20, "Seconds to wait for each answer of the mail server.")
DEFAULT_FROM_EMAIL = env.text("CAICACH_MAIL_FROM", "caicach@localhost", "Address that letters come from.")
ANCHOR_MAIL = env.words(
    "CAICACH_ANCHOR_MAIL", "", "Addresses outside the building that get the heads of the audit trail every night."
)
AUDIT_PRIVATE_HOSTS = env.words(
    "CAICACH_AUDIT_PRIVATE_HOSTS", "", "Hosts of the inner network whose sites may be audited, as host or host:port."
)
PUBLIC_FEEDBACK = env.flag(
    "CAICACH_PUBLIC_FEEDBACK", False, "Everybody may send feedback at /thu-tuc/phan-anh/gui/, without signing in."
)
WEBHOOK_PRIVATE = env.flag("CAICACH_WEBHOOK_PRIVATE", False, "Webhooks may go to addresses of the inner network.")

# Sign-in by OpenID Connect: docs/operations/single-sign-on.md.
OIDC_ISSUER = env.text("CAICACH_OIDC_ISSUER", "", "Address of the provider of single sign-on; empty: there is none.")
OIDC_CLIENT = env.text("CAICACH_OIDC_CLIENT", "", "The name that the provider knows this application by.")
OIDC_SECRET = secret_of(
    env.text("CAICACH_OIDC_SECRET", "", "The secret that goes with that name; empty: none is sent.", is_secret=True),
    env.text("CAICACH_OIDC_SECRET_FILE", "", "File that holds that secret, instead of the setting."),
)
OIDC_SCOPES = env.words("CAICACH_OIDC_SCOPES", "openid email", "What the provider is asked for.")
OIDC_LABEL = env.text("CAICACH_OIDC_LABEL", "", "What people call their account there; it stands on the button.")
OIDC_CLAIM = env.text(
    "CAICACH_OIDC_CLAIM", "", "Claim that finds the account at a first sign-in: email, or one that holds the user name."
)
OIDC_SECOND_STEP = env.words(
    "CAICACH_OIDC_SECOND_STEP", "", "Values of amr or acr by which the provider's second step stands for our own."
)
OIDC_HOSTS = hosts_of(
    OIDC_ISSUER,
    env.words("CAICACH_OIDC_HOSTS", "", "Hosts beside the issuer's own that serve its endpoints."),
)
refuse_wrong_provider(OIDC_ISSUER, OIDC_CLIENT, OIDC_SCOPES, OIDC_CLAIM)

TRUST_DIR = env.text("CAICACH_TRUST_DIR", "", "Folder of certificates (PEM, DER) that vouch for digital signatures.")
REVOCATION_HOSTS = env.words(
    "CAICACH_REVOCATION_HOSTS", "", "Hosts of certificate authorities that may be asked about revocation (CRL, OCSP)."
)
PKCS11_LIBRARY = env.text("CAICACH_PKCS11_LIBRARY", "", "Library of the security module that holds a signing key.")
PKCS11_TOKEN = env.text("CAICACH_PKCS11_TOKEN", "", "Label of the token in the security module.")
PKCS11_KEY = env.text("CAICACH_PKCS11_KEY", "", "Label of key and certificate on the token.")

SMALL_CELL = env.integer("CAICACH_SMALL_CELL", 5, "Figures of fewer dossiers or answers than this are never published.")
if SMALL_CELL < 1:
    raise env.SettingError(f"CAICACH_SMALL_CELL={SMALL_CELL}: 1 là không giữ lại gì, nhỏ hơn thì vô nghĩa.")
DOSSIER_LOOKUP = env.flag(
    "CAICACH_DOSSIER_LOOKUP", False, "Anybody may ask on the open page where the dossier of a code stands."
)
DOSSIER_ENGINE = env.text("CAICACH_DOSSIER_ENGINE", "duckdb", "What answers boards of dossiers: duckdb or spark.")
if DOSSIER_ENGINE not in {"duckdb", "spark"}:
    raise env.SettingError(f"CAICACH_DOSSIER_ENGINE={DOSSIER_ENGINE!r} không phải duckdb hay spark.")
SPARK_MASTER = env.text("CAICACH_SPARK_MASTER", "local[*]", "Address of the Spark cluster; local[*]: this machine.")
SPARK_SHARED_DIR = env.text("CAICACH_SPARK_SHARED_DIR", "", "Folder that this process and all Spark workers see.")
if DOSSIER_ENGINE == "spark" and not SPARK_MASTER.startswith("local") and not SPARK_SHARED_DIR:
    raise env.SettingError(
        "chưa đặt CAICACH_SPARK_SHARED_DIR: các máy tính toán khác cần một thư mục mà tất cả cùng thấy."
    )
OPEN_DATA_LICENCE = env.text("CAICACH_OPEN_DATA_LICENCE", "CC BY 4.0", "Licence of the open data, by its name.")
OPEN_DATA_LICENCE_URL = env.text(
    "CAICACH_OPEN_DATA_LICENCE_URL", "https://creativecommons.org/licenses/by/4.0/", "Where that licence is read."
)

UPLOAD_BYTES = env.integer("CAICACH_UPLOAD_BYTES", 50_000_000, "Largest file that may be uploaded, in bytes.")
DATA_UPLOAD_MAX_MEMORY_SIZE = 10_000_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000  # a table of an annex as a grid: a thousand rows of ten cells
FILE_UPLOAD_MAX_MEMORY_SIZE = 2_500_000

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django_htmx",
    "caicach.kernel.audit",
    "caicach.kernel.files",
    "caicach.kernel.jobs",
    "caicach.kernel.backups",
    "caicach.kernel.anchors",
    "caicach.kernel.search",
    "caicach.organisations",
    "caicach.drafts",
    "caicach.correspondence",
    "caicach.notifications",
    "caicach.accounts",
    "caicach.plans",
    "caicach.surveys.collection",
    "caicach.surveys.results",
    "caicach.inspections",
    "caicach.procedures",
    "caicach.institutions",
    "caicach.dossiers",
    "caicach.indices",
    "caicach.reports",
    "caicach.regimes",
    "caicach.discussions",
    "caicach.publications",
    "caicach.public",
    "caicach.api",
    "caicach.web",
]
MIDDLEWARE = [
    "caicach.web.shell.forwarded.ForwardedMiddleware",
    "caicach.web.shell.probes.ProbeMiddleware",
    "caicach.web.shell.request_log.RequestLogMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "caicach.web.shell.middleware.SecurityHeadersMiddleware",
    "caicach.public.door.PublicDoorMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "caicach.web.shell.middleware.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "caicach.web.shell.visits.VisitMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "caicach.web.shell.middleware.ActorMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "caicach.web.shell.middleware.ErrorPageMiddleware",
    "caicach.web.shell.middleware.CleanTextMiddleware",
]
ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
SILENCED_SYSTEM_CHECKS = ["templates.W003"]  # our i18n stands in the place of Django's, on purpose
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "OPTIONS": {
            "loaders": [("django.template.loaders.cached.Loader", ["caicach.web.shell.tight_templates.Loader"])],
            "libraries": {"i18n": "caicach.web.shell.quick_i18n"},
            "builtins": ["caicach.web.shell.quick_tags"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
                "caicach.web.shell.context.shell",
            ],
        },
    }
]

AUTH_USER_MODEL = "organisations.User"
LOGIN_URL = "web:sign_in"
LOGIN_REDIRECT_URL = "web:home"
LOGOUT_REDIRECT_URL = "web:sign_in"
AUTH_PASSWORD_VALIDATORS = [{"NAME": "caicach.organisations.password_rules.PasswordRules"}]
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = BEHIND_TLS
# The prefix makes browsers take the cookie from this host alone, over TLS alone: no neighbour under the same domain
# of the province can set it. Without TLS they would refuse it.
_HOST_ONLY = "__Host-" if BEHIND_TLS else ""
SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = f"{_HOST_ONLY}sessionid", f"{_HOST_ONLY}csrftoken"
CSRF_FAILURE_VIEW = "caicach.web.shell.views.csrf_failure"
SECURE_HSTS_SECONDS = 31_536_000 if BEHIND_TLS else 0
SECURE_SSL_REDIRECT = False  # the proxy in front redirects; a health check may come without TLS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_TLS else None
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]
# Every module brings its own translations; these are no apps of Django, so nobody else finds theirs.
LOCALE_PATHS = [
    Path(__file__).resolve().parents[1] / "caicach" / module / "locale"
    for module in ("kernel", "documents", "surveys", "openrosa")
]
LANGUAGE_COOKIE_NAME = f"{_HOST_ONLY}caicach_language"
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Ho_Chi_Minh"

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": str(FILES_DIR)}},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
LOG_FORMAT = env.text("CAICACH_LOG_FORMAT", "line", "line, or json: one object a line.")
if LOG_FORMAT not in {"line", "json"}:
    raise env.SettingError(f"CAICACH_LOG_FORMAT={LOG_FORMAT!r} không phải line hay json.")
LOG_LEVEL = env.text("CAICACH_LOG_LEVEL", "INFO", "DEBUG, INFO, WARNING or ERROR.")
if LOG_LEVEL not in {"DEBUG", "INFO", "WARNING", "ERROR"}:
    raise env.SettingError(f"CAICACH_LOG_LEVEL={LOG_LEVEL!r} không phải DEBUG, INFO, WARNING hay ERROR.")
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"without_addresses": {"()": "caicach.kernel.logs.WithoutAddresses"}},
    "formatters": {
        "line": {
            "()": "caicach.kernel.logs.Line",
            "fmt": "{asctime} {levelname} {name} [{request_id}] {message}",
            "style": "{",
        },
        "json": {"()": "caicach.kernel.logs.JsonLine"},
    },
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": LOG_FORMAT, "filters": ["without_addresses"]}
    },
    "root": {"handlers": ["console"], "level": LOG_LEVEL},
    "loggers": {"fontTools": {"level": "WARNING"}},  # it tells every table of every font that it makes smaller
}
