"""Where a page leads: links, frames, the next page, and what a button's script opens by a plain address."""

import re
from typing import Final

from selectolax.lexbor import LexborHTMLParser

_OPENS: Final = re.compile(
    r"""(?:location(?:\.href)?\s*=|window\.open\(|location\.assign\()\s*['"]([^'"\s]{1,500})['"]"""
)
_REFRESH: Final = re.compile(r"""(?i)url\s*=\s*['"]?([^'";\s]{1,500})""")
_MOST: Final = 5_000


def links_of(source: str) -> tuple[str, tuple[str, ...]]:
    """The base of a page (empty where it names none) and its links in order, each once.

    >>> links_of('<base href=/a/><a href="x">1</a><div onclick="location.href=\\'/y\\'"></div><a href="x">2</a>')
    ('/a/', ('x', '/y'))
    """
    tree = LexborHTMLParser(source)
    base = tree.css_first("base[href]")
    found: dict[str, None] = {}
    for node in tree.css('a[href], area[href], iframe[src], frame[src], link[rel="next"], [onclick], meta[http-equiv]'):
        attributes = node.attributes
        href = attributes.get("href") or attributes.get("src") or ""
        if node.tag == "meta":
            refresh = _REFRESH.search(attributes.get("content") or "")
            href = refresh.group(1) if refresh and (attributes.get("http-equiv") or "").lower() == "refresh" else ""
        elif not href or href.startswith(("#", "javascript")):
            opened = _OPENS.search(attributes.get("onclick") or href)
            href = opened.group(1) if opened else ""
        if href and len(found) < _MOST:
            found.setdefault(href.strip())
    return (base.attributes.get("href") or "" if base else ""), tuple(found)
