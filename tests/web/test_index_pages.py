"""Pages of the scoring cycle: what each person sees, and that what was typed is never lost."""

import re
from collections.abc import Callable

import pytest
from django.test import Client

from caicach.indices import services
from caicach.indices.domain.cycle import Cells, Stage, Step
from caicach.indices.models import ScoreEntry, ScoringYear, Sheet
from caicach.organisations.domain.units import Level
from caicach.organisations.queries import user_id_of
from factories.correspondence import HEALTH, JUSTICE, OFFICE
from factories.indices import DUE, HOME, LATER, PROOF, SCORED, SET, council_says, entry_of, scored, sheet_of

pytestmark = pytest.mark.django_db

SignIn = Callable[[str], Client]


def opened_for_people(step: Step = Step.SELF_SCORING) -> int:
    """A year of the three departments whose members are the accounts of the small province."""
    year_id = services.open_year(
        OFFICE,
        year=2023,
        definition_text=SET,
        definition_file="bo-nho.yaml",
        levels=(Level.DEPARTMENT,),
        due=DUE,
        now=SCORED,
    )
    for username, fields in (("thamdinh", ("1", "P")), ("thamdinh2", ("1.2", "2"))):
        services.assign_appraiser(
            OFFICE,
            year_id=year_id,
            user_id=user_id_of(username),
            user_name=username,
            node_codes=fields,
            now=SCORED,
        )
    if step is Step.SELF_SCORING:
        return year_id
    for actor, unit in ((HOME, "SNV"), (JUSTICE, "STP"), (HEALTH, "SYT")):
        scored(year_id, actor, unit)
    for at in (Step.SELF_SCORING, Step.APPRAISAL_1, Step.EXPLANATION, Step.APPRAISAL_2):
        if at.is_before(step):
            services.move_on(OFFICE, year_id=year_id, seen=at, reason="Đúng lịch", now=SCORED)
    return year_id


@pytest.fixture
def clients(sign_in: SignIn) -> dict[str, Client]:
    names = ("thuongtruc", "lanhdao", "tuphap", "yte", "thamdinh", "thamdinh2", "hoidong", "huyen", "quantri")
    return {name: sign_in(name) for name in names}


def statuses(clients: dict[str, Client], address: str) -> dict[str, int]:
    return {name: client.get(address).status_code for name, client in clients.items()}


def test_a_sheet_is_seen_by_its_unit_and_by_those_who_see_all(clients: dict[str, Client]) -> None:
    sheet_id = sheet_of(opened_for_people(), "STP")
    seen = statuses(clients, f"/chi-so/phieu/{sheet_id}/?ma=1.1")
    assert seen == {
        "thuongtruc": 200,
        "lanhdao": 200,
        "tuphap": 200,
        "yte": 404,
        "thamdinh": 200,
        "thamdinh2": 200,
        "hoidong": 200,
        "huyen": 404,
        "quantri": 404,
    }


def test_desks_are_for_those_who_sit_at_them(clients: dict[str, Client]) -> None:
    year_id = opened_for_people(Step.APPRAISAL_1)
    assert statuses(clients, f"/chi-so/{year_id}/tham-dinh/") == {
        "thuongtruc": 403,
        "lanhdao": 403,
        "tuphap": 403,
        "yte": 403,
        "thamdinh": 200,
        "thamdinh2": 200,
        "hoidong": 403,
        "huyen": 404,
        "quantri": 404,
    }
    council = statuses(clients, f"/chi-so/{year_id}/hoi-dong/")
    assert {name for name, status in council.items() if status == 200} == {
        "thuongtruc",
        "lanhdao",
        "thamdinh",
        "thamdinh2",
        "hoidong",
    }
    for address in (
        "/chi-so/mo-ky/",
        f"/chi-so/{year_id}/lich/",
        f"/chi-so/{year_id}/don-vi/",
        f"/chi-so/{year_id}/phan-cong/",
    ):
        assert {name for name, status in statuses(clients, address).items() if status == 200} == {"thuongtruc"}


