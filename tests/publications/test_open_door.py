"""The open door: no sign-in, no cookie, no script; frozen figures, the same for everybody."""

import csv
import hashlib
import json
import re
from datetime import UTC, date, datetime
from io import StringIO
from xml.etree import ElementTree

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from caicach.kernel.said import tell
from caicach.plans import services as tasks
from caicach.public.changes import changes_shown
from caicach.publications import services
from caicach.publications.domain.chain import GENESIS
from caicach.publications.domain.values import Cell, Column, ColumnKind, Content, PublicKind, PublicTable
from caicach.publications.gathering import SourceRef
from caicach.reports import services as reports
from factories.correspondence import JUSTICE, OFFICE
from factories.plans import LATER, confirmed, report, row
from factories.web import people

NOW = datetime(2023, 4, 3, 3, tzinfo=UTC)
pytestmark = pytest.mark.django_db


@pytest.fixture
def published() -> int:
    confirmed()
    source = _source()
    first = services.publish(OFFICE, source=source, now=NOW)
    return services.correct(OFFICE, number=first, source=source, reason="Thiếu <b>một</b> huyện", now=NOW)


def _source() -> SourceRef:
    made = reports.make_progress_report(OFFICE, first=date(2023, 2, 1), last=date(2023, 3, 31), unit="", now=NOW)
    return SourceRef(PublicKind.PROGRESS, str(made))


def _data(address: str) -> dict[str, object]:
    found: dict[str, object] = json.loads(Client().get(f"/cong-khai/api/v1/{address}").content)
    return found


def test_pages_need_nobody_and_give_no_cookie(published: int) -> None:
    for under in ("", "en/"):
        for address in ("", f"ban/{published}/", "ban/1/", "tu-dien/", "tin.atom"):
            answer = Client().get(f"/cong-khai/{under}{address}")
            body = answer.content.decode()
            assert answer.status_code == 200, address
            assert not answer.cookies
            assert "Cookie" not in answer.get("Vary", "")
            assert "public" in answer["Cache-Control"]
            assert "<script" not in body
            assert OFFICE.name not in body
            assert len(answer.content) < 300_000
    page = Client().get(f"/cong-khai/ban/{published}/").content.decode()
    assert "đính chính bản số 1" in page
    assert "&lt;b&gt;một" in page
    assert f"bản đính chính số {published}" in Client().get("/cong-khai/ban/1/").content.decode()
    assert re.search(r'<html lang="en">', Client().get("/cong-khai/en/").content.decode())


def test_who_is_signed_in_is_not_seen(published: int) -> None:
    people()
    client = Client()
    client.post("/dang-nhap/", {"username": "lanhdao", "password": "mot-mat-khau-dai-2023"})
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    answer = client.get("/cong-khai/")
    assert answer.content == Client().get("/cong-khai/").content
    assert not answer.cookies


def test_an_answer_is_not_sent_twice_until_something_is_published(published: int) -> None:
    first = Client().get("/cong-khai/")
    again = Client(headers={"If-None-Match": first["ETag"]})
    assert again.get("/cong-khai/").status_code == 304
    services.correct(OFFICE, number=published, source=_source(), reason="Lại sai", now=timezone.now())
    assert again.get("/cong-khai/").status_code == 200


def test_open_data_says_what_it_is_and_can_be_checked_by_anybody(published: int) -> None:
    edition = _data(f"editions/{published}.json")
    assert edition["licence"] == {"name": "CC BY 4.0", "url": "https://creativecommons.org/licenses/by/4.0/"}
    assert edition["title"].keys() == {"vi", "en"}  # type: ignore[attr-defined]
    table = next(one for one in edition["tables"] if one["code"] == "units")  # type: ignore[attr-defined]
    assert {column["code"] for column in table["columns"]} >= {"unit", "total", "overdue"}
    assert all(column["meaning"]["en"] != column["meaning"]["vi"] for column in table["columns"])
    assert type(table["rows"][0]["total"]) is int
    body = Client().get(table["csv"]).content.decode("utf-8-sig")
    lines = list(csv.DictReader(StringIO(body)))
    assert [line["unit"] for line in lines] == [row["unit"] for row in table["rows"]]
    assert _data(f"series/{edition['series']}.json") == edition
    previous = GENESIS
    for link in _data("chain.json")["links"]:  # type: ignore[attr-defined]
        sealed = Client().get(f"/cong-khai/api/v1/editions/{link['number']}/sealed.txt").content
        previous = hashlib.sha256(previous.encode() + b"\n" + sealed).hexdigest()
        assert link["digest"] == previous
    assert [one["number"] for one in _data("")["current"]] == [published]  # type: ignore[attr-defined]
    assert _data("editions.json?page=x")["total"] == 2
    assert "progress/units" in _data("dictionary.json")["tables"]  # type: ignore[operator]


