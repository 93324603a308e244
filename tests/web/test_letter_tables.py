"""A table of a draft is edited as a grid: rows added and dropped, changes by others told, nothing typed lost."""

from collections.abc import Callable

import pytest
from django.test import Client

from caicach.correspondence import services
from caicach.correspondence.domain.editing import body_from_text
from caicach.documents.values import BlockKind
from caicach.kernel.access import SYSTEM
from factories.correspondence import NOW
from factories.letters import COMMITTEE, drafted, letter_text, page, version_of

pytestmark = pytest.mark.django_db
SignIn = Callable[[str], Client]


@pytest.fixture
def office(sign_in: SignIn) -> Client:
    services.save_office(SYSTEM, office=COMMITTEE, now=NOW)
    return sign_in("thuongtruc")


def tabled() -> int:
    body = body_from_text("1. Như bảng dưới.\n| TT | Việc |\n| 1 | Rà soát |\n| 2 | Báo cáo |")
    return drafted(document=letter_text(body=body))


def rows_of(letter: int) -> tuple[tuple[str, ...], ...]:
    return next(block.rows for block in page(letter).document.body if block.kind is BlockKind.TABLE)


def test_rows_are_changed_dropped_and_added(office: Client) -> None:
    letter = tabled()
    address = f"/van-ban-di/{letter}/bang/1/"
    assert address in office.get(f"/van-ban-di/{letter}/").content.decode()
    assert "Rà soát" in office.get(address).content.decode()
    sent = {"version": version_of(letter), "cot-0": ["TT", "", "2", "3"], "cot-1": ["Việc", "", "Báo cáo | quý", "Họp"]}
    assert office.post(address, sent)["Location"] == f"/van-ban-di/{letter}/"
    assert rows_of(letter) == (("TT", "Việc"), ("2", "Báo cáo | quý"), ("3", "Họp"))
    assert page(letter).demand is not None
    assert {unit.unit for unit in page(letter).units} == {"STP", "SYT"}


@pytest.mark.parametrize(
    ("version", "words", "status"), [(99, "Vừa gõ", 409), (None, "", 422), (None, "x" * 60_000, 422)]
)
def test_what_is_refused_comes_back_as_typed(office: Client, version: int | None, words: str, status: int) -> None:
    letter = tabled()
    before = rows_of(letter)
    typed = {"version": version or version_of(letter), "cot-0": [""], "cot-1": [words]}
    answer = office.post(f"/van-ban-di/{letter}/bang/1/", typed)
    assert answer.status_code == status
    assert f">{words}</textarea>" in answer.content.decode()
    assert rows_of(letter) == before


def test_there_is_no_other_table_and_nobody_else_has_one(office: Client, sign_in: SignIn) -> None:
    letter = tabled()
    assert office.get(f"/van-ban-di/{letter}/bang/2/").status_code == 404
    assert sign_in("tuphap").get(f"/van-ban-di/{letter}/bang/1/").status_code in {403, 404}
