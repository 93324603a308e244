"""Units are picked one by one, by group or by a phrase, on every form that takes several."""

import re
from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client

from caicach.inspections import queries
from caicach.organisations.domain.addressing import resolve
from caicach.organisations.domain.units import UnitType
from caicach.organisations.queries import directory_on, units_on
from factories.correspondence import OFFICE

pytestmark = pytest.mark.django_db
SignIn = Callable[[str], Client]
NEW = "/kiem-tra/moi/"
DAY = date(2023, 2, 20)
PHRASES = ("Các sở, ban, ngành cấp tỉnh", "Sở Tư pháp, Sở Y tế", "UBND các huyện, thành phố", "Sở Nội vụ")


@pytest.fixture
def office(sign_in: SignIn) -> Client:
    return sign_in("thuongtruc")


def ticked(page: str, name: str = "units") -> set[str]:
    boxes = re.findall(rf'<input\s[^>]*name="{name}"[^>]*>', page)
    return {found[1] for box in boxes if " checked" in box and (found := re.search(r'value="([^"]*)"', box))}


def typed(client: Client, **more: object) -> dict[str, object]:
    """The form of an inspection with a day and a head."""
    heads = re.search(r'<select name="head".*?<option value="(\d+)"', client.get(NEW).content.decode(), re.DOTALL)
    assert heads
    return {"checklist": "discipline", "manner": "announced", "first_on": "15/03/2023", "head": heads[1], **more}


def planned() -> set[str]:
    return {line.unit_name for line in queries.inspections(OFFICE, on=DAY).items}


@pytest.mark.parametrize("phrase", PHRASES)
def test_a_phrase_ticks_what_letters_mean_by_it_and_keeps_nothing_before_a_person_looked(
    office: Client, phrase: str
) -> None:
    meant = {unit.code for unit in resolve(phrase, directory_on(DAY)).units}
    answer = office.post(NEW, typed(office, units=["TINH"], **{"units-phrase": phrase}))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert ticked(page) == meant | {"TINH"}
    assert "Hãy xem các đơn vị được đánh dấu rồi lưu." in page
    assert planned() == set()
    asked = office.get("/don-vi/theo-cum-tu/", {"ngay": "2023-02-20", "cum-tu": phrase}).json()
    assert set(asked["codes"]) == meant


def test_a_phrase_that_names_nobody_is_told_and_stays_in_its_box(office: Client) -> None:
    page = office.post(NEW, typed(office, **{"units-phrase": "Sở Vũ trụ"})).content.decode()
    assert "«Sở Vũ trụ»: 0 đơn vị." in page
    assert 'value="Sở Vũ trụ"' in page
    assert ticked(page) == set()


def test_the_box_of_a_group_adds_its_units_and_each_gets_an_inspection(office: Client) -> None:
    of_kind = [unit for unit in units_on(DAY) if unit.type is UnitType.RURAL_DISTRICT]
    assert of_kind
    answer = office.post(NEW, typed(office, units=["SYT"], **{"units-group": "Huyện"}))
    assert answer.status_code == 302
    assert planned() == {"Sở Y tế", *(unit.office_name for unit in of_kind)}


def test_a_unit_that_is_not_offered_is_refused(office: Client) -> None:
    answer = office.post(NEW, typed(office, units=["SYT", "KHONG-CO"]))
    assert answer.status_code == 422
    assert planned() == set()


def test_without_a_day_a_phrase_is_not_asked(office: Client) -> None:
    assert office.get("/don-vi/theo-cum-tu/", {"cum-tu": "Sở Y tế"}).status_code == 422
    assert Client().get("/don-vi/theo-cum-tu/", {"cum-tu": "Sở Y tế", "ngay": "2023-02-20"}).status_code in {302, 401}
