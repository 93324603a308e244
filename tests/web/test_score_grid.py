"""A sheet as a grid: each row saved by itself, what is wrong stays as typed; the appraiser agrees with many at once."""

import re
from collections.abc import Callable

import pytest
from django.test import Client

from caicach.indices.domain.cycle import Cells, Stage, Step
from caicach.indices.models import ScoreEntry
from factories.correspondence import JUSTICE
from factories.indices import entry_of, say, sheet_of
from web.test_index_pages import opened_for_people

pytestmark = pytest.mark.django_db
SignIn = Callable[[str], Client]
_HIDDEN = re.compile(r'name="((?:seen|kept):[^"]+)"\s+value="([^"]*)"')
_BOX = re.compile(r'name="((?:first|second|value|note):[^"]+)"\s+value="([^"]*)"')


def form_of(client: Client, sheet_id: int, **typed: str) -> dict[str, str]:
    """What a browser sends of the whole grid, with some boxes typed over: «value_1_1» is that of 1.1."""
    page = client.get(f"/chi-so/phieu/{sheet_id}/bang/").content.decode()
    found = {name: value.replace("&quot;", '"') for pattern in (_HIDDEN, _BOX) for name, value in pattern.findall(page)}
    named = {re.sub(r"_(\w)_(\w)$", r":\1.\2", name): value for name, value in typed.items()}
    return {**found, **named}


def test_a_grid_saves_what_was_changed_and_keeps_what_is_wrong(sign_in: SignIn) -> None:
    unit = sign_in("tuphap")
    sheet_id = sheet_of(opened_for_people(), "STP")
    address = f"/chi-so/phieu/{sheet_id}/bang/"
    typed = {"value_1_1": "Đạt đầy đủ", "first_1_2": "chín mươi", "second_1_2": "100", "value_1_3": "a, b"}
    refused = unit.post(address, form_of(unit, sheet_id, **typed, first_2_2="02012023", second_2_2="5/1/23"))
    assert refused.status_code == 422
    assert 'value="chín mươi"' in refused.content.decode()
    assert {row.component: row.value for row in ScoreEntry.objects.order_by("component")} == {
        "1.1": "dat", "1.3": "a+b", "2.2": "2023-01-02/2023-01-05",
    }  # fmt: skip
    again = unit.post(address, form_of(unit, sheet_id, first_1_2="90", second_1_2="1.000"), headers={"X-Row": "1.2"})
    assert "row-said" in again.content.decode()
    assert "đã lưu" in again.content.decode()
    entry = entry_of(sheet_id, "1.2", Stage.SELF)
    assert entry is not None
    assert (entry.numerator, entry.denominator) == ("90", "1000")
    assert ScoreEntry.objects.count() == 4
    long = unit.post(address, form_of(unit, sheet_id, note_1_1="x" * 2_001))
    assert (long.status_code, "x" * 2_001 in long.content.decode()) == (422, True)  # neither cut nor lost
    assert ScoreEntry.objects.count() == 4


def test_a_row_that_a_colleague_saved_meanwhile_is_told_and_others_are_saved(sign_in: SignIn) -> None:
    unit = sign_in("tuphap")
    sheet_id = sheet_of(opened_for_people(), "STP")
    form = form_of(unit, sheet_id, value_1_1="dat", value_1_3="a")
    say(JUSTICE, sheet_id, "1.1", Cells("khong"))
    answer = unit.post(f"/chi-so/phieu/{sheet_id}/bang/", form)
    assert answer.status_code == 422
    assert answer.content.decode().count("aria-invalid") == 1 or "1 dòng chưa lưu" in answer.content.decode()
    kept = {row.component: row.value for row in ScoreEntry.objects.filter(is_current=True)}
    assert kept == {"1.1": "khong", "1.3": "a"}


def test_only_the_unit_writes_and_others_read(sign_in: SignIn) -> None:
    sheet_id = sheet_of(opened_for_people(), "STP")
    address = f"/chi-so/phieu/{sheet_id}/bang/"
    assert 'name="value:1.1"' not in sign_in("thuongtruc").get(address).content.decode()
    assert sign_in("thuongtruc").post(address, {}).status_code == 403
    assert sign_in("yte").get(address).status_code == 404


def test_an_appraiser_agrees_with_many_and_hears_of_what_is_left(sign_in: SignIn) -> None:
    year_id = opened_for_people(Step.APPRAISAL_1)
    appraiser, justice = sign_in("thamdinh"), sheet_of(year_id, "STP")
    desk = appraiser.get(f"/chi-so/{year_id}/tham-dinh/").content.decode()
    ticked = [f"{justice}:1.1", f"{justice}:1.3"]
    assert all(f'value="{one}"' in desk for one in ticked)
    address = f"/chi-so/{year_id}/tham-dinh/dong-y/"
    told = appraiser.post(address, {"dong": [*ticked, f"{justice}:2.2"]}, follow=True).content.decode()
    assert "Đã đồng ý 2 thành phần." in told
    assert "1 thành phần còn để lại" in told
    entry = entry_of(justice, "1.1", Stage.APPRAISAL_1)
    assert entry is not None
    assert entry.agrees
    assert sign_in("tuphap").post(address, {"dong": ticked}).status_code == 403
