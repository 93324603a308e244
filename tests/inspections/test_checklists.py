"""Checklists: versions by day, faults with their line, what an answer comes to at which moment."""

from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from caicach.inspections.domain.catalogue import checklist_on, checklists_on, shipped_checklists
from caicach.inspections.domain.checklist_reading import checklist_of
from caicach.inspections.domain.checklists import AnswerKind, Choice, Condition, FindingRule, Item, Severity
from caicach.inspections.domain.judging import (
    Answer,
    EarlierFinding,
    Standing,
    check_answer,
    items_asked,
    judgement,
    recheck_items,
)
from caicach.inspections.domain.office_hours import Moment, Season, hours_of, moment_of, shipped_hours
from caicach.kernel.calendar import load_calendar
from caicach.kernel.errors import InvalidInput, NotFound

PLACE = ZoneInfo("Asia/Ho_Chi_Minh")


def local(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=PLACE)  # type: ignore[misc, arg-type]


MORNING = local(2023, 2, 7, 9, 0)  # a Tuesday, eight working days after Tết


def at(moment: datetime) -> Moment:
    return moment_of(load_calendar(), shipped_hours(), moment)


def answer(when: datetime = MORNING, **given: object) -> Answer:
    return Answer(**{"choice": None, "count": None, "whole": None, "note": "", "observed_at": when, **given})  # type: ignore[arg-type]


def item(code: str, day: date = date(2023, 2, 7), checklist: str = "discipline") -> Item:
    found = checklist_on(shipped_checklists(), checklist, day).checklist.item(code)
    assert found is not None
    return found


def test_the_version_in_force_is_chosen_by_the_day() -> None:
    versions = [
        checklist_on(shipped_checklists(), "discipline", on).checklist.version
        for on in (date(2023, 1, 27), date(2025, 6, 30), date(2025, 7, 1))
    ]
    assert versions == ["2023-01-27", "2023-01-27", "2025-07-01"]
    with pytest.raises(NotFound) as refused:
        checklist_on(shipped_checklists(), "discipline", date(2023, 1, 26))
    assert "reform" in refused.value.why


def test_codes_keep_their_kind_and_rule_through_the_versions() -> None:
    for code in ("discipline", "reform"):
        versions = [one.checklist for one in shipped_checklists() if one.checklist.code == code]
        kinds = [{i.code: (i.kind, i.rule and i.rule.choice) for i in one.items()} for one in versions]
        assert len(versions) == 2
        assert kinds[0] == kinds[1]


def test_each_shipped_item_has_its_source_and_every_finding_its_words() -> None:
    for one in shipped_checklists():
        for found in one.checklist.items():
            assert found.source
            assert found.rule is None or found.rule.words


@pytest.mark.parametrize(
    ("moment", "working"),
    [
        (local(2023, 1, 26, 9, 0), False),  # the last day of Tết
        (local(2023, 1, 27, 7, 29), False),
        (local(2023, 1, 27, 7, 30), True),
        (local(2023, 1, 27, 12, 0), False),
        (local(2023, 1, 28, 9, 0), False),  # a Saturday
        (local(2024, 5, 4, 9, 0), True),  # a Saturday worked in exchange
        (local(2023, 7, 3, 17, 29), True),  # summer hours
        (local(2023, 7, 3, 17, 30), False),
    ],
)
def test_a_moment_is_office_time_by_calendar_and_season(moment: datetime, working: bool) -> None:
    assert at(moment).is_in_hours is working


def test_what_is_asked_after_tet_is_asked_in_the_first_ten_working_days_only() -> None:
    checklist = checklist_on(shipped_checklists(), "discipline", date(2023, 2, 1)).checklist
    asked = {
        on: "5.4" in items_asked(checklist, level="department", moment=at(local(2023, *on, 9)))
        for on in ((1, 27), (2, 9), (2, 10), (5, 4))
    }
    assert asked == {(1, 27): True, (2, 9): True, (2, 10): False, (5, 4): False}


def test_the_desk_is_not_asked_of_an_attached_unit() -> None:
    checklist = checklist_on(shipped_checklists(), "discipline", date(2023, 2, 1)).checklist
    asked = items_asked(checklist, level="attached", moment=at(MORNING))
    assert {code for code in asked if code.startswith("3.")} == set()
    assert "1.1" in asked


def test_absence_counts_in_office_hours_and_says_how_many() -> None:
    found = judgement(item("2.1"), answer(count=18, whole=20, note="phòng Hành chính"), at(MORNING))
    assert (found.standing, found.severity) == (Standing.FINDING, Severity.BREACH)
    assert found.words == "Vắng mặt không có lý do 2/20 người. phòng Hành chính"
    noon = local(2023, 2, 7, 12, 0)
    late = judgement(item("2.1"), answer(noon, count=18, whole=20), at(noon))
    assert late.standing is Standing.NOT_JUDGED
    assert "12:00 07/02/2023" in str(late.reason)


def test_cars_without_an_order_count_outside_office_hours_only() -> None:
    sunday = local(2023, 2, 5, 9, 0)
    assert judgement(item("4.2"), answer(sunday, count=1), at(sunday)).standing is Standing.FINDING
    assert judgement(item("4.2"), answer(count=1), at(MORNING)).standing is Standing.NOT_JUDGED
    assert judgement(item("4.1"), answer(count=1), at(MORNING)).standing is Standing.FINDING


