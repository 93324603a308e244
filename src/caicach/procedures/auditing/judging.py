"""Sights of a portal against the register: a status for each procedure, with both texts where they differ. Pure."""

import re
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from caicach.kernel.text.folding import fold
from caicach.procedures.auditing.addresses import is_national, pattern_of
from caicach.procedures.auditing.findings import Finding, Report, Status
from caicach.procedures.auditing.forms import Forms
from caicach.procedures.auditing.sights import Kind, Sight
from caicach.procedures.comparing.fields import Compared, differences
from caicach.procedures.comparing.listed import likeness
from caicach.procedures.comparing.matching import Matcher
from caicach.procedures.comparing.normal_form import name_form
from caicach.procedures.comparing.values import FieldVerdict, Verdict
from caicach.procedures.pages.extracting import Found
from caicach.procedures.record.codes import code_in, family
from caicach.procedures.record.register import Register
from caicach.procedures.record.values import Change, Procedure

_NEAR: Final = 0.5
_SPEAKS: Final = re.compile(
    r"thu[ _-]?tuc|tthc|dich[ _-]?vu[ _-]?cong|\bdvc|danh[ _-]?(?:muc|sach)|linh[ _-]?vuc|cai[ _-]?cach|mot[ _-]?cua"
    r"|cong[ _-]?khai|procedure|services?\b"
)
_ORDER: Final = (Verdict.OUTDATED, Verdict.CONTRADICTORY, Verdict.MISSING, Verdict.EXTRA)
Shown = tuple[Sight, Found]


def report_on(register: Register, sights: Mapping[str, Sight]) -> Report:
    """Every procedure that is due, then what is shown and not due."""
    view = _View(register, sights)
    findings = [view.finding(key) for key in register.current if view.is_due(key)]
    findings += view.abolished()
    return Report(tuple(findings + view.extra()), view.notes(), Counter(sight.kind.value for sight in sights.values()))


