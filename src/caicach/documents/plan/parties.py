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
_ROLE_WORDS: Final = r"(?P<{}>chu\s+tri|phoi\s+hop)(?:\s+thuc\s+hien)?"
_MARK: Final = re.compile(
    rf"\s*\(\s*(?:(?:co\s+quan|don\s+vi)\s+)?{_ROLE_WORDS.format('bracketed')}\s*\)"
    rf"|(?<=[^\W\d])\s+(?:la\s+(?:co\s+quan|don\s+vi)\s+)?{_ROLE_WORDS.format('bare')}\s*(?=[;,.\n]|$)"
)
"""A mark after those whom it concerns; it holds for the whole list before it."""
_LIST_IN_BRACKETS: Final = re.compile(
    rf"\s*\(\s*(?:(?:co\s+quan|don\s+vi)\s+)?{_ROLE_WORDS.format('role')}\s*(?::|voi(?:\s+cac)?\s)\s*(?P<list>[^()]*)\)"
)


@dataclass(frozen=True, slots=True)
class Parties:
    lead: tuple[str, ...]
    cooperate: tuple[str, ...]


def parties_of(lead: str, cooperate: str, *, lists_both: bool = False) -> Parties:
    """The units of both cells; ``lists_both`` where the title says that one column holds the two.

    >>> parties_of("Sở Nội vụ chủ trì, phối hợp với Sở Tài chính", "")
    Parties(lead=('Sở Nội vụ',), cooperate=('Sở Tài chính',))
    """
    said = _listed_in_brackets(lead) or _labelled(lead) or _sentence(lead) or _marked(lead)
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


def _listed_in_brackets(text: str) -> Parties | None:
    """«Sở A (phối hợp: Sở B, Sở C)»: the list in the brackets does as it says, what stands outside does the other."""
    found = [*_LIST_IN_BRACKETS.finditer(fold(text))]
    if not found:
        return None
    inside = {"chu": "", "phoi": ""}
    outside, at = "", 0
    for match in found:
        inside[match["role"].split()[0]] += "\n" + text[match.start("list") : match.end("list")]
        outside, at = outside + text[at : match.start()], match.end()
    outside += text[at:]
    lead, joins = (outside, inside["phoi"]) if not inside["chu"] else (inside["chu"], f"{outside}\n{inside['phoi']}")
    return Parties(split_cell(lead), split_cell(joins))


def _marked(text: str) -> Parties | None:
    """«Sở A (chủ trì); Sở B, Sở C (phối hợp)»: who is marked leads; where anybody does, the others cooperate."""
    found = [*_MARK.finditer(fold(text))]
    if not found:
        return None
    lists = {"chu": list[str](), "phoi": list[str]()}
    at = 0
    for match in found:
        role = (match["bracketed"] or match["bare"]).split()[0]
        lists[role].append(text[at : match.start()])
        at = match.end()
    rest = split_cell(text[at:].strip(" ,;.\n"))
    lead = _units_of(lists["chu"])
    if lead:
        return Parties(lead, (*_units_of(lists["phoi"]), *rest))
    first, *others = lists["phoi"]
    before, parts, last = first.rpartition(";")
    joins = split_cell(last)
    lead = split_cell(before) if parts else joins[:-1]
    return Parties((*lead, *rest), (*(joins if parts else joins[-1:]), *_units_of(others)))


def _units_of(lists: list[str]) -> tuple[str, ...]:
    return tuple(unit for words in lists for unit in split_cell(words.strip(" ,;.\n")))


def _without_label(text: str) -> str:
    folded = fold(text)
    found = re.match(r"\s*(?:phoi\s+hop(?:\s+thuc\s+hien)?\s*:|phoi\s+hop\s+(?:voi|cung))\s*", folded)
    return text[found.end() :] if found else text
