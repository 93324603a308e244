"""Production refuses to start unsafe; a wrong setting says which it is."""

import ast
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from config.databases import database_of
from config.errors import SettingError
from config.single_sign_on import hosts_of, refuse_wrong_provider, secret_of

SOURCE = Path(__file__).resolve().parents[1] / "src"
LONG_SECRET = "x" * 60


def _start(tmp_path: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    base = {"PATH": os.environ["PATH"], "PYTHONPATH": str(SOURCE), "CAICACH_DATA_DIR": str(tmp_path), **environment}
    code = "import config.settings as s; print(s.MODE)"
    return subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, env=base, cwd=tmp_path, check=False
    )


@pytest.mark.slow
@pytest.mark.parametrize(
    ("environment", "named"),
    [
        ({}, "CAICACH_SECRET_KEY"),
        ({"CAICACH_SECRET_KEY": "short"}, "CAICACH_SECRET_KEY"),
        ({"CAICACH_SECRET_KEY": "example-installation-only-never-in-production"}, "CAICACH_SECRET_KEY"),
        ({"CAICACH_SECRET_KEY": LONG_SECRET, "CAICACH_DEBUG": "1"}, "CAICACH_DEBUG"),
        ({"CAICACH_SECRET_KEY": LONG_SECRET}, "CAICACH_HOSTS"),
        ({"CAICACH_MODE": "test"}, "CAICACH_MODE"),
        ({"CAICACH_MODE": "example", "DATABASE_URL": "mysql://x"}, "DATABASE_URL"),
        ({"CAICACH_SECRET_KEY": LONG_SECRET, "CAICACH_HOSTS": "a.vn *"}, "CAICACH_HOSTS"),
        ({"CAICACH_SECRET_KEY": LONG_SECRET, "CAICACH_HOSTS": "https://a.vn"}, "CAICACH_HOSTS"),
        ({"CAICACH_MODE": "example", "CAICACH_ORIGINS": "a.vn"}, "CAICACH_ORIGINS"),
        ({"CAICACH_MODE": "example", "CAICACH_PROXIES": "0.0.0.0/0"}, "CAICACH_PROXIES"),
        ({"CAICACH_MODE": "example", "CAICACH_CONFIG": "khong-co.env"}, "CAICACH_CONFIG"),
        ({"CAICACH_MODE": "example", "CAICACH_UPLOAD_BYTES": "50 MB"}, "CAICACH_UPLOAD_BYTES"),
        ({"CAICACH_MODE": "example", "CAICACH_OIDC_SECRET_FILE": "khong-co"}, "CAICACH_OIDC_SECRET_FILE"),
    ],
)
def test_an_unsafe_or_wrong_setting_stops_the_start_and_is_named(
    tmp_path: Path, environment: dict[str, str], named: str
) -> None:
    done = _start(tmp_path, **environment)
    assert done.returncode != 0
    assert named in done.stderr.splitlines()[-1]


@pytest.mark.slow
def test_production_starts_with_what_it_needs_and_reads_the_settings_file(tmp_path: Path) -> None:
    (tmp_path / "caicach.env").write_text(
        f"# của tỉnh\nCAICACH_SECRET_KEY={LONG_SECRET}\nCAICACH_HOSTS=caicach.tinh.gov.vn\n", encoding="utf-8"
    )
    done = _start(tmp_path, CAICACH_CONFIG=str(tmp_path / "caicach.env"))
    assert (done.returncode, done.stdout) == (0, "production\n"), done.stderr


@pytest.mark.parametrize(
    ("address", "named"),
    [
        ("postgres://u:mat-khau@h/d?sslmod=require", "sslmod"),
        ("postgres://u:mat-khau@h/d?sslmode=on", "sslmode"),
        ("postgres://u:mat-khau@h/d?sslmode=require&sslmode=disable", "hai lần"),
        ("postgres://u:mat-khau@h/d?sslrootcert=/khong/co.pem", "sslrootcert"),
        ("postgres://u:mat-khau@h/d?connect_timeout=soon", "connect_timeout"),
        ("postgres://u:mat-khau@h/", "không nêu tên"),
        ("postgres://u:mat-khau@h:99999/d", "cổng"),
        ("postgres://u:mat/khau@h/d", "%2F"),
        ("postgres://u:mat#khau@h/d", "%23"),
        ("sqlite:///a.sqlite3?mode=ro", "mode"),
        ("sqlite://a.sqlite3", "ba dấu gạch chéo"),
    ],
)
def test_a_part_of_the_database_address_that_is_not_known_is_refused_by_name(address: str, named: str) -> None:
    with pytest.raises(SettingError) as refused:
        database_of("DATABASE_URL", address)
    assert named in str(refused.value)
    assert "khau" not in str(refused.value)


