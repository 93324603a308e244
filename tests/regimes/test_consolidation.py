"""Many statements as one: sums, shares made anew, words with their authors, gaps named, equal whatever the order."""

import random
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caicach.documents.values import Block, BlockKind
from caicach.documents.write.docx import write_docx
from caicach.kernel.periods import parse_period
from caicach.kernel.said import Said, tell
from caicach.kernel.tables import workbook_of
from caicach.regimes.domain.catalogue import form_named, window_of
from caicach.regimes.domain.consolidation import Consolidation, Participant, Standing, consolidation
from caicach.regimes.domain.forms import Joining
from caicach.regimes.domain.paper import PaperHead, paper
from caicach.regimes.domain.sheets import tables_of
from caicach.regimes.domain.stating import Origin, Stated, Statement, TableRow, breaches, lacking

FORM = form_named("cchc-quarterly")
CONTROL = form_named("tthc-monthly")
WINDOW = window_of(FORM, parse_period("2023Q1"))
TYPED = tuple(one.code for one in FORM.indicators() if one.is_typed and one.joining is not Joining.OWN)
COUNTS = st.dictionaries(st.sampled_from(TYPED), st.integers(0, 10**6).map(Decimal), max_size=len(TYPED))


def _participant(
    name: str, figures: dict[str, Decimal | Said], words: dict[str, str] | None = None, **kept: object
) -> Participant:
    stated = {code: Stated(amount, Origin.TYPED) for code, amount in figures.items()}
    level = str(kept.pop("level", "department"))
    standing = Standing(str(kept.pop("standing", Standing.IN_TIME.value)))
    rows = kept.pop("rows", {})
    assert isinstance(rows, dict)
    statement = Statement(name, name, level, stated, words or {}, rows)
    return Participant(name, name, level, standing, statement, date(2023, 3, 16), str(kept.pop("successor", "")))


def _amount(report: Consolidation, code: str) -> Decimal | Said:
    return report.figures[code].amount


@given(st.lists(COUNTS, min_size=1, max_size=6), st.randoms(use_true_random=False))
def test_sums_are_sums_and_shares_are_made_of_them(stated: list[dict[str, Decimal]], dice: random.Random) -> None:
    units = [_participant(f"U{number}", dict(figures)) for number, figures in enumerate(stated)]
    report = consolidation(FORM, units)
    for code in TYPED:
        known = [figures[code] for figures in stated if code in figures]
        assert _amount(report, code) == sum(known) if known else isinstance(_amount(report, code), Said)
        assert len(report.figures[code].without) == len(stated) - len(known)
    due, on_time = _amount(report, "tasks.due"), _amount(report, "tasks.on_time")
    share = _amount(report, "tasks.on_time_share")
    if isinstance(due, Decimal) and isinstance(on_time, Decimal) and due:
        assert isinstance(share, Decimal)
        assert abs(share - 100 * on_time / due) <= Decimal("0.05")
    else:
        assert isinstance(share, Said)
    dice.shuffle(units)
    assert consolidation(FORM, units) == report


def test_an_average_of_averages_is_never_told() -> None:
    small = _participant("A", {"tasks.due": Decimal(1), "tasks.on_time": Decimal(1)})
    large = _participant("B", {"tasks.due": Decimal(99), "tasks.on_time": Decimal(0)})
    assert _amount(consolidation(FORM, [small, large]), "tasks.on_time_share") == Decimal("1.0")


def test_words_stand_below_their_heading_with_their_author_and_a_persons_text_goes_before() -> None:
    units = [
        _participant("Sở Y tế", {}, {"I": "Đã làm."}),
        _participant("Sở Tư pháp", {}, {"I": "Chưa làm.\n\nSẽ làm."}),
    ]
    joined = consolidation(FORM, units, edits={"II": "Toàn tỉnh tốt."})
    first, second = joined.headings[:2]
    assert [words.name for words in first.words] == ["Sở Tư pháp", "Sở Y tế"]
    assert second.edited == "Toàn tỉnh tốt."
    said = [block.text for block in paper(_head(), joined).body]
    assert "Sở Tư pháp: Chưa làm. Sẽ làm." in said
    assert "Toàn tỉnh tốt." in said


def _head() -> PaperHead:
    return PaperHead("SỞ NỘI VỤ", "UBND TỈNH", "toàn tỉnh", WINDOW, {"tasks.due": Decimal(7)})


def test_the_paper_names_who_did_not_send_who_ended_and_what_was_not_compared_with_the_law() -> None:
    report = consolidation(
        FORM,
        [
            _participant("Sở Y tế", {}, standing=Standing.LATE),
            _participant("Huyện Bình Sơn", {}, standing=Standing.ABSENT, level="district", successor="Xã An Thượng"),
            _participant("Sở Tư pháp", {"tasks.due": tell("chưa giao")}, standing=Standing.MEASURED_ONLY),
        ],
    )
    text = "\n".join(block.text for block in paper(_head(), report).body)
    assert "Gửi muộn: Sở Y tế." in text
    assert "Huyện Bình Sơn (nay là Xã An Thượng)" in text
    assert "1/3 đơn vị" in text
    assert FORM.note in text
    rows = [block.rows for block in paper(_head(), report).body if block.kind is BlockKind.TABLE]
    assert rows[0][1][:5] == ("I.1", "Nhiệm vụ đến hạn trong kỳ", "nhiệm vụ", "…", "7")


def test_equal_statements_give_equal_files() -> None:
    units = [_participant("Sở Y tế", {"tasks.due": Decimal(3)}, {"I": "Đã làm."})]
    made = [
        (write_docx(paper(_head(), report)), workbook_of(*tables_of(report, _head())))
        for report in (consolidation(FORM, units), consolidation(FORM, list(units)))
    ]
    assert made[0] == made[1]


