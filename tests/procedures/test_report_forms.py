"""Forms of TT 09/2026/TT-BTP out of the register: what counts where, sums that hold, empty where nothing is kept."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from caicach.institutions.domain.report_forms import form_04d
from caicach.institutions.domain.rules import Approver, Measure, RuleKind
from caicach.procedures.domain.feedback import FeedbackCourse, FeedbackKind
from caicach.procedures.domain.report_forms import (
    Decided,
    FieldFeedback,
    Published,
    ReportForm,
    form_03b,
    form_04b,
    form_06,
    form_09a,
    form_09b,
)
from caicach.procedures.domain.simplifying import SimplifyingOption
from caicach.procedures.queries.report_forms import report_form
from caicach.procedures.record.values import Change
from factories.correspondence import province
from factories.institutions import rule
from factories.procedures import OFFICE, made, registered

FIRST, LAST = date(2026, 8, 15), date(2026, 9, 14)
DAYS = st.dates(FIRST - timedelta(days=60), LAST + timedelta(days=60))


def _line(form: ReportForm, title: str) -> dict[str, object]:
    (row,) = [row for row in form.rows if row.title == title and row.cells]
    return {number: cell for (number, _), cell in zip(form.columns, row.cells, strict=True)}


def _total(form: ReportForm) -> dict[str, object]:
    row = [row for row in form.rows if row.is_total][-1]
    return {number: cell for (number, _), cell in zip(form.columns, row.cells, strict=True)}


def _published(code: str, change: Change, **changes: object) -> Published:
    given = {"agency": "Sở Y tế", "decision": "1/QĐ-UBND", "signed_on": FIRST, "entered_on": LAST}
    return Published(code=code, change=change, **{**given, **changes})  # type: ignore[arg-type]


def test_03b_parts_central_and_local_and_counts_what_is_public() -> None:
    local = frozenset({"12/2024/QĐ-UBND"})
    found = [
        _published("1", Change.NEW),
        _published("2", Change.ABOLISHED),
        _published("3", Change.AMENDED, entered_on=LAST + timedelta(days=1)),
        _published("4", Change.NEW, local_bases=local, decision="2/QĐ-UBND"),
        _published("6.1", Change.NEW, is_internal=True),
    ]
    form = form_03b(found, {(False, "Sở Y tế"): 40, (True, "Sở Y tế"): 2}, LAST)
    central, of_province = [row.cells for row in form.rows if row.title == "Sở Y tế"]
    assert central == (1, None, 3, 1, 1, 1, 1, 1, 40)
    assert of_province == (1, 1, 1, 1, 0, 0, 1, 0, 2)


def test_09a_tells_the_period_and_all_so_far() -> None:
    before = _published("6.1", Change.NEW, is_internal=True, signed_on=FIRST - timedelta(days=9), entered_on=None)
    form = form_09a([before, _published("6.2", Change.NEW, is_internal=True), _published("1", Change.NEW)], FIRST, LAST)
    assert list(_total(form).values()) == [1, 1, 1, 0, 2, 2, 1, 1]


def _decided(code: str, *options: SimplifyingOption, **changes: object) -> Decided:
    given = {"agency": "Sở Y tế", "decision": "9/QĐ-UBND", "decided_on": FIRST, "cost_now": Decimal(4_000_000),
             "saving": Decimal(1_000_000), "is_internal": False}  # fmt: skip
    return Decided(code=code, options=options, **{**given, **changes})  # type: ignore[arg-type]


def test_04b_leaves_empty_what_nobody_keeps() -> None:
    form = form_04b(
        [_decided("1", SimplifyingOption.ABOLISH), _decided("2", SimplifyingOption.TIME), _decided("3")], FIRST, LAST
    )
    line = _line(form, "9/QĐ-UBND")
    assert [line[number] for number in ("3", "4", "5", "6")] == [3, 1, 1, 1]
    assert (line["11"], line["12"]) == (Decimal("3.00"), Decimal("25.00"))
    assert {line[number] for number in ("2", "7", "8", "9", "10")} == {None}


def test_09b_counts_as_done_what_a_later_version_shows() -> None:
    done = {"executed_on": LAST, "executed_in": "20/QĐ-UBND", "is_internal": True}
    form = form_09b(
        [_decided("6.1", SimplifyingOption.TIME, **done), _decided("6.2", SimplifyingOption.ABOLISH, is_internal=True)],
        FIRST,
        LAST,
    )
    assert list(_total(form).values()) == [1, 1, 0, 2, "9/QĐ-UBND", 0, 1, 0, 1, "20/QĐ-UBND", 0, 1, 0, 1]


def test_04d_counts_a_procedure_that_is_a_rule_once_and_says_what_has_no_column() -> None:
    day = {"approved_on": FIRST, "due_on": None, "counted_on": FIRST}
    money = {"cost_before": Decimal(8_000_000), "cost_after": Decimal(2_000_000)}
    rules = [
        (
            rule(
                "A", kind=RuleKind.PROCEDURE, code="1", measure=Measure.SIMPLIFY, decision="9/QĐ-UBND", **day, **money
            ),
            "",
        ),
        (rule("B", decision="9/QĐ-UBND", done_on=LAST, done_in="3/NQ-HĐND", **day), "3/NQ-HĐND"),
        (rule("C", kind=RuleKind.REPORTING, **day), ""),
        (rule("D", approver=Approver.OWN, field="Y tế", **day), ""),
    ]
    form = form_04d(
        rules, [_decided("1", SimplifyingOption.TIME), _decided("2", SimplifyingOption.ABOLISH)], FIRST, LAST
    )
    line = _line(form, "9/QĐ-UBND")
    assert [line[str(number)] for number in (1, 2, 3, 4)] == [1, 1, 0, 1]
    assert (line["7"], line["8"]) == (Decimal("7.00"), Decimal("58.33"))
    assert [line[str(number)] for number in (12, 15, 16, 17)] == [1, 1, 0, "3/NQ-HĐND"]
    assert _line(form, "Y tế")["4"] == 1
    assert "1 quy định không vào biểu" in str(form.notes[-1])


@given(
    st.lists(
        st.builds(
            lambda received, after, kind, field: FieldFeedback(
                field,
                kind,
                FeedbackCourse(received, answered_on=received + timedelta(days=after) if after else None),
            ),
            DAYS,
            st.integers(0, 40),
            st.sampled_from(FeedbackKind),
            st.sampled_from(("Y tế", "")),
        ),
        max_size=6,
    )
)
@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
def test_06_holds_its_sums_and_its_fields_add_up(feedback: list[FieldFeedback]) -> None:
    form = form_06(feedback, FIRST, LAST, is_province=True)
    for row in form.rows:
        c = [0, 0, 0, *row.cells]
        assert c[3] == c[4] + c[5] == c[6] + c[7] == c[8] + c[13]
        assert c[8] == c[9] + c[10] == c[11] + c[12]
        assert c[13] == c[14] + c[15]
    fields = [row.cells for row in form.rows if not row.is_total]
    assert list(form.rows[-1].cells) == [sum(column) for column in zip(*fields, strict=True)] or not fields


@pytest.mark.django_db
def test_a_register_gives_its_forms() -> None:
    province()
    registered(made(1, published_on="01/02/2023"), made(2), number="9/QĐ-UBND", signed_on=date(2023, 2, 1))
    form = report_form(OFFICE, "03b", first=date(2023, 1, 1), last=date(2023, 3, 1))
    assert [cell for row in form.rows if row.is_total for cell in row.cells[2:4]] != [0, 0, 0, 0]
    for code in ("04b", "06a", "06b", "09a", "09b"):
        assert report_form(OFFICE, code, first=date(2023, 1, 1), last=date(2023, 3, 1)).rows
