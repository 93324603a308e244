"""Portals that harm whoever walks them, served on this machine: said, survived, and never a way inside."""

import io
import json
import socket
import time
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any

import pytest
from docx import Document

from caicach.cli.main import main
from procedures.markups import EVERY
from procedures.portal import Portal, page_shown, send, served

pytestmark = pytest.mark.slow  # a portal served and walked by a program of its own
Answer = Callable[[BaseHTTPRequestHandler], None]
Audit = Callable[..., dict[str, Any]]


@pytest.fixture
def audit(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Audit:
    def told(portal: Portal, url: str, *more: str, doubled: bool = False) -> dict[str, Any]:
        records = [json.dumps(one, ensure_ascii=False) for one in portal.records]
        register = tmp_path / "register.jsonl"
        register.write_text("\n".join(records * (2 if doubled else 1)), encoding="utf-8")
        command = ["procedures", "audit", url, "--register", str(register), "--timeout", "2", "--json", *more]
        assert main(command) in {0, 1, 3}
        found: dict[str, Any] = json.loads(capsys.readouterr().out)
        return found

    return told


def _portal(count: int = 2, **pages: Answer | str) -> Portal:
    """A list of ``count`` procedures at /tthc; ``pages`` are those of procedures by number: p0, p1."""
    portal = Portal(count)
    rows = "".join(
        f"<tr><td>{one['code']}<td><a href='/tthc/p{number}'>{one['name']}</a>"
        for number, one in enumerate(portal.records)
    )
    table = f"<table><tr><th>Mã thủ tục<th>Tên thủ tục</tr>{rows}</table>"
    portal.pages = {"/": page_shown(f"<meta charset=utf-8><h1>Danh sách thủ tục hành chính</h1>{table}")}
    for number, one in enumerate(portal.records):
        page = pages.get(f"p{number}", EVERY["definitions"](one))
        portal.pages[f"/tthc/p{number}"] = page_shown(page) if isinstance(page, str) else page
    return portal


def _statuses(told: dict[str, Any]) -> list[str]:
    return [one["status"] for one in told["procedures"]]


def _leads_to(target: str) -> Answer:
    return lambda request: send(request, 302, b"", Location=target)


@pytest.mark.parametrize(
    "target",
    [
        "http://10.0.0.1/", "http://169.254.169.254/latest/meta-data", "http://[::1]:1/", "http://2130706433:1/",
        "http://127.0.0.1:1/inside", "//192.168.1.1/x", "ftp://127.0.0.1/x", "file:///etc/passwd",
    ],
)  # fmt: skip
def test_a_redirect_into_the_inner_network_is_never_followed(target: str, audit: Audit) -> None:
    inner = Portal(1)
    with served(inner) as inside:
        port = inside.rstrip("/").rpartition(":")[2]
        portal = _portal(p1=_leads_to(target.replace(":1/", f":{port}/")))
        with served(portal) as url:
            told = audit(portal, url)
    assert inner.served == []
    assert _statuses(told)[0] == "ok"
    if target.startswith(("http:", "//")):
        assert (told["procedures"][1]["status"], told["procedures"][1]["reason"]) == ("blocked", "refused_private")
    else:
        assert _statuses(told)[1] != "ok"


def test_links_and_refreshes_and_attachments_into_the_inner_network_are_not_asked_for(audit: Audit) -> None:
    inner = Portal(1)
    with served(inner) as inside:
        links = "".join(f"<a href='{inside}{path}'>Thủ tục hành chính</a>" for path in ("", "a.docx", "b.pdf"))
        portal = _portal(
            p1=f"<meta http-equiv=refresh content='0;url={inside}'><iframe src='{inside}'></iframe>{links}"
        )
        with served(portal) as url:
            audit(portal, url)
    assert inner.served == []


def test_a_name_that_leads_inside_is_refused_where_it_is_resolved(audit: Audit) -> None:
    name = socket.gethostname()
    try:
        socket.getaddrinfo(name, None, socket.AF_INET)
    except OSError:
        pytest.skip("this machine does not know its own name")
    portal = _portal()
    with served(portal) as url:
        told = audit(portal, f"http://{name}:{url.rstrip('/').rpartition(':')[2]}/")
    assert portal.served == []
    assert "refused_private" in told["summary"]["notes"]
    assert set(_statuses(told)) == {"blocked"}


def test_circles_of_redirects_are_broken_and_ended(audit: Audit) -> None:
    portal = _portal(p1=_leads_to("/tthc/kia"))
    portal.pages["/tthc/kia"] = _leads_to("/tthc/p1")
    portal.pages.update({f"/xa/{n}": _leads_to(f"/xa/{n + 1}") for n in range(40)})
    home = portal.pages["/"]
    portal.pages["/"] = page_shown("<meta http-equiv=x><a href='/list'>Thủ tục hành chính</a><a href='/xa/0'>Xa</a>")
    portal.pages["/list"] = home
    with served(portal) as url:
        told = audit(portal, url)
    assert _statuses(told) == ["ok", "broken"]
    assert sum(path.startswith("/xa/") for path in portal.served) < 15


POSTS = "<form method=post><input type=hidden name=__VIEWSTATE value=x>{}</form>"


@pytest.mark.parametrize(
    ("pager", "reason"),
    [
        ("<p>1 <a href=\"javascript:__doPostBack('pager','2')\">2</a></p>", "list_not_seen"),
        (POSTS.format("<button name=trang value=2>Trang sau</button>"), "list_not_seen"),
        ("<a href='#' onclick='loadPage(2)'>Xem thêm »</a>", "list_not_seen"),
        (POSTS.format("<input name=q><button>Tìm kiếm</button>"), "not_published"),
        ("<div class='slick-next'><button onclick='next()'>»</button></div>", "not_published"),
        ("<p><a href='?trang=2'>2</a> <a class=disabled href='javascript:'>Sau</a></p>", "not_published"),
    ],
)  # fmt: skip
def test_a_list_that_goes_on_by_a_script_or_a_sent_form_hides_procedures_and_none_is_called_missing(
    pager: str, reason: str, audit: Audit
) -> None:
    portal = _portal(3)
    due = portal.records[2]
    rows = "".join(
        f"<tr><td>{one['code']}<td><a href='/tthc/p{number}'>{one['name']}</a>"
        for number, one in enumerate(portal.records[:2])
    )
    listed = f"<table><tr><th>Mã thủ tục<th>Tên thủ tục</tr>{rows}</table>{pager}"
    portal.pages["/"] = page_shown(f"<meta charset=utf-8><h1>Danh sách thủ tục hành chính</h1>{listed}")
    with served(portal) as url:
        told = audit(portal, url)
    by_code = {one["code"]: one for one in told["procedures"]}
    assert by_code[due["code"]]["reason"] == reason
    assert ("pages_by_script" in told["summary"]["notes"]) is (reason == "list_not_seen")
    assert [by_code[one["code"]]["status"] for one in portal.records[:2]] == ["ok", "ok"]


def _without_end(chunk: bytes, pause: float, *, most: float = 20.0) -> Answer:
    def answer(request: BaseHTTPRequestHandler) -> None:
        request.send_response(200)
        request.send_header("Content-Type", "text/html; charset=utf-8")
        request.end_headers()
        until = time.monotonic() + most
        while time.monotonic() < until:
            request.wfile.write(chunk)
            time.sleep(pause)

    return answer


@pytest.mark.parametrize(("chunk", "pause"), [(b"<p>a</p>" * 20_000, 0.0), (b"<p>", 0.1)])
def test_a_page_that_never_ends_is_left_and_called_blocked(chunk: bytes, pause: float, audit: Audit) -> None:
    portal = _portal(p1=_without_end(chunk, pause))
    with served(portal) as url:
        told = audit(portal, url)
    assert _statuses(told) == ["ok", "blocked"]
    assert told["procedures"][1]["reason"] in {"too_large", "slow"}


@pytest.mark.parametrize("fault", ["charset", "unclosed", "nested", "nul"])
def test_bytes_that_are_hardly_html_are_read_as_what_they_say(fault: str, audit: Audit) -> None:
    portal = _portal(1)
    page = EVERY["definitions"](portal.records[0])
    body = {
        "charset": page.encode("utf-16"),
        "unclosed": page.replace("</dd>", "").replace("</dt>", "").replace("</dl>", "").encode(),
        "nested": ("<div>" * 300 + page).encode(),
        "nul": page.replace("<dt>", "\0<dt>").encode(),
    }[fault]

    def answer(request: BaseHTTPRequestHandler) -> None:
        request.send_response(200)
        request.send_header("Content-Type", "text/html; charset=iso-8859-1")
        request.send_header("Content-Length", str(len(body)))
        request.end_headers()
        request.wfile.write(body)

    portal.pages["/tthc/p0"] = answer
    with served(portal) as url:
        told = audit(portal, url)
    assert _statuses(told) == ["ok"]


def test_endless_calendars_and_500_on_every_tenth_answer_and_doubled_codes_change_nothing(audit: Audit) -> None:
    portal = _portal(12)
    home = portal.pages["/"]
    portal.pages["/"] = page_shown("<a href='/list'>Thủ tục hành chính</a><a href='/lich?thang=1'>Lịch</a>")
    portal.pages["/list"] = home
    portal.each_tenth_fails = True
    with served(portal) as url:
        told = audit(portal, url, doubled=True)
    assert set(_statuses(told)) == {"ok"}
    assert len(told["procedures"]) == 12
    assert {one["kind"] for one in told["register_problems"]} == {"duplicate"}
    assert sum(path.startswith("/lich") for path in portal.served) < 60
    assert "endless_pages" in told["summary"]["notes"]


def _docx(one: dict[str, Any], **changed: str) -> bytes:
    shown = {**one, **changed}
    document = Document()
    for label, name in (
        ("Mã thủ tục", "code"), ("Tên thủ tục", "name"), ("Trình tự thực hiện", "steps"),
        ("Cơ quan thực hiện", "performing_agency"), ("Kết quả thực hiện", "results"),
    ):  # fmt: skip
        document.add_paragraph(f"{label}: {shown[name]}")
    document.add_paragraph("Cách thức thực hiện:")
    table = document.add_table(rows=1, cols=3)
    for cell, text in zip(table.rows[0].cells, ("Hình thức nộp", "Thời hạn giải quyết", "Phí, lệ phí"), strict=True):
        cell.text = text
    for row in shown["submissions"]:
        for cell, text in zip(table.add_row().cells, (row["manner"], row["time_limit"], row["fee"]), strict=True):
            cell.text = text
    kept = io.BytesIO()
    document.save(kept)
    return kept.getvalue()


def test_records_in_attachments_are_compared_and_bad_attachments_are_blocked_not_broken(audit: Audit) -> None:
    bare = "<meta charset=utf-8><h1>{}</h1><p>Xem tệp đính kèm: <a href='/tep/{}'>Tải về</a></p>"
    portal = Portal(4)
    names = ("0.docx", "1.docx", "2.pdf", "3.docx")
    portal = _portal(4, **{f"p{n}": bare.format(portal.records[n]["name"], names[n]) for n in range(4)})
    first, second, _, fourth = portal.records
    portal.pages["/tep/0.docx"] = lambda request: send(request, 200, _docx(first))
    portal.pages["/tep/1.docx"] = lambda request: send(request, 200, _docx(second, results="Công văn trả lời"))
    portal.pages["/tep/2.pdf"] = _without_end(b"%PDF-1.7\n" + b"0" * 200_000, 0.0)
    portal.pages["/tep/3.docx"] = lambda request: send(request, 200, _docx(fourth)[:2_000])
    with served(portal) as url:
        told = audit(portal, url)
    by_code = {one["code"]: one for one in told["procedures"]}
    shown = by_code[first["code"]]
    assert {v["verdict"] for name, v in shown["fields"].items() if name in {"results", "fee", "time_limit"}} == {"ok"}
    assert by_code[second["code"]]["fields"]["results"]["portal"] == "Công văn trả lời"
    assert told["summary"]["notes"].keys() >= {"too_large", "file_not_read"}
    assert "broken" not in _statuses(told)


def test_forms_beside_a_whole_record_are_not_asked_for(audit: Audit) -> None:
    portal = Portal(1)
    page = EVERY["definitions"](portal.records[0]) + "<a href='/tep/mau-don.docx'>Mẫu đơn</a>"
    portal = _portal(1, p0=page)
    with served(portal) as url:
        told = audit(portal, url)
    assert _statuses(told) == ["ok"]
    assert not [path for path in portal.served if path.startswith("/tep")]
