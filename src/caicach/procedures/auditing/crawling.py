"""The crawl of one site, in a process of its own: this module run by ``python -m``, its walk as JSON on the input.

One request after the other, breadth first, so that the same site gives the same pages in the same order; an answer that
the store has is not asked for again. The clock is read here: this is where the outside begins.
"""

import asyncio
import json
import re
import sys
from collections import Counter, deque
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

import scrapy
from protego import Protego
from scrapy.crawler import CrawlerProcess
from scrapy.http import Response
from twisted.python.failure import Failure

from caicach.procedures.auditing.addresses import (
    Site,
    is_attachment,
    is_loopback,
    is_page,
    is_public,
    one_address,
    pattern_of,
)
from caicach.procedures.auditing.attachments import is_document
from caicach.procedures.auditing.guarding import PublicResolver
from caicach.procedures.auditing.store import LARGEST_BODY, Answer, Outcome, Store, unpacked_payload
from caicach.procedures.auditing.walks import AGENT, Walk
from caicach.procedures.pages.decoding import text_of
from caicach.procedures.pages.extracting import page_of
from caicach.procedures.pages.linking import links_of

_TRIES: Final = 3
_TRIES_AT_FAULTS: Final = 4
_LONGEST_CHAIN: Final = 8
_UNPRODUCTIVE: Final = 40
_TRIED_AGAIN: Final = frozenset({408, 429, 500, 502, 503, 504, 520, 521, 522, 523, 524})
_MOST_ATTACHMENTS: Final = 300
_LONGEST_DELAY: Final = 30.0
_ROBOTS: Final = "/robots.txt"


Headers = Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Asked:
    """An address in the queue: who led there, how often it was tried, what redirected to it."""

    url: str
    parent: str
    tries: int = 1
    chain: tuple[str, ...] = ()
    was_slow: bool = False


