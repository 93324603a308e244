"""Where a page leads: links, frames, the next page, and what a button's script opens by a plain address."""

import re
from typing import Final

from selectolax.lexbor import LexborHTMLParser, LexborNode

from caicach.kernel.text.folding import fold

_OPENS: Final = re.compile(
    r"""(?:location(?:\.href)?\s*=|window\.open\(|location\.assign\()\s*['"]([^'"\s]{1,500})['"]"""
)
_REFRESH: Final = re.compile(r"""(?i)url\s*=\s*['"]?([^'";\s]{1,500})""")
_MOST: Final = 5_000
_FOLLOWING: Final = re.compile(
    r"(?:\d{1,4}|(?:trang )?(?:sau|tiep|ke|cuoi)(?: theo)?|xem them|tai them|next|last|more|load more)\W*|[»›>]{1,2}"
)
_SLIDES: Final = re.compile(r"carousel|slick|swiper|owl-|slider")


def hides_pages(source: str) -> bool:
    """Whether a page leads on only by a script or by a form that is sent: «Trang sau», «2» without an address.

    >>> hides_pages("<a href=\\"javascript:__doPostBack('pager','2')\\">2</a>"), hides_pages("<a href='?trang=2'>2</a>")
    (True, False)
    """
    if "<button" not in source and "javascript:" not in source and "submit" not in source and "onclick" not in source:
        return False
    tree = LexborHTMLParser(source)
    found = tree.css('a, button, input[type="submit" i]')
    return any(_leads_on(node) and not _has_address(node) for node in found)


def _leads_on(node: LexborNode) -> bool:
    words = fold(" ".join((node.text() or node.attributes.get("value") or "").split())).strip()
    if not _FOLLOWING.fullmatch(words) or words in {"0", "1"}:
        return False
    around = (node, node.parent, node.parent.parent if node.parent else None)
    given = " ".join(f"{one.attributes.get('class') or ''} {one.attributes.get('id') or ''}" for one in around if one)
    return not _SLIDES.search(given.lower())


def _has_address(node: LexborNode) -> bool:
    """An address, an end («disabled»), or a mere link with neither script nor address: leads nowhere itself."""
    given = node.attributes
    href, act = (given.get("href") or "").strip(), given.get("onclick") or ""
    if "disabled" in given or "disabled" in (given.get("class") or ""):
        return True
    if node.tag != "a":
        return bool(_OPENS.search(act)) or not (act or _sends(node))
    if href and not href.startswith(("#", "javascript")):
        return True
    return bool(_OPENS.search(act or href)) or not (act or href.startswith("javascript"))


def _sends(node: LexborNode) -> bool:
    """A button of a form that is sent: one that is asked for by an address could be followed."""
    form = node.parent
    while form is not None and form.tag != "form":
        form = form.parent
    return form is not None and (form.attributes.get("method") or "").lower() == "post"


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
