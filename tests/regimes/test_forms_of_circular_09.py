"""Outline and forms of TT 09/2026/TT-BTP, asked by level and period; versions that an office adds."""

from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from django.conf import settings

from caicach.kernel.errors import NotFound
from caicach.kernel.periods import PeriodKind, parse_period
from caicach.kernel.said import Said
from caicach.regimes import queries, services
from caicach.regimes.domain.catalogue import form_named
from caicach.regimes.domain.comparing import comparison
from caicach.regimes.domain.consolidation import Consolidation, Participant, Standing, consolidation
from caicach.regimes.domain.form_reading import forms_of
from caicach.regimes.domain.forms import ReportForm
from caicach.regimes.domain.paper import PaperHead, paper
from caicach.regimes.domain.stating import Origin, Stated, Statement, TableRow, breaches
from caicach.regimes.forms_in_force import form_known, form_of, forms_here
from factories.correspondence import OFFICE

MONTHLY, QUARTERLY = form_named("tthc-monthly"), form_named("tthc-quarterly")
COUNCIL, COMMITTEE = "Nghị quyết của HĐND cấp tỉnh", "Quyết định của UBND cấp tỉnh"
DRAFT = {code: Decimal(1) for code in ("new", "amended", "abolished", "kept", "issued")}


def _joined(*rows: TableRow, unit: str = "STP", own: dict[str, Stated] | None = None) -> Consolidation:
    statement = Statement(unit, "Sở Tư pháp", "department", rows={"01b": rows})
    return consolidation(
        QUARTERLY, [Participant(unit, "Sở Tư pháp", "department", Standing.IN_TIME, statement)], own=own
    )


def test_every_level_and_period_is_asked_its_own_part() -> None:
    commune = QUARTERLY.asked(PeriodKind.QUARTER, "commune")
    assert [one.number for one in commune.headings] == ["I", "I.5", "I.6", "IV"]
    assert [one.code for one in commune.tables] == ["07", "08"]
    department = MONTHLY.asked(PeriodKind.MONTH, "department")
    assert [one.code for one in department.tables] == ["01b", "02c", "05c", "07"]
    assert [one.number for one in department.headings if one.number.startswith("I.")] == [
        f"I.{n}" for n in range(1, 15)
    ]
    assert MONTHLY.asked(PeriodKind.MONTH, "attached") == department, "a body below a department answers as it"


def test_a_unit_is_not_shown_what_only_the_consolidating_body_states() -> None:
    """Part I of 08c, its sums with it; the joined report has it from quarters on."""
    department = QUARTERLY.asked(PeriodKind.QUARTER, "department")
    assert [one.code for one in department.indicators()] == ["feedback.received", "feedback.answered"]
    assert department.heading("I.8") is not None
    own = {one.code for one in QUARTERLY.asked(PeriodKind.QUARTER).indicators() if one.code.startswith("onestop.")}
    assert len(own) == 9
    assert not any(one.code.startswith("onestop.") for one in MONTHLY.asked(PeriodKind.MONTH).indicators())
    reform = form_named("cchc-quarterly").asked(PeriodKind.QUARTER, "department")
    assert reform.indicator("satisfaction"), "the system measures it of the unit itself"


def test_headings_and_indicators_are_asked_in_their_kinds_of_period() -> None:
    text = MONTHLY.written.replace("{number: III,", "{number: III, kinds: [quarter],", 1)
    form = next(one for one in forms_of("x.yaml", text.encode()) if one.id == MONTHLY.id)
    for kind, is_asked in ((PeriodKind.MONTH, False), (PeriodKind.QUARTER, True)):
        asked = form.asked(kind)
        assert (asked.heading("III") is not None, asked.indicator("onestop.total") is not None) == (is_asked, is_asked)


def _computed(formulas: dict[str, str]) -> ReportForm:
    lines = "".join(f"\n      - {{code: {code}, title: T, unit: u, {more}}}" for code, more in formulas.items())
    head, _headings, _rest = NEXT.partition("headings:")
    text = f"{head}headings:\n  - number: I\n    title: T\n    indicators:{lines}"
    return forms_of("x.yaml", text.encode())[0]


def test_what_is_computed_from_something_not_asked_is_not_asked_either() -> None:
    form = _computed(
        {
            "d": "formula: c + a",
            "c": "formula: own * 2",
            "own": "joining: own",
            "a": "least: 0",
            "e": "formula: a * 2",
        }
    )
    assert [one.code for one in form.asked(PeriodKind.MONTH, "department").indicators()] == ["a", "e"]
    assert len(list(form.asked(PeriodKind.MONTH).indicators())) == 5


