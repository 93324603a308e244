"""Portals of the example: three small sites with planted faults, served on this machine while they are walked."""

import html
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any, Final

from caicach.cli.example_procedures import file_of_records, records_of_example, records_of_year_before

if TYPE_CHECKING:
    from caicach.kernel.access import Actor

ActorOn = Callable[[str, date], "Actor"]
Record = dict[str, Any]
AUDITED_ON: Final = date(2026, 11, 20)
REMEDY: Final = "Đăng lại thủ tục theo quyết định công bố mới nhất"
_BUILDING, _HEALTH, _PROVINCE = "SXD", "SYT", "UBND-T"
_NATIONAL: Final = "https://dichvucong.gov.vn/p/home/dvc-chi-tiet-thu-tuc-hanh-chinh.html?ma_thu_tuc="


def load_portals(actor_on: ActorOn, at: Callable[[date, int], datetime]) -> None:
    """Once: where a unit has a site already nothing is added.

    The department of construction kept the record of the year before and left one out; that of health leads to the
    national portal alone, as the law now wants; the province's own page says another result of one procedure.
    """
    from caicach.kernel.jobs import services as queue
    from caicach.procedures import services
    from caicach.procedures.queries import audits

    office, now = actor_on("noivu", AUDITED_ON), at(AUDITED_ON, 9)
    if audits.portals(office, on=AUDITED_ON):
        return
    with _served(_sites()) as addresses:
        for unit, address in addresses.items():
            portal = services.save_portal(office, facts=services.PortalFacts(unit, address, most_pages=100), now=now)
            services.ask_audit(office, portal_id=portal, now=now)
        services.bring_national(
            office,
            data=file_of_records(_national_records()),
            filename="csdl-quoc-gia-mau.jsonl",
            taken_on=AUDITED_ON,
            now=now,
        )
        while queue.run_next(now=now):
            pass
    _give(office, now)


def _give(office: "Actor", now: datetime) -> None:
    """What is wrong with one procedure of the department is its task; the others wait for a person."""
    from caicach.procedures import services
    from caicach.procedures.queries import audits

    found = audits.portal_findings(office, on=AUDITED_ON, filters=audits.PortalFindingFilters(unit=_BUILDING)).items
    if found:
        services.give_task(
            office,
            finding_ids=[one.id for one in found if one.code == found[0].code],
            remedy=REMEDY,
            owner="Văn phòng Sở",
            due_on=date(2026, 12, 15),
            now=now,
        )


def _sites() -> Mapping[str, Mapping[str, str]]:
    """Pages by path of the site of each unit."""
    records, before = records_of_example(), records_of_year_before()
    building = [one for one in records if one["performing_agency"] == "Sở Xây dựng"]
    health = [one for one in records if one["performing_agency"] == "Sở Y tế"]
    old = {one["code"]: one for one in before}
    shown = [old[building[0]["code"]], building[1], {**building[2], "papers": building[2]["papers"][:1]}]
    whole = [{**one, "results": "Công văn trả lời"} if one is records[8] else one for one in records]
    return {
        _BUILDING: _own_pages("Sở Xây dựng (cổng mẫu)", shown),
        _HEALTH: {"/": _page("Sở Y tế (cổng mẫu)", _links((_NATIONAL + one["code"], one) for one in health))},
        _PROVINCE: _own_pages("Trang thông tin thủ tục hành chính của tỉnh (cổng mẫu)", whole),
    }


def _national_records() -> list[Record]:
    """As the register, but for one that still has the time limit of the year before."""
    records = records_of_example()
    return [records_of_year_before()[0], *records[1:]]


def _own_pages(title: str, records: list[Record]) -> dict[str, str]:
    pages = {f"/thu-tuc/{one['code']}.html": _page(one["name"], _table(one)) for one in records}
    return {"/": _page(title, _links(zip(pages, records, strict=True))), **pages}


def _links(shown: "Iterator[tuple[str, Record]]") -> str:
    items = (
        f'<li><a href="{html.escape(to)}">{one["code"]} - {html.escape(one["name"])}</a></li>' for to, one in shown
    )
    return f"<h1>Thủ tục hành chính</h1><ul>{''.join(items)}</ul>"


def _table(one: Record) -> str:
    manners = "<br>".join(f"{row['manner']}: {row['time_limit']}; {row['fee']}" for row in one["submissions"])
    papers = "<br>".join(
        f"- {row['name']} (bản chính: {row['originals']}, bản sao: {row['copies']})" for row in one["papers"]
    )
    bases = "<br>".join(f"{row['number']} {row['title']}" for row in one["legal_bases"])
    rows = (
        ("Mã thủ tục", one["code"]),
        ("Tên thủ tục", html.escape(one["name"])),
        ("Lĩnh vực", one["field"]),
        ("Cấp thực hiện", one["level"]),
        ("Trình tự thực hiện", html.escape(one["steps"]).replace("\n", "<br>")),
        ("Cách thức thực hiện", manners),
        ("Thành phần hồ sơ", papers),
        ("Đối tượng thực hiện", one["subjects"]),
        ("Cơ quan thực hiện", one["performing_agency"]),
        ("Kết quả thực hiện", one["results"]),
        ("Căn cứ pháp lý", bases),
    )
    return f"<table>{''.join(f'<tr><th>{name}</th><td>{text}</td></tr>' for name, text in rows)}</table>"


def _page(title: str, body: str) -> str:
    head = f'<meta charset="utf-8"><title>{html.escape(title)}</title>'
    return f'<!DOCTYPE html><html lang="vi"><head>{head}</head><body>{body}</body></html>'


@contextmanager
def _served(sites: Mapping[str, Mapping[str, str]]) -> Iterator[dict[str, str]]:
    """Each site at a port of its own of this machine, which the audits of this process may walk."""
    from django.conf import settings

    servers = {unit: ThreadingHTTPServer(("127.0.0.1", 0), _answering(pages)) for unit, pages in sites.items()}
    before = settings.AUDIT_PRIVATE_HOSTS
    settings.AUDIT_PRIVATE_HOSTS = (*before, "127.0.0.1")
    for server in servers.values():
        threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield {unit: f"http://127.0.0.1:{server.server_port}/" for unit, server in servers.items()}
    finally:
        settings.AUDIT_PRIVATE_HOSTS = before
        for server in servers.values():
            server.shutdown()
            server.server_close()


def _answering(pages: Mapping[str, str]) -> type[BaseHTTPRequestHandler]:
    class Site(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            text = pages.get(self.path)
            body = (text or "Không tìm thấy").encode()
            self.send_response(200 if text else 404)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_given: object) -> None:
            """The console is for the person who loads the example."""

    return Site
