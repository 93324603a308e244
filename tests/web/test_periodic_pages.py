"""Pages of periodic reports: from an opened period with five units' ways to the joined report and its files."""

import re
from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client

from caicach.kernel.periods import parse_period
from caicach.regimes import services
from caicach.regimes.domain.catalogue import form_named
from caicach.regimes.models import Edition, ReportVersion, UnitReport
from factories.correspondence import NOW, OFFICE
from factories.inspections import concluded as inspected_unit

FORM, QUARTER = form_named("cchc-quarterly"), parse_period("2023Q1")
SignIn = Callable[[str], Client]
pytestmark = pytest.mark.django_db


@pytest.fixture
def opened(sign_in: SignIn) -> SignIn:
    sign_in("thuongtruc")
    services.open_period(OFFICE, form=FORM, period=QUARTER, due_on=date(2023, 3, 17), now=NOW)
    return sign_in


def _address(unit: str) -> str:
    return f"/bao-cao-dinh-ky/don-vi/{UnitReport.objects.get(unit=unit).pk}/"


def _typed(version: int, **changed: str) -> dict[str, str]:
    figures = {f"figure-{one.code}": "4" for one in FORM.indicators() if one.is_typed and not one.metric}
    figures["figure-budget.planned"] = figures["figure-budget.spent"] = "1.234,5"
    return {**figures, "words-I": "Đã làm <b>tốt</b>.", "version": str(version), **changed}


def test_a_unit_saves_sends_and_the_office_decides(opened: SignIn) -> None:
    unit, office = opened("tuphap"), opened("thuongtruc")
    address = _address("STP")
    assert "Sở Tư pháp" in unit.get("/bao-cao-dinh-ky/").content.decode()
    answer = unit.post(address, _typed(0, act="save"), follow=True).content.decode()
    assert "Đã lưu bản 1" in answer
    assert "1.234,5" in answer
    answer = unit.post(address, _typed(1, act="send", **{"figure-acts.mended": "5"}), follow=True).content.decode()
    assert "Văn bản đã xử lý nhiều hơn văn bản có vấn đề" in answer
    answer = unit.post(address, _typed(2, act="send"), follow=True).content.decode()
    assert "Đã gửi báo cáo" in answer
    assert "Lưu và gửi" not in unit.get(address).content.decode()
    page = office.get(address).content.decode()
    assert "&lt;b&gt;tốt" in page
    decided = office.post(f"{address}quyet-dinh/", {"act": "return", "reason": "Thiếu", "version": "3"}, follow=True)
    assert "Đã trả lại báo cáo" in decided.content.decode()
    assert "Thiếu" in unit.get(address).content.decode()
    unit.post(address, _typed(3, act="send"))
    office.post(f"{address}quyet-dinh/", {"act": "accept", "version": "4"})
    period = office.get("/bao-cao-dinh-ky/cchc-quarterly/2023Q1/").content.decode()
    assert "Đã chấp nhận" in period
    assert "1.234,5" in period
    made = office.post("/bao-cao-dinh-ky/cchc-quarterly/2023Q1/", {"edit-VIII": "Khá."}, follow=True).content.decode()
    assert "Đã lập bản tổng hợp" in made
    assert "Khá." in made
    edition = Edition.objects.get()
    for kind, start in (("docx", b"PK"), ("pdf", b"%PDF"), ("xlsx", b"PK")):
        file = office.get(f"/bao-cao-dinh-ky/ban/{edition.pk}/tep/{kind}/")
        assert b"".join(file).startswith(start)
    assert office.get(f"/bao-cao-dinh-ky/ban/{edition.pk}/tep/exe/").status_code == 404
    assert office.post(f"/bao-cao-dinh-ky/ban/{edition.pk}/van-ban-di/").status_code == 302
    assert unit.get(f"/bao-cao-dinh-ky/ban/{edition.pk}/").status_code == 404