def _row(key: str, **amounts: int) -> TableRow:
    table = CONTROL.table("07")
    return TableRow(key, {one.code: Decimal(amounts.get(one.code, 0)) for one in table.columns if one.is_typed})


def test_rows_of_one_field_are_added_level_by_level() -> None:
    rows = _row("Đất đai", full=3, direct=2, carried=1, early=4, in_time=2)
    again = _row("đất  ĐAI", full=10, late=9, overdue=1)
    report = consolidation(
        CONTROL,
        [
            _participant("Sở A", {}, rows={"07": (rows,)}),
            _participant("Sở B", {}, rows={"07": (again, _row("Hộ tịch", direct=1, on_time=1))}),
            _participant("Xã C", {}, rows={"07": (_row("Hộ tịch", direct=5, on_time=5),)}, level="commune"),
        ],
    )
    joined = next(one for one in report.tables if one.table.code == "07")
    assert [row.key for row in joined.parts["department"]] == ["Đất đai", "Hộ tịch"]
    land = joined.parts["department"][0]
    assert (land.amounts["received"], land.amounts["handled"], land.amounts["open"]) == (16, 13, 3)
    assert land.units == ("Sở A", "Sở B")
    assert joined.totals["department"]["received"] == 17
    assert joined.totals["commune"]["received"] == 5


def test_a_statement_that_breaks_a_rule_says_which_with_its_figures() -> None:
    wrong = Statement("A", "A", "department", {}, {}, {"07": (_row("Đất đai", full=5, early=2, in_time=2),)})
    told = [str(breach.told) for breach in breaches(CONTROL, wrong)]
    assert len(told) == 1
    assert "received = 5" in told[0]
    partly = Statement("A", "A", "department", {}, {}, {"07": (TableRow("Đất đai", {"full": Decimal(0)}),)})
    assert len(breaches(CONTROL, partly)) == 9  # an empty cell is no 0
    stated = {
        "findings": Stated(Decimal(1), Origin.TYPED),
        "findings.mended": Stated(Decimal(10) ** 12, Origin.TYPED),
        "dialogues": Stated(Decimal(-1), Origin.TYPED),
        "inspected": Stated(Decimal("1.5"), Origin.TYPED),
    }
    found = breaches(FORM, Statement("A", "A", "department", stated))
    assert {breach.place for breach in found} == {"", "dialogues", "inspected", "findings.mended_share"}
    waiting = {one.code for one in lacking(FORM, Statement("A", "A", "department", stated))}
    assert "acts.issued" in waiting
    assert "tasks.due" not in waiting  # the system measures it, or says why not


def _charts(report: Consolidation, before: dict[str, Decimal] | None = None) -> list[Block]:
    head = PaperHead("Sở Nội vụ", None, "toàn tỉnh", WINDOW, dict(before or {}))
    return [block for block in paper(head, report).body if block.kind is BlockKind.PICTURE]


@pytest.mark.slow
def test_a_paper_draws_what_its_form_names_and_never_a_bar_for_a_gap() -> None:
    dossiers = {"dossiers.handled": Decimal(5913), "dossiers.on_time": Decimal(5534)}
    units = [
        _participant("A", {**dossiers, "tasks.due": Decimal(3)}),
        _participant("B", {}, standing="absent", level="commune"),
    ]
    handled, standing = _charts(consolidation(FORM, units), {"dossiers.handled": Decimal(6001)})
    assert handled.picture is not None
    assert standing.picture is not None
    for word in ("5.913", "5.534", "6.001", "kỳ trước"):
        assert word in handled.picture.alternative
    assert "Chưa gửi, không có số liệu" in standing.picture.alternative
    assert _charts(consolidation(replace(FORM, charts=()), units)) == []
    assert _charts(consolidation(FORM, units)) == _charts(consolidation(FORM, units[::-1]))


def test_a_chart_of_one_standing_says_which() -> None:
    (chart,) = _charts(consolidation(FORM, [_participant("A", {}, standing="absent")]))
    assert chart.picture is not None
    assert "tất cả chưa gửi, không có số liệu" in chart.picture.alternative


def test_departments_come_before_districts_and_communes() -> None:
    rows = {"07": (_row("Hộ tịch", direct=1, on_time=1),)}
    units = [_participant("A xã", {}, rows=rows, level="commune"), _participant("Sở B", {}, rows=rows)]
    report = consolidation(CONTROL, units)
    assert list(next(one for one in report.tables if one.table.code == "07").parts) == ["department", "commune"]
    assert [one.name for one in report.participants] == ["Sở B", "A xã"]


def test_an_appendix_says_what_it_is_attached_to_and_the_paper_whom_it_goes_to() -> None:
    head = PaperHead("Sở Nội vụ", None, "toàn tỉnh", WINDOW, {}, symbol="BC-SNV")
    rows = {"07": (_row("Hộ tịch", direct=1, on_time=1),)}
    document = paper(head, consolidation(CONTROL, [_participant("Sở B", {}, rows=rows)]))
    words = [block.text for block in document.body]
    (at,) = (number for number, text in enumerate(words) if text.startswith("PHỤ LỤC I "))
    assert words[at + 1] == "(Kèm theo Báo cáo số …/BC-SNV ngày … tháng … năm … của Sở Nội vụ)"
    assert [one.text for one in document.recipients] == [*CONTROL.recipients, "Lưu: VT"]
    assert CONTROL.recipients[0].startswith("Bộ Tư pháp")
