"""Pages in markups that nobody fitted the reading to: planted errors are found in them, and none is made up."""

import json
import unicodedata
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from caicach.cli.main import main
from caicach.procedures.auditing.judging import status_of
from caicach.procedures.comparing.fields import Compared, differences
from caicach.procedures.pages.extracting import page_of
from caicach.procedures.record.codes import family
from caicach.procedures.record.record_reading import procedure_of
from procedures.composed_markups import composed
from procedures.markups_of_2026 import OF_2026
from procedures.portal import CONTRADICTIONS, GAPS, LOOKED_OVER, OLD, Plant
from procedures.provincial_markups import PROVINCIAL, several
from procedures.records import record
from procedures.system_markups import SYSTEMS

Record = dict[str, Any]
PLANTS: dict[str, tuple[str, Plant]] = {
    **{name: ("contradictory", plant) for name, plant in CONTRADICTIONS.items()},
    **{name: ("missing", plant) for name, plant in GAPS.items()},
    **{name: ("outdated", plant) for name, plant in OLD.items()},
    **{name: ("ok", plant) for name, plant in LOOKED_OVER.items()},
}
MARKUPS: dict[str, Callable[[Record], str]] = {
    **PROVINCIAL,
    **SYSTEMS,
    **OF_2026,
    "several": lambda shown: several([record(9_001), shown, record(9_002)]),
}


def _compared(due: Record, page: str) -> Compared:
    """What the page says otherwise than the register; the procedure is one of the page's whole records."""
    found = [one.procedure for one in page_of(page.encode()).records if one.is_full]
    (own,) = [one for one in found if family(one.code) == family(due["code"])]
    return differences(procedure_of(due), own)


@pytest.mark.parametrize("markup", MARKUPS)
def test_an_error_planted_in_the_page_of_a_province_is_told_and_nothing_else(markup: str) -> None:
    for number, (name, (status, plant)) in enumerate(PLANTS.items()):
        due = record(3 * number + 1)
        shown = deepcopy(due)
        plant(shown)
        page = MARKUPS[markup](shown)
        compared = _compared(due, unicodedata.normalize("NFD", page) if number % 7 == 0 else page)
        faults = {field for field, one in compared.items() if one.verdict.is_fault}
        assert (name, status_of(compared).value, len(faults)) == (name, status, int(status != "ok")), faults


@pytest.mark.slow
@pytest.mark.parametrize("first", range(0, 240, 12))
def test_a_page_put_together_by_chance_shows_what_the_register_says(first: int) -> None:
    for seed in range(first, first + 12):
        compared = _compared(record(seed), composed(record(seed), seed))
        assert {field for field, one in compared.items() if one.verdict.is_fault} == set(), seed


@pytest.mark.slow
@pytest.mark.parametrize("plant", [name for name in PLANTS if name != "no_fee"])
def test_an_error_planted_in_a_page_put_together_by_chance_is_told(plant: str) -> None:
    status, planted = PLANTS[plant]
    for seed in range(1_000, 1_006):
        due = record(seed % 300)
        shown = deepcopy(due)
        planted(shown)
        assert (seed, status_of(_compared(due, composed(shown, seed))).value) == (seed, status)


def test_every_procedure_of_one_page_is_extracted_under_its_own_name(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shown = [record(number) for number in (3, 14, 25)]
    path = tmp_path / "page.html"
    path.write_text(several(shown), encoding="utf-8")
    assert main(["procedures", "extract", str(path), "--json"]) == 0
    records = json.loads(capsys.readouterr().out)["records"]
    assert [(one["code"], one["name"]) for one in records] == [(one["code"], one["name"]) for one in shown]


def test_a_table_of_heads_alone_tells_no_paper() -> None:
    due = record(4)
    page = PROVINCIAL["identifiers"]({**due, "papers": []})
    assert {field: one.verdict.value for field, one in _compared(due, page).items() if one.verdict.is_fault} == {
        "papers": "missing"
    }
