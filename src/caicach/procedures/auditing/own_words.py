"""Labels in the words of one portal, learned from what the register says must stand below them. Pure.

A portal may head «Thành phần hồ sơ» by «Cần mang theo gì?», which no list of labels knows. The register knows what
stands there: words that go before the papers of one procedure after another are the portal's label of papers.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from typing import Final

from caicach.procedures.auditing.findings import Report
from caicach.procedures.auditing.sights import Sight
from caicach.procedures.comparing.matching import Matcher
from caicach.procedures.comparing.normal_form import forms, name_form
from caicach.procedures.comparing.values import Verdict
from caicach.procedures.pages.extracting import Page
from caicach.procedures.pages.grids import column_of
from caicach.procedures.pages.unknown_labels import names_a_part
from caicach.procedures.record.codes import CODE
from caicach.procedures.record.labels import LONGEST_LABEL, bare_label, field_of
from caicach.procedures.record.register import Register
from caicach.procedures.record.values import Procedure

_CONFIRMED: Final = frozenset({Verdict.OK, Verdict.REWRITTEN})
_ENOUGH: Final = 3
_MOSTLY: Final = 0.6
_ABOVE: Final = 6
_SHORT: Final = 3
_LEARNED: Final = (
    "decision", "level", "field", "steps", "subjects", "performing_agency", "competent_agency", "coordinating_agency",
    "receiving_address", "results", "conditions",
)  # fmt: skip
_FIGURES: Final = frozenset({"time_limit", "fee"})
_ROW: Final = 8
_NUMBERING: Final = re.compile(r"^\W*(?:\d{1,2}|[A-Za-z])[.)]\s+")
_WITHIN: Final = re.compile(r"(?:^|(?<=[:(;,|]))\s*(?P<label>[^:(;,|]{3,60}):(?=\s*(?P<value>[^:(;,|)]{2,120}))")
_DIGIT: Final = re.compile(r"\d")
Votes = dict[str, Counter[tuple[int, str]]]
"""By field, how often a bare label stood so many lines above its value; 0 is the line of the value itself."""


def words_of_portal(register: Register, sights: Iterable[Sight]) -> dict[str, str]:
    """The field by each bare label that only this portal uses; empty where the pages are read well enough without.

    A label counts that goes before the value of its field on most pages where that value is found, three at least.
    """
    matcher = Matcher(register.current)
    votes: Votes = defaultdict(Counter)
    held: Counter[str] = Counter()
    for sight in sights:
        page = sight.page
        if page is None or sight.target or (key := _procedure_of(page, matcher)) is None:
            continue
        for field, labels in _labels_on(page, register.current[key], _read_on(page)):
            held[field] += 1
            votes[field].update(labels)
    return _chosen(votes, held)


def _chosen(votes: Votes, held: Mapping[str, int]) -> dict[str, str]:
    """The nearest labels first: what heads one field heads no other that stands further below it."""
    found: dict[str, str] = {}
    for distance in range(_ABOVE + 1):
        round_of: dict[str, list[tuple[int, str]]] = defaultdict(list)
        for field in votes.keys() - set(found.values()):
            for (away, label), count in votes[field].items():
                if away == distance and label not in found and count >= max(_ENOUGH, _MOSTLY * held[field]):
                    round_of[label].append((count, field))
        for label, fields in round_of.items():
            (count, field), *others = sorted(fields, reverse=True)
            if not others or others[0][0] < count:
                found[label] = field
    return found


def confirmed_fields(report: Report) -> int:
    """Fields of the procedures shown that are told as the register has them."""
    return sum(verdict.verdict in _CONFIRMED for one in report.findings for verdict in one.fields.values())


def may_have_own_words(report: Report) -> bool:
    """Whether so much is unconfirmed, a field of every procedure shown, that the pages may not have been understood; or
    nothing was read of more procedures than something was."""
    told = [len(one.fields) for one in report.findings if one.fields]
    if len(report.findings) - len(told) >= max(_ENOUGH, len(told)):
        return True
    return sum(told) - confirmed_fields(report) >= max(_ENOUGH, len(told))


def _read_on(page: Page) -> set[str]:
    """The fields that a label of the page names already; figures may have names of their own in every row."""
    return {name for found in page.records if found.is_full for name, _ in found.wordings} - _FIGURES


def _procedure_of(page: Page, matcher: Matcher) -> str | None:
    """The one procedure that a page is about: of the only code on it, else of a line that is its name."""
    keys = {key for code in CODE.findall(page.words) if (key := matcher.by_code(code))}
    if not keys:
        keys = {key for line in page.words.split("\n") if 12 < len(line) < 400 and (key := matcher.by_name(line))}
    return keys.pop() if len(keys) == 1 else None


def _labels_on(page: Page, one: Procedure, read: Container[str]) -> Iterator[tuple[str, set[tuple[int, str]]]]:
    """Fields not read yet whose value stands on the page, with the bare labels that may head it, and how far above."""
    lines = [_NUMBERING.sub("", line) for line in page.words.split("\n")]
    shapes = [forms(line)[3] for line in lines]
    split = [shape.split() for shape in shapes]
    values = {forms(part)[3] for text in _texts_of(one) for part in (text, *text.split("\n"))} - {""}
    first_manner = -1
    for field, firsts in _beginnings(one):
        after = first_manner if field in _FIGURES else -1
        place = _place_of(split, firsts, after=after)
        if place is None:
            if field in _FIGURES and field not in read and (told := _told_within(lines, firsts)):
                yield field, told
            continue
        at, lead = place
        first_manner = at if field == "manners" else first_manner
        if field in read or (at and field_of(lines[at - 1]) == field):
            continue
        if lead:
            above = [(0, _words_before(lines[at], lead)), *_told_within(lines[at : at + 1], firsts)]
        elif _as_label(title := page.titles.get(at, "")):
            above = [(0, title)]
        elif field in _FIGURES:
            above = [*_column_head(lines, first_manner, at), *_lines_above(lines, shapes, at, values)[:1]]
        else:
            above = _lines_above(lines, shapes, at, values)
        yield field, {(away, bare) for away, words in above if (bare := _as_label(words))}


def _told_within(lines: Sequence[str], firsts: Sequence[str]) -> set[tuple[int, str]]:
    """«Trực tiếp (Mất mấy ngày: 03 Ngày làm việc, …)»: labels that go before the value inside of a line."""
    found = set()
    for line in lines:
        for told in _WITHIN.finditer(line) if line.count(":") > 1 else ():
            if forms(told["value"])[3] in firsts and (bare := _as_label(told["label"])):
                found.add((0, bare))
    return found


def _as_label(words: str) -> str:
    """The bare label; empty where the words name a field already, or can be no label."""
    bare = bare_label(words)
    if len(bare) < _SHORT or _DIGIT.search(bare):
        return ""
    return "" if field_of(words) is not None or column_of(words) or names_a_part(bare) else bare


def _place_of(lines: Sequence[list[str]], firsts: Sequence[str], after: int) -> tuple[int, int] | None:
    """The line that is such a value, else begins with it, else ends with it behind the words of a label."""
    values = [first.split() for first in firsts]
    for fits in (_is_whole, _is_begun, _is_ended):
        for at in range(after + 1, len(lines)):
            for own in values:
                if (lead := fits(lines[at], own)) is not None:
                    return at, lead
    return None


def _is_whole(words: list[str], own: list[str]) -> int | None:
    return 0 if words == own else None


def _is_begun(words: list[str], own: list[str]) -> int | None:
    return 0 if len(own) > 1 and words[: len(own)] == own else None


def _is_ended(words: list[str], own: list[str]) -> int | None:
    return len(words) - len(own) if len(own) < len(words) <= len(own) + 12 and words[-len(own) :] == own else None


def _words_before(line: str, count: int) -> str:
    """The label of a line that says its value too."""
    label, colon, _ = line.partition(":")
    if colon and len(forms(label)[3].split()) == count:
        return label
    return " ".join(line.split()[:count])


def _column_head(lines: Sequence[str], manner: int, at: int) -> list[tuple[int, str]]:
    """In a row whose manner stands below a known head, the head as far from that one as the figure from the manner."""
    if not 0 <= manner < at <= manner + _ROW:
        return []
    heads = [n for n in range(manner - 1, max(-1, manner - _ROW), -1) if field_of(lines[n]) == "manners"]
    own = heads[0] + at - manner if heads else manner
    return [(1, lines[own])] if own < manner and len(lines[own]) <= LONGEST_LABEL else []


def _lines_above(lines: Sequence[str], shapes: Sequence[str], at: int, values: set[str]) -> list[tuple[int, str]]:
    """Lines above that are no value of the procedure, and begin with none, and are short enough for a label."""
    near = range(at - 1, max(-1, at - 1 - _ABOVE), -1)
    return [
        (at - n, lines[n])
        for n in near
        if len(lines[n]) <= LONGEST_LABEL
        and shapes[n] not in values
        and not any(" " in one and shapes[n].startswith(f"{one} ") for one in values)
    ]


def _beginnings(one: Procedure) -> Iterator[tuple[str, list[str]]]:
    """By field, the normal forms of what its value begins with; manners before their figures."""
    yield "name", [name_form(one.name)]
    for field in _LEARNED:
        if shape := forms(getattr(one, field).split("\n")[0])[3]:
            yield field, [shape]
    if one.papers and (shape := forms(one.papers[0].name)[3]):
        yield "papers", [shape]
    if one.legal_bases:
        basis = one.legal_bases[0]
        yield "legal_bases", [shape for text in (basis.number, basis.title) if (shape := forms(text)[3])]
    if rows := one.submissions:
        for field, text in (("manners", rows[0].manner), ("time_limit", rows[0].time_limit), ("fee", rows[0].fee)):
            if shape := forms(text)[3]:
                yield field, [shape]


def _texts_of(one: Procedure) -> Iterator[str]:
    yield one.name
    yield one.code
    for field in _LEARNED:
        yield getattr(one, field)
    for row in one.submissions:
        yield from (row.manner, row.time_limit, row.fee)
    yield from (paper.name for paper in one.papers)
    for basis in one.legal_bases:
        yield from (basis.number, basis.title)