def test_what_inspections_found_is_filled_in_and_opens_its_rows(opened: SignIn) -> None:
    inspected_unit("STP")
    page = opened("tuphap").get(_address("STP")).content.decode()
    assert re.search(r"Vấn đề phát hiện.*?Hệ thống tính: 2\.\s*<a[^>]*/kiem-tra/ton-tai/\?don-vi=STP", page, re.DOTALL)
    period = opened("thuongtruc").get("/bao-cao-dinh-ky/cchc-quarterly/2023Q1/").content.decode()
    assert re.search(r"Sở Tư pháp: 2\s*<a[^>]*/kiem-tra/ton-tai/\?don-vi=STP", period)


def test_what_was_typed_stays_where_somebody_else_saved_first(opened: SignIn) -> None:
    unit, address = opened("tuphap"), _address("STP")
    unit.post(address, _typed(0, act="save"))
    answer = unit.post(address, _typed(0, act="save", **{"words-II": "Câu của tôi"}))
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Câu của tôi" in page
    assert re.search(r'name="version" value="1"', page)


def test_nonsense_in_a_figure_is_told_beside_it(opened: SignIn) -> None:
    unit, address = opened("tuphap"), _address("STP")
    answer = unit.post(address, _typed(0, act="save", **{"figure-dialogues": "nhiều"}))
    assert answer.status_code == 422
    assert "nhiều" in answer.content.decode()


def test_strangers_find_nothing_and_addresses_that_are_none_are_told(opened: SignIn) -> None:
    stranger, office, address = opened("yte"), opened("thuongtruc"), _address("STP")
    assert stranger.get(address).status_code == 404
    assert stranger.get("/bao-cao-dinh-ky/cchc-quarterly/2023Q1/").status_code == 403
    for wrong in ("cchc-quarterly/2023Q2", "cchc/2023Q1", "cchc-quarterly/9999Q1", "cchc-quarterly/x"):
        assert office.get(f"/bao-cao-dinh-ky/{wrong}/").status_code in {400, 404, 422}


def test_the_province_sets_the_day_of_its_units_and_reads_who_sends_what(opened: SignIn) -> None:
    office, unit = opened("thuongtruc"), opened("tuphap")
    page = unit.get("/bao-cao-dinh-ky/che-do/").content.decode()
    for told in ("phải mở bằng tay", "Thông tư 09/2026/TT-BTP", "08b, 08c", "Do bộ, ngành lập"):
        assert told in page
    assert "Đặt hạn gửi" not in page
    asked = {"which": "cchc-quarterly", "day": "18", "source": "Quyết định 12/QĐ-UBND"}
    assert unit.post("/bao-cao-dinh-ky/che-do/", asked).status_code == 403
    early = office.post("/bao-cao-dinh-ky/che-do/", {**asked, "day": "14"})
    assert early.status_code == 422
    assert "Quyết định 12/QĐ-UBND" in early.content.decode()
    done = office.post("/bao-cao-dinh-ky/che-do/", asked, follow=True).content.decode()
    assert "Quyết định 12/QĐ-UBND" in done
    assert "ngày 18 tháng cuối kỳ" in done


