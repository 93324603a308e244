"""Submissions under the rules of their forms: as Enketo and ODK Collect hold them."""

from datetime import datetime
from pathlib import Path

import pytest

from caicach.surveys.collection.domain.form_model import asked_questions
from caicach.surveys.collection.domain.form_rules import Breach, LookedOver, form_rules, looked_over
from caicach.surveys.formulas.parsing import read_formula
from caicach.surveys.formulas.values import LOCAL
from caicach.surveys.questionnaires.examining import checked_form
from surveys.form_books import form

AT = datetime(2023, 2, 20, tzinfo=LOCAL)
HEAD = ("type", "name", "label", "relevant", "constraint", "required", "calculation", "choice_filter")
CHOICES = (
    ("list_name", "name", "label", "huyen"),
    ("yn", "co", "Có", ""),
    ("yn", "khong", "Không", ""),
    ("huyen", "a", "A", ""),
    ("huyen", "b", "B", ""),
    ("xa", "a1", "A1", "a"),
    ("xa", "b1", "B1", "b"),
)
XFORMS = Path(__file__).parents[3] / "shared" / "reference" / "xlsforms"


def _xform(*rows: tuple[str, ...]) -> str:
    filled = [(*row, *("",) * (len(HEAD) - len(row))) for row in rows]
    found = form((HEAD, *filled), CHOICES)
    assert found.xform, found.problems
    return found.xform


def _over(xform: str, inner: str, *, is_table: bool = False) -> LookedOver:
    return looked_over(xform, f"<data>{inner}</data>", on=AT, is_table=is_table)


def _told(found: LookedOver) -> set[tuple[str, Breach]]:
    return {(one.path, one.breach) for one in found.findings}


SKIP = _xform(
    ("select_one yn", "dung", "Dùng?", "", "", "yes"),
    ("integer", "lan", "Lần", "${dung} = 'co'", ". >= 1 and . <= 20", "yes"),
    ("calculate", "nhieu", "", "", "", "", "${lan} > 5"),
    ("text", "vi_sao", "Vì sao", "${lan} > 5", "", "${dung} = 'co'"),
    ("begin group", "g", "Nhóm", "${dung} = 'khong'"),
    ("text", "ly_do", "Lý do", "", "string-length(.) > 2", "yes"),
    ("end group", ""),
)


def test_a_required_question_is_demanded_only_where_it_is_asked() -> None:
    assert _told(_over(SKIP, "<dung>khong</dung><lan/><vi_sao/><g><ly_do>xa quá</ly_do></g>")) == set()
    assert _told(_over(SKIP, "<dung>co</dung><lan>3</lan><vi_sao/><g><ly_do/></g>")) == set()
    found = _over(SKIP, "<dung>co</dung><lan/><vi_sao/><g><ly_do/></g>")
    assert _told(found) == {("lan", Breach.REQUIRED)}


def test_required_may_be_a_formula() -> None:
    found = _over(SKIP, "<dung>co</dung><lan>6</lan><vi_sao/><g><ly_do/></g>")
    assert _told(found) == {("vi_sao", Breach.REQUIRED)}
    question = next(one for one in asked_questions(SKIP) if one.path == "vi_sao")
    assert (question.is_required, question.requirement) == (False, "${dung} = 'co'")


def test_an_answer_to_what_was_not_asked_is_kept_apart_and_does_not_count() -> None:
    found = _over(SKIP, "<dung>khong</dung><lan>9</lan><vi_sao/><g><ly_do>abc</ly_do></g>")
    assert _told(found) == {("lan", Breach.NOT_ASKED)}
    assert found.not_asked == {"lan": "9"}
    assert found.answers["lan"] == ""
    assert "vi_sao" not in found.not_asked, "what hangs on it is not asked either: the answer counts as blank"


def test_an_empty_answer_breaks_no_limit_and_a_group_hides_what_is_in_it() -> None:
    found = _over(SKIP, "<dung>co</dung><lan>21</lan><vi_sao>x</vi_sao><g><ly_do>a</ly_do></g>")
    assert _told(found) == {("lan", Breach.LIMIT), ("g/ly_do", Breach.NOT_ASKED)}
    assert "lan" in {one.path for one in found.findings}


