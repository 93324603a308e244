"""From a year's file to the late unit, its dossier with the clock, and the finding as a task; every page checked."""

from pathlib import Path

import pytest
from django.conf import LazySettings
from playwright.sync_api import Browser, expect
from pytest_django.live_server_helper import LiveServer

from caicach.kernel.jobs import services as queue
from factories.web import people
from stories.conftest import DAY
from stories.visitor import CHROMIUM, Visitor

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed (apt-get install chromium)"),
]
HEAD = "Mã hồ sơ;Đơn vị;Mã TTHC;Lĩnh vực;Kênh;Ngày tiếp nhận;Ngày hẹn trả;Ngày xử lý xong\n"
PERIOD = "tu=01/01/2022&den=20/02/2023"


def year_of_dossiers() -> str:
    """Sở Y tế is on time all year; Sở Tư pháp has three that nobody has finished."""
    done = (
        f"HS-22{month}03-{number};SYT;1.2;Y tế;1;03/{month}/2022 08:00;25/{month}/2022;12/{month}/2022 09:00"
        for month in (f"{number:02}" for number in range(1, 13))
        for number in range(3)
    )
    late = (f"HS-230103-{number};STP;1.1;Hộ tịch;1;03/01/2023 08:00;10/01/2023;" for number in range(1, 4))
    return HEAD + "\n".join([*done, *late]) + "\n"


@pytest.mark.slow
def test_from_a_years_file_to_a_task_of_the_late_unit(
    live_server: LiveServer, browser: Browser, settings: LazySettings, tmp_path: Path
) -> None:
    people()
    file = tmp_path / "ho-so-2022.csv"
    file.write_text(year_of_dossiers(), encoding="utf-8")
    office = Visitor(browser, live_server.url, "thuongtruc")
    page = office.page
    office.open("/ho-so/nap/")
    office.check()
    page.get_by_label("Hệ thống xuất ra tệp").fill("Một cửa tỉnh")
    page.get_by_label("Tệp hồ sơ").set_input_files(file)
    page.get_by_role("button", name="Nạp").click()
    expect(page.get_by_role("main")).to_contain_text("ho-so-2022.csv")
    while queue.run_next(now=DAY):
        pass
    office.open(f"/ho-so/?{PERIOD}")
    office.check()
    page.get_by_role("link", name="Sở Tư pháp, Đang giải quyết, quá hạn: 3").click()
    expect(page.get_by_role("main")).to_contain_text("3 hồ sơ")
    office.check()
    page.get_by_role("link", name="HS-230103-1").click()
    expect(page.get_by_role("main")).to_contain_text("Thời hạn theo luật")
    office.check()
    office.picture("ho-so")
    settings.DOSSIER_LOOKUP = True
    office.open("/cong-khai/ho-so/?ma=HS-230103-1")
    office.picture("tra-cuu-ho-so")
    page.go_back()
    page.go_back()
    page.get_by_role("link", name="Giao việc").click()
    office.check()
    page.get_by_label("Hạn").fill("15/03/2023")
    page.get_by_role("button", name="Giao việc").click()
    expect(page.get_by_role("main")).to_contain_text("Giải quyết dứt điểm 3 hồ sơ")
    office.check()
    for address in ("qua-trinh", "du-bao"):
        office.open(f"/ho-so/{address}/?{PERIOD}")
        office.check()