def test_what_the_office_wrote_goes_on_to_the_next_edition_and_editions_are_compared(opened: SignIn) -> None:
    office, period = opened("thuongtruc"), "/bao-cao-dinh-ky/cchc-quarterly/2023Q1/"
    office.post(period, {"edit-VIII": "Khá hơn năm trước."})
    page = office.get(period).content.decode()
    assert re.search(r"name=.edit-VIII.[^>]*>Khá hơn năm trước\.</textarea>", page)
    assert "ở bản 1 còn ở dưới" in page
    unit, address = opened("tuphap"), _address("STP")
    unit.post(address, _typed(0, act="send"))
    office.post(f"{address}quyet-dinh/", {"act": "accept", "version": "1"})
    office.post(period, {"edit-VIII": "Tốt."})
    first, second = Edition.objects.order_by("number")
    assert f"/ban/{second.pk}/so-voi/{first.pk}/" in office.get(f"/bao-cao-dinh-ky/ban/{second.pk}/").content.decode()
    for pair in ((second.pk, first.pk), (first.pk, second.pk)):
        told = office.get("/bao-cao-dinh-ky/ban/{}/so-voi/{}/".format(*pair)).content.decode()
        assert re.search(r"Khá hơn năm trước\..*Tốt\.", told, re.DOTALL)
        assert re.search(r"Sở Tư pháp.*?gửi đúng hạn|Sở Tư pháp.*?gửi muộn", told, re.DOTALL)
        assert re.search(r"Vốn đầu tư công được giao.*?1\.234,5", told, re.DOTALL)
    told = office.get(f"/api/v1/periodic-editions/{second.pk}/differences/{first.pk}").json()
    assert (told["before"], told["after"], told["registers"]) == (first.pk, second.pk, [])
    assert {"heading": "VIII", "author": "", "before": "Khá hơn năm trước.", "after": "Tốt."} in told["words"]
    (planned,) = (one for one in told["figures"] if one["what"] == "budget.planned" and one["place"])
    assert (planned["place"], planned["before"], planned["after"]) == ("Sở Tư pháp", None, "1234.5")
    assert [(one["name"], one["before"]) for one in told["units"]] == [("Sở Tư pháp", "measured_only")]
    same = office.get(f"/bao-cao-dinh-ky/ban/{first.pk}/so-voi/{first.pk}/").content.decode()
    assert "Hai bản giống hệt nhau" in same
    assert unit.get(f"/bao-cao-dinh-ky/ban/{first.pk}/so-voi/{second.pk}/").status_code == 404


def test_a_decision_is_about_the_version_that_was_read_and_keeps_what_was_typed(opened: SignIn) -> None:
    office, unit, address = opened("thuongtruc"), opened("tuphap"), _address("STP")
    unit.post(address, _typed(0, act="send"))
    read = {"act": "accept", "reason": "Đã xem bản 1", "version": "1"}
    office.post(f"{address}quyet-dinh/", {"act": "return", "reason": "Thiếu", "version": "1"})
    unit.post(address, _typed(1, act="send", **{"figure-dialogues": "7"}))
    answer = office.post(f"{address}quyet-dinh/", read)
    assert answer.status_code == 409
    assert "Đã xem bản 1" in answer.content.decode()
    assert UnitReport.objects.get(unit="STP").accepted_version is None
    empty = office.post(f"{address}quyet-dinh/", {"act": "return", "reason": " ", "version": "2"})
    assert empty.status_code == 422
    assert "Chưa ghi lý do" in empty.content.decode()


def test_programs_read_rows_words_and_how_units_reported(opened: SignIn) -> None:
    office, unit, address = opened("thuongtruc"), opened("tuphap"), _address("STP")
    unit.post(address, _typed(0, act="send"))
    office.post(f"{address}quyet-dinh/", {"act": "accept", "version": "1"})
    office.post("/bao-cao-dinh-ky/cchc-quarterly/2023Q1/", {"edit-VIII": "Khá."})
    edition = office.get(f"/api/v1/periodic-editions/{Edition.objects.get().pk}").json()
    assert {"heading": "VIII", "unit": "", "name": "", "text": "Khá."} in edition["words"]
    assert [one["text"] for one in edition["words"] if one["unit"] == "STP"] == ["Đã làm <b>tốt</b>."]
    assert {one["unit"] for one in edition["units"]} >= {"STP", "SYT"}
    assert edition["rows"] == {}


