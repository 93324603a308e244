"""Answers of the national portal on index 766: read, kept for the units there are, beside figures from dossiers."""

import json
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from caicach.dossiers import queries, services
from caicach.dossiers.domain.portal_answers import PortalAnswer, read_answer
from caicach.dossiers.models import PortalFile
from caicach.indices.definition.inputs import Inputs
from caicach.indices.definition.rules.base import Given
from caicach.indices.definition.scoring import score
from caicach.indices.queries import INDEX_766, measured_set, shipped_set
from caicach.kernel.access import SYSTEM
from caicach.kernel.errors import InvalidInput, NotAllowed
from caicach.kernel.periods import parse_period
from factories.correspondence import JUSTICE, OFFICE, province
from factories.web import PASSWORD, people

NOW = datetime(2026, 10, 12, 2, tzinfo=UTC)
QUARTER = parse_period("2026Q3")


def packed(data: object) -> bytes:
    return json.dumps({"code": "OK", "data": data, "message": "ok"}, ensure_ascii=False).encode()


def measure(code: str, met: float | None, of: float | None, ratio: float, points: float | None, most: int) -> Any:
    told = {"code": code, "name": code, "numerator": met, "denominator": of, "ratio": ratio}
    return {**told, "score": points, "maxScore": most}


PROGRESS = {"departmentName": "UBND tỉnh Mẫu", "departmentCode": "H99", "totalReceived": 464494, "totalOnTime": 403016}
PROGRESS |= {"totalCompleted": 375592, "avgProcessingDays": 4.69, "ratio": 86.76, "totalScore": 17.35}
CHILD = {"departmentName": "Sở Tư pháp - Tỉnh Mẫu", "departmentCode": "H99.05", "totalReceived": 4, "totalOnTime": 2}
CHILD |= {"avgProcessingDays": 2.5, "ratio": 50, "score": 10, "maxScore": 20}
ONLINE = {"departmentName": "UBND tỉnh Mẫu", "totalScore": 8.41, "totalMaxScore": 12, "authorityCount": 89}
ONLINE |= {"partialCount": 31, "fullCount": 21, "onlineDossierCount": 449, "onlineServiceTotal": 1884}
ONLINE |= {"channelOnlineSum": 435258, "channelDirectSum": 5300, "channelTotalSum": 440558}
PAID = {"departmentName": "UBND tỉnh Mẫu", "totalScore": 6.67, "totalMaxScore": 10, "totalFeeFormality": 311}
PAID |= {"totalDossierOnlinePaymentSuccess": 233203, "totalDossierFinancialObligation": 268066}
PAID |= {"totalDossierOnlineFormalityPaymentSuccess": 115, "totalFeeDossierFormality": 66}
DIGITISED = [
    measure("ORIGINAL_RESULT_AVAILABLE", 334358, 464494, 71.98, 4.32, 6),
    measure("REUSED_DIGITIZED_DATA", 64382, 464494, 13.86, 0.35, 2),
    measure("SYNCED_WITH_DVCQG_PERSONAL_STORAGE", 0, 464494, 0, 0, 4),
    measure("CITIZEN_DATA_CONNECTED_DOSSIER", 192191, 464494, 41.38, 0.83, 2),
    measure("CITIZEN_DATA_CONNECTED_FORMALITY", 342, 1300, 26.31, 0.53, 2),
    measure("ELECTRONIC_CERTIFIED_COPY", None, None, 100, 2, 2),
]
SATISFIED = [
    measure("PETITION_CLASSIFICATION_TTHC", 373, 499, 74.75, None, 0),
    measure("DOSSIER_RECEIVING_SATISFACTION", 402886, 464494, 86.74, 5.78, 6),
    measure("PETITION_PROCESSING_ON_TIME", 300, 499, 60.12, 3.61, 6),
]
SYNC = {**measure("DOSSIER_SYNC", 4, 5, 80, 4.8, 6), "dataQualityMessage": "Mẫu số đang dùng số tạm"}


def of_measures(*measures: object, name: str = "UBND tỉnh Mẫu", **more: object) -> bytes:
    return packed({"overview": {"departmentName": name, "metrics": list(measures)}, "evaluation": [], **more})


def figures(answer: PortalAnswer) -> dict[str, tuple[Any, ...]]:
    return {one.leaf: (one.numerator, one.denominator, one.value, one.score) for one in answer.units[0].figures}


