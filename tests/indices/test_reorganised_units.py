"""Units that merged within the year, and results by the units of today."""

from datetime import date

import pytest

from caicach.indices import queries, services
from caicach.indices.domain.cycle import Cells, Step, Treatment
from caicach.indices.models import Sheet, UnitResult
from caicach.kernel.access import SYSTEM
from caicach.kernel.errors import Conflict, InvalidInput, NotAllowed
from caicach.organisations.domain.units import Level, UnitType
from caicach.organisations.services import NewUnit, record_merge
from factories.correspondence import JUSTICE, NOW, OFFICE, province
from factories.indices import GOOD, HOME, LATER, SET, council_says, opened, scored, sheet_of, surveyed

pytestmark = pytest.mark.django_db
MERGED = NewUnit("SNT", "Sở Nội vụ và Tư pháp", "SNT", Level.DEPARTMENT, UnitType.DEPARTMENT, "TINH")


def merge(on: date) -> None:
    record_merge(SYSTEM, from_codes=("SNV", "STP"), into=MERGED, effective_on=on, order_document="10/NQ-HĐND", now=NOW)


def merged_within_the_year() -> int:
    province()
    merge(date(2023, 7, 1))
    return services.open_year(
        OFFICE,
        year=2023,
        definition_text=SET,
        definition_file="bo-nho.yaml",
        levels=(Level.DEPARTMENT,),
        now=LATER,
    )


def test_a_unit_that_merged_within_the_year_waits_for_a_choice() -> None:
    year_id = merged_within_the_year()
    flagged = Sheet.objects.filter(treatment=Treatment.UNDECIDED.value)
    assert sorted(flagged.values_list("unit_id", "successor_id")) == [("SNV", "SNT"), ("STP", "SNT")]
    with pytest.raises(Conflict, match=r"index_year\.undecided"):
        services.move_on(OFFICE, year_id=year_id, seen=Step.SELF_SCORING, reason="Hết hạn", now=LATER)


def test_the_choice_needs_a_reason_and_is_the_offices() -> None:
    year_id = merged_within_the_year()
    chosen = [sheet_of(year_id, "SNV"), sheet_of(year_id, "STP")]
    with pytest.raises(InvalidInput):
        services.treat_units(
            OFFICE, year_id=year_id, sheet_ids=chosen, treatment=Treatment.LEFT_OUT, reason="", now=LATER
        )
    with pytest.raises(NotAllowed):
        services.treat_units(
            JUSTICE, year_id=year_id, sheet_ids=chosen, treatment=Treatment.LEFT_OUT, reason="Đã nhập", now=LATER
        )
    services.treat_units(
        OFFICE, year_id=year_id, sheet_ids=chosen, treatment=Treatment.AS_SUCCESSOR, reason="10/NQ-HĐND", now=LATER
    )
    services.move_on(OFFICE, year_id=year_id, seen=Step.SELF_SCORING, reason="Hết hạn", now=LATER)
    page = queries.year_page(OFFICE, year_id)
    assert page.taking_part == 2


def test_a_published_table_stays_as_it_was_and_nothing_is_averaged_for_todays_units() -> None:
    year_id = opened()
    for actor, unit in ((HOME, "SNV"), (JUSTICE, "STP")):
        scored(year_id, actor, unit, GOOD)
    sheet_id = sheet_of(year_id, "SYT")
    services.remove_unit(OFFICE, year_id=year_id, sheet_id=sheet_id, reason="Không thuộc diện chấm", now=LATER)
    services.add_units(OFFICE, year_id=year_id, units=["SYT"], reason="Chấm lại theo 12/KH-UBND", now=LATER)
    surveyed(year_id)
    for step in (Step.SELF_SCORING, Step.APPRAISAL_1, Step.EXPLANATION, Step.APPRAISAL_2):
        services.move_on(OFFICE, year_id=year_id, seen=step, reason="Hết hạn", now=LATER)
    for unit in ("SNV", "STP"):
        council_says(year_id, unit, "1.4", Cells("100"))
    services.freeze(OFFICE, year_id=year_id, now=LATER)
    services.publish(OFFICE, year_id=year_id, now=LATER)
    merge(date(2025, 3, 1))
    page = queries.result_as_is(OFFICE, year_id, on=date(2025, 4, 1))
    rows = {row.unit: row for row in page.rows}
    assert set(rows) == {"SNT", "SYT"}
    assert rows["SNT"].carried is None
    assert sorted(part.unit for part in rows["SNT"].parts) == ["SNV", "STP"]
    assert [row.unit for row in page.result.rows][:2] == ["SNV", "STP"]
    assert UnitResult.objects.count() == 3