def test_the_feed_tells_corrections(published: int) -> None:
    feed = ElementTree.fromstring(Client().get("/cong-khai/tin.atom").content)
    titles = [one.text or "" for one in feed.iter("{http://www.w3.org/2005/Atom}title")]
    assert any(title.startswith("Đính chính bản số 1") for title in titles)


def test_what_is_not_there_is_told_and_nothing_is_written(published: int) -> None:
    for wrong in ("x/", "ban/99/", "so-lieu/khac/", "en/ban/99/", "api/v1/editions/2/x.csv", "api/v1/series/x.json"):
        answer = Client().get(f"/cong-khai/{wrong}")
        assert answer.status_code == 404, wrong
        assert not answer.cookies
    assert Client().post("/cong-khai/").status_code == 405


def test_before_anything_is_published_the_page_says_so() -> None:
    assert "Chưa có số liệu nào" in Client().get("/cong-khai/").content.decode()
    assert _data("")["current"] == []


def test_a_correction_shows_every_figure_that_it_changes(published: int) -> None:
    same = Client().get(f"/cong-khai/ban/{published}/").content.decode()
    assert "Không số liệu nào trong bảng thay đổi" in same
    done = report(JUSTICE, row("STP").assignment_id)
    tasks.accept_report(OFFICE, report_id=done, quality=None, now=LATER)
    newest = services.correct(OFFICE, number=published, source=_source(), reason="Thiếu báo cáo", now=timezone.now())
    page = Client().get(f"/cong-khai/ban/{newest}/").content.decode()
    told = page.split('id="bang-doi"')[1].split("</section>")[0]
    assert f"Số liệu khác bản số {published}" in told
    cells = [re.sub(r"<[^>]*>", "", cell).strip() for cell in re.findall(r"<td.*?</td>", told, re.DOTALL)]
    width = len(re.findall(r"<th[\s>]", told))
    told_cells = [cells[n : n + width] for n in range(0, len(cells), width)]
    assert ["Theo đơn vị", "Sở Tư pháp", "Hoàn thành đúng hạn", "0", "1"] in told_cells
    assert all(before != after for *_, before, after in told_cells)
    assert "Figures that differ from edition" in Client().get(f"/cong-khai/en/ban/{newest}/").content.decode()


def test_a_correction_names_figures_as_people_do() -> None:
    def content(answered: str) -> Content:
        words = tuple(Column(code, tell("Cột"), tell("Cột")) for code in ("unit_code", "unit", "metric"))
        figures = PublicTable(
            "figures",
            tell("Số liệu theo đơn vị"),
            (*words, Column("value", tell("Số liệu"), tell("Số liệu"), ColumnKind.NUMBER)),
            ((Cell("STP"), Cell("Sở Tư pháp"), Cell("procedures.x"), Cell(answered)),),
        )
        heads = tuple(Column(code, tell("Cột"), tell("Cột")) for code in ("metric", "title"))
        names = PublicTable("metrics", tell("Chỉ tiêu"), heads, ((Cell("procedures.x"), Cell("Số đã trả lời")),))
        return Content(tell("Thủ tục"), tell("Thủ tục"), date(2026, 7, 1), date(2026, 9, 30), (figures, names))

    shown = changes_shown(4, content("0"), content("1"))
    assert [[cell.words.text for cell in row] for row in shown.rows] == [
        ["Sở Tư pháp, Số đã trả lời", "Số liệu", "0", "1"]
    ]
    assert [is_number for _, is_number in shown.head] == [False, False, True, True]