def test_a_unit_asks_those_below_decides_on_theirs_and_adds_them(opened: SignIn) -> None:
    unit, office, address = opened("huyen"), opened("thuongtruc"), _address("HBS")
    assert office.post(f"{address}hoi-cap-duoi/", {"due_on": "16/03/2023"}).status_code == 403
    late = unit.post(f"{address}hoi-cap-duoi/", {"due_on": "30/03/2023"})
    assert late.status_code == 422
    assert "30/03/2023" in late.content.decode()
    assert unit.post(f"{address}hoi-cap-duoi/", {"due_on": "16/03/2023"}).status_code == 302
    page = unit.get(address).content.decode()
    assert "UBND xã An Thượng" in page
    assert "Lưu và cộng cấp dưới" in page
    kept = unit.post(address, _typed(0, act="join", **{"figure-dialogues": "7"}), follow=True)
    assert "Chưa chấp nhận báo cáo nào" in kept.content.decode()
    assert "7" in kept.context["form"]["figure-dialogues"].value().__str__()
    below = UnitReport.objects.get(unit="XAT")
    UnitReport.objects.filter(pk=below.pk).update(state="sent")
    theirs = f"/bao-cao-dinh-ky/don-vi/{below.pk}/"
    assert 'name="act" value="accept"' in unit.get(theirs).content.decode()
    assert 'name="act" value="accept"' not in office.get(theirs).content.decode()
    assert (
        unit.post(f"{theirs}quyet-dinh/", {"act": "return", "reason": "Thiếu", "version": "0"})["Location"] == address
    )
    assert UnitReport.objects.get(unit="XAT").state == "returned"


def test_a_unit_takes_its_own_official_report_with_it(opened: SignIn) -> None:
    unit, address = opened("tuphap"), _address("STP")
    assert "tep/docx/" not in unit.get(address).content.decode(), "nothing was saved yet"
    unit.post(address, _typed(0, act="save"))
    assert f"{address}tep/docx/" in unit.get(address).content.decode()
    for kind, start in (("docx", b"PK"), ("pdf", b"%PDF"), ("xlsx", b"PK")):
        assert b"".join(unit.get(f"{address}tep/{kind}/")).startswith(start)
    assert unit.get(f"{address}tep/exe/").status_code == 404
    assert "Dự thảo theo bản 1, chưa gửi" in unit.get(address).content.decode()
    unit.post(address, _typed(1, act="send"))
    page = unit.get(address).content.decode()
    assert "Báo cáo chính thức theo bản 2" in page
    assert f"{address}tep/docx/?ban=1" in page
    assert b"".join(unit.get(f"{address}tep/docx/?ban=1")).startswith(b"PK")
    for wrong in ("3", "x", "-1", "9" * 30):
        assert unit.get(f"{address}tep/docx/?ban={wrong}").status_code == 404
    assert opened("yte").get(f"{address}tep/docx/").status_code == 404


def test_own_figures_go_on_to_the_next_edition_and_a_wrong_one_is_told(opened: SignIn) -> None:
    office, period = opened("thuongtruc"), "/bao-cao-dinh-ky/cchc-quarterly/2023Q1/"
    wrong = office.post(period, {"own-satisfaction": "7.273", "edit-VIII": "Khá."})
    assert wrong.status_code == 422
    assert "lớn hơn 100" in wrong.content.decode()
    assert wrong.context["form"]["own-satisfaction"].value() == "7.273", "what was typed stays"
    assert not Edition.objects.exists()
    office.post(period, {"own-satisfaction": "72,73", "own-satisfaction.answers": "0"})
    page = office.get(period)
    assert re.search(r'name="own-satisfaction"[^>]*value="72,73"', page.content.decode())
    assert re.search(r'name="own-satisfaction.answers"[^>]*value="0"', page.content.decode())
    assert "ở bản 1 còn ở dưới" in page.content.decode()
    form = page.context["form"]
    office.post(period, {field.html_name: form[field.name].value() or "" for field in form})
    first, second = Edition.objects.order_by("number")
    assert first.own == second.own


def test_a_page_names_what_changed_below_where_a_person_wrote_over_it(opened: SignIn) -> None:
    unit, address = opened("tuphap"), _address("STP")
    unit.post(address, _typed(0, act="save"))
    changes = [{"place": "I", "text": "Chi cục A: Đã làm 3 việc."}, {"place": "II", "text": ""}]
    ReportVersion.objects.update(below={"changed": changes})
    page = unit.get(address).content.decode()
    assert "Phần của bạn được giữ" in page
    assert "Chi cục A: Đã làm 3 việc." in page
    assert "không còn nội dung" in page
    unit.post(address, _typed(1, act="save"))
    assert "Phần của bạn được giữ" not in unit.get(address).content.decode()