def test_a_result_is_seen_by_everybody_once_it_is_published(clients: dict[str, Client]) -> None:
    year_id = opened_for_people(Step.COUNCIL)
    for unit in ("SNV", "STP", "SYT"):
        council_says(year_id, unit, "1.4", Cells("100"))
    services.freeze(OFFICE, year_id=year_id, now=LATER)
    address = f"/chi-so/{year_id}/ket-qua/"
    assert {name for name, status in statuses(clients, address).items() if status == 404} == {
        "tuphap",
        "yte",
        "huyen",
        "quantri",
    }
    services.publish(OFFICE, year_id=year_id, now=LATER)
    assert set(statuses(clients, address).values()) == {200}
    assert set(statuses(clients, f"{address}hien-nay/").values()) == {200}
    replayed = clients["lanhdao"].get(f"/chi-so/{year_id}/tinh-lai-ket-qua/").content.decode()
    assert "Khớp từng chữ số" in replayed


def test_a_unit_scores_component_by_component_and_goes_on_to_the_next(clients: dict[str, Client]) -> None:
    sheet_id = sheet_of(opened_for_people(), "STP")
    unit = clients["tuphap"]
    answer = unit.post(
        f"/chi-so/phieu/{sheet_id}/tu-cham/",
        {"component": "1.1", "seen": "", "value": "dat", "note": "Kế hoạch 12/KH-STP", "go_on": "1"},
    )
    assert answer["Location"] == f"/chi-so/phieu/{sheet_id}/?ma=1.2#thanh-phan"
    unit.post(
        f"/chi-so/phieu/{sheet_id}/tu-cham/",
        {"component": "1.3", "seen": "", "ticked": ["a", "b"], "note": "Biên bản"},
    )
    unit.post(
        f"/chi-so/phieu/{sheet_id}/tu-cham/",
        {"component": "2.2", "seen": "", "first_day": "01/03/2023", "last_day": "06/03/2023", "note": "Báo cáo"},
    )
    found = {entry.component: entry.value for entry in ScoreEntry.objects.all()}
    assert found == {"1.1": "dat", "1.3": "a+b", "2.2": "2023-03-01/2023-03-06"}


def test_what_is_refused_stays_in_the_form_beside_its_reason(clients: dict[str, Client]) -> None:
    sheet_id = sheet_of(opened_for_people(), "STP")
    answer = clients["tuphap"].post(
        f"/chi-so/phieu/{sheet_id}/tu-cham/",
        {"component": "1.2", "seen": "", "numerator": "120", "denominator": "100", "note": "Số của một cửa"},
    )
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "tử số 120 lớn hơn mẫu số 100" in page
    assert 'value="120"' in page
    assert "Số của một cửa" in page
    assert not ScoreEntry.objects.exists()


def test_the_second_appraiser_sees_the_firsts_version_and_keeps_the_own_words(clients: dict[str, Client]) -> None:
    sheet_id = sheet_of(opened_for_people(Step.APPRAISAL_1), "SYT")
    address = f"/chi-so/phieu/{sheet_id}/tham-dinh/"
    first = {"component": "1.2", "seen": "", "decision": "agree"}
    assert clients["thamdinh"].post(address, first).status_code == 302
    second = {"component": "1.2", "seen": "", "decision": "other", "value": "70", "note": "Đếm lại hồ sơ"}
    told = clients["thamdinh2"].post(address, second)
    page = told.content.decode()
    assert told.status_code == 409
    assert "Chuyên viên thẩm định thứ nhất" in page
    assert "Đếm lại hồ sơ" in page
    entry = entry_of(sheet_id, "1.2", Stage.APPRAISAL_1)
    assert entry is not None
    assert f'name="seen" value="{entry.pk}"' in page
    again = clients["thamdinh2"].post(address, {**second, "seen": str(entry.pk)})
    assert again.status_code == 302
    assert ScoreEntry.objects.filter(component="1.2", stage="appraisal_1", sheet_id=sheet_id).count() == 2


@pytest.mark.parametrize("kind", ["docx", "pdf", "xlsx", "csv"])
def test_the_sheet_leaves_as_the_official_form_and_says_that_it_is_illustrative(
    clients: dict[str, Client], kind: str
) -> None:
    sheet_id = sheet_of(opened_for_people(Step.APPRAISAL_1), "STP")
    answer = clients["tuphap"].get(f"/chi-so/phieu/{sheet_id}/tai-ve/?tai={kind}")
    assert answer.status_code == 200
    assert answer["Content-Disposition"].startswith("attachment")
    if kind == "csv":
        assert "MINH HỌA" in answer.getvalue().decode("utf-8-sig")


