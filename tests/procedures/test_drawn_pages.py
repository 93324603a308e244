"""Portals that only a script makes: drawn where asked, politely, bounded, and never a way into the inner network."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from caicach.cli.main import main
from caicach.kernel.errors import NotInstalled
from caicach.procedures.auditing import rendering
from caicach.procedures.auditing.addresses import Site
from caicach.procedures.auditing.auditing import walk_of
from caicach.procedures.auditing.gateway import way_of
from procedures.markups import EVERY
from procedures.portal import Portal, page_shown, send, served
from stories.visitor import CHROMIUM

needs_browser = pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed (apt-get install chromium)")
SHELL = "<meta charset=utf-8><title>Cổng</title><div id=app></div><script>{}</script>"
SHOWS = "fetch('{}').then(a => a.text()).then(t => document.getElementById('app').innerHTML = t)"
Audit = Callable[..., dict[str, Any]]


@pytest.fixture
def audit(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Audit:
    def told(portal: Portal, url: str, *more: str) -> dict[str, Any]:
        register = tmp_path / "register.jsonl"
        lines = (json.dumps(one, ensure_ascii=False) for one in portal.records)
        register.write_text("\n".join(lines), encoding="utf-8")
        command = ["procedures", "audit", url, "--register", str(register), "--timeout", "5", "--json", *more]
        assert main(command) in {0, 1}
        found: dict[str, Any] = json.loads(capsys.readouterr().out)
        return found

    return told


def _scripted(count: int = 2) -> Portal:
    """Every page is an empty shell; list and records come by a script."""
    portal = Portal(count)
    rows = "".join(
        f"<tr><td>{one['code']}<td><a href='/tthc/p{number}'>{one['name']}</a>"
        for number, one in enumerate(portal.records)
    )
    listed = f"<h1>Danh sách thủ tục hành chính</h1><table><tr><th>Mã thủ tục<th>Tên thủ tục</tr>{rows}</table>"
    portal.pages = {"/": page_shown(SHELL.format(SHOWS.format("/api/list"))), "/api/list": page_shown(listed)}
    for number, one in enumerate(portal.records):
        portal.pages[f"/tthc/p{number}"] = page_shown(SHELL.format(SHOWS.format(f"/api/{number}")))
        portal.pages[f"/api/{number}"] = page_shown(EVERY["definitions"](one))
    return portal


@needs_browser
@pytest.mark.slow
def test_lists_and_records_that_scripts_make_are_seen_where_asked_and_blocked_where_not(audit: Audit) -> None:
    portal = _scripted()
    with served(portal) as url:
        plain = audit(portal, url)
        drawn = audit(portal, url, "--render")
    assert {one["status"] for one in plain["procedures"]} == {"blocked"}
    assert [one["status"] for one in drawn["procedures"]] == ["ok", "ok"]
    assert drawn["summary"]["notes"]["rendered"]["count"] == 3


@needs_browser
@pytest.mark.slow
def test_no_script_redirect_frame_or_socket_reaches_the_inner_network(audit: Audit) -> None:
    inner, portal = Portal(1), _scripted(1)
    with served(inner) as inside, served(portal) as url:
        host = inside.removeprefix("http://")
        portal.pages["/leads"] = lambda request: send(request, 302, b"", Location=inside)
        reaching = (
            f"fetch('{inside}a'); fetch('/leads'); new Image().src = '{inside}b'; new WebSocket('ws://{host}c');"
            f"let f = document.createElement('iframe'); f.src = '{inside}d'; document.body.append(f);"
            f"navigator.sendBeacon('{inside}e'); new EventSource('{inside}f'); open('{inside}g');"
            f"fetch('http://localhost:{host.partition(':')[2]}h'); fetch('/api/0').then(a => a.text()).then(t =>"
            " { document.getElementById('app').innerHTML = t; setTimeout(() => location.href = '/leads', 5000) })"
        )
        portal.pages["/tthc/p0"] = page_shown(SHELL.format(reaching))
        told = audit(portal, url, "--render")
    assert inner.served == []
    assert "/leads" in portal.served
    assert {one["status"] for one in told["procedures"]} <= {"ok", "blocked"}


@needs_browser
@pytest.mark.slow
def test_a_page_that_lives_on_another_host_is_blocked_and_the_host_is_told(audit: Audit) -> None:
    """Behind a gateway of interfaces: the shell comes from the site, the list would come from elsewhere."""
    portal = _scripted(2)
    words = "document.getElementById('app').innerHTML = '<h1>Danh sách thủ tục hành chính</h1>';"
    portal.pages["/"] = page_shown(SHELL.format(f"{words} fetch('https://api.khac.example/tthc')"))
    with served(portal) as url:
        told = audit(portal, url, "--render")
    assert {(one["status"], one["reason"]) for one in told["procedures"]} == {("blocked", "list_not_seen")}
    notes = told["summary"]["notes"]
    assert notes["hosts_not_loaded"]["first"] == ["api.khac.example"]
    assert notes["other_hosts"]["count"] == 1


@needs_browser
@pytest.mark.slow
def test_a_script_that_never_rests_is_left_and_stays_blocked(audit: Audit) -> None:
    portal = _scripted(1)
    portal.pages["/tthc/p0"] = page_shown(SHELL.format("setInterval(() => fetch('/api/0'), 50); createElement"))
    with served(portal) as url:
        told = audit(portal, url, "--render")
    assert [one["status"] for one in told["procedures"]] == ["blocked"]


def test_where_no_browser_is_installed_it_is_said_before_anything_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    with pytest.raises(NotInstalled, match="Chromium"):
        walk_of("https://a.vn/", most_pages=1, delay=None, timeout=1, allow_private=False, renders=True)
    assert not walk_of("https://a.vn/", most_pages=1, delay=None, timeout=1, allow_private=False).renders


def test_a_name_that_leads_inside_has_no_address_for_the_browser() -> None:
    walk = walk_of("https://10.0.0.1/", most_pages=1, delay=None, timeout=1, allow_private=False)
    assert rendering.address_of(walk) is None


@pytest.mark.parametrize(
    ("head", "is_let"),
    [
        (b"GET http://a.vn/x?y=1 HTTP/1.1\r\nHost: a.vn\r\nConnection: keep-alive\r\n\r\n", True),
        (b"CONNECT a.vn:443 HTTP/1.1\r\n\r\n", True),
        (b"CONNECT a.vn:8443 HTTP/1.1\r\n\r\n", False),
        (b"CONNECT a.vn.evil.vn:443 HTTP/1.1\r\n\r\n", False),
        (b"GET http://a.vn@10.0.0.1/ HTTP/1.1\r\n\r\n", False),
        (b"GET http://[::1]/ HTTP/1.1\r\n\r\n", False),
        (b"CONNECT 127.0.0.1:443 HTTP/1.1\r\n\r\n", False),
    ],
)
def test_the_gateway_leads_to_the_site_alone(head: bytes, is_let: bool) -> None:
    way = way_of(head)
    assert way is not None
    assert way.leads_to(Site("a.vn", 443)) is is_let
