"""Scoring years over HTTP: what each may see of sheets and results, and nothing of the others."""

import pytest

from api.conftest import Program
from caicach.indices import services
from caicach.indices.domain.cycle import Cells
from factories.correspondence import OFFICE
from factories.indices import LATER, at_council, council_says, sheet_of

pytestmark = pytest.mark.django_db
Programs = dict[str, Program]


def decided() -> int:
    year_id = at_council()
    for unit in ("SNV", "STP", "SYT"):
        council_says(year_id, unit, "1.4", Cells("100"))
    services.freeze(OFFICE, year_id=year_id, now=LATER)
    return year_id


def test_a_program_of_the_office_reads_the_year_a_sheet_and_the_result(programs: Programs) -> None:
    year_id = decided()
    office = programs["office"]
    assert [row["head"]["id"] for row in office.get("/scoring-years").body] == [year_id]
    assert [row["unit"] for row in office.get(f"/scoring-years/{year_id}").body["rows"]] == ["SNV", "STP", "SYT"]
    sheet = office.get(f"/score-sheets/{sheet_of(year_id, 'STP')}").body
    row = next(row for row in sheet["rows"] if row["code"] == "1.1")
    assert [float(row[name]) for name in ("own", "appraised", "counted")] == [2, 1, 1]
    result = office.get(f"/scoring-years/{year_id}/result").body
    assert {row["unit"]: row["rank"] for row in result["rows"]} == {"SNV": 1, "SYT": 2, "STP": 3}
    assert float(result["rows"][0]["points"]) == 19.12


def test_a_unit_reads_its_own_sheet_and_the_result_once_it_is_published(programs: Programs) -> None:
    year_id = decided()
    own, other = sheet_of(year_id, "STP"), sheet_of(year_id, "SYT")
    justice, nobody = programs["justice"], programs["nobody"]
    assert justice.get(f"/score-sheets/{own}").status == 200
    assert justice.get(f"/score-sheets/{other}").status == 404
    assert justice.get(f"/scoring-years/{year_id}/result").status == 404
    assert nobody.get(f"/score-sheets/{own}").status == 401
    services.publish(OFFICE, year_id=year_id, now=LATER)
    assert justice.get(f"/scoring-years/{year_id}/result").status == 200
    assert justice.get("/scoring-years/999").status == 404
