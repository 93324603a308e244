"""A portal of procedures with errors planted in it, served on this machine: what is wrong where is known beforehand."""

import itertools
import ssl
import threading
import time
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from copy import deepcopy
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from procedures.markups import EVERY
from procedures.provincial_markups import PROVINCIAL
from procedures.records import record
from procedures.system_markups import SYSTEMS

Record = dict[str, Any]
MARKUPS = {**EVERY, **PROVINCIAL, **SYSTEMS}
Plant = Callable[[Record], None]


def _set(name: str, value: Callable[[Record], Any]) -> Plant:
    def plant(shown: Record) -> None:
        shown[name] = value(shown)

    return plant


def _in_rows(name: str, change: Callable[[str], str]) -> Plant:
    def plant(shown: Record) -> None:
        for row in shown["submissions"]:
            row[name] = change(row[name])

    return plant


def _paper_count(shown: Record) -> None:
    shown["papers"][1]["copies"] = 5


CONTRADICTIONS: dict[str, Plant] = {
    "fee": _in_rows("fee", lambda text: text.replace(".000", ".500")),
    "time_limit": _in_rows("time_limit", lambda text: "99" + text[2:]),
    "unit": _in_rows("time_limit", lambda text: text.replace(" làm việc", "")),
    "paper_dropped": lambda shown: shown["papers"].pop(),
    "paper_added": lambda shown: shown["papers"].append(
        {"name": "Sổ hộ khẩu có chứng thực", "originals": 0, "copies": 1}
    ),
    "paper_form": lambda shown: shown["papers"][0].update(
        name=shown["papers"][0]["name"].replace("Mẫu số", "Mẫu số 9")
    ),
    "paper_count": _paper_count,
    "basis_repealed": lambda shown: shown["legal_bases"][0].update(number="72/2009/NĐ-CP"),
    "agency": _set("performing_agency", lambda _: "Phòng Kinh tế huyện Kỳ Anh"),
    "competent": _set("competent_agency", lambda _: "Ủy ban nhân dân cấp huyện"),
    "steps": _set("steps", lambda shown: shown["steps"].replace("ngày làm việc", "ngày")),
    "name": _set("name", lambda shown: shown["name"] + " và phụ lục kèm theo"),
    "results": _set("results", lambda _: "Công văn trả lời"),
}
GAPS: dict[str, Plant] = {
    "basis_dropped": lambda shown: shown["legal_bases"].pop(),
    "no_papers": lambda shown: shown["papers"].clear(),
    "no_results": _set("results", lambda _: "Không có thông tin"),
    "no_fee": _in_rows("fee", lambda _: ""),
}
OLD: dict[str, Plant] = {"old_decision": _set("decision", lambda _: "Quyết định số 17/QĐ-UBND")}
LOOKED_OVER: dict[str, Plant] = {
    "suffix": _set("code", lambda shown: shown["code"] + ".000.00.00.H19"),
    "tones": _set("name", lambda shown: shown["name"].replace("Hoà Bình", "Hòa  Bình")),
    "case": _set("performing_agency", lambda shown: shown["performing_agency"].upper()),
    "leading": _set("name", lambda shown: "Thủ tục " + shown["name"][0].lower() + shown["name"][1:]),
    "order": _set("subjects", lambda _: "Tổ chức (không bao gồm doanh nghiệp, HTX), Công dân Việt Nam"),
    "long": _in_rows(
        "time_limit", lambda text: text.replace("Ngày làm việc", "ngày làm việc, kể từ ngày nhận đủ hồ sơ hợp lệ")
    ),
}
BROKEN = ("404", "410", "500", "200 not found", "200 error", "loop")
BLOCKED = ("403", "429", "challenge", "slow", "login", "script", "huge")