def test_evidence_is_one_more_click_and_only_for_those_who_see_the_sheet(clients: dict[str, Client]) -> None:
    sheet_id = sheet_of(opened_for_people(Step.APPRAISAL_1), "STP")
    page = clients["thamdinh"].get(f"/chi-so/phieu/{sheet_id}/?ma=1.1").content.decode()
    address = page.split('href="/chi-so/tai-lieu/')[1].split('"')[0]
    seen = statuses(clients, f"/chi-so/tai-lieu/{address}")
    assert {name for name, status in seen.items() if status != 200} == {"yte", "huyen", "quantri"}


def test_an_english_page_shows_an_english_trace(clients: dict[str, Client]) -> None:
    sheet_id = sheet_of(opened_for_people(Step.APPRAISAL_1), "STP")
    client = clients["thamdinh"]
    client.cookies["caicach_language"] = "en"
    for component in ("1.1", "1.2", "1.3"):
        page = client.get(f"/chi-so/phieu/{sheet_id}/?ma={component}").content.decode()
        trace = page.split('<ol class="trace">')[1].split("</ol>")[0]
        steps = " ".join(re.findall(r"<ul>(.*?)</ul>", trace, re.DOTALL))
        assert "points" in steps.lower()
        assert "reached" in steps
        ours = re.sub(r'<span lang="vi">.*?</span>|«[^»]*»|\([^()]* / [^()]*\)', "", steps)
        assert re.findall(r"[àáảãạâăđêôơưấầẩẫậắằẳẵặéèẻẽẹếềểễệíìỉĩịóòỏõọốồổỗộớờởỡợúùủũụứừửữựýỳỷỹỵ]", ours) == []


def test_the_office_opens_a_year_with_a_shipped_set(clients: dict[str, Client]) -> None:
    typed = {"year": "2023", "shipped": "hatinh_52_2019_so", "levels": ["department"], "self_scoring": "31/01/2024"}
    answer = clients["thuongtruc"].post("/chi-so/mo-ky/", {**typed, "act": "open"})
    assert answer.status_code == 302
    year = ScoringYear.objects.get()
    assert (year.set_code, year.sheets.count()) == ("hatinh-52-2019-so", 3)
    page = clients["tuphap"].get(answer["Location"]).content.decode()
    assert "MINH HỌA" in page
    refused = clients["thuongtruc"].post("/chi-so/mo-ky/", {**typed, "year": "2025"})
    assert refused.status_code == 422
    assert "2019" in refused.content.decode()


def test_a_finding_is_remedied_shown_and_closed(clients: dict[str, Client]) -> None:
    year_id = opened_for_people(Step.COUNCIL)
    council = clients["hoidong"]
    posted = council.post(
        f"/chi-so/{year_id}/ton-tai/", {"unit": "STP", "node_code": "1.1", "text": "Kế hoạch ban hành muộn"}
    )
    assert posted.status_code == 302
    listed = clients["tuphap"].get(posted["Location"]).content.decode()
    address = "/chi-so/ton-tai/" + listed.split('href="/chi-so/ton-tai/')[1].split('"')[0]
    assert clients["yte"].get(address).status_code == 404
    unit = clients["tuphap"]
    unit.post(address, {"act": "remedy", "remedy": "Ban hành trước 15/01", "owner": "Chánh Văn phòng Sở", "due_on": ""})
    unit.post(address, {"act": "shown", "text": "Kế hoạch 02/KH-STP ngày 10/01/2024"})
    assert unit.post(address, {"act": "close", "decision": "1", "note": "Đạt"}).status_code == 403  # not the unit's act
    council.post(address, {"act": "close", "decision": "1", "note": "Đã có kế hoạch đúng hạn"})
    assert "Đã khắc phục" in unit.get(address).content.decode()


