"""Submissions through the door, as ODK Collect sends them: real server processes, HTTP, OpenRosa, none lost.

``python -m benchmarks.submissions [count] [--behind N] [--clients N] [--workers N] [--postgres URL] [--digest]``:
how many a second were accepted by the clock, and what the processor did for one: of the server's processes, of the
backends of PostgreSQL, of this client. On a busy machine the clock tells nothing; the sum of processor times does:
two cores accept 2,000 ms / (ms for one) a second. The aims are 200 a second on PostgreSQL and 50 on SQLite.
"""

import argparse
import hashlib
import http.client
import os
import secrets
import socket
import subprocess
import sys
import tempfile
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks import _sample

if TYPE_CHECKING:
    from caicach.surveys.collection.domain.values import IssuedCollector

# ruff: noqa: PLC0415  (Django is loaded only when the settings of the benchmark's own database stand)

COUNT, BEHIND, QUESTIONS, CLIENTS = 2_000, 100_000, 20, 8
AIM_POSTGRES, AIM_SQLITE, CORES = 200, 50, 2
_AT = datetime(2026, 11, 2, 3, tzinfo=UTC)
_TICKS = os.sysconf("SC_CLK_TCK")
_BORDER = "----caicach"


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("count", nargs="?", type=int, default=COUNT)
    parser.add_argument("--behind", type=int, default=BEHIND, help="submissions that are there already")
    parser.add_argument("--clients", type=int, default=CLIENTS)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--postgres", metavar="URL", default="")
    parser.add_argument("--digest", action="store_true", help="sign in by Digest instead of a token in the address")
    asked = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="caicach-bench-") as folder:
        _sample.start(folder, asked.postgres)
        return _measured(asked)


def _measured(asked: argparse.Namespace) -> int:
    from django.db import connection

    survey, issued = _survey(asked.behind)
    if asked.postgres:
        _sample.analyse()
    port = _free_port()
    command = [sys.executable, "-m", "caicach.cli.main", "serve", "--port", str(port), "--without-worker"]
    command += ["--workers", str(asked.workers)]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, env=os.environ)  # noqa: S603  (our own command)
    try:
        _wait(port)
        sign = (issued.username, issued.password) if asked.digest else None
        address = "/odk/submission" if asked.digest else f"/odk/key/{issued.token}/submission"
        _sent(port, address, sign, 100, asked.clients)  # what is loaded by the first request is loaded
        before, ours, wall = _processor(server.pid), time.process_time(), time.monotonic()
        backends = _backends() if asked.postgres else Counter()
        answers = _sent(port, address, sign, asked.count, asked.clients)
        took, client = time.monotonic() - wall, time.process_time() - ours
        web = _processor(server.pid) - before
        database = _grown(backends, _backends()) if asked.postgres else 0.0
    finally:
        server.terminate()
        server.wait()
    connection.close()
    return _told(asked, answers, _count(survey) - asked.behind - 100, took, (web, database, client))


def _survey(behind: int) -> "tuple[int, IssuedCollector]":
    from benchmarks.survey_answers import filled

    from caicach.kernel.access import SYSTEM
    from caicach.surveys.collection import services

    survey = filled(behind, QUESTIONS)
    services.open_survey(SYSTEM, survey_id=survey, now=datetime.now(UTC))
    issued = services.issue_collector(SYSTEM, survey_id=survey, name="Tổ 1", days=90, now=datetime.now(UTC))
    return survey, issued


def _count(survey: int) -> int:
    from caicach.surveys.collection.models import Submission

    return Submission.objects.filter(survey=survey).count()


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def _wait(port: int) -> None:
    for _ in range(600):
        try:
            link = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
            link.request("GET", "/healthz")
            link.getresponse().read()
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise TimeoutError(port)


