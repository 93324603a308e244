"""Texts that no database keeps are refused at the door, in the API's own form."""

from collections.abc import Callable
from typing import Any

import pytest

from api.conftest import Program

pytestmark = pytest.mark.django_db
Programs = dict[str, Program]
ZERO, HALF = "a\x00b", "a\ud800b"


@pytest.mark.parametrize("text", [ZERO, HALF])
def test_a_text_with_a_character_that_is_none_is_malformed(
    programs: Programs, letter: Callable[[], Any], text: str
) -> None:
    office = programs["office"]
    document = office.send("/documents", file=letter(), arrived_on="2023-02-14").body["id"]
    body = {"version": 1, "path": "addressees", "value": ["Sở Nội vụ", text]}
    refused = office.post(f"/documents/{document}/values", body)
    assert (refused.status, refused.body["code"]) == (422, "api.malformed"), refused.body
    assert refused.body["why"]
    assert office.get(f"/documents/{document}").body["version"] == 1


def test_neither_an_address_nor_a_form_brings_one_in(programs: Programs) -> None:
    assert programs["office"].get("/documents", text=ZERO).body["code"] == "api.malformed"
    sent = programs["justice"].send("/assignments/1/reports", text=ZERO, is_completed="false")
    assert (sent.status, sent.body["code"]) == (422, "api.malformed")