def test_every_table_leaves_as_a_file(clients: dict[str, Client]) -> None:
    year_id = opened_for_people(Step.APPRAISAL_1)
    for path, name in (
        ("", "thuongtruc"),
        ("tham-dinh/", "thamdinh"),
        ("hoi-dong/", "hoidong"),
        ("ton-tai/", "thuongtruc"),
    ):
        for kind in ("xlsx", "csv"):
            answer = clients[name].get(f"/chi-so/{year_id}/{path}?tai={kind}")
            assert answer["Content-Disposition"].startswith("attachment"), path


def test_the_forms_keep_what_was_saved(clients: dict[str, Client]) -> None:
    year_id = opened_for_people()
    sheet_id = scored(year_id, JUSTICE, "STP", lock=False)
    page = clients["tuphap"].get(f"/chi-so/phieu/{sheet_id}/?ma=1.2").content.decode()
    assert 'value="90"' in page
    assert PROOF.name in page


def test_a_year_is_opened_by_names_after_a_look(sign_in: SignIn) -> None:
    client, address = sign_in("thuongtruc"), "/chi-so/mo-ky/"
    form = client.get(address).content.decode()
    assert "Chỉ số cải cách hành chính của sở, ban, ngành cấp tỉnh (khung minh họa) – 52/2019/QĐ-UBND" in form
    assert "405/QĐ-BKHCN" not in form  # only declared: nobody could score by it
    typed = {"year": "2022", "shipped": "hatinh_52_2019_so", "levels": ["department"]}
    before = ScoringYear.objects.count()
    shown = client.post(address, {**typed, "act": "look"}).content.decode()
    for words in ("39 tiêu chí thành phần", "tổng 100 điểm", "đơn vị được chấm: sở"):
        assert words in shown
    assert ScoringYear.objects.count() == before
    assert client.post(address, {**typed, "act": "open"}).status_code == 302
    assert ScoringYear.objects.count() == before + 1
    assert "đã có kỳ chấm theo bộ tiêu chí này" in client.post(address, {**typed, "act": "look"}).content.decode()


def test_of_a_set_with_several_types_of_units_one_is_chosen_by_its_name(sign_in: SignIn) -> None:
    client, address = sign_in("thuongtruc"), "/chi-so/mo-ky/"
    typed = {"year": "2022", "shipped": "qd766_2022", "levels": ["department"]}
    shown = client.post(address, {**typed, "act": "look"}).content.decode()
    assert "cấp tỉnh: chấm như loại đơn vị" in shown
    assert ">xã, phường</option>" in shown
    unsaid = client.post(address, {**typed, "act": "open"})
    assert unsaid.status_code == 422
    assert "Chưa rõ" in unsaid.content.decode()
    assert client.post(address, {**typed, "unit_type_department": "so", "act": "open"}).status_code == 302


def test_each_level_counts_as_a_type_of_its_own(sign_in: SignIn) -> None:
    client, address = sign_in("thuongtruc"), "/chi-so/mo-ky/"
    typed = {"year": "2022", "shipped": "qd766_2022", "levels": ["department", "district"]}
    shown = client.post(address, {**typed, "act": "look"}).content.decode()
    assert shown.count("chấm như loại đơn vị") == 2
    chosen = {"unit_type_department": "so", "unit_type_district": "xa"}
    assert client.post(address, {**typed, **chosen, "act": "open"}).status_code == 302
    kept = dict(Sheet.objects.values_list("unit_id", "unit_type"))
    assert kept["STP"] == "so"
    assert "xa" in kept.values()


def test_a_set_that_the_office_brought_once_is_chosen_for_the_next_year(sign_in: SignIn) -> None:
    client, address = sign_in("thuongtruc"), "/chi-so/mo-ky/"
    assert "Của cơ quan, đã dùng" not in client.get(address).content.decode()
    year_id = opened_for_people()
    first = ScoringYear.objects.get()
    form = client.get(address).content.decode()
    assert f'<option value="ky-{year_id}">{first.set_name} – 01/QĐ-UBND' in form
    typed = {"year": "2024", "shipped": f"ky-{year_id}", "levels": ["department"], "act": "open"}
    assert client.post(address, typed).status_code == 302
    second = ScoringYear.objects.get(year=2024)
    assert (second.definition_text, second.definition_file) == (first.definition_text, first.definition_file)
    assert client.get(address).content.decode().count('value="ky-') == 1  # the same set is offered once
    assert client.post(address, {**typed, "shipped": "ky-999"}).status_code == 422
