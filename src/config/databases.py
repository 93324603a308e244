"""``DATABASE_URL`` as Django's dictionary: every part is understood or refused, never passed over in silence."""

from pathlib import Path
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

from config.errors import SettingError

FORMS = "sqlite:///đường-dẫn hoặc postgres://tài-khoản:mật-khẩu@máy-chủ:cổng/tên"
SSL_MODES = ("disable", "allow", "prefer", "require", "verify-ca", "verify-full")
CONNECT_SECONDS, STATEMENT_SECONDS, LOCK_SECONDS = 10, 120, 30
SILENCE_MARGIN = 10.0
_FILES = ("sslrootcert", "sslcert", "sslkey")
_SECONDS = {
    "connect_timeout": CONNECT_SECONDS,
    "statement_timeout": STATEMENT_SECONDS,
    "lock_timeout": LOCK_SECONDS,
    "conn_max_age": 60,
}
_KNOWN = ("sslmode", *_FILES, *_SECONDS, "application_name")


def database_of(name: str, address: str) -> dict[str, object]:
    """Raises SettingError, naming the setting and the part that is wrong; the password is never repeated."""
    try:
        parts = urlsplit(address)
        _ = parts.port
    except ValueError as error:
        raise SettingError(
            f"không đọc được {name}: cổng không phải số đến 65535, hoặc tài khoản, mật khẩu có / ? : @ # [ ] để nguyên "
            f"thay vì %2F %3F %3A %40 %23 %5B %5D. Hãy ghi {FORMS}."
        ) from error
    if parts.fragment:
        raise SettingError(f"{name} có «#»: trong mật khẩu hãy ghi %23 thay cho nó.")
    options = _options(name, parts.query)
    if parts.scheme == "sqlite":
        return _sqlite(name, parts, options)
    if parts.scheme in {"postgres", "postgresql"}:
        return _postgresql(name, parts, options)
    raise SettingError(f"{name} không bắt đầu bằng sqlite:/// hay postgres://. Hãy ghi {FORMS}.")


def _options(name: str, query: str) -> dict[str, str]:
    pairs = parse_qsl(query, keep_blank_values=True)
    options = dict(pairs)
    if len(options) < len(pairs):
        raise SettingError(f"{name} có phần ghi hai lần: {', '.join(sorted(k for k, _ in pairs))}.")
    return options


def _seconds(name: str, options: dict[str, str], part: str, default: int) -> int:
    value = options.pop(part, str(default))
    if not value.isascii() or not value.isdigit() or int(value) > 86_400:
        raise SettingError(f"{name}: {part}={value!r} không phải số giây từ 0 đến 86400.")
    return int(value)


def _refuse_rest(name: str, options: dict[str, str], known: tuple[str, ...]) -> None:
    if options:
        raise SettingError(
            f"{name} có phần không biết: {', '.join(sorted(options))}. Các phần biết được: {', '.join(known)}."
        )


def _sqlite(name: str, parts: SplitResult, options: dict[str, str]) -> dict[str, object]:
    if parts.netloc:
        raise SettingError(
            f"{name}: trước đường dẫn của cơ sở dữ liệu nhúng phải có ba dấu gạch chéo: sqlite:///đường-dẫn."
        )
    timeout = _seconds(name, options, "timeout", 20)
    _refuse_rest(name, options, ("timeout",))
    # IMMEDIATE: a transaction that will write takes the write lock at its start, so two writers queue instead of
    # failing half-way with "database is locked"; WAL lets readers go on meanwhile. FULL: what was acknowledged outlives
    # a power cut (ADR 53).
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": unquote(parts.path.removeprefix("/")) or ":memory:",
        "CONN_MAX_AGE": 60,  # what a line has read, it finds again; a new one begins with nothing (kernel.unchanged)
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": timeout,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
        },
    }


def _postgresql(name: str, parts: SplitResult, options: dict[str, str]) -> dict[str, object]:
    database = unquote(parts.path.removeprefix("/"))
    if not database or "/" in database:
        raise SettingError(f"{name} không nêu tên cơ sở dữ liệu: hãy ghi {FORMS}.")
    seconds = {part: _seconds(name, options, part, default) for part, default in _SECONDS.items()}
    return {
        "ENGINE": "config.postgresql",
        "NAME": database,
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": seconds["conn_max_age"],
        "LONGEST_SILENCE": _silence(seconds["statement_timeout"]),
        "CONN_HEALTH_CHECKS": True,  # a connection that the server closed is opened again, not told as an error
        "OPTIONS": {
            **_tls(name, options),
            "connect_timeout": max(2, seconds["connect_timeout"]),
            "application_name": options.pop("application_name", "caicach"),
            # The machine behind a cut cable says nothing: the system asks after 30 s, gives up 30 s later.
            "keepalives_idle": 30,
            "keepalives_interval": 10,
            "keepalives_count": 3,
            "tcp_user_timeout": 30_000,
            "options": " ".join(f"-c {part}={seconds[part]}s" for part in ("statement_timeout", "lock_timeout")),
            **_nothing_left(name, options),
        },
    }


def _silence(statement_seconds: int) -> float | None:
    """A little longer than the server lets a statement run, so that its own message comes first."""
    return statement_seconds + SILENCE_MARGIN if statement_seconds else None


def _nothing_left(name: str, options: dict[str, str]) -> dict[str, object]:
    _refuse_rest(name, options, _KNOWN)
    return {}


def _tls(name: str, options: dict[str, str]) -> dict[str, str]:
    mode = options.pop("sslmode", "prefer")
    if mode not in SSL_MODES:
        raise SettingError(f"{name}: sslmode={mode!r} không phải một trong {', '.join(SSL_MODES)}.")
    files = {part: options.pop(part) for part in _FILES if part in options}
    for part, path in files.items():
        if not Path(path).is_file() and (part, path) != ("sslrootcert", "system"):
            raise SettingError(f"{name}: {part}={path} không phải tệp đọc được.")
    return {"sslmode": mode, **files}
