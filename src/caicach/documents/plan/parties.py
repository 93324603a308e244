"""Who leads and who cooperates, from the two cells of a row or from one cell that says both."""

import re
from dataclasses import dataclass
from typing import Final

from caicach.documents.plan.units import split_cell
from caicach.kernel.text.folding import fold

_LABEL: Final = re.compile(
    r"(?:^|(?<=[.;,\n(+-])|(?<=\s))\s*(?:-\s*)?(?:(?:co\s+quan|don\s+vi|bo\s+phan)\s+)?(?P<role>chu\s+tri|phoi\s+hop)(?:\s+thuc\s+hien)?\s*:\s*"
)
_SENTENCE: Final = re.compile(
    r"(?P<lead>.+?)\s*,?\s+(?:la\s+(?:co\s+quan|don\s+vi)\s+)?chu\s+tri\s*[,;.]?\s*(?:va\s+)?phoi\s+hop\s+(?:voi|cung(?:\s+voi)?)?\s*(?P<rest>.+)",
    re.DOTALL,
)
_LEADS: Final = re.compile(r"\s*,?\s*(?:\(\s*chu\s+tri\s*\)|(?:la\s+(?:co\s+quan|don\s+vi)\s+)?chu\s+tri\.?$)")
_JOINS: Final = re.compile(r"\s*\(\s*phoi\s+hop\s*\)")


@dataclass(frozen=True, slots=True)
class Parties:
    lead: tuple[str, ...]
    cooperate: tuple[str, ...]


def parties_of(lead: str, cooperate: str, *, lists_both: bool = False) -> Parties:
    """The units of both cells; ``lists_both`` where the title says that one column holds the two.

    >>> parties_of("Sở Nội vụ chủ trì, phối hợp với Sở Tài chính", "")
    Parties(lead=('Sở Nội vụ',), cooperate=('Sở Tài chính',))
    """
    said = _labelled(lead) or _sentence(lead) or _bracketed(lead)
    if said is None:
        units = split_cell(lead)
        said = Parties(units[:1], units[1:]) if lists_both else Parties(units, ())
    own = split_cell(_without_label(cooperate))
    known = {fold(unit) for unit in said.cooperate}
    return Parties(said.lead, (*said.cooperate, *(unit for unit in own if fold(unit) not in known)))


def _labelled(text: str) -> Parties | None:
    """«Chủ trì: A. Phối hợp: B»; words before the first label are a lead."""
    found = [*_LABEL.finditer(fold(text))]
    if not found:
        return None
    parts: dict[str, str] = {"chu": text[: found[0].start()], "phoi": ""}
    ends = [*(match.start() for match in found[1:]), len(text)]
    for match, end in zip(found, ends, strict=True):
        parts[match["role"].split()[0]] += "\n" + text[match.end() : end].strip(" -;,.\n")
    return Parties(split_cell(parts["chu"]), split_cell(parts["phoi"]))


def _sentence(text: str) -> Parties | None:
    found = _SENTENCE.fullmatch(fold(text).strip())
    if found is None:
        return None
    bare = text.strip()
    return Parties(split_cell(bare[: found.end("lead")]), split_cell(bare[found.start("rest") :]))


def _bracketed(text: str) -> Parties | None:
    """«Sở A (chủ trì), Sở B (phối hợp)»: who is marked leads; the others cooperate where anybody is so marked."""
    folded = fold(text)
    if not _LEADS.search(folded) and not _JOINS.search(folded):
        return None
    lead: list[str] = []
    joins: list[str] = []
    for unit in split_cell(text):
        name = fold(unit)
        mark = _LEADS.search(name) or _JOINS.search(name)
        bare = unit[: mark.start()] + unit[mark.end() :] if mark else unit
        (joins if _JOINS.search(name) else lead).append(bare.strip(" ,"))
    return Parties(tuple(lead), tuple(joins))


def _without_label(text: str) -> str:
    folded = fold(text)
    found = re.match(r"\s*(?:phoi\s+hop(?:\s+thuc\s+hien)?\s*:|phoi\s+hop\s+(?:voi|cung))\s*", folded)
    return text[found.end() :] if found else text