def test_rows_stand_below_the_parts_of_the_form_with_their_words() -> None:
    first = TableRow("Dự thảo A", DRAFT, COMMITTEE, {"act": "12/2026/QĐ-UBND ngày 03/8/2026"})
    report = _joined(first, TableRow("Dự thảo A", DRAFT, COUNCIL))
    joined = next(one for one in report.tables if one.table.code == "01b")
    assert {part: [row.amounts["assessed"] for row in rows] for part, rows in joined.parts.items()} == {
        COUNCIL: [4],
        COMMITTEE: [4],
    }
    window = QUARTERLY.regime.window(parse_period("2026Q3"))
    said = "\n".join(block.text for block in paper(PaperHead("UBND tỉnh", None, "toàn tỉnh", window, {}), report).body)
    for told in ("12/2026/QĐ-UBND ngày 03/8/2026", f"I. {COUNCIL}", f"II. {COMMITTEE}"):
        assert told in said
    other = _joined(TableRow("Dự thảo A", DRAFT, COMMITTEE, {"act": "13/2026"}), TableRow("Dự thảo A", DRAFT, COUNCIL))
    (changed,) = comparison(report, other).rows
    assert changed.texts == (("Số, ký hiệu, ngày ban hành văn bản (9)", first.texts["act"], "13/2026"),)


def test_a_row_without_its_part_is_not_sent() -> None:
    statement = Statement("STP", "Sở Tư pháp", "department", rows={"01b": (TableRow("Dự thảo A", DRAFT),)})
    assert any("chưa chọn phần" in str(one.told) for one in breaches(QUARTERLY, statement))


def test_what_the_consolidating_body_states_itself_is_asked_of_no_unit() -> None:
    own = {
        code: Stated(Decimal(amount), Origin.TYPED)
        for code, amount in (("onestop.province", 5), ("onestop.commune", 7))
    }
    report = _joined(own=own)
    assert report.figures["onestop.total"].amount == 12
    assert report.figures["onestop.total"].parts == ()
    assert isinstance(report.figures["onestop.received"].amount, Said)
    assert not any(one.code.startswith("onestop.") for one in QUARTERLY.indicators() if one.is_asked)


def _added(text: str) -> None:
    folder = Path(settings.DATA_DIR) / "report-forms"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "next.yaml").write_text(text, encoding="utf-8")


@pytest.fixture(autouse=True)
def data_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "DATA_DIR", tmp_path)


NEXT = """
regime: {code: next, title: Báo cáo tháng, source: TT 01/2027, in_force_from: 2027-01-01,
  reports: {month: [1, 2, 3]}, due: [{level: unit_to_province, kinds: [month], day: 18, source: "TT 01/2027, Điều 5"}]}
subject: Kết quả thử
source: TT 01/2027
edition: "1"
levels: [department]
forms: {x-monthly: {kinds: [month], title: Báo cáo tháng}}
headings: [{number: I, title: T, indicators: [{code: a, title: A, unit: u}]}]
"""


@pytest.mark.django_db
def test_an_office_adds_the_next_regime_as_a_file() -> None:
    _added(NEXT)
    form = form_known("x-monthly")
    assert form.regime.window(parse_period("2027-02")).closes_on == date(2027, 2, 14)
    (line,) = (line for line in queries.forms_told(OFFICE) if line.form.id == "x-monthly")
    assert [due.day for due in line.unit_dues] == [18]
    with pytest.raises(NotFound):
        form.regime.window(parse_period("2027-04"))
    with pytest.raises(NotFound):
        form.regime.window(parse_period("2026-01"))


@pytest.mark.django_db
def test_a_later_version_of_a_form_tells_the_periods_that_close_from_its_day_on() -> None:
    later = MONTHLY.written.replace("valid_from: 2026-08-01", "valid_from: 2026-10-15").replace(
        'edition: "2026-08.3"', 'edition: "2026-10"'
    )
    _added(later)
    assert form_of("tthc-monthly", parse_period("2026-08")).edition == "2026-08.3"
    assert form_of("tthc-monthly", parse_period("2026-11")).edition == "2026-10"
    assert [form.edition for form in forms_here() if form.id == "tthc-monthly"] == ["2026-10"]
    opened = services.open_period(
        OFFICE,
        form=form_of("tthc-monthly", parse_period("2026-08")),
        period=parse_period("2026-08"),
        now=datetime(2026, 8, 10, 3, tzinfo=UTC),
    )
    assert opened == 0, "nobody is there to be asked"
