"""A scoring year in a real browser: three units, two appraisers, an objection, a published ranking, a remedy."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect
from pytest_django.live_server_helper import LiveServer

from caicach.indices.domain.cycle import Cells
from caicach.indices.models import ScoringYear
from factories.correspondence import HEALTH
from factories.indices import HOME, council_says, scored, sheet_of, surveyed
from factories.web import people
from stories.visitor import CHROMIUM, Visitor

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed (apt-get install chromium)"),
]
SET = Path(__file__).parents[1] / "factories" / "small_set.yaml"


def _open_year(office: Visitor) -> int:
    page = office.page
    office.open("/chi-so/")
    office.check()
    page.get_by_role("link", name="Mở kỳ chấm").click()
    page.get_by_label("Năm chấm").fill("2023")
    page.get_by_label("Hoặc tệp bộ tiêu chí").set_input_files(SET)
    page.get_by_label("Sở, ban, ngành cấp tỉnh").check()
    page.get_by_label("Tự chấm điểm").fill("28/02/2023")
    office.check()
    page.get_by_role("button", name="Xem trước").click()
    expect(page.get_by_role("main")).to_contain_text("đơn vị được chấm")
    office.check()
    page.get_by_role("button", name="Mở kỳ chấm").click()
    expect(page.get_by_role("status").first).to_contain_text("Đã mở kỳ chấm")
    office.check()
    page.get_by_role("link", name="Phân công thẩm định").click()
    first = page.locator("form.box").filter(has_text="thẩm định thứ nhất")
    first.get_by_label("1 Chỉ đạo, điều hành").check()
    first.get_by_role("button").click()
    second = page.locator("form.box").filter(has_text="thẩm định thứ hai")
    second.get_by_label("2 Tác động").check()
    second.get_by_label("Thêm tiêu chí").fill("1.2")
    second.get_by_role("button").click()
    office.check()
    return ScoringYear.objects.get().pk


def _score(unit: Visitor, folder: Path) -> None:
    """Every component in turn, evidence with each; a number out of range is refused at its place."""
    page = unit.page
    proof = folder / "ke-hoach.txt"
    proof.write_text("Kế hoạch 12/KH-STP", encoding="utf-8")
    unit.open("/chi-so/")
    page.get_by_role("link", name="Sở Tư pháp", exact=True).click()
    unit.check()
    page.get_by_role("link", name="Chấm tiếp").click()
    unit.check()
    page.get_by_label("đạt đầy đủ").check()
    page.get_by_label("Thêm tài liệu kiểm chứng").set_input_files(proof)
    page.get_by_role("button", name="Lưu và sang thành phần sau").click()
    page.get_by_label("hồ sơ đúng hạn").fill("120")
    page.get_by_label("hồ sơ đã giải quyết").fill("100")
    page.get_by_label("Giải trình cách chấm").fill("Số liệu một cửa điện tử")
    page.get_by_role("button", name="Lưu và sang thành phần sau").click()
    expect(page.get_by_role("alert")).to_contain_text("tử số 120 lớn hơn mẫu số 100")
    unit.complaints.clear()  # the browser notes the status of the refusal
    unit.check()
    page.get_by_label("hồ sơ đúng hạn").fill("90")
    page.get_by_role("button", name="Lưu và sang thành phần sau").click()
    page.get_by_label("có kế hoạch").check()
    page.get_by_label("Giải trình cách chấm").fill("Biên bản đối thoại")
    page.get_by_role("button", name="Lưu", exact=True).click()
    page.get_by_role("link", name="2.2").first.click()
    page.get_by_label("Hoặc ghi số ngày làm việc").fill("3")
    page.get_by_label("Giải trình cách chấm").fill("Báo cáo số 5/BC-STP")
    page.get_by_role("button", name="Lưu", exact=True).click()
    page.get_by_role("link", name="Cả phiếu").click()
    unit.check()
    page.get_by_role("button", name="Chốt điểm tự chấm").click()
    expect(page.get_by_role("status").first).to_contain_text("Đã chốt")


def _move_on(office: Visitor, year_id: int, button: str) -> None:
    office.open(f"/chi-so/{year_id}/")
    office.page.get_by_text("Điều hành kỳ chấm").click()
    office.page.get_by_role("main").locator("a.button", has_text=button).click()
    office.check()
    office.page.get_by_role("main").get_by_role("button").first.click()
    expect(office.page.get_by_role("status").first).to_contain_text("Đã ghi nhận")


def _appraise(first: Visitor, second: Visitor, year_id: int) -> None:
    for member in (first, second):
        member.open(f"/chi-so/{year_id}/tham-dinh/?loc=cho")
        member.check()
    first.picture("ban-tham-dinh")
    first.page.get_by_role("link", name="1.1 Kế hoạch cải cách hành chính Sở Tư pháp").click()
    first.page.get_by_label("Ghi số liệu khác").check()
    first.page.get_by_label("đạt một phần").check()
    first.picture("tham-dinh")
    first.page.get_by_label("Lý do chấm khác").fill("Kế hoạch ban hành sau 31/01")
    first.page.get_by_label("Yêu cầu đơn vị giải trình").fill("Gửi văn bản đã ký")
    first.page.get_by_role("button", name="Lưu ý kiến").click()
    expect(first.page.get_by_role("status").first).to_contain_text("Đã lưu ý kiến")
    first.check()
    first.open(f"/chi-so/{year_id}/tham-dinh/?ma=1.2")
    first.page.get_by_role("link", name="1.2 Hồ sơ giải quyết đúng hạn Sở Y tế").click()
    second.open(f"/chi-so/{year_id}/tham-dinh/?ma=1.2")
    second.page.get_by_role("link", name="1.2 Hồ sơ giải quyết đúng hạn Sở Y tế").click()
    for member in (first, second):
        member.page.get_by_label("Đồng ý với số liệu hiện có").check()
        member.page.get_by_role("button", name="Lưu ý kiến").click()
    expect(second.page.get_by_role("alert")).to_contain_text("thẩm định thứ nhất")
    second.complaints.clear()


def _explain(unit: Visitor, sheet_id: int) -> None:
    unit.open(f"/chi-so/phieu/{sheet_id}/?loc=giai-trinh")
    unit.check()
    unit.page.get_by_role("link", name="1.1 Kế hoạch").click()
    unit.page.get_by_label("Giải trình", exact=True).fill("Kế hoạch ký ngày 05/01, gửi kèm")
    unit.page.get_by_role("button", name="Lưu giải trình").click()
    unit.page.get_by_role("link", name="Cả phiếu").click()
    unit.page.get_by_role("button", name="Chốt giải trình").click()
    expect(unit.page.get_by_role("status").first).to_contain_text("Đã chốt")


def _object(unit: Visitor, sheet_id: int) -> None:
    unit.open(f"/chi-so/phieu/{sheet_id}/?ma=1.1")
    unit.page.get_by_text("Gửi kiến nghị về điểm").click()
    unit.page.get_by_label("Nội dung kiến nghị").fill("Đề nghị 2 điểm: kế hoạch ký ngày 05/01")
    unit.page.get_by_role("button", name="Gửi kiến nghị").click()
    expect(unit.page.get_by_role("status").first).to_contain_text("Đã gửi kiến nghị")
    unit.check()


def _decide(council: Visitor, year_id: int) -> None:
    council.open(f"/chi-so/{year_id}/hoi-dong/")
    council.check()
    council.picture("bang-hoi-dong")
    council.page.get_by_role("link", name="Sở Tư pháp, 1.1").click()
    council.page.get_by_label("Chấp nhận: ghi số liệu của Hội đồng").check()
    council.page.get_by_label("đạt đầy đủ").check()
    council.page.get_by_label("Lý do của Hội đồng").fill("Văn bản ký đúng hạn")
    council.page.get_by_role("button", name="Ghi quyết định").click()
    expect(council.page.get_by_role("status").first).to_contain_text("Đã ghi quyết định")
    council.check()


def _remedy(unit: Visitor, year_id: int) -> None:
    """From the published ranking to the own gap, a target, the cheapest set; its steps are tasks with deadlines."""
    page = unit.page
    unit.open(f"/chi-so/{year_id}/ket-qua/")
    page.get_by_role("link", name="Xếp hạng kèm độ chắc chắn").click()
    unit.check()
    unit.picture("xep-hang")
    page.get_by_role("link", name="Sở Tư pháp", exact=True).click()
    unit.check()
    page.get_by_label("Mục tiêu (%)").fill("95")
    page.get_by_role("button", name="Lọc").click()
    unit.check()
    page.get_by_role("link", name="Chọn biện pháp khắc phục").click()
    expect(page.get_by_role("main")).to_contain_text("Tổ hợp biện pháp")
    unit.check()
    page.get_by_role("button", name="Nhận thành nhiệm vụ").click()
    expect(page.get_by_role("alert")).to_contain_text("chưa có hạn")
    unit.complaints.clear()  # the browser notes the status of the refusal
    unit.check()
    page.get_by_label("Hạn riêng 1.3").fill("31/03/2023")
    page.get_by_label("Hạn chung").fill("30/06/2023")
    page.get_by_role("button", name="Nhận thành nhiệm vụ").click()
    row = page.get_by_role("row").filter(has_text="đang làm").filter(has_text="1.3")
    expect(row).to_contain_text("Sở Tư pháp")
    expect(row).to_contain_text("31/03/2023")
    unit.check()


def _done(unit: Visitor, office: Visitor, year_id: int, folder: Path) -> None:
    """The task is in the list, reported with evidence, accepted, and the gap shows what is expected of it."""
    page = unit.page
    unit.open("/nhiem-vu/")
    expect(page.get_by_role("row").filter(has_text="Khắc phục tiêu chí 1.3")).to_contain_text("31/03/2023")
    page.get_by_role("link", name="Khắc phục tiêu chí 1.3").click()
    unit.check()
    page.get_by_role("link", name="Báo cáo Sở Tư pháp").click()
    unit.check()
    page.get_by_label("Đã làm được gì").fill("Đã đối thoại với doanh nghiệp")
    page.get_by_label("Hoàn thành", exact=True).check()
    page.get_by_label("Ngày hoàn thành").fill("20/02/2023")
    page.get_by_label("Tài liệu kiểm chứng").set_input_files(folder / "ke-hoach.txt")
    page.get_by_role("button", name="Gửi báo cáo").click()
    expect(page.get_by_role("status").first).to_contain_text("Đã gửi báo cáo")
    office.open("/theo-doi/")
    office.page.get_by_role("link", name="Xem và quyết định").click()
    office.check()
    office.page.get_by_label("Chấp nhận").check()
    office.page.get_by_role("button", name="Lưu quyết định").click()
    expect(office.page.get_by_role("status").first).to_contain_text("báo cáo")
    unit.open(f"/chi-so/{year_id}/khoang-cach/STP/")
    expect(page.get_by_role("main")).to_contain_text("biện pháp đã nhận, mong đợi thêm")
    expect(page.get_by_role("row").filter(has_text="1.3")).to_contain_text("biện pháp đã xong")
    unit.open(f"/chi-so/{year_id}/khac-phuc/STP/")
    expect(page.get_by_role("main")).to_contain_text("xong, có kiểm chứng 20/02/2023")
    for path in ("thu", "so-nam-truoc"):
        unit.open(f"/chi-so/{year_id}/{path}/STP/")
    unit.open("/chi-so/do-duoc-gi/")


def test_a_year_from_opening_to_the_published_ranking(
    browser: Browser, live_server: LiveServer, tmp_path: Path
) -> None:
    people()
    names = ("thuongtruc", "tuphap", "thamdinh", "thamdinh2", "hoidong")
    office, unit, first, second, council = (Visitor(browser, live_server.url, name) for name in names)
    year_id = _open_year(office)
    _score(unit, tmp_path)
    scored(year_id, HOME, "SNV")
    scored(year_id, HEALTH, "SYT")
    surveyed(year_id)
    _move_on(office, year_id, "Thẩm định lần 1")
    _appraise(first, second, year_id)
    _move_on(office, year_id, "Giải trình")
    sheet_id = sheet_of(year_id, "STP")
    _explain(unit, sheet_id)
    _move_on(office, year_id, "Thẩm định lần 2")
    _move_on(office, year_id, "Hội đồng quyết định")
    _object(unit, sheet_id)
    _decide(council, year_id)
    for code in ("SNV", "STP", "SYT"):
        council_says(year_id, code, "1.4", Cells("100"))
    _move_on(office, year_id, "Chốt kết quả")
    _move_on(office, year_id, "Công bố")
    unit.open(f"/chi-so/{year_id}/ket-qua/")
    expect(unit.page.get_by_role("row").filter(has_text="Sở Tư pháp")).to_contain_text("Tốt")
    unit.check()
    unit.page.get_by_role(
        "link", name="Sở Tư pháp", exact=True
    ).click()  # from the number to its rows: sheet, then file
    unit.page.get_by_role("link", name="1.1 Kế hoạch").click()
    expect(unit.page.get_by_role("link", name="ke-hoach.txt", exact=True)).to_be_visible()
    unit.check()
    _remedy(unit, year_id)
    _done(unit, office, year_id, tmp_path)
