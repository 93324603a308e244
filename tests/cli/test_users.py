"""`caicach users`: the first account of a real installation is made here."""

import io
from datetime import UTC, datetime
from pathlib import Path

import pytest

from caicach.cli.main import main
from caicach.kernel.access import Role
from caicach.organisations import queries, services

PROVINCE = Path(__file__).resolve().parents[2] / "examples" / "province"
NOW = datetime(2023, 1, 1, 3, tzinfo=UTC)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _province() -> None:
    services.load_example_province(now=NOW, folder=PROVINCE)


def _create(monkeypatch: pytest.MonkeyPatch, password: str) -> int:
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{password}\n"))
    return main(["users", "create", "nguoidung", "--name", "Chuyên viên Sở Tư pháp"])


def test_an_account_is_created_granted_and_ended(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _create(monkeypatch, "mat-khau-rat-dai-9") == 0
    assert main(["users", "grant", "nguoidung", "focal_point", "STP", "--from", "01/01/2023"]) == 0
    (account,) = queries.accounts()
    (grant,) = account.grants
    assert (grant.role, grant.unit, grant.valid_to) == (Role.FOCAL_POINT, "STP", None)
    assert main(["users", "end-grant", str(grant.id), "--on", "2024-01-01"]) == 0
    assert main(["users", "list"]) == 0
    assert "từ 01/01/2023 đến trước 01/01/2024" in capsys.readouterr().out
    assert main(["users", "deactivate", "nguoidung", "--why", "chuyển công tác"]) == 0
    assert queries.accounts()[0].is_active is False


def test_a_weak_password_is_refused(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    assert _create(monkeypatch, "123456") == 4
    assert "[organisations.weak_password]" in capsys.readouterr().err
    assert queries.accounts() == ()


def test_an_unknown_account_or_unit_is_refused(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["users", "grant", "khong-co", "leader", "UBND-T", "--from", "2023-01-01"]) == 4
    _create(monkeypatch, "mat-khau-rat-dai-9")
    assert main(["users", "grant", "nguoidung", "leader", "KHONG-CO", "--from", "2023-01-01"]) == 4
    assert "[organisations.grant_range]" in capsys.readouterr().err
