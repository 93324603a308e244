"""Every page is well formed: tags balance, ids are single, fields have labels, nothing is inline."""

from collections import Counter
from collections.abc import Callable
from html.parser import HTMLParser

import pytest
from django.test import Client

from caicach.plans import services
from factories.correspondence import JUSTICE, NOW, OFFICE
from factories.plans import report, rows
from factories.web import read_letter, version

pytestmark = pytest.mark.django_db

VOID = {"meta", "link", "input", "br", "hr", "img", "path", "circle"}


class _Checker(HTMLParser):
    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.problems: list[str] = []
        self.ids: Counter[str] = Counter()
        self.fields: list[dict[str, str | None]] = []
        self.labels: set[str | None] = set()
        self.targets: set[str] = set()
        self.headings = 0
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag not in VOID:
            self.open.append(tag)
        self.problems += [f"{tag} {name}" for name in given if name == "style" or name.startswith("on")]
        if len(given) != len(attrs):
            self.problems.append(f"{tag} repeats an attribute")
        if given.get("id"):
            self.ids[str(given["id"])] += 1
        if tag in {"input", "select", "textarea"} and given.get("type") not in {"hidden", "submit"}:
            self.fields.append(given)
        if tag == "label":
            self.labels.add(given.get("for"))
        if tag == "a" and str(given.get("href", "")).startswith("#"):
            self.targets.add(str(given["href"])[1:])
        self.headings += tag == "h1"
        if tag == "script" and not given.get("src"):
            self.problems.append("inline script")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.problems.append(f"</{tag}> closes nothing")

    def findings(self) -> list[str]:
        unlabelled = [f for f in self.fields if f.get("id") not in self.labels and not f.get("aria-label")]
        return [
            *self.problems,
            *self.open,
            *(f"id {name} twice" for name, count in self.ids.items() if count > 1),
            *(f"no label: {field}" for field in unlabelled),
            *(f"link to nothing: #{name}" for name in sorted(self.targets - set(self.ids))),
            *([] if self.headings == 1 else [f"{self.headings} h1"]),
        ]


def _findings(client: Client, addresses: list[str]) -> dict[str, list[str]]:
    pages = {address: client.get(address) for address in addresses}
    assert {a: p.status_code for a, p in pages.items() if p.status_code not in {200, 404}} == {}
    checked = {address: _Checker(page.content.decode()).findings() for address, page in pages.items()}
    return {address: found for address, found in checked.items() if found}


def test_the_pages_of_documents_are_well_formed(sign_in: Callable[[str], Client]) -> None:
    client, letter = sign_in("thuongtruc"), read_letter()
    review = f"/van-ban/{letter}/soat/"
    editors = [
        "v-number",
        "v-addressees",
        "v-urgency",
        "them",
        "p-1",
        "p-1-tach",
        "p-1-bo",
        "p-1-lead",
        "p-1-cooperate",
    ]
    addresses = [review, *(f"{review}?mo={name}" for name in editors), "/van-ban/", "/van-ban/tiep-nhan/"]
    addresses += [f"/van-ban/{letter}/rut/", "/tro-giup/", "/tai-khoan/", "/khong-co/", "/theo-doi/", "/nhiem-vu/"]
    assert _findings(client, addresses) == {}
    assert _findings(Client(), ["/dang-nhap/"]) == {}


def test_the_pages_of_tasks_are_well_formed(sign_in: Callable[[str], Client]) -> None:
    client, letter = sign_in("thuongtruc"), read_letter()
    services.confirm_directive(OFFICE, document_id=letter, version=version(letter), now=NOW)
    row = next(row for row in rows() if row.unit == "STP")
    waiting = report(JUSTICE, row.assignment_id)
    addresses = ["/theo-doi/", "/theo-doi/?theo=document", "/theo-doi/?theo=area", "/nhiem-vu/", f"/van-ban/{letter}/"]
    addresses += [f"/nhiem-vu/{row.task_id}/", f"/nhiem-vu/{row.task_id}/huy/", f"/van-ban/{letter}/soat/"]
    addresses += [f"/phan-cong/{row.assignment_id}/gia-han/", f"/phan-cong/{row.assignment_id}/bao-cao/{waiting}/"]
    assert _findings(client, addresses) == {}
    unit = Client()
    unit.post("/dang-nhap/", {"username": "tuphap", "password": "mot-mat-khau-dai-2023"})
    mine = [f"/phan-cong/{row.assignment_id}/bao-cao/", f"/nhiem-vu/{row.task_id}/", "/nhiem-vu/"]
    assert _findings(unit, mine) == {}


def test_no_page_carries_the_indentation_of_its_template(sign_in: Callable[[str], Client]) -> None:
    office = sign_in("thuongtruc")
    for address in ("/theo-doi/", "/van-ban/tiep-nhan/", "/tro-giup/"):
        lines = office.get(address).content.decode().splitlines()
        assert [line for line in lines if line.startswith("  ")] == [], address
