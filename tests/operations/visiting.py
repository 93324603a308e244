"""Whoever acts on an installation through HTTP, and remembers what was promised."""

import http.client
import json
import random
import re
import socket
import time
import urllib.parse
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from caicach.notifications.domain import signing
from operations.answers import Act, Answer, Ledger
from operations.periodic import PeriodicReport

API = "/api/v1"
PASSWORD = "mot-mat-khau-dai-2023"
PATIENCE = 60.0


@dataclass
class Door:
    """One line to the web; an answer that does not come is None."""

    port: int

    def ask(self, method: str, path: str, body: bytes | None = None, **headers: str) -> Answer | None:
        self._wait()
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        try:
            connection.request(method, path, body, named)
            with connection.getresponse() as answer:
                return Answer(answer.status, answer.read(), answer.headers)
        except (OSError, http.client.HTTPException):
            return None
        finally:
            connection.close()

    def _wait(self) -> None:
        """Until somebody takes calls: who is not heard at all asked for nothing."""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            try:
                socket.create_connection(("127.0.0.1", self.port), timeout=5).close()
                return
            except OSError:
                time.sleep(0.1)


def multipart(fields: dict[str, str], name: str, filename: str, data: bytes) -> tuple[bytes, str]:
    edge = uuid.uuid4().hex
    parts = [
        f'--{edge}\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{value}\r\n'.encode()
        for key, value in fields.items()
    ]
    head = f'--{edge}\r\nContent-Disposition: form-data; name="{name}"; filename="{filename}"\r\n'
    parts.append(f"{head}Content-Type: text/plain\r\n\r\n".encode() + data + f"\r\n--{edge}--\r\n".encode())
    return b"".join(parts), f"multipart/form-data; boundary={edge}"


def letter_text(number: int, on: date) -> bytes:
    due = on + timedelta(days=40)
    return f"""UBND TỈNH HỒNG LAM
BAN CHỈ ĐẠO CCHC
Số: {number}/BCĐ-TGV
Hồng Lam, ngày {on:%d} tháng {on:%m} năm {on:%Y}
V/v rà soát thủ tục hành chính đợt {number}
Kính gửi:
- Sở Tư pháp;
- Sở Y tế.
1. Sở Tư pháp rà soát thủ tục hành chính đợt {number}, hoàn thành trước ngày {due:%d/%m/%Y}.
2. Sở Y tế báo cáo kết quả tiếp nhận hồ sơ đợt {number} trước ngày {due:%d/%m/%Y}.
Lưu: VT.
""".encode()


DOSSIER_HEAD = "Mã hồ sơ;Đơn vị;Ngày tiếp nhận;Ngày hẹn trả;Ngày xử lý xong"
ITEM = "2-1"
"""An item of the checklist that may be not applicable, as its fields are named."""


def dossier_row(marker: str, number: int, on: date) -> str:
    came = on - timedelta(days=30)
    return f"{marker}-{number};STP;{came:%d/%m/%Y} 08:00;{came + timedelta(days=9):%d/%m/%Y};"


def survey_xml(marker: str) -> bytes:
    return (
        '<data id="hai_long" version="2026.1"><bat_dau>2023-02-20T08:00:00+07:00</bat_dau>'
        "<ket_thuc>2023-02-20T08:05:00+07:00</ket_thuc><dong_y>co</dong_y><noi_dung><khu_vuc>do_thi</khu_vuc>"
        "<tuoi>40</tuoi><kenh>mot_cua</kenh><chung>4</chung></noi_dung>"
        f"<meta><instanceID>uuid:{marker}</instanceID></meta></data>"
    ).encode()


@dataclass
class Unsent:
    """What its sender keeps until it is answered, and sends again as it was: of the phone, of another system."""

    act: Act
    ask: Callable[[], Answer | None]
    statuses: frozenset[int]


