"""Where a dossier stands, on the open page: switched on by the operator, without a person, a few questions a minute."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.test import Client
from django.utils import timezone

from caicach.dossiers import queries, services
from caicach.dossiers.domain.clock.values import Happening, Verdict
from caicach.kernel.access import SYSTEM
from caicach.kernel.errors import InvalidInput, NotFound
from caicach.public import lookup_views
from caicach.public.pace import Pace
from factories.correspondence import province

NOW = datetime(2026, 9, 30, 2, tzinfo=UTC)
MONDAY = datetime(2026, 9, 7, 9)  # noqa: DTZ001 -- the office's clock, as dossiers are told
HEAD = "Mã hồ sơ;Thời điểm;Trạng thái;Đơn vị;Cơ quan;Mã TTHC;Hẹn trả"
OPEN = "000.H1-260901-0003"
ROWS = (
    HEAD,
    f"{OPEN};03/09/2026 08:00;2;Sở Tư pháp;Nguyễn Văn Cán;1.001;10/09/2026",
    f"{OPEN};03/09/2026 09:00;4;Sở Tư pháp;Nguyễn Văn Cán;1.001;",
    f"{OPEN};09/09/2026 09:00;xin lỗi;Sở Tư pháp;Nguyễn Văn Cán;1.001;",
    "000.H1-260803-0001;03/08/2026 08:00;2;Sở Tư pháp;Sở Tư pháp;1.001;10/08/2026",
    "000.H1-260803-0001;05/08/2026 08:00;5;Sở Tư pháp;Sở Tư pháp;1.001;",
    "000.H1-260804-0002;04/08/2026 08:00;2;Sở Y tế;Sở Y tế;1.002;20/08/2026",
    "000.H1-260804-0002;12/08/2026 08:00;9;Sở Y tế;Sở Y tế;1.002;",
    "",
)
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def taken_in(tmp_path: Path, settings: LazySettings, monkeypatch: pytest.MonkeyPatch) -> None:
    province()
    path = tmp_path / "buoc.csv"
    path.write_text("\n".join(ROWS), encoding="utf-8")
    services.import_file(SYSTEM, source="Một cửa", path=path, now=NOW)
    settings.DOSSIER_LOOKUP = True
    monkeypatch.setattr(timezone, "now", lambda: NOW)
    monkeypatch.setattr(lookup_views, "PACE", Pace(each=10, all=100))


def test_it_is_not_there_until_it_is_switched_on(settings: LazySettings) -> None:
    assert "Tra cứu hồ sơ" in Client().get("/cong-khai/").content.decode()
    settings.DOSSIER_LOOKUP = False
    assert Client().get("/cong-khai/ho-so/").status_code == 404
    assert Client().get("/cong-khai/ho-so/", {"ma": OPEN}).status_code == 404
    assert "Tra cứu hồ sơ" not in Client().get("/cong-khai/").content.decode()


def test_state_unit_days_and_clock_are_told_and_nobody_is_named() -> None:
    found = queries.public_state(f" {OPEN} ", now=MONDAY)
    assert (found.unit, found.state, found.verdict, found.days_left) == (
        "Sở Tư pháp",
        Happening.HANDLING,
        Verdict.OPEN_IN_TIME,
        3,
    )
    answer = Client().get("/cong-khai/ho-so/", {"ma": OPEN})
    page = answer.content.decode()
    assert answer.status_code == 200
    for told in ("Sở Tư pháp", "Đang được giải quyết", "03/09/2026", "10/09/2026", "Đã quá hạn"):
        assert told in page
    assert "Nguyễn Văn Cán" not in page
    assert "no-store" in answer["Cache-Control"]
    assert not answer.cookies
    assert "form-action 'self'" in answer["Content-Security-Policy"]


@pytest.mark.parametrize(
    ("code", "told"),
    [("000.H1-260803-0001", "Thời hạn tạm dừng"), ("000.H1-260804-0002", "Xong trước hạn")],
)
def test_the_clock_is_said_in_plain_words(code: str, told: str) -> None:
    assert told in Client().get("/cong-khai/ho-so/", {"ma": code}).content.decode()


def test_a_part_of_a_code_finds_nothing_and_neither_does_an_unknown_one() -> None:
    with pytest.raises(InvalidInput) as raised:
        queries.public_state("000.H1-260901", now=MONDAY)
    assert raised.value.code == "dossiers.whole_code"
    with pytest.raises(NotFound):
        queries.public_state("000.H1-260901-9999", now=MONDAY)
    for asked, status in (("%", 422), ("000.H1-260901-9999", 404), ("<b>000</b>", 422)):
        answer = Client().get("/cong-khai/ho-so/", {"ma": asked})
        assert answer.status_code == status
        assert "<b>000" not in answer.content.decode()
    assert "Where a dossier stands" in Client().get("/cong-khai/en/ho-so/").content.decode()


def test_who_tries_codes_one_after_the_other_has_to_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lookup_views, "PACE", Pace(each=3, all=5))

    def asked(address: str) -> int:
        return Client(REMOTE_ADDR=address).get("/cong-khai/ho-so/", {"ma": "000.H1-260901-9999"}).status_code

    assert [asked("10.0.0.1") for _ in range(4)] == [404, 404, 404, 429]
    assert [asked(f"2001:db8::{n}") for n in (1, 2, 3)] == [404, 404, 429]
