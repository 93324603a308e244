"""The name of a cell or box where the markup keeps it in an attribute, as responsive tables do."""

from collections.abc import Mapping
from typing import Final

from selectolax.lexbor import LexborHTMLParser

from caicach.kernel.text.characters import clean
from caicach.procedures.record.labels import LONGEST_LABEL, field_of

_NAMED: Final = (
    "data-label", "data-title", "data-th", "data-header", "data-heading", "data-column", "data-col", "data-caption",
    "data-name", "data-content", "data-before", "aria-label", "title", "abbr",
)  # fmt: skip
_REFERRING: Final = ("headers", "aria-labelledby", "aria-describedby")
_CELLS: Final = ("td", "th")


def words_by_id(tree: LexborHTMLParser) -> Mapping[str, str]:
    """What each element says that others refer to as their head (``headers``, ``aria-labelledby``)."""
    wanted: set[str] = set()
    for node in tree.css("[headers], [aria-labelledby], [aria-describedby]"):
        given = node.attributes
        wanted.update(word for name in _REFERRING for word in (given.get(name) or "").split())
    if not wanted:
        return {}
    found = {node.attributes.get("id") or "": " ".join(clean(node.text()).split()) for node in tree.css("[id]")}
    return {name: words for name in wanted if 0 < len(words := found.get(name, "")) <= LONGEST_LABEL}


def title_of(tag: str, attributes: Mapping[str, str | None], by_id: Mapping[str, str]) -> str:
    """The first of its names that names a field, else the first it has; only cells are named by what they do not know.

    >>> title_of("td", {"class": "x", "data-label": "Lệ phí", "title": "20.000 đồng"}, {})
    'Lệ phí'
    >>> title_of("td", {"headers": "r1 h3"}, {"r1": "Trực tiếp", "h3": "Thời hạn giải quyết"})
    'Thời hạn giải quyết'
    >>> title_of("div", {"aria-label": "Hết bao nhiêu"}, {}), title_of("div", {"data-label": "Hết bao nhiêu"}, {})
    ('', 'Hết bao nhiêu')
    """
    names = [words for name in _NAMED if (given := attributes.get(name)) and (words := " ".join(clean(given).split()))]
    if by_id:
        referred = [word for name in _REFERRING for word in (attributes.get(name) or "").split()]
        names += [by_id[word] for word in referred if word in by_id]
    known = next((words for words in names if field_of(words)), "")
    if known or not names:
        return known
    is_named = tag in _CELLS or any(attributes.get(name) for name in _NAMED if name.startswith("data-"))
    return names[0] if is_named and len(names[0]) <= LONGEST_LABEL else ""