def _sent(port: int, address: str, sign: tuple[str, str] | None, count: int, clients: int) -> Counter[int]:
    """Statuses of the answers; each client has one line, as a telephone has."""
    shares = [count // clients + (at < count % clients) for at in range(clients)]
    with ThreadPoolExecutor(clients) as pool:
        parts = pool.map(lambda share: _one_client(port, address, sign, share), shares)
        return sum(parts, Counter())


def _one_client(port: int, address: str, sign: tuple[str, str] | None, count: int) -> Counter[int]:
    found: Counter[int] = Counter()
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    head = {
        "X-OpenRosa-Version": "1.0",
        "User-Agent": "org.odk.collect.android/v2025.3.3 Dalvik/2.1.0",
        "Accept": "*/*",
    }
    asked = _asked(line, address, head) if sign else ""
    for _ in range(count):
        headers = head | {"Content-Type": f"multipart/form-data; boundary={_BORDER}"}
        if sign:
            headers["Authorization"] = _authorization(sign, asked, address)
        line.request("POST", address, _body(), headers)
        answer = line.getresponse()
        answer.read()
        found[answer.status] += 1
    line.close()
    return found


def _asked(line: http.client.HTTPConnection, address: str, head: dict[str, str]) -> str:
    """The nonce of the challenge; Collect asks once and answers by it until it is stale."""
    line.request("HEAD", address, headers=head)
    answer = line.getresponse()
    answer.read()
    return answer.headers["WWW-Authenticate"].partition('nonce="')[2].partition('"')[0]


def _authorization(sign: tuple[str, str], nonce: str, address: str) -> str:
    def md5(text: str) -> str:
        return hashlib.md5(text.encode(), usedforsecurity=False).hexdigest()

    name, password = sign
    client = secrets.token_hex(8)
    ha1, ha2 = md5(f"{name}:caicach:{password}"), md5(f"POST:{address}")
    response = md5(f"{ha1}:{nonce}:00000001:{client}:auth:{ha2}")
    return (
        f'Digest username="{name}", realm="caicach", nonce="{nonce}", uri="{address}", qop=auth, nc=00000001, '
        f'cnonce="{client}", response="{response}", algorithm=MD5'
    )


def _body() -> bytes:
    answers = "".join(f"<q{at}>{1 + at % 5}</q{at}>" for at in range(QUESTIONS))
    meta = f"<meta><instanceID>uuid:{secrets.token_hex(16)}</instanceID></meta>"
    xml = f'<?xml version=\'1.0\' ?><data id="f" version="1">{answers}{meta}</data>'
    return (
        f'--{_BORDER}\r\nContent-Disposition: form-data; name="xml_submission_file"; filename="phieu.xml"\r\n'
        f"Content-Type: text/xml\r\n\r\n{xml}\r\n--{_BORDER}--\r\n"
    ).encode()


def _processor(top: int) -> float:
    """Seconds of the processor of a process and all below it."""
    parents: dict[int, list[int]] = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        parents.setdefault(int(fields[1]), []).append(int(path.parent.name))
    whole, waiting = 0.0, [top]
    while waiting:
        one = waiting.pop()
        waiting += parents.get(one, [])
        whole += _own_processor(one)
    return whole


def _own_processor(pid: int) -> float:
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / _TICKS


def _backends() -> Counter[int]:
    """Processor of the backends of this database on this machine, by their numbers."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
        return Counter({pid: _own_processor(pid) for (pid,) in cursor.fetchall()})


def _grown(before: Counter[int], after: Counter[int]) -> float:
    return sum(seconds - before.get(pid, 0.0) for pid, seconds in after.items())


def _told(
    asked: argparse.Namespace, answers: Counter[int], kept: int, took: float, seconds: tuple[float, float, float]
) -> int:
    web, database, client = (one * 1000 / asked.count for one in seconds)
    aim = AIM_POSTGRES if asked.postgres else AIM_SQLITE
    reckoned = CORES * 1000 / (web + database)
    others = {status: number for status, number in answers.items() if status != http.HTTPStatus.CREATED}
    print(f"  accepted {answers[201]} of {asked.count}, kept {kept}, other answers {others}")
    print(f"  by the clock {asked.count / took:6.0f} a second, beside this client and whatever else runs")
    print(f"  one: {web:5.2f} ms of the server, {database:5.2f} ms of PostgreSQL, {client:5.2f} ms of this client")
    print(f"  {CORES} cores with nothing else: {reckoned:6.0f} a second (aim {aim})", flush=True)
    is_whole = answers[201] == kept == asked.count
    return 0 if is_whole and max(reckoned, asked.count / took) >= aim else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