def test_beyond_the_calendar_nothing_is_guessed() -> None:
    assert judgement(item("2.1"), answer(count=1, whole=2), None).standing is Standing.NOT_JUDGED
    assert judgement(item("1.3"), answer(choice=Choice.YES), None).standing is Standing.FINDING


def test_what_is_as_it_should_be_is_no_finding() -> None:
    assert judgement(item("2.1"), answer(count=20, whole=20), at(MORNING)).standing is Standing.FINE
    assert judgement(item("2.1"), answer(count=0, whole=0), at(MORNING)).standing is Standing.FINE
    assert judgement(item("1.1"), answer(count=0), at(MORNING)).standing is Standing.FINE
    assert judgement(item("1.1"), answer(), at(MORNING)).standing is Standing.UNANSWERED
    assert judgement(item("1.1"), answer(note="chưa xem"), at(MORNING)).standing is Standing.UNANSWERED
    assert judgement(item("6.1"), answer(note="niềm nở"), at(MORNING)).standing is Standing.NOTED


def test_a_share_is_compared_exactly() -> None:
    half = Item(
        "1",
        "x",
        AnswerKind.PARTS,
        "y",
        FindingRule(Severity.REMARK, "{share} %", below=Decimal(50)),
        part="a",
        whole="b",
    )
    assert judgement(half, answer(count=1, whole=2), None).standing is Standing.FINE
    assert judgement(half, answer(count=333, whole=667), None).words == "49,9 %"


@pytest.mark.parametrize(
    "given",
    [
        {"choice": Choice.NOT_APPLICABLE},
        {"choice": Choice.YES},
        {"count": 3},
        {"count": 4, "whole": 3},
        {"count": -1, "whole": 3},
        {"count": 1, "whole": 10**12},
    ],
)
def test_an_answer_that_cannot_be_is_refused(given: dict[str, object]) -> None:
    with pytest.raises(InvalidInput) as refused:
        check_answer(item("2.1"), answer(**given))
    assert "2.1" in refused.value.what


def test_earlier_findings_come_first_and_come_back_unless_mended() -> None:
    earlier = EarlierFinding(7, "Quầy không có người {trực}", Severity.SHORTCOMING, date(2022, 11, 30))
    ((first, _),) = recheck_items((earlier,)).values()
    standings = {
        choice: judgement(first, answer(choice=choice), at(MORNING))
        for choice in (Choice.MENDED, Choice.PARTLY, Choice.NOT_MENDED)
    }
    assert standings[Choice.MENDED].standing is Standing.FINE
    assert standings[Choice.PARTLY].severity is Severity.SHORTCOMING
    assert standings[Choice.NOT_MENDED].severity is Severity.BREACH
    assert "30/11/2022: Quầy không có người {trực}" in standings[Choice.NOT_MENDED].words


GOOD = """code: a
version: "1"
valid_from: 2023-01-01
title: Tên
sections:
  - number: "1"
    title: Mục
    items:
      - code: "1.1"
        text: Hỏi
        kind: count
        part: Số
        source: Văn bản
        finding: {above: 0, severity: remark, words: "{count} người"}
"""


@pytest.mark.parametrize(
    ("before", "after", "line", "code"),
    [
        ("kind: count", "kind: many", 11, "wrong_shape"),
        ("part: Số", "whole: Số", 9, "bad_kind"),
        ("above: 0", "choice: no", 14, "unknown_key"),
        ("{count} người", "{name} người", 14, "wrong_shape"),
        ("{count} người", "{count người", 14, "wrong_shape"),
        ('code: "1.1"', 'code: "0.1"', 1, "bad_codes"),
        ("title: Tên", "titel: Tên", 4, "unknown_key"),
        ("valid_from: 2023-01-01", "valid_from: 2023-02-30", 3, "wrong_shape"),
        ("code: a", "code: [a", 2, "not_yaml"),
    ],
)
def test_a_fault_of_a_file_is_told_with_its_line(before: str, after: str, line: int, code: str) -> None:
    assert checklist_of("a.yaml", GOOD.encode()).item("1.1") is not None
    with pytest.raises(InvalidInput) as refused:
        checklist_of("a.yaml", GOOD.replace(before, after).encode())
    assert refused.value.code == f"checklist.{code}"
    assert refused.value.values["line"] == line


def test_an_own_version_takes_the_place_of_the_shipped_one_from_its_day() -> None:
    own = type(shipped_checklists()[0])(
        checklist_of("a.yaml", GOOD.replace("code: a\n", "code: discipline\n").encode()), GOOD
    )
    known = (*shipped_checklists(), own)
    assert {one.checklist.version for one in checklists_on(known, date(2023, 1, 10))} >= {"1"}


def test_office_hours_of_a_province_are_read_with_their_faults() -> None:
    text = 'seasons:\n  - first: "01-01"\n    last: "12-31"\n    spans: [["08:00", "17:00"]]\n    source: Quy chế\n'
    assert hours_of("a.yaml", text.encode())[0].holds_on(date(2024, 2, 29))
    for wrong in ('"25:00"', '"17:30"'):
        with pytest.raises(InvalidInput):
            hours_of("a.yaml", text.replace('"08:00"', wrong).encode())
    assert Condition.REST in Condition
    assert not Season((1, 1), (1, 31), (), "").holds_on(date(2024, 2, 1))