class Visitor:
    """A clerk who hands in letters, has them confirmed, reports and decides through the API, and numbers letters and
    keeps numbers on the pages; answers a survey, writes at the place of an inspection, pushes dossiers, and sends
    these again until they are answered; fills in, sends and decides a periodic report. What to do next is drawn from
    what is there to do.
    """

    def __init__(self, name: str, world: dict[str, Any], port: int, ledger: Ledger, letters: list[int]) -> None:
        self.name, self._door, self._ledger = name, Door(port), ledger
        self._tokens: dict[str, str] = world["tokens"]
        self._series: int = world["series"]
        self._today = date.fromisoformat(world["today"])
        self._letters, self._numbers = letters, iter(range(1, 1_000_000))
        self._first = 1_000 * (1 + int(name))
        self._cookies: dict[str, dict[str, str]] = {}  # of who signed in
        self._to_confirm: list[int] = []
        self._to_report: list[tuple[int, str]] = []
        self._to_decide: list[tuple[int, int, str]] = []  # report, assignment, who reported
        self._again: set[tuple[str, int]] = set()
        self._survey: str = world["survey"]
        self._inspection: int = world["inspections"][int(name)]
        self._answers = 0
        self._unsent: list[Unsent] = []
        self._periodic = PeriodicReport(world["periodic"][int(name)], world["figures"], self, ledger)

    def sign_in(self, username: str, who: str = "office") -> None:
        page = self._door.ask("GET", "/dang-nhap/")
        assert page is not None
        self._keep_cookies(page, who)
        done = self.post(who, "/dang-nhap/", {"username": username, "password": PASSWORD})
        assert done is not None
        assert done.status == 302, done.body.decode()[:2000]

    def act(self, chance: random.Random) -> None:
        """One act."""
        may: list[Callable[[random.Random], None]] = [self._hand_in, self._reserve, self._answer, self._push]
        may += [self._periodic.act] * 2
        may += [self._send_again] * 4 if self._unsent else [self._write_at_place]
        may += [self._confirm] * 3 if self._to_confirm else []
        may += [self._report] * 3 if self._to_report else []
        may += [self._decide] * 3 if self._to_decide else []
        may += [self._number] * 2 if self._letters else []
        chance.choice(may)(chance)

    def _hand_in(self, _chance: random.Random) -> None:
        number = self._first * 1_000 + next(self._numbers)
        today = self._today
        marker = f"thu-{self.name}-{uuid.uuid4().hex[:12]}"
        act = self._ledger.begin(Act("letter", marker))
        body, kind = multipart({"arrived_on": today.isoformat()}, "file", f"{marker}.txt", letter_text(number, today))
        answer = self._program("office", "POST", "/documents", body, kind)
        if self._came(act, answer, 201):
            act.subject = answer.told["id"]  # type: ignore[union-attr]
            self._to_confirm.append(act.subject)

    def _confirm(self, chance: random.Random) -> None:
        document = self._to_confirm.pop(chance.randrange(len(self._to_confirm)))
        seen = self._program("office", "GET", f"/documents/{document}/review")
        if seen is None or seen.status != 200:
            self._expect(seen, 200, "review")
            self._to_confirm.append(document)
            return
        act = self._ledger.begin(Act("confirm", f"confirm-{document}", document))
        body = json.dumps({"version": seen.told["review"]["version"]}).encode()
        answer = self._program("office", "POST", f"/documents/{document}/confirm", body, "application/json")
        if self._came_once(act, answer, 200):
            self._find_work(document)
        elif answer is None or answer.status == 503:
            self._to_confirm.append(document)

    def _find_work(self, document: int) -> None:
        for who in ("justice", "health"):
            found = self._program(who, "GET", f"/tasks?document={document}")
            if self._expect(found, 200, "tasks"):
                rows = found.told["items"]  # type: ignore[union-attr]
                self._to_report += [(row["assignment_id"], who) for row in rows]

    def _report(self, chance: random.Random) -> None:
        assignment, who = self._to_report.pop(chance.randrange(len(self._to_report)))
        marker = f"bao-cao-{self.name}-{uuid.uuid4().hex[:12]}"
        act = self._ledger.begin(Act("report", marker))
        # Some evidence is the same for all: equal bytes are one file on the disk.
        data = (marker if chance.random() < 0.7 else "chung").encode() * chance.randrange(1, 3000)
        body, kind = multipart({"text": marker, "is_completed": "false"}, "files", f"{marker}.txt", data)
        answer = self._program(who, "POST", f"/assignments/{assignment}/reports", body, kind)
        if self._came(act, answer, 201):
            act.subject = answer.told["report_id"]  # type: ignore[union-attr]
            self._to_decide.append((act.subject, assignment, who))

    def _decide(self, chance: random.Random) -> None:
        waiting = self._to_decide.pop(chance.randrange(len(self._to_decide)))
        report = waiting[0]
        act = self._ledger.begin(Act("decision", f"decision-{report}", report))
        is_taken = chance.random() < 0.5
        path, body = (f"/reports/{report}/accept", {}) if is_taken else (f"/reports/{report}/return", {"reason": "sửa"})
        answer = self._program("office", "POST", path, json.dumps(body).encode(), "application/json")
        if self._came_once(act, answer, 204):
            self._to_report.append((waiting[1], waiting[2]))
        elif answer is None or answer.status == 503:
            self._to_decide.append(waiting)

    def _number(self, _chance: random.Random) -> None:
        letter = self._letters.pop()
        act = self._ledger.begin(Act("number", f"number-{letter}", letter))
        typed = {"version": "1", "issued_on": f"{self._today:%d/%m/%Y}"}
        answer = self._post(f"/van-ban-di/{letter}/cap-so/", typed)
        if not self._came_once(act, answer, 302) and (answer is None or answer.status == 503):
            self._letters.append(letter)

    def _reserve(self, _chance: random.Random) -> None:
        marker = f"giu-{self.name}-{uuid.uuid4().hex[:12]}"
        act = self._ledger.begin(Act("reserved", marker))
        self._came(act, self._post(f"/van-ban-di/day-so/{self._series}/giu/", {"reason": marker}), 302)

    def _answer(self, _chance: random.Random) -> None:
        marker = uuid.uuid4().hex
        body, kind = multipart({}, "xml", "phieu.xml", survey_xml(marker))
        path = f"/phieu/{self._survey}/gui/"
        self._send("answer", marker, lambda: self._door.ask("POST", path, body, Content_Type=kind), {200, 201})

    def _push(self, chance: random.Random) -> None:
        marker = f"ho-so-{self.name}-{uuid.uuid4().hex[:12]}"
        rows = [dossier_row(marker, number, self._today) for number in range(chance.randrange(1, 200))]
        data = "\n".join((DOSSIER_HEAD, *rows)).encode()
        body, kind = multipart({"source": "Một cửa"}, "file", f"{marker}.csv", data)
        self._send("push", marker, lambda: self._pushed(body, kind, data), {202})

    def _pushed(self, body: bytes, kind: str, data: bytes) -> Answer | None:
        """Signed at each attempt, as a program does: a signature of long ago is refused."""
        token = self._tokens["office"]
        signed = signing.signature(token, int(time.time()), "Một cửa\n".encode(), data)
        headers = {"Authorization": f"Bearer {token}", "Content_Type": kind, signing.HEADER: signed}
        return self._door.ask("POST", f"{API}/dossier-imports", body, **headers)

    def _write_at_place(self, _chance: random.Random) -> None:
        """Not while another one waits: what was seen last is known only when that was answered."""
        marker = f"tai-cho-{self.name}-{uuid.uuid4().hex[:12]}"
        typed = {
            "on": f"{self._today:%d/%m/%Y}", "at": "00:00",
            f"t-{ITEM}": marker, f"c-{ITEM}": "not_applicable", f"s-{ITEM}": str(self._answers),
        }  # fmt: skip
        self._answers += 1
        path = f"/kiem-tra/{self._inspection}/ghi/"
        self._send("at_place", marker, lambda: self._post(path, typed), {302})

    def _send(self, kind: str, marker: str, ask: Callable[[], Answer | None], statuses: set[int]) -> None:
        self._unsent.append(Unsent(self._ledger.begin(Act(kind, marker)), ask, frozenset(statuses)))
        self._send_again()

    def _send_again(self, _chance: random.Random | None = None) -> None:
        kept = self._unsent.pop()
        answer = kept.ask()
        if answer is not None and answer.status in kept.statuses:
            kept.act.outcome = "acknowledged"
        elif answer is None or answer.status == 503:
            self._unsent.append(kept)
        else:
            self._expect(answer, min(kept.statuses), kept.act.kind)

    def _came(self, act: Act, answer: Answer | None, status: int) -> bool:
        if answer is not None and answer.status == status and "/dang-nhap/" not in answer.headers.get("Location", ""):
            act.outcome = "acknowledged"
            return True
        self._expect(answer, status, act.kind)
        return False

    def _came_once(self, act: Act, answer: Answer | None, status: int) -> bool:
        """Of what is tried again after an answer that never came, «done already» is an answer too."""
        key = (act.kind, act.subject or 0)
        if answer is not None and 400 <= answer.status < 500 and key in self._again:
            act.outcome = "acknowledged"
            return True
        if answer is None or answer.status == 503:
            self._again.add(key)
        return self._came(act, answer, status)

    def _expect(self, answer: Answer | None, status: int, what: str) -> bool:
        """No answer is what a killed process gives, 503 what a busy one or one without its database does."""
        if answer is not None and answer.status not in {status, 503}:
            where = answer.headers.get("Location", "")
            said = re.sub(r"\s+", " ", answer.body.decode(errors="replace"))[:600]
            self._ledger.note(f"{what}: {answer.status} {where} {said}")
        return answer is not None and answer.status == status

    def _program(self, who: str, method: str, path: str, body: bytes | None = None, kind: str = "") -> Answer | None:
        headers = {"Authorization": f"Bearer {self._tokens[who]}"} | ({"Content_Type": kind} if kind else {})
        return self._door.ask(method, f"{API}{path}", body, **headers)

    def look(self, path: str) -> Answer | None:
        return self._program("office", "GET", path)

    def _post(self, path: str, typed: dict[str, str]) -> Answer | None:
        return self.post("office", path, typed)

    def post(self, who: str, path: str, typed: dict[str, str]) -> Answer | None:
        cookies = self._cookies[who]
        body = urllib.parse.urlencode({"csrfmiddlewaretoken": cookies.get("csrftoken", ""), **typed}).encode()
        cookie = "; ".join(f"{name}={value}" for name, value in cookies.items())
        answer = self._door.ask("POST", path, body, Cookie=cookie, Content_Type="application/x-www-form-urlencoded")
        if answer is not None:
            self._keep_cookies(answer, who)
        return answer

    def _keep_cookies(self, answer: Answer, who: str) -> None:
        for written in answer.headers.get_all("Set-Cookie") or ():
            name, _, value = written.partition(";")[0].partition("=")
            if name != "messages":
                self._cookies.setdefault(who, {})[name] = value
