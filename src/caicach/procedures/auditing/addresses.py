"""Addresses of a site: which are its pages, which are the same page, and which hosts may never be asked."""

import ipaddress
import re
from dataclasses import dataclass
from typing import Final
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit, urlunsplit

_PASSING: Final = re.compile(r"(?i)^(?:utm_.*|fbclid|gclid|jsessionid|phpsessid|sid|sessionid|_ga|timestamp|_)$")
_SESSION: Final = re.compile(r"(?i);jsessionid=[^?#/]*")
_FILES: Final = re.compile(
    r"(?i)\.(?:jpe?g|png|gif|svg|ico|webp|css|js|mp[34]|avi|mov|wmv|zip|rar|7z|exe|apk|woff2?|ttf|eot|xml|rss|ics|json|txt"
    r"|docx?|xlsx?|pptx?|pdf|rtf|odt)$"
)
_DOCUMENTS: Final = re.compile(r"(?i)\.(?:docx?|pdf)$")
_NO_PAGE: Final = re.compile(r"(?i)(?:javascript|mailto|tel|data|about|zalo):")
_NATIONAL: Final = ("dichvucong.gov.vn", "thutuchanhchinh.vn", "csdl.dichvucong.gov.vn")
_DIGITS: Final = re.compile(r"\d+")
LONGEST: Final = 700
_MOST_SEGMENTS: Final = 14


@dataclass(frozen=True, slots=True)
class Site:
    """One host and port; ``is_loosened`` where the operator named a private host himself."""

    host: str
    port: int
    is_loosened: bool = False

    def holds(self, url: str) -> bool:
        """Whether an address is a page of the site; both schemes are, on their own ports or the site's."""
        try:
            parts = urlsplit(url)
            port = parts.port or (443 if parts.scheme == "https" else 80)
        except ValueError:
            return False
        if parts.scheme not in {"http", "https"} or (parts.hostname or "").lower() != self.host:
            return False
        return port == self.port or {port, self.port} == {80, 443}


def site_of(url: str, *, allow_private: bool = False) -> Site:
    """The site of an address that an operator typed: this machine is meant, another private one must be allowed."""
    parts = urlsplit(url)
    host = (parts.hostname or "").lower()
    port = parts.port or (443 if parts.scheme == "https" else 80)
    return Site(host, port, is_loosened=allow_private or is_loopback(host))


def is_loopback(host: str) -> bool:
    """
    >>> [is_loopback(host) for host in ("localhost", "127.0.0.1", "::1", "10.0.0.1", "127.0.0.1.nip.io")]
    [True, True, True, False, False]
    """
    return host == "localhost" or (_is_address(host) and ipaddress.ip_address(host).is_loopback)


def is_public(address: str) -> bool:
    """Whether the open internet can be meant: no loopback, private, link-local, shared or reserved address.

    >>> [is_public(one) for one in ("8.8.8.8", "10.1.2.3", "169.254.169.254", "100.64.0.1", "::ffff:127.0.0.1")]
    [True, False, False, False, False]
    """
    try:
        read = ipaddress.ip_address(address)
    except ValueError:
        return False
    inner = getattr(read, "ipv4_mapped", None) or getattr(read, "sixtofour", None)
    return read.is_global and not read.is_multicast and (inner is None or is_public(str(inner)))


def _is_address(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def one_address(base: str, link: str) -> str:
    """A link as an absolute address in one spelling; empty where it leads to no page.

    >>> one_address("http://a.vn/x/", "../t/?b=2&a=1&utm_id=x#top"), one_address("http://a.vn", "javascript:x()")
    ('http://a.vn/t/?a=1&b=2', '')
    """
    link = link.strip()
    if (
        not link
        or len(link) > LONGEST
        or link[0] == "#"
        or re.match(r"(?i)(?:javascript|mailto|tel|data|about|zalo):", link)
    ):
        return ""
    try:
        parts = urlsplit(urljoin(base, link))
        port = parts.port
    except ValueError:
        return ""
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        return ""
    host = parts.hostname.lower() if ":" not in parts.hostname else f"[{parts.hostname}]"
    usual = {"http": 80, "https": 443}[parts.scheme]
    netloc = host if port in {None, usual} else f"{host}:{port}"
    query = sorted(
        (name, value) for name, value in parse_qsl(parts.query, keep_blank_values=True) if not _PASSING.match(name)
    )
    path = _SESSION.sub("", parts.path) or "/"
    address = urlunsplit((parts.scheme, netloc, path.replace(" ", "%20"), urlencode(query), ""))
    return address if len(address) <= LONGEST else ""


def is_page(url: str) -> bool:
    """Whether an address may be a page: no picture, no file, no path that turns in circles."""
    path = urlsplit(url).path
    segments = [one for one in path.split("/") if one]
    in_circles = any(segments.count(one) > 3 for one in set(segments))
    return not _FILES.search(path) and len(segments) <= _MOST_SEGMENTS and not in_circles


def is_attachment(url: str) -> bool:
    """Whether an address may be a document with the record of a procedure.

    >>> is_attachment("http://a.vn/tep/Thu-tuc-1.DOCX?ban=2"), is_attachment("http://a.vn/bang.xlsx")
    (True, False)
    """
    return bool(_DOCUMENTS.search(urlsplit(url).path))


def pattern_of(url: str) -> str:
    """The form of an address: figures and values left out. Endless pages share one.

    >>> pattern_of("http://a.vn/lich/2026/11?ngay=3"), pattern_of("http://a.vn/tthc/cap-phep-123.html")
    ('/lich/#/#?ngay', '/tthc/*')
    """
    parts = urlsplit(url)
    segments = parts.path.split("/")
    shown = [_DIGITS.sub("#", one) for one in segments]
    if len(segments) > 2 and ("-" in segments[-1] or len(segments[-1]) > 20):
        shown[-1] = "*"
    names = "&".join(name for name, _ in parse_qsl(parts.query, keep_blank_values=True))
    return "/".join(shown) + (f"?{names}" if names else "")


def is_national(url: str) -> bool:
    """The national portal: since 2025 a page that leads there does what the law wants."""
    host = (urlsplit(url).hostname or "").lower()
    return any(host == name or host.endswith(f".{name}") for name in _NATIONAL)