def test_the_options_of_the_database_address_reach_the_driver() -> None:
    found = database_of("DATABASE_URL", "postgres://u:p%40ss@h:5433/d?sslmode=require&statement_timeout=7")
    assert (found["PASSWORD"], found["PORT"], found["NAME"]) == ("p@ss", "5433", "d")
    options = found["OPTIONS"]
    assert (options["sslmode"], options["connect_timeout"]) == ("require", 10)
    assert options["options"] == "-c statement_timeout=7s -c lock_timeout=30s"


def test_a_commit_of_the_embedded_database_is_on_the_disk_before_it_is_acknowledged() -> None:
    options = database_of("DATABASE_URL", "sqlite:///a.sqlite3")["OPTIONS"]
    assert isinstance(options, dict)
    assert "synchronous=FULL" in str(options["init_command"])


@pytest.mark.parametrize(("is_behind_tls", "prefix"), [("1", "__Host-"), ("0", "")])
def test_cookies_belong_to_this_host_alone_where_there_is_tls(tmp_path: Path, is_behind_tls: str, prefix: str) -> None:
    told = subprocess.run(
        [
            sys.executable,
            "-c",
            "import config.settings as s; print(s.SESSION_COOKIE_NAME, s.CSRF_COOKIE_NAME, s.LANGUAGE_COOKIE_NAME)",
        ],
        capture_output=True,
        text=True,
        env={
            "PATH": os.environ["PATH"],
            "PYTHONPATH": str(SOURCE),
            "CAICACH_DATA_DIR": str(tmp_path),
            "CAICACH_SECRET_KEY": LONG_SECRET,
            "CAICACH_HOSTS": "caicach.tinh.gov.vn",
            "CAICACH_TLS": is_behind_tls,
        },
        check=True,
    ).stdout.split()
    assert told == [f"{prefix}{name}" for name in ("sessionid", "csrftoken", "caicach_language")]


GOOD = ("https://sso.tinh.example/realms/tinh", "caicach", ["openid"], "")


@pytest.mark.parametrize(
    ("at", "value", "named"),
    [
        (0, "http://sso.tinh.example/", "CAICACH_OIDC_ISSUER"),
        (0, "sso.tinh.example", "CAICACH_OIDC_ISSUER"),
        (0, "https://[::1", "CAICACH_OIDC_ISSUER"),
        (0, "https://u:p@sso.tinh.example", "CAICACH_OIDC_ISSUER"),
        (0, "https://sso.tinh.example/?a=1", "CAICACH_OIDC_ISSUER"),
        (1, "", "CAICACH_OIDC_CLIENT"),
        (2, ["email"], "CAICACH_OIDC_SCOPES"),
        (3, "sub", "CAICACH_OIDC_CLAIM"),
    ],
)
def test_a_provider_of_single_sign_on_that_could_not_be_trusted_or_work_is_refused(
    at: int, value: object, named: str
) -> None:
    given: list[object] = list(GOOD)
    given[at] = value
    refuse_wrong_provider(*GOOD)
    with pytest.raises(SettingError, match=named):
        refuse_wrong_provider(*given)  # type: ignore[arg-type]


def test_the_secret_comes_from_the_setting_or_from_a_file(tmp_path: Path) -> None:
    file = tmp_path / "bi-mat"
    file.write_text("tu-tep\n", encoding="utf-8")
    assert (secret_of("a", ""), secret_of("", str(file)), secret_of("", "")) == ("a", "tu-tep", "")
    with pytest.raises(SettingError, match="cùng được đặt"):
        secret_of("a", str(file))
    file.write_text("  \n", encoding="utf-8")
    with pytest.raises(SettingError, match="không chứa bí mật"):
        secret_of("", str(file))


def test_only_the_hosts_of_the_provider_are_asked() -> None:
    assert hosts_of("https://sso.tinh.example/a", ["khoa.tinh.example"]) == ["sso.tinh.example", "khoa.tinh.example"]
    assert hosts_of("", ["khoa.tinh.example"]) == []


def test_every_refusal_of_a_setting_is_said_in_vietnamese() -> None:
    said = [
        "".join(part.value for part in ast.walk(call) if isinstance(part, ast.Constant) and isinstance(part.value, str))
        for path in sorted((SOURCE / "config").glob("*.py"))
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(call, ast.Call) and getattr(call.func, "id", getattr(call.func, "attr", "")) == "SettingError"
    ]
    assert len(said) > 30
    assert [
        words for words in said if not re.search("[ăâđêôơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]", words)
    ] == []