def test_choices_that_hang_on_another_answer() -> None:
    xform = _xform(("select_one huyen", "huyen", "H"), ("select_one xa", "xa", "X", "", "", "", "", "huyen = ${huyen}"))
    assert _told(_over(xform, "<huyen>a</huyen><xa>a1</xa>")) == set()
    assert _told(_over(xform, "<huyen>a</huyen><xa>b1</xa>")) == {("xa", Breach.CHOICE)}


def test_days_are_held_against_the_day_of_the_submission() -> None:
    xform = _xform(("today", "hom_nay", ""), ("date", "ngay", "Ngày", "", ". <= today()"))
    assert _told(_over(xform, "<ngay>2023-02-20</ngay>")) == set()
    assert _told(_over(xform, "<ngay>2023-02-21</ngay>")) == {("ngay", Breach.LIMIT)}
    assert _told(_over(xform, "<hom_nay>2023-02-21</hom_nay><ngay>2023-02-21</ngay>")) == set()


REPEAT = _xform(
    ("begin repeat", "ho", "Hộ"),
    ("text", "ten", "Tên"),
    ("integer", "nguoi", "Người", "${ten} != ''", ". < 30", "yes"),
    ("end repeat", ""),
    ("text", "dong", "Đông", "sum(${nguoi}) > 10", "", "yes"),
)


def test_turns_of_a_repeat_each_by_its_own_answers() -> None:
    found = _over(REPEAT, "<ho><ten>A</ten><nguoi>40</nguoi></ho><ho><ten>B</ten><nguoi>4</nguoi></ho><dong>x</dong>")
    assert _told(found) == {("ho/nguoi", Breach.LIMIT)}
    few = _over(REPEAT, "<ho><ten>A</ten><nguoi>4</nguoi></ho><dong>x</dong>")
    assert _told(few) == {("dong", Breach.NOT_ASKED)}


def test_a_table_holds_no_repeats_and_says_what_it_cannot_judge() -> None:
    found = _over(REPEAT, "<dong>x</dong>", is_table=True)
    assert _told(found) == {("dong", Breach.UNKNOWN)}
    assert found.answers["dong"] == "x"
    assert "ho" in str(found.findings[0].said)


def test_calculations_of_a_table_are_reckoned_and_those_of_a_device_are_its_own() -> None:
    inner = "<dung>co</dung><lan>6</lan><nhieu/><vi_sao>a</vi_sao><g><ly_do/></g>"
    assert _over(SKIP, inner, is_table=True).answers["nhieu"] == "true"
    assert _over(SKIP, inner).answers["nhieu"] == ""


def test_a_calculation_that_nobody_can_reckon_is_told() -> None:
    xform = _xform(("calculate", "ma", "", "", "", "", "random()"), ("text", "a", "A", "${ma} > 0.5", "", "yes"))
    assert _told(_over(xform, "<ma/><a>x</a>", is_table=True)) == {("ma", Breach.UNKNOWN), ("a", Breach.UNKNOWN)}
    assert _told(_over(xform, "<ma>0.7</ma><a>x</a>", is_table=True)) == set(), "what was brought is taken"


def test_of_who_did_not_agree_nothing_is_looked_at() -> None:
    xform = _xform(("select_one yn", "dong_y", "Đồng ý?", "", "", "yes"), ("text", "a", "A", "", "", "yes"))
    assert _told(_over(xform, "<dong_y>khong</dong_y><a/>")) == set()
    assert _told(_over(xform, "<dong_y>co</dong_y><a/>")) == {("a", Breach.REQUIRED)}


@pytest.mark.shared
@pytest.mark.skipif(not XFORMS.is_dir(), reason="the real forms are kept beside the project")
@pytest.mark.slow
def test_every_formula_of_the_real_forms_is_read_and_reckoned() -> None:
    read = 0
    for path in sorted(XFORMS.iterdir()):
        found = checked_form(path.read_bytes(), path.name, {})
        if not found.xform:
            continue
        rules = form_rules(found.xform)
        for rule in rules.rules.values():
            formulas = (rule.relevant, rule.constraint, rule.required, rule.calculate, rule.choices)
            read += sum(bool(read_formula(formula)) for formula in formulas if formula)
        empty = "".join(f"<{one.path}/>" for one in asked_questions(found.xform) if "/" not in one.path)
        told = looked_over(found.xform, f"<x>{empty}</x>", on=AT).findings
        assert {one.breach for one in told} <= {Breach.REQUIRED}, path.name
    assert read >= 15