class PortalSpider(scrapy.Spider):
    """Asks, keeps, finds links; judges nothing."""

    name = "portal"

    def __init__(self, walk: Walk) -> None:
        super().__init__()
        self.walk, self.site, self.delay = walk, walk.site, walk.delay
        self.store = Store(Path(walk.folder), identity=walk.identity)
        self.known = dict(self.store.answers)
        self.queue: deque[Asked] = deque()
        self.seen: set[str] = set()
        self.robots: Protego | None = None
        self.walked = 0
        self.attachments = 0
        self.productive: set[str] = set()
        self.fetched_of: Counter[str] = Counter()
        self.parent_of: dict[str, str] = {}

    async def start(self) -> AsyncIterator[Any]:
        first = one_address(self.walk.url, self.walk.url)
        self.seen.add(first)
        self.queue.append(Asked(first, ""))
        if self._may_connect(first):
            self.queue.appendleft(Asked(one_address(first, _ROBOTS), ""))
        for request in self._next():
            yield request

    def _next(self) -> list[scrapy.Request]:
        """The next request; on the way, whatever is known already is walked without asking."""
        while self.queue and self.walked < self.walk.most_pages + 1:
            asked = self.queue.popleft()
            kept = self.known.get(asked.url)
            if kept is not None:
                self._take(asked, kept, self.store.body(kept))
            elif asked.url.endswith(_ROBOTS) or self._may_ask(asked):
                return [self._request(asked)]
        (Path(self.walk.folder) / "done.json").write_text(json.dumps({"left": len(self.queue)}), encoding="utf-8")
        return []

    def _may_ask(self, asked: Asked) -> bool:
        pattern = pattern_of(asked.url)
        is_file = is_attachment(asked.url)  # bounded by their own number
        if not is_file and pattern not in self.productive and self.fetched_of[pattern] >= _UNPRODUCTIVE:
            self._keep(asked, Answer(asked.url, Outcome.LEFT_OUT))
            return False
        if self.robots is not None and not self.robots.can_fetch(asked.url, AGENT):
            self._keep(asked, Answer(asked.url, Outcome.FORBIDDEN_BY_ROBOTS))
            return False
        if not self._may_connect(asked.url):
            self._keep(asked, Answer(asked.url, Outcome.REFUSED_PRIVATE))
            return False
        return True

    def _may_connect(self, url: str) -> bool:
        """Addresses in figures do not pass through the resolver: they are looked at here."""
        return self.site.is_loosened or not _is_inner(url)

    def _request(self, asked: Asked) -> scrapy.Request:
        return scrapy.Request(
            asked.url, callback=self.on_response, errback=self.on_failure, dont_filter=True, meta={"asked": asked}
        )

    async def on_response(self, response: Response) -> AsyncIterator[Any]:
        asked: Asked = response.meta["asked"]
        body, headers = response.body, _headers_of(response)
        if response.status in _TRIED_AGAIN and asked.tries < _TRIES_AT_FAULTS:
            self._ask_again(asked)
            if response.status in {429, 503}:
                await asyncio.sleep(min(_LONGEST_DELAY, _wait_of(response)))
        else:
            # slow at one time and failing at another: not let to see, which is not broken
            outcome = Outcome.SLOW if asked.was_slow and response.status >= 500 else Outcome.ANSWERED
            answer = Answer(asked.url, outcome, status=response.status, detail=_certificate_fault(response))
            location = (response.headers.get("Location") or b"").decode("latin-1")
            if 300 <= response.status < 400 and location:
                answer = self._redirected(asked, answer, location)
            answer = self._keep(asked, answer, headers, body)
            self._follow(asked, answer, unpacked_payload(body, _header(headers, "content-encoding")))
        await asyncio.sleep(self.delay)
        for request in self._next():
            yield request

    async def on_failure(self, failure: Failure) -> AsyncIterator[Any]:
        asked: Asked = failure.request.meta["asked"]  # type: ignore[attr-defined]
        outcome = _outcome_of(failure)
        if outcome in {Outcome.SLOW, Outcome.UNREACHABLE} and asked.tries < _TRIES and not asked.url.endswith(_ROBOTS):
            self._ask_again(replace(asked, was_slow=True))
        else:
            answer = self._keep(asked, Answer(asked.url, outcome, detail=failure.type.__name__ if failure.type else ""))
            self._follow(asked, answer, b"")
        await asyncio.sleep(self.delay)
        for request in self._next():
            yield request

    def _ask_again(self, asked: Asked) -> None:
        """At the end of the queue, when the server has had time; but nothing is asked before robots.txt."""
        again = replace(asked, tries=asked.tries + 1)
        if asked.url.endswith(_ROBOTS):
            self.queue.appendleft(again)
        else:
            self.queue.append(again)

    def _redirected(self, asked: Asked, answer: Answer, location: str) -> Answer:
        target = one_address(asked.url, location)
        if not target or target in {asked.url, *asked.chain} or len(asked.chain) >= _LONGEST_CHAIN:
            return replace(answer, outcome=Outcome.REDIRECT_LOOP, target=target)
        inside = self.site.holds(target) or (not asked.parent and self._is_same_house(target))
        outside = Outcome.REFUSED_PRIVATE if _is_inner(target) else Outcome.OUTSIDE
        return replace(answer, outcome=Outcome.REDIRECTED if inside else outside, target=target)

    def _is_same_house(self, target: str) -> bool:
        """The first page may lead from «x.gov.vn» to «www.x.gov.vn»: then that is the site."""
        host = (urlsplit(target).hostname or "").lower()
        if host.removeprefix("www.") != self.site.host.removeprefix("www.") or self.site.is_loosened:
            return False
        parts = urlsplit(target)
        self.site = Site(host, parts.port or (443 if parts.scheme == "https" else 80))
        return True

    def _keep(self, asked: Asked, answer: Answer, headers: Headers = (), body: bytes | None = None) -> Answer:
        now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        kept = replace(answer, at=now, attempts=asked.tries, parent=asked.parent)
        return self.store.add(kept, headers, body)

    def _take(self, asked: Asked, answer: Answer, body: bytes) -> None:
        """A known answer: what it did to the walk is done again."""
        if answer.outcome is Outcome.REDIRECTED and not asked.parent:
            self._is_same_house(answer.target)
        self._follow(asked, answer, body)

    def _follow(self, asked: Asked, answer: Answer, body: bytes) -> None:
        if asked.url.endswith(_ROBOTS):
            self._heed(answer, body)
            return
        if answer.outcome is Outcome.LEFT_OUT:
            return
        self.walked += 1
        self.parent_of[asked.url] = asked.parent
        self.fetched_of[pattern_of(asked.url)] += 1
        if answer.outcome is Outcome.REDIRECTED and answer.target not in self.seen:
            self.seen.add(answer.target)
            self.queue.appendleft(Asked(answer.target, asked.parent or asked.url, chain=(*asked.chain, asked.url)))
        elif answer.outcome is Outcome.ANSWERED and answer.status < 400 and body:
            self._find_links(asked, body)

    def _find_links(self, asked: Asked, body: bytes) -> None:
        if is_document(body):
            return
        records = page_of(body).records
        if records:
            self._mark_productive(asked.url)
        tells_nothing = not any(found.is_full for found in records)
        base, links = links_of(text_of(body).text)
        for link in links:
            url = one_address(one_address(asked.url, base) or asked.url, link)
            if not url or url in self.seen or not self.site.holds(url):
                continue
            if is_page(url) or (tells_nothing and self._may_attach(url)):
                self.seen.add(url)
                self.queue.append(Asked(url, asked.url))

    def _may_attach(self, url: str) -> bool:
        """Documents of a page that tells no procedure itself: beside a whole record they are its forms to fill in."""
        if not is_attachment(url) or self.attachments >= _MOST_ATTACHMENTS:
            return False
        self.attachments += 1
        return True

    def _mark_productive(self, url: str) -> None:
        """A page with procedures, and the pages that led to it: their kind is worth walking on."""
        for _ in range(3):
            if not url:
                return
            self.productive.add(pattern_of(url))
            url = self.parent_of.get(url, "")

    def _heed(self, answer: Answer, body: bytes) -> None:
        """robots.txt: none (4xx) lets everything; a failing server or none at all stops the walk."""
        if answer.outcome is Outcome.ANSWERED and answer.status < 400:
            self.robots = Protego.parse(body.decode("utf-8", "replace"))
            self.delay = min(_LONGEST_DELAY, max(self.delay, self.robots.crawl_delay(AGENT) or 0.0))
        elif answer.status >= 500 or answer.outcome in {Outcome.SLOW, Outcome.UNREACHABLE, Outcome.REFUSED_PRIVATE}:
            self._give_up(answer)

    def _give_up(self, answer: Answer) -> None:
        """The whole site could not be asked: said of its first page."""
        first = self.queue[0] if self.queue else None
        self.queue.clear()
        if first is not None and first.url not in self.known:
            outcome = Outcome.UNREACHABLE if answer.outcome is Outcome.ANSWERED else answer.outcome
            self._keep(first, Answer(first.url, outcome, status=answer.status, detail="robots.txt"))