def test_both_shapes_are_read_with_what_nobody_knows_named() -> None:
    progress = read_answer(packed({"parent": PROGRESS, "children": [CHILD]}), "a.json")
    assert figures(progress)["2.1"] == (403016, 464494, Decimal("86.76"), Decimal("17.35"))
    assert figures(progress)["2.2"] == (None, None, Decimal("4.69"), None)
    assert [unit.code for unit in progress.units] == ["H99", "H99.05"]
    online = figures(read_answer(packed({"parent": ONLINE, "children": None}), "a.json"))
    assert online["3.1"][:2] == (52, 89)
    assert online["g3a"] == (None, None, None, Decimal("8.41"))
    told = read_answer(of_measures(*DIGITISED, {"code": "NEW_MEASURE"}), "a.json")
    assert told.unread == ("NEW_MEASURE",)
    assert figures(told)["ctdt"] == (None, None, 100, 2)
    assert "5.1" not in figures(read_answer(of_measures(*SATISFIED), "a.json"))


def test_the_rules_of_the_set_give_the_points_that_the_portal_gave() -> None:
    """Real answers of a province for the third quarter of 2026, as published on 26/9/2026."""
    files = [packed({"parent": one, "children": []}) for one in (PROGRESS, ONLINE, PAID)]
    told = [read_answer(data, "a.json") for data in (*files, of_measures(*DIGITISED), of_measures(*SATISFIED))]
    known = {leaf: found for answer in told for leaf, found in figures(answer).items()}
    ratios = {leaf: one for leaf, one in known.items() if one[0] is not None and leaf != "5.4"}
    given = {leaf: {"T": Given(numerator=str(met), denominator=str(of))} for leaf, (met, of, *_) in ratios.items()}
    given["1.4"] = {"T": Given("100")}
    met, of, *_ = known["5.4"]
    given["5.4"] = {"T": Given(f"{100 - 100 * met / of:.6f}")}
    nodes = score(shipped_set(INDEX_766), Inputs(("T",), given), year=2026).units["T"].nodes
    scored = {leaf: one[3] for leaf, one in known.items() if one[3] is not None and leaf != "ctdt"}
    assert {"2.1", "g3a", "g3b", "4.1", "4.3", "4.4", "4.5a", "4.5b", "5.2", "5.4"} == set(scored)
    for leaf, points in scored.items():
        assert nodes[leaf].points == pytest.approx(points, abs=Decimal("0.0101")), leaf


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"<html>", "not_json"),
        (b"\xff\xfe", "not_json"),
        (b"[" * 100_000, "not_json"),
        (b'{"data": {"parent": {"totalOnTime": NaN}}}', "not_json"),
        (b"[]", "no_data"),
        (b'{"code": "ERROR", "data": null}', "no_data"),
        (packed({"items": []}), "other_page"),
        (packed({"parent": PROGRESS, "children": [3]}), "other_page"),
        (packed({"parent": {**PROGRESS, "totalOnTime": "nhiều"}}), "no_number"),
        (packed({"parent": {**PROGRESS, "totalOnTime": -1}}), "no_number"),
        (of_measures(measure("CITIZEN_DATA_CONNECTED_DOSSIER", 1, 2, 50, 1, 2)), "one_procedure"),
        (of_measures(), "no_figure"),
    ],
)
def test_another_file_is_refused_with_a_reason(data: bytes, code: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        read_answer(data, "a.json")
    assert refused.value.code == f"portal_answer.{code}"


def keep(data: bytes, **more: Any) -> int:
    asked = {"filename": "a.json", "data": data, "answer": read_answer(data, "a.json"), "period": QUARTER, "now": NOW}
    return services.keep_portal_answer(more.pop("actor", OFFICE), **{**asked, **more})


@pytest.mark.django_db
def test_an_answer_is_kept_once_for_the_units_there_are() -> None:
    province()
    data = packed({"parent": PROGRESS, "children": [CHILD, {**CHILD, "departmentName": "UBND xã Lạ"}]})
    assert keep(data) == keep(data)
    (kept,) = queries.portal_answers(OFFICE)
    assert (kept.units, "UBND xã Lạ" in kept.strangers) == (1, True)
    found = queries.portal_figures(OFFICE, ["STP", "SYT"], "2026Q3")
    assert found["STP"]["2.1"].figure.score == 10
    assert "SYT" not in found
    assert queries.portal_figures(OFFICE, ["STP"], "2026") == {}
    later = packed({"parent": {**CHILD, "totalOnTime": 3, "score": 15}})
    keep(later, now=NOW.replace(day=13))
    assert queries.portal_figures(OFFICE, ["STP"], "2026Q3")["STP"]["2.1"].figure.score == 15
    with pytest.raises(InvalidInput):
        keep(packed({"parent": PROGRESS}))
    with pytest.raises(NotAllowed):
        keep(data, actor=JUSTICE)


DOSSIERS = """Mã hồ sơ;Đơn vị;Mã TTHC;Kênh;Ngày tiếp nhận;Ngày hẹn trả;Ngày xử lý xong;Ma ket qua
HS-260803-1;STP;1.1;2;03/08/2026 08:00;10/08/2026;12/08/2026 09:00;KQ1
HS-260803-2;STP;1.1;2;03/08/2026 08:00;10/08/2026;05/08/2026 09:00;
HS-260803-3;STP;1.1;1;03/08/2026 08:00;10/08/2026;10/08/2026 09:00;KQ3
HS-260803-4;STP;1.1;1;03/08/2026 08:00;10/08/2026;07/08/2026 09:00;KQ4
"""


def with_dossiers(tmp_path: Path) -> None:
    (tmp_path / "ho-so.csv").write_text(DOSSIERS, encoding="utf-8")
    services.import_file(SYSTEM, source="Một cửa", path=tmp_path / "ho-so.csv", now=NOW)


@pytest.mark.django_db
def test_a_unit_is_scored_from_its_dossiers_and_the_portals_share_of_synchronised_ones(tmp_path: Path) -> None:
    province()
    with_dossiers(tmp_path)
    keep(of_measures(SYNC, name="Sở Tư pháp"))
    found = measured_set(shipped_set(INDEX_766), ["STP", "SYT"], QUARTER)
    nodes = found.scores.units["STP"].nodes
    points = {code: nodes[code].points for code in ("1.4", "2.1", "3.3", "4.1")}
    assert points == {"1.4": Decimal("4.8"), "2.1": 15, "3.3": Decimal("4.8"), "4.1": Decimal("4.5")}
    assert nodes["3.6"].missing
    assert "không có cột" in str(nodes["3.6"].reason)
    assert found.scores.units["SYT"].nodes["2.1"].missing


@pytest.mark.django_db
def test_the_page_holds_ours_beside_theirs_and_opens_the_dossiers(client: Client, tmp_path: Path) -> None:
    people()
    with_dossiers(tmp_path)
    client.login(username="thuongtruc", password=PASSWORD)
    upload = SimpleUploadedFile("tien-do.json", packed({"parent": CHILD}), content_type="application/json")
    answered = client.post("/ho-so/766/cau-tra-loi/", {"period": "2026Q3", "answer": upload})
    assert answered.status_code == 302
    assert PortalFile.objects.get().period == "2026Q3"
    assert client.post("/ho-so/766/cau-tra-loi/", {"period": "2026H1", "answer": ""}).status_code == 422
    page = client.get("/ho-so/766/?don-vi=STP&ky=2026Q3").content.decode()
    assert 'Nguồn của số này:</div> <div class="soft small" lang="vi">Cơ sở dữ liệu' in " ".join(page.split())
    assert '<option value="TINH" lang="vi" selected' in " ".join(client.get("/ho-so/766/").content.decode().split())
    for part in ("2/4", ">15<", ">10<", ">5<", "loai=late_766", "Chưa lưu câu trả lời của Cổng cho đúng kỳ này"):
        assert part in page.replace("\n", "").replace(" ", "") or part in page, part
    exported = b"".join(client.get("/ho-so/766/?don-vi=STP&ky=2026Q3&tai=csv")).decode("utf-8-sig")  # type: ignore[arg-type]
    assert "2.1" in exported
    client.login(username="tuphap", password=PASSWORD)
    assert client.get("/ho-so/766/?don-vi=SYT&ky=2026Q3").status_code == 404
    assert client.get("/ho-so/766/?don-vi=STP&ky=2026Q3").status_code == 200
