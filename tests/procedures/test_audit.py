"""Portals with planted errors, walked and judged: what is found, what is not made up, what is never asked."""

import json
import os
import signal
import subprocess
import sys
import time
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from warcio.archiveiterator import ArchiveIterator

from caicach.cli.main import main
from caicach.kernel.errors import InvalidInput
from caicach.procedures.auditing.addresses import site_of
from caicach.procedures.auditing.auditing import walk_of
from caicach.procedures.auditing.store import Answer, Outcome, Store
from procedures.composed_markups import OWN_WORDS, composed
from procedures.markups import EVERY
from procedures.portal import BLOCKED, BROKEN, CONTRADICTIONS, GAPS, MARKUPS, OLD, Portal, page_shown, send, served

pytestmark = pytest.mark.slow  # a portal served and walked by a program of its own

FIELD_OF = {
    "fee": "fee", "time_limit": "time_limit", "unit": "time_limit", "paper_dropped": "papers", "paper_added": "papers",
    "paper_form": "papers", "paper_count": "papers", "basis_repealed": "legal_bases", "agency": "performing_agency",
    "competent": "competent_agency", "steps": "steps", "name": "name", "results": "results", "basis_dropped": "legal_bases",
    "no_papers": "papers", "no_results": "results", "no_fee": "fee", "old_decision": "decision",
}  # fmt: skip


def _register(portal: Portal, folder: Path) -> Path:
    path = folder / "register.jsonl"
    path.write_text("\n".join(json.dumps(one, ensure_ascii=False) for one in portal.records), encoding="utf-8")
    return path


def _audit(url: str, register: Path, capsys: pytest.CaptureFixture[str], *more: str) -> dict[str, Any]:
    assert main(["procedures", "audit", url, "--register", str(register), "--timeout", "2", "--json", *more]) in {0, 1}
    return json.loads(capsys.readouterr().out)


def _statuses(told: dict[str, Any]) -> dict[str, str]:
    return {one["code"][:8]: one["status"] for one in told["procedures"]}