class _View:
    def __init__(self, register: Register, sights: Mapping[str, Sight]) -> None:
        self.register, self.sights = register, sights
        self.matcher = Matcher(register.current)
        self.shown: dict[str, list[Shown]] = defaultdict(list)
        self.listed: dict[str, dict[str, None]] = defaultdict(dict)
        self.unmatched: list[Shown] = []
        pages = [sight for sight in sights.values() if sight.kind is Kind.SHOWN and sight.page and not sight.target]
        self._match(pages)
        for sight in pages:
            self._match_links(sight)
        for url in sights:
            if key := self.matcher.by_code(code_in(url.rpartition("/")[2]) or code_in(url)):
                self.listed[key].setdefault(url)
        self.forms = Forms([found for rows in self.shown.values() for _, found in rows])
        accounted = {url for urls in self.listed.values() for url in urls}
        unseen = [sight for sight in sights.values() if sight.kind is Kind.BLOCKED and sight.url not in accounted]
        self.hiding = sorted(sight.url for sight in pages if sight.page and sight.page.hides_pages)
        self.unseen = [*(self._may_list(unseen, pages, accounted) if unseen else []), *self.hiding]

    def _match(self, pages: list[Sight]) -> None:
        """By code or name first, for all; then, by likeness, for names that nothing else claimed."""
        waiting: list[Shown] = []
        for sight in pages:
            for found in sight.page.records if sight.page else ():
                key = self.matcher.by_code(found.procedure.code)
                if key is None and not found.procedure.code:
                    key = self.matcher.by_name(found.procedure.name)
                if key is None:
                    waiting.append((sight, found))
                else:
                    self._place(key, sight, found)
        for sight, found in waiting:
            key = self._by_name_alone(sight, found) or self._by_list(sight, found)
            if key is None:
                self.unmatched.append((sight, found))
            else:
                self._place(key, sight, found)

    def _by_name_alone(self, sight: Sight, found: Found) -> str | None:
        """A record with a foreign code is the procedure of its name, where that is shown nowhere under its own."""
        key = self.matcher.by_name(found.procedure.name)
        if key is None and not found.procedure.code and found.is_full:
            key = self.matcher.by_likeness(found.procedure.name)
        if key is None or self.shown.get(key):
            return None
        return key if not self.listed.get(key) or sight.url in self.listed[key] else None

    def _by_list(self, sight: Sight, found: Found) -> str | None:
        """The one whole record of a page that a list gives as the page of one procedure, by a name that is near."""
        whole = [one for one in sight.page.records if one.is_full] if sight.page else []
        keys = [key for key, urls in self.listed.items() if sight.url in urls]
        if len(whole) != 1 or not found.is_full or len(keys) != 1 or self.shown.get(keys[0]):
            return None
        due, got = (name_form(name) for name in (self.register.current[keys[0]].name, found.procedure.name))
        return keys[0] if not got or likeness(due, got) > _NEAR else None

    def _place(self, key: str, sight: Sight, found: Found) -> None:
        if found.is_full:
            self.shown[key].append((sight, found))
        for url in sight.addresses(found.links) or ((sight.url,) if not found.is_full else ()):
            if not found.is_full:
                self.listed[key].setdefault(url)

    def _match_links(self, sight: Sight) -> None:
        for link in sight.page.links if sight.page else ():
            each = dict.fromkeys(words for words in (link.words, link.line) if len(words) > 8)
            key = next(filter(None, map(self.matcher.in_words, each)), None)
            if key:
                for url in sight.addresses((link.address,)):
                    self.listed[key].setdefault(url)

    def _may_list(self, unseen: list[Sight], pages: list[Sight], accounted: set[str]) -> list[str]:
        """Of the pages not seen those that may list procedures: the first page of the portal, one of the form of a
        page that leads to procedures, tells one or is one, one whose address or link speaks of them. All of them where
        nothing was found."""
        found = {url for rows in self.shown.values() for url in (sight.url for sight, _ in rows)} | accounted
        leading = {sight.url for sight in pages if sight.page and sight.page.records} | found
        forms = {pattern_of(url) for url in leading}
        words = {url: told for sight in pages for url, told in _links_of(sight)}
        start = next(iter(self.sights.values())).url
        return sorted(
            sight.url
            for sight in unseen
            if not found
            or sight.url == start
            or pattern_of(sight.url) in forms
            or _SPEAKS.search(fold(f"{sight.url} {words.get(sight.url, '')}"))
        )

    def is_due(self, key: str) -> bool:
        return self.register.current[key].change is not Change.ABOLISHED

    def finding(self, key: str) -> Finding:
        one = self.register.current[key]
        unit = one.performing_agency or one.competent_agency
        found = self._of_shown(key, one) or self._of_listed(key, one) or self._of_nothing(one)
        return replace(found, unit=unit)

    def _of_shown(self, key: str, one: Procedure) -> Finding | None:
        """The page that tells most leads; what another page of the portal says otherwise counts as well."""
        rows = sorted(self.shown.get(key, ()), key=lambda row: -_parts_filled(row[1].procedure))
        if not rows:
            return None
        merged: Compared = {}
        for _, found in rows:
            compared = self.forms.without_unshown(
                found, differences(one, found.procedure, self.register.before.get(key, ()))
            )
            if not merged:
                merged = compared
            else:
                wrong = {n: v for n, v in compared.items() if v.verdict in {Verdict.CONTRADICTORY, Verdict.OUTDATED}}
                merged = {**wrong, **{n: v for n, v in merged.items() if v.verdict.is_fault or n not in wrong}}
        sight = rows[0][0]
        status, reason = status_of(merged), ""
        if status is Status.MISSING:
            reason = "fields"
        return Finding(one.code, one.name, sight.url, status, reason, merged, digest=sight.digest, at=sight.at)

    def _of_listed(self, key: str, one: Procedure) -> Finding | None:
        """A list names it: what became of where the list leads."""
        urls = list(self.listed.get(key, ()))
        if not urls:
            return None
        if national := next((url for url in urls if is_national(url)), ""):
            return Finding(one.code, one.name, national, Status.OK, "national_portal")
        sights = [self.sights[url] for url in urls if url in self.sights]
        for sight in sights:
            if sight.kind is Kind.ELSEWHERE and is_national(sight.target):
                return Finding(one.code, one.name, sight.target, Status.OK, "national_portal", at=sight.at)
            if sight.kind is Kind.SHOWN and sight.page and not sight.page.records and _leads_to_national(sight):
                return Finding(
                    one.code, one.name, sight.url, Status.OK, "national_portal", digest=sight.digest, at=sight.at
                )
        for kind, status in ((Kind.BROKEN, Status.BROKEN), (Kind.BLOCKED, Status.BLOCKED)):
            for sight in sights:
                if sight.kind is kind:
                    return Finding(
                        one.code, one.name, sight.url, status, sight.reason, digest=sight.digest, at=sight.at
                    )
        return self._of_bare(one, sights, urls)

    def _of_bare(self, one: Procedure, sights: list[Sight], urls: list[str]) -> Finding:
        """A page that tells no field; or one that was not asked for: a limit, a file, another site."""
        detail = next((s for s in sights if s.kind is Kind.SHOWN and s.page and len(s.page.records) <= 1), None)
        if detail is None and not sights:
            return Finding(one.code, one.name, urls[0], Status.BLOCKED, "not_fetched")
        empty = Procedure(code=one.code, name=one.name)
        fields = {name: v for name, v in differences(one, empty).items() if v.verdict.is_fault}
        sight = detail or sights[0]
        return Finding(
            one.code, one.name, sight.url, Status.MISSING, "no_content", fields, digest=sight.digest, at=sight.at
        )

    def _of_nothing(self, one: Procedure) -> Finding:
        """Nowhere: missing, unless a page that we were not let to see may hold it."""
        if self.unseen:
            return Finding(one.code, one.name, "", Status.BLOCKED, "list_not_seen")
        return Finding(one.code, one.name, "", Status.MISSING, "not_published")

    def abolished(self) -> list[Finding]:
        """Abolished and still shown."""
        due = (key for key in self.register.current if not self.is_due(key))
        rows = ((self.register.current[key], self.shown.get(key)) for key in due)
        return [
            Finding(one.code, one.name, shown[0][0].url, Status.OUTDATED, "abolished", digest=shown[0][0].digest)
            for one, shown in rows
            if shown
        ]

    def extra(self) -> list[Finding]:
        """Shown under a code, or as a whole record, and not in the register; each once."""
        found: dict[str, Finding] = {}
        for sight, one in sorted(self.unmatched, key=lambda row: not row[1].is_full):
            read = one.procedure
            key = family(read.code) or read.name
            if key and (read.code or one.is_full):
                url = next(iter(sight.addresses(one.links)), "") if not one.is_full else ""
                found.setdefault(
                    key, Finding(read.code, read.name, url or sight.url, Status.EXTRA, digest=sight.digest)
                )
        return list(found.values())

    def notes(self) -> dict[str, tuple[str, ...]]:
        found: dict[str, list[str]] = defaultdict(list)
        for sight in self.sights.values():
            if sight.kind is not Kind.SHOWN:
                found[sight.reason].append(sight.url)
            elif sight.page and sight.page.text.encoding not in {"utf-8", "ascii"} and not sight.target:
                found[f"encoding_{sight.page.text.encoding}"].append(sight.url)
            elif sight.page and not sight.page.text.was_composed and not sight.target:
                found["decomposed"].append(sight.url)
        if self.hiding:
            found["pages_by_script"] = self.hiding
        found.update(self.forms.notes())
        return {name: tuple(urls) for name, urls in found.items()}


def _links_of(sight: Sight) -> list[tuple[str, str]]:
    """Addresses with the words of their line, where nothing else is linked in it."""
    links = sight.page.links if sight.page else ()
    beside = Counter(link.line for link in links)
    return [(url, link.line) for link in links if beside[link.line] == 1 for url in sight.addresses((link.address,))]


def _parts_filled(one: Procedure) -> int:
    return sum(
        bool(getattr(one, name)) for name in ("steps", "papers", "legal_bases", "submissions", "results", "subjects")
    )


def _leads_to_national(sight: Sight) -> bool:
    links = tuple(link.address for link in (sight.page.links if sight.page else ()))
    return any(is_national(url) for url in sight.addresses(links))


def status_of(fields: Mapping[str, FieldVerdict]) -> Status:
    """An old version explains its contradictions; a contradiction weighs more than a gap."""
    verdicts = {one.verdict for one in fields.values()}
    return next((Status(verdict.value) for verdict in _ORDER if verdict in verdicts), Status.OK)