def _is_inner(url: str) -> bool:
    """Whether the address itself, in figures or as this machine, lies in an internal network."""
    host = urlsplit(url).hostname or ""
    is_literal = bool(re.fullmatch(r"[\d.]+|.*:.*|0x.*", host))
    return is_loopback(host) or (is_literal and not is_public(host))


def _headers_of(response: Response) -> Headers:
    rows = response.headers.items()
    return [(name.decode("latin-1"), value.decode("latin-1")) for name, values in rows for value in values]


def _header(headers: Headers, name: str) -> str:
    return next((value for key, value in headers if key.lower() == name), "")


def _wait_of(response: Response) -> float:
    told = (response.headers.get("Retry-After") or b"").decode("latin-1")
    return float(told) if told.isdigit() else 2.0


def _outcome_of(failure: Failure) -> Outcome:
    name = failure.type.__name__ if failure.type else ""
    host = urlsplit(failure.request.url).hostname or ""  # type: ignore[attr-defined]
    if host in PublicResolver.refused:
        return Outcome.REFUSED_PRIVATE
    if "Cancelled" in name or "Cancel" in name:
        return Outcome.TOO_LARGE
    return Outcome.SLOW if "Timeout" in name else Outcome.UNREACHABLE


def _certificate_fault(response: Response) -> str:
    certificate = response.certificate
    if certificate is None:
        return ""
    return "certificate_expired" if certificate.original.has_expired() else ""


def main() -> None:
    """Walks the site of the walk given on standard input."""
    walk = Walk(**json.load(sys.stdin))
    process = CrawlerProcess(settings_of(walk))
    process.crawl(PortalSpider, walk=walk)
    process.start()


def settings_of(walk: Walk) -> dict[str, Any]:
    return {
        "USER_AGENT": AGENT,
        "ROBOTSTXT_OBEY": False,  # kept by the spider: Scrapy's own goes on where robots.txt fails
        "COOKIES_ENABLED": False,
        "COMPRESSION_ENABLED": False,
        "REDIRECT_ENABLED": False,
        "METAREFRESH_ENABLED": False,
        "RETRY_ENABLED": False,
        "HTTPPROXY_ENABLED": False,
        "HTTPERROR_ALLOW_ALL": True,
        "TELNETCONSOLE_ENABLED": False,
        "LOG_ENABLED": False,
        "LOG_INSTALL_ROOT_HANDLER": False,
        "CONCURRENT_REQUESTS": 1,
        "DOWNLOAD_TIMEOUT": walk.timeout,
        "DOWNLOAD_MAXSIZE": LARGEST_BODY,
        "DOWNLOAD_WARNSIZE": 0,
        "DOWNLOAD_FAIL_ON_DATALOSS": False,
        "DOWNLOAD_VERIFY_CERTIFICATES": False,  # an expired certificate is told, and the page is looked at
        "TWISTED_DNS_RESOLVER": "caicach.procedures.auditing.guarding.PublicResolver",
        "AUDIT_LOOSENED": walk.host if walk.is_loosened else "",
        "DEFAULT_REQUEST_HEADERS": {
            "Accept": "text/html,*/*;q=0.5",
            "Accept-Language": "vi",
            "Accept-Encoding": "identity",
        },
    }


if __name__ == "__main__":
    main()