def test_a_portal_in_fifteen_markups_with_every_kind_of_error(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    portal = Portal()
    with served(portal) as url:
        told = _audit(url, _register(portal, tmp_path), capsys, "--snapshots", str(tmp_path / "evidence"))
    got = _statuses(told)
    assert got.keys() == portal.expected.keys()
    faults = {code for code, status in portal.expected.items() if status != "ok"}
    found = {code for code in faults if got[code] == portal.expected[code]}
    false = {code for code in portal.expected.keys() - faults if got[code] != "ok"}
    assert len(portal.records) >= 300
    assert len(found) / len(faults) >= 0.98
    assert len(false) / (len(portal.expected) - len(faults)) <= 0.02
    assert not {code for code, status in portal.expected.items() if status == "blocked" and got[code] == "broken"}
    planted = {*portal.details.values()}
    assert planted >= {*CONTRADICTIONS, *GAPS, *OLD, *BROKEN, *BLOCKED}
    by_code = {one["code"]: one for one in told["procedures"]}
    for code, detail in portal.details.items():
        if detail in FIELD_OF:
            told_faults = {
                name for name, one in by_code[code]["fields"].items() if one["verdict"] not in {"ok", "not_shown"}
            }
            assert told_faults == {FIELD_OF[detail]}, (code, detail)
    assert sum(path.startswith("/lich") for path in portal.served) <= 45
    assert told["summary"]["by_status"] == Counter(
        {**dict.fromkeys(told["summary"]["by_status"], 0), **Counter(portal.expected.values())}
    )
    _check_evidence(tmp_path / "evidence", told)


@pytest.mark.parametrize(
    "seed",
    [2_006, pytest.param(4, id="labels above the figures"), pytest.param(29, id="nothing known"),
     pytest.param(3_024, id="names in attributes"), pytest.param(10, id="labels inside of lines")],
)  # fmt: skip
def test_a_portal_in_words_of_its_own_is_read_by_what_the_register_says_stands_there(
    seed: int, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(MARKUPS, "own words", lambda shown: composed(shown, seed, OWN_WORDS))
    portal = Portal(48, markups=("own words",))
    with served(portal) as url:
        told = _audit(url, _register(portal, tmp_path), capsys)
    wrong = {
        code: (portal.details.get(code), got) for code, got in _statuses(told).items() if got != portal.expected[code]
    }
    assert wrong == {}
    assert told["summary"]["notes"]["own_words"]["count"] >= 10


def _check_evidence(folder: Path, told: dict[str, Any]) -> None:
    with (folder / "audit.warc.gz").open("rb") as file:
        urls = {
            record.rec_headers.get_header("WARC-Target-URI") for record in ArchiveIterator(file, check_digests="raise")
        }
    assert {one["url"] for one in told["procedures"] if one["status"] == "contradictory"} <= urls


def test_an_audit_killed_in_the_middle_reaches_the_same_result(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    portal = Portal(70)
    portal.each_tenth_fails = True
    register, folder = _register(portal, tmp_path), tmp_path / "evidence"
    with served(portal) as url:
        command = [
            sys.executable,
            "-m",
            "caicach.cli.main",
            "procedures",
            "audit",
            url,
            "--register",
            str(register),
            "--json",
        ]
        command += ["--snapshots", str(folder), "--timeout", "2"]
        running = subprocess.Popen(command, stdout=subprocess.DEVNULL, start_new_session=True)
        for _ in range(400):
            time.sleep(0.05)
            index = folder / "index.jsonl"
            if index.exists() and index.read_bytes().count(b"\n") > 25:
                break
        os.killpg(running.pid, signal.SIGKILL)
        running.wait()
        with (folder / "index.jsonl").open("ab") as index:
            index.write(b'{"url": "http://half')
        before = len(portal.served)
        told = _audit(url, register, capsys, "--snapshots", str(folder))
        assert portal.served[before:].count("/") == 0
        again = _audit(url, register, capsys, "--snapshots", str(folder))
    assert told == again
    assert _statuses(told) == portal.expected


def test_a_portal_that_leads_to_the_national_one_is_correct(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    portal = Portal(6, markups=("cards",))
    rows = "".join(
        f"<li><a href='https://dichvucong.gov.vn/p/tthc?ma_thu_tuc={n}'>{one['name']}</a></li>"
        for n, one in enumerate(portal.records)
    )
    _only(portal, {"/": f"<h1>Thủ tục hành chính</h1><ul>{rows}</ul>"})
    with served(portal) as url:
        told = _audit(url, _register(portal, tmp_path), capsys)
    assert {(one["status"], one["reason"]) for one in told["procedures"]} == {("ok", "national_portal")}


def _only(portal: Portal, pages: dict[str, str]) -> None:
    portal.pages = {path: page_shown(f"<meta charset=utf-8>{page}") for path, page in pages.items()}


@pytest.mark.parametrize(
    ("home", "status", "reason"),
    [
        ("<form>Đăng nhập <input type=password></form>", "blocked", "list_not_seen"),
        ("<div id=app></div><script>fetch('/api')</script>", "blocked", "list_not_seen"),
        ("<h1>Trang tin của xã</h1><p>Chào mừng bạn.</p>", "missing", "not_published"),
    ],
)
def test_nothing_seen_is_missing_only_where_we_were_let_to_see(
    home: str, status: str, reason: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    portal = Portal(3)
    _only(portal, {"/": home})
    with served(portal) as url:
        told = _audit(url, _register(portal, tmp_path), capsys)
    assert {(one["status"], one["reason"]) for one in told["procedures"]} == {(status, reason)}


@pytest.mark.parametrize(
    ("closed", "reason"),
    [
        ("/noi-bo/1", "not_published"),
        ("/tthc?trang=2", "list_not_seen"),
        ("/bo-thu-tuc", "list_not_seen"),
    ],
)
def test_a_page_not_seen_hides_a_procedure_only_where_it_may_list_some(
    closed: str, reason: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    portal = Portal(2)
    first = portal.records[0]
    listed = f"<p>{first['code']}</p><p><a href='/tthc/1'>{first['name']}</a></p>"
    _only(
        portal,
        {
            "/": f"<a href='/tthc?trang=1'>Thủ tục</a><p><a href='{closed}'>Khác</a></p>",
            "/tthc?trang=1": f"<h1>Thủ tục hành chính</h1>{listed}",
            "/tthc/1": EVERY["definitions"](first),
        },
    )
    portal.pages[closed] = lambda request: send(request, 403, b"")
    with served(portal) as url:
        told = _audit(url, _register(portal, tmp_path), capsys)
    one, other = told["procedures"]
    assert (one["status"], other["reason"]) == ("ok", reason)


def test_robots_are_heeded_and_a_robots_file_that_fails_stops_the_walk(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    portal = Portal(8)
    portal.pages["/robots.txt"] = lambda request: send(
        request, 200, b"User-agent: *\nDisallow: /tthc/\nCrawl-delay: 0.05"
    )
    with served(portal) as url:
        told = _audit(url, _register(portal, tmp_path), capsys)
    assert not [path for path in portal.served if path.startswith("/tthc/")]
    assert {one["reason"] for one in told["procedures"] if one["status"] == "blocked"} == {"forbidden_by_robots"}
    portal.pages["/robots.txt"] = lambda request: send(request, 500, b"")
    portal.served.clear()
    with served(portal) as url:
        told = _audit(url, _register(portal, tmp_path), capsys)
    assert set(portal.served) == {"/robots.txt"}
    assert {one["status"] for one in told["procedures"]} == {"blocked"}


def test_a_share_of_what_could_be_seen_alone_bears_its_sampling_error(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    portal = Portal(60, markups=("definitions",))
    with served(portal) as url:
        part = _audit(url, _register(portal, tmp_path), capsys, "--max-pages", "40")["summary"]
        whole = _audit(url, _register(portal, tmp_path), capsys)["summary"]
    assert 0 < part["seen"] < part["procedures"] == 60
    low, high = part["correctness_interval"]
    assert low < part["correctness"] < high
    blocked = whole["by_status"]["blocked"]
    assert whole["seen"] == 60 - blocked
    assert ("correctness_interval" in whole) is bool(blocked)


@pytest.mark.parametrize(
    "url", ["http://10.0.0.1/", "http://169.254.169.254/latest", "http://192.168.1.1", "http://[fd00::1]/"]
)
def test_a_private_address_is_not_asked_unless_the_operator_allows_it(
    url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    portal = Portal(1)
    told = _audit(url, _register(portal, tmp_path), capsys)
    assert told["procedures"][0]["status"] == "blocked"
    assert told["summary"]["notes"].keys() >= {"refused_private"}
    assert site_of(url, allow_private=True).is_loosened
    assert not site_of(url).is_loosened
    assert site_of("http://localhost:8000/").is_loosened


@pytest.mark.parametrize("url", ["javascript:alert(1)", "ftp://a.vn/", "http://", ""])
def test_what_is_no_site_is_refused(url: str) -> None:
    with pytest.raises(InvalidInput):
        walk_of(url, most_pages=1, delay=None, timeout=1, allow_private=False)


def test_a_folder_of_another_audit_is_refused_and_half_lines_are_cut(tmp_path: Path) -> None:
    store = Store(tmp_path, identity={"url": "http://a.vn/"})
    kept = store.add(Answer("http://a.vn/", Outcome.ANSWERED, status=200), [("Content-Type", "text/html")], b"<p>a</p>")
    store.add(Answer("http://a.vn/b", Outcome.SLOW))
    with (tmp_path / "index.jsonl").open("ab") as index:
        index.write(b'{"url": "http')
    with (tmp_path / "audit.warc.gz").open("ab") as warc:
        warc.write(b"\x1f\x8bhalf")
    again = Store(tmp_path, identity={"url": "http://a.vn/"})
    assert set(again.answers) == {"http://a.vn/", "http://a.vn/b"}
    assert again.body(kept) == b"<p>a</p>"
    third = again.add(Answer("http://a.vn/c", Outcome.ANSWERED, status=200), [], b"<p>c</p>")
    assert again.body(third) == b"<p>c</p>"
    with pytest.raises(InvalidInput):
        Store(tmp_path, identity={"url": "http://b.vn/"})


@pytest.mark.parametrize("host", ["2130706433", "127.1", "0x7f000001", "[::ffff:127.0.0.1]", "0.0.0.0"])
def test_this_machine_in_disguise_is_not_asked(host: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    portal = Portal(1)
    with served(portal) as url:
        told = _audit(f"http://{host}:{url.rstrip('/').rpartition(':')[2]}/", _register(portal, tmp_path), capsys)
    assert portal.served == []
    assert "refused_private" in told["summary"]["notes"]


def test_an_expired_certificate_is_told_and_the_page_looked_at(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    portal = Portal(3, markups=("national",))
    with served(portal, certificate=_expired(tmp_path)) as url:
        told = _audit(url, _register(portal, tmp_path), capsys)
    assert told["summary"]["notes"]["certificate_expired"]["first"] == [f"{url}robots.txt"]
    assert _statuses(told) == portal.expected


def _expired(folder: Path) -> Path:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    begun = datetime(2020, 1, 1, tzinfo=UTC)
    builder = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    builder = builder.serial_number(1).not_valid_before(begun).not_valid_after(begun + timedelta(days=90))
    path = folder / "expired.pem"
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path.write_bytes(private + builder.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM))
    return path
