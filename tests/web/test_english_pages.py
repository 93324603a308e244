"""Every page that needs no row is English in English: Vietnamese is left in names, quotes and data alone."""

import re
from collections.abc import Callable, Iterator
from html import unescape

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import timezone
from lxml import html

from caicach.indices.definition.catalogue import shipped_sets
from caicach.inspections.checklists_in_force import known_checklists
from caicach.organisations import queries as organisations
from caicach.organisations.queries import unit_facts
from caicach.plans import queries as plans
from caicach.regimes.domain.catalogue import shipped_forms
from caicach.reports.domain.first_rule import FIRST_RULE

pytestmark = pytest.mark.django_db
SignIn = Callable[[str], Client]
_LETTER = re.compile(r"[ăâđêôơưạảãàáặẳẵằắậẩẫầấẹẻẽèéệểễềếịỉĩìíọỏõòóộổỗồốợởỡờớụủũùúựửữừứỵỷỹỳý]", re.IGNORECASE)
_HIDDEN = re.compile(r"<(script|style|template)\b.*?</\1>|<!--.*?-->", re.DOTALL)
_SAID = re.compile(r'(?:aria-label|title|placeholder|alt|data-[a-z-]+)="([^"]*)"|>([^<]+)<')
_NOT_PAGES = ("api/", "lich/")
_QUOTED = re.compile(r"“[^”]*”|\b\d+/(?:\d{4}/)?[A-ZĐ-]+\b|\bBCĐCCHC\b|\bcông văn\b|\bngày \d\d/\d\d/\d{4}")
"""Numbers of documents, words of the form of letters, and what stands between quotes."""
_EXAMPLE = "Kế hoạch cải cách hành chính năm 2026"


def _addresses(resolver: URLResolver, prefix: str = "") -> Iterator[str]:
    for entry in resolver.url_patterns:
        path = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from _addresses(entry, path)
        elif isinstance(entry, URLPattern) and "<" not in path and not path.startswith(_NOT_PAGES):
            yield f"/{path}"


def _unmarked(page: str) -> str:
    """Without the parts that say of themselves that they are Vietnamese: tables and headings of forms of the law."""
    if 'lang="vi"' not in page:
        return page
    whole = html.document_fromstring(page)
    for part in whole.xpath("//*[@lang='vi'][not(self::span)]"):
        part.drop_tree()
    return str(html.tostring(whole, encoding="unicode"))


def _vietnamese(page: str, data: list[str]) -> list[str]:
    found = []
    for quoted, text in _SAID.findall(_HIDDEN.sub("", _unmarked(page))):
        words = " ".join(unescape(quoted or text).split())
        for known in data:
            words = words.replace(known, "")
        words = _QUOTED.sub("", words)
        if _LETTER.search(words):
            found.append(words)
    return found


@pytest.mark.parametrize("name", ["thuongtruc", "lanhdao", "tuphap", "quantri"])
def test_pages_are_english_in_english(sign_in: SignIn, name: str) -> None:
    client = sign_in(name)
    client.post("/ngon-ngu/", {"language": "en", "next": "/"})
    facts = unit_facts()
    names = {fact.name for fact in facts} | {fact.office_name for fact in facts} | {fact.short_name for fact in facts}
    names |= {account.display_name for account in organisations.accounts()} | {"Tiếng Việt", _EXAMPLE}
    names |= {day for block in plans.holiday_blocks(on=timezone.localdate()) for day in block.name.split(", ")}
    names |= set(FIRST_RULE.keywords)
    # Forms of the law and checklists are named as their documents name them.
    names |= {form.subject for form in shipped_forms()} | {known.checklist.title for known in known_checklists()}
    names |= {definition.name for _, definition in shipped_sets()}
    data = sorted(filter(None, names), key=len, reverse=True)
    left: dict[str, list[str]] = {}
    pages = 0
    for address in sorted(set(_addresses(get_resolver()))):
        if address.startswith("/cong-khai/") and not address.startswith("/cong-khai/en/"):
            continue  # the open door has its language in the address: no cookie chooses it
        answer = client.get(address)
        if answer.status_code == 200 and answer.headers["Content-Type"].startswith("text/html"):
            pages += 1
            if found := _vietnamese(answer.content.decode(), data):
                left[address] = found
    assert pages > 8
    assert left == {}
