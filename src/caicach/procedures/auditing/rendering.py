"""Pages that only a script makes, drawn in a browser: run by ``python -m``, walk and addresses as JSON on the input.

What a page shows takes the place of its answer in the store. The browser reaches nothing but the site, at the address
that was looked at (``gateway``). One page after the other at the pace of the walk; no pictures, fonts and films.
"""

import json
import os
import shutil
import socket
import sys
import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

from caicach.kernel.errors import NotInstalled
from caicach.procedures.auditing.addresses import is_public
from caicach.procedures.auditing.gateway import gateway
from caicach.procedures.auditing.store import LARGEST_BODY, Answer, Outcome, Store, drawn_detail
from caicach.procedures.auditing.walks import AGENT, Walk

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Route

_BROWSERS: Final = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_NOT_ASKED: Final = frozenset({"image", "font", "media", "manifest"})
_MAKES_WORDS: Final = frozenset({"script", "xhr", "fetch", "document", "eventsource"})
_SETTLED_MS: Final = 500


def browser_path() -> str:
    """Raises NotInstalled where the library or a browser is missing."""
    found = next((path for name in _BROWSERS if (path := shutil.which(name))), None)
    if find_spec("playwright") is None or found is None:
        raise NotInstalled(
            "procedures.no_browser",
            what="Chưa dựng được trang chỉ hiện bằng JavaScript.",
            why="Máy này chưa cài thư viện playwright hoặc trình duyệt Chromium.",
            todo="Người vận hành cài hai thứ đó theo {doc}; hoặc kiểm tra không dựng trang.",
            doc="docs/operations/procedures.md",
        )
    return found


def address_of(walk: Walk) -> str | None:
    """The one address that the browser is let to; None where the name leads inside and the operator did not say so."""
    try:
        found = socket.getaddrinfo(walk.host, walk.port, type=socket.SOCK_STREAM)
    except OSError:
        return None
    addresses = [str(one[4][0]) for one in found]
    return next((one for one in addresses if walk.is_loosened or is_public(one)), None)


def flags_of(port: int) -> tuple[str, ...]:
    """Nothing leaves the browser but by the gateway at a port: not to this machine either, and no datagrams."""
    return (
        f"--proxy-server=http://127.0.0.1:{port}",
        "--proxy-bypass-list=<-loopback>",
        "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
        "--disable-quic",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-extensions",
        "--disable-sync",
        "--disable-dev-shm-usage",
        "--disable-gpu",
        "--no-first-run",
    )


def render(walk: Walk, urls: Sequence[str], *, browser: str) -> None:
    """Draws the pages and keeps what they show; one that does not settle in time stays as it was answered."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 -- heavy

    store = Store(Path(walk.folder), identity=walk.identity)
    address = address_of(walk)
    if address is None:
        return
    with gateway(walk.site, address, timeout=walk.timeout) as port, sync_playwright() as playwright:
        launched = playwright.chromium.launch(
            executable_path=browser,
            args=flags_of(port),
            chromium_sandbox=os.geteuid() != 0,  # its sandbox does not run as root
        )
        context = launched.new_context(
            service_workers="block", accept_downloads=False, locale="vi-VN", ignore_https_errors=True, user_agent=AGENT
        )
        wanted: set[str] = set()
        context.route("**/*", lambda route: _let(route, walk, wanted))
        for url in urls:
            wanted.clear()
            drawn = _drawn(context, url, timeout=walk.timeout)
            _keep(store, url, drawn, sorted(wanted))
            time.sleep(walk.delay)
        launched.close()


def _let(route: "Route", walk: Walk, wanted: set[str]) -> None:
    """Nothing that words do not need; where it may lead is the gateway's to say. What else made words is noted."""
    request = route.request
    if request.resource_type in _MAKES_WORDS and not walk.site.holds(request.url):
        wanted.add((urlsplit(request.url).hostname or "")[:200])
    if route.request.resource_type in _NOT_ASKED:
        route.abort()
    else:
        route.continue_()


def _drawn(context: "BrowserContext", url: str, *, timeout: float) -> bytes | None:
    from playwright.sync_api import Error  # noqa: PLC0415 -- heavy

    page = context.new_page()
    try:
        page.goto(url, timeout=1000 * timeout, wait_until="networkidle")
        page.wait_for_timeout(_SETTLED_MS)
        return page.content().encode()[:LARGEST_BODY]
    except Error:  # slow, broken, gone elsewhere: what the server answered stands
        return None
    finally:
        page.close()


def _keep(store: Store, url: str, body: bytes | None, hosts: Sequence[str]) -> None:
    """Marked as drawn in any case, so that no page is drawn twice."""
    before = store.answers[url]
    at = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    if body is None:
        store.add(replace(before, detail=drawn_detail(hosts)))
        return
    drawn = Answer(url, Outcome.ANSWERED, at=at, status=before.status, detail=drawn_detail(hosts), parent=before.parent)
    store.add(drawn, [("Content-Type", "text/html; charset=utf-8")], body)


def main() -> None:
    asked: dict[str, Any] = json.load(sys.stdin)
    render(Walk(**asked["walk"]), asked["urls"], browser=asked["browser"])


if __name__ == "__main__":
    main()