class Portal:
    """``expected``: the status of each code; ``details``: what is planted in it."""

    def __init__(self, count: int = 340, *, markups: tuple[str, ...] = tuple(MARKUPS), page_size: int = 12) -> None:
        self.records = [record(number) for number in range(count)]
        self.markups, self.page_size = markups, page_size
        self.expected: dict[str, str] = {}
        self.details: dict[str, str] = {}
        self.pages: dict[str, Callable[[BaseHTTPRequestHandler], None]] = {}
        self.served: list[str] = []
        self.each_tenth_fails = False
        self._plan()

    def _plan(self) -> None:
        kinds: Iterator[tuple[str, str]] = itertools.cycle(
            [("contradictory", name) for name in CONTRADICTIONS] + [("missing", name) for name in GAPS]
            + [("outdated", name) for name in OLD] + [("missing", "unlisted")] + [("broken", name) for name in BROKEN]
            + [("blocked", name) for name in BLOCKED] + [("ok", name) for name in LOOKED_OVER] + [("ok", "national")]
        )  # fmt: skip
        slow = 0
        listed: list[tuple[Record, str]] = []
        for number, due in enumerate(self.records):
            status, detail = next(kinds) if number % 3 == 1 else ("ok", "")
            if detail == "slow":
                slow += 1
                status, detail = (status, detail) if slow <= 1 else ("ok", "")
            self.expected[due["code"]], self.details[due["code"]] = status, detail
            if detail != "unlisted":
                self._add_page(number, due, detail)
                listed.append(
                    (
                        due,
                        "https://dichvucong.gov.vn/x?ma=1" if detail == "national" else f"/tthc/chi-tiet-{number}.html",
                    )
                )
        for number in range(count_of_extra := 6):
            extra = record(5_000 + number)
            self._add_page(5_000 + number, extra, "")
            listed.insert(11 * number + count_of_extra, (extra, f"/tthc/chi-tiet-{5_000 + number}.html"))
            self.expected[extra["code"]] = "extra"
        self._add_lists(listed)

    def _add_page(self, number: int, due: Record, detail: str) -> None:
        shown = deepcopy(due)
        plants = {**CONTRADICTIONS, **GAPS, **OLD, **LOOKED_OVER}
        if detail in plants:
            plants[detail](shown)
        page = MARKUPS[self.markups[number % len(self.markups)]](shown)
        if number % 7 == 0:
            page = unicodedata.normalize("NFD", page)
        path = f"/tthc/chi-tiet-{number}.html"
        self.pages[path] = SPECIAL[detail](path) if detail in SPECIAL else page_shown(page)

    def _add_lists(self, listed: list[tuple[Record, str]]) -> None:
        parts = [listed[at : at + self.page_size] for at in range(0, len(listed), self.page_size)]
        for number, part in enumerate(parts):
            rows = "".join(
                f"<tr><td>{n}<td>{due['code']}<td><a href='{url}'>{due['name']}</a>"
                for n, (due, url) in enumerate(part)
            )
            following = f"<a href='/tthc?trang={number + 1}'>Sau</a>" if number + 1 < len(parts) else ""
            table = f"<table><tr><th>STT<th>Mã thủ tục<th>Tên thủ tục</tr>{rows}</table><div class=pagination>{following}</div>"
            self.pages[f"/tthc?trang={number}"] = page_shown(
                f"<meta charset=utf-8><h1>Danh sách thủ tục hành chính</h1>{table}"
            )
        home = "<nav><a href='/tthc?trang=0'>Thủ tục hành chính</a><a href='/lich?thang=1'>Lịch</a><a href='/tin/1'>Tin</a></nav>"
        self.pages["/"] = page_shown(
            f"<meta charset=utf-8>{home}<h2>Cổng thông tin điện tử</h2><a href='http://127.0.0.1:1/secret'>Nội bộ</a>"
        )

    def answer(self, request: BaseHTTPRequestHandler) -> None:
        self.served.append(request.path)
        if self.each_tenth_fails and len(self.served) % 10 == 0:
            send(request, 500, b"<h1>Internal Server Error</h1>")
        elif request.path.startswith("/lich"):
            month = int(request.path.rpartition("=")[2])
            send(
                request,
                200,
                f"<a href='/lich?thang={month + 1}'>Sau</a> <a href='/lich?thang={month - 1}'>Trước</a>".encode(),
            )
        elif request.path in self.pages:
            self.pages[request.path](request)
        else:
            send(request, 404, b"<h1>404</h1>")


def send(request: BaseHTTPRequestHandler, status: int, body: bytes, **headers: str) -> None:
    request.send_response(status)
    request.send_header("Content-Type", "text/html")
    for name, value in headers.items():
        request.send_header(name.replace("_", "-"), value)
    request.send_header("Content-Length", str(len(body)))
    request.end_headers()
    request.wfile.write(body)


def page_shown(page: str) -> Callable[[BaseHTTPRequestHandler], None]:
    return lambda request: send(request, 200, page.encode())


def _status(status: int) -> Callable[[str], Callable[[BaseHTTPRequestHandler], None]]:
    return lambda path: lambda request: send(request, status, b"<p>no</p>")


def _page(body: str) -> Callable[[str], Callable[[BaseHTTPRequestHandler], None]]:
    return lambda path: page_shown(f"<meta charset=utf-8>{body}")


def _slow(path: str) -> Callable[[BaseHTTPRequestHandler], None]:
    return lambda request: (time.sleep(2.5), send(request, 200, b"late"))[0]


def _redirect(target: str) -> Callable[[str], Callable[[BaseHTTPRequestHandler], None]]:
    return lambda path: lambda request: send(request, 302, b"", Location=target or path)


def _huge(path: str) -> Callable[[BaseHTTPRequestHandler], None]:
    def answer(request: BaseHTTPRequestHandler) -> None:
        request.send_response(200)
        request.send_header("Content-Type", "text/html")
        request.send_header("Content-Length", str(2_000_000_000))
        request.end_headers()
        request.wfile.write(b"<p>" * 1000)

    return answer


SPECIAL: dict[str, Callable[[str], Callable[[BaseHTTPRequestHandler], None]]] = {
    "404": _status(404), "410": _status(410), "500": _status(500), "403": _status(403), "429": _status(429),
    "200 not found": _page("<h2>Không tìm thấy thủ tục bạn yêu cầu</h2><a href=/>Về trang chủ</a>"),
    "200 error": _page("<p>Đã xảy ra lỗi trong quá trình xử lý. Vui lòng thử lại sau.</p>"),
    "loop": _redirect(""), "slow": _slow, "huge": _huge,
    "challenge": _page("<script>window.bobcmn='1';</script><script src='/TSPD/x'></script>Please enable JavaScript. Your support ID is 1"),
    "login": _page("<form>Đăng nhập để tiếp tục <input name=u><input type=password name=p><button>Đăng nhập</button></form>"),
    "script": _page("<div id=root></div><script>fetch('/api/tthc').then(r => document.getElementById('root').innerHTML = r)</script>"),
}  # fmt: skip


@contextmanager
def served(portal: Portal, certificate: Path | None = None) -> Iterator[str]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            with suppress(BrokenPipeError, ConnectionResetError):
                portal.answer(self)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    if certificate is not None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        server.socket = context.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http{'s' if certificate else ''}://127.0.0.1:{server.server_address[1]}/"
    finally:
        server.shutdown()
        server.server_close()
