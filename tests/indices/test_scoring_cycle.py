"""A year is opened, scored, appraised, explained, decided, frozen, published, and replayed bit for bit."""

from decimal import Decimal

import pytest

from caicach.indices import services
from caicach.indices.domain.cycle import Cells, Stage, Step
from caicach.indices.models import FrozenResult, ScoreEntry, ScoringYear, Sheet, UnitResult
from caicach.kernel.access import SYSTEM
from caicach.kernel.errors import Conflict, InvalidInput, NotAllowed, NotFound
from factories.correspondence import (
    APPRAISER,
    APPRAISER_2,
    COUNCIL,
    DISTRICT,
    HEALTH,
    JUSTICE,
    JUSTICE_HEAD,
    LEADER,
    OFFICE,
    STRANGER,
)
from factories.indices import (
    GOOD,
    LATER,
    SCORED,
    SET,
    at_council,
    council_says,
    entry_of,
    opened,
    say,
    scored,
    seen,
    self_scored,
    sheet_of,
)

pytestmark = pytest.mark.django_db


def step_of(year_id: int) -> Step:
    return Step(ScoringYear.objects.get(pk=year_id).step)


def judge(actor, sheet_id: int, component: str, cells: Cells | None, reason: str = "", request: str = "", at=None):
    return services.appraise(
        actor,
        sheet_id=sheet_id,
        component=component,
        cells=cells,
        reason=reason,
        request=request,
        seen=at,
        now=LATER,
    )


class TestOpening:
    def test_every_unit_of_the_level_takes_part_and_the_definition_is_kept(self) -> None:
        year = ScoringYear.objects.get(pk=opened())
        assert sorted(year.sheets.values_list("unit_id", flat=True)) == ["SNV", "STP", "SYT"]
        assert (year.definition_text, year.is_illustrative, year.step) == (SET, True, "self_scoring")

    def test_a_set_is_opened_once_for_a_year(self) -> None:
        opened()
        with pytest.raises(Conflict, match=r"index_year\.exists"):
            services.open_year(
                OFFICE,
                year=2023,
                definition_text=SET,
                definition_file="b.yaml",
                levels=("department",),
                now=LATER,
            )

    @pytest.mark.parametrize(
        ("change", "code"),
        [
            ({"year": 2025}, r"index_score\.not_in_force"),
            ({"definition_text": SET + "declared_only: chưa có tiêu chí\n"}, r"index_score\.declared_only"),
            ({"definition_text": SET.replace("total: 20", "total: 21")}, r"index_definition"),
            ({"definition_text": SET.replace("plans.on_time_share", "plans.nothing")}, r"index_definition"),
            ({"levels": ("attached",)}, r"index_year\.no_units"),
        ],
    )
    def test_what_cannot_be_scored_with_is_refused(self, change: dict[str, object], code: str) -> None:
        with pytest.raises(InvalidInput, match=code):
            opened(**change)
        assert not ScoringYear.objects.exists()

    @pytest.mark.parametrize("actor", [JUSTICE, LEADER, APPRAISER, COUNCIL])
    def test_only_the_office_opens(self, actor) -> None:
        with pytest.raises(NotAllowed):
            services.open_year(
                actor, year=2023, definition_text=SET, definition_file="b", levels=("department",), now=LATER
            )


class TestSelfScoring:
    def test_points_are_computed_from_the_cells(self) -> None:
        sheet_id = sheet_of(opened(), "STP")
        say(JUSTICE, sheet_id, "1.2", Cells(numerator="85", denominator="100"))
        found = entry_of(sheet_id, "1.2", Stage.SELF)
        assert found is not None
        assert found.points == Decimal("3.4")

    def test_a_later_figure_is_a_new_row_and_the_first_stays(self) -> None:
        sheet_id = sheet_of(opened(), "STP")
        say(JUSTICE, sheet_id, "1.1", Cells("dat"))
        say(JUSTICE_HEAD, sheet_id, "1.1", Cells("khong"))
        rows = ScoreEntry.objects.filter(sheet_id=sheet_id).order_by("number")
        assert [(row.value, row.made_by_name, row.is_current) for row in rows] == [
            ("dat", JUSTICE.name, False),
            ("khong", JUSTICE_HEAD.name, True),
        ]

    @pytest.mark.parametrize(
        ("component", "cells", "column"),
        [
            ("1.1", Cells("50"), "value"),
            ("1.2", Cells("120"), "value"),
            ("1.2", Cells(numerator="5", denominator="0"), "denominator"),
            ("1.2", Cells(numerator="9", denominator="3"), "numerator"),
            ("1.3", Cells("z"), "value"),
            ("2.2", Cells("-5"), "value"),
            ("1.1", Cells(""), "value"),
            ("1.1", Cells("-"), "note"),
        ],
    )
    def test_what_the_rule_cannot_use_is_refused_at_its_place(self, component: str, cells: Cells, column: str) -> None:
        sheet_id = sheet_of(opened(), "STP")
        with pytest.raises(InvalidInput) as refused:
            say(JUSTICE, sheet_id, component, cells)
        assert refused.value.values["column"] == column
        assert not ScoreEntry.objects.exists()

    def test_not_applicable_is_not_nought(self) -> None:
        sheet_id = sheet_of(opened(), "STP")
        say(JUSTICE, sheet_id, "1.2", Cells("-"), "Sở không có thủ tục nào")
        found = entry_of(sheet_id, "1.2", Stage.SELF)
        assert found is not None
        assert (found.value, found.points) == ("-", None)

    @pytest.mark.parametrize("component", ["1.4", "2.1", "P"])
    def test_survey_computed_and_penalty_are_never_self_scored(self, component: str) -> None:
        sheet_id = sheet_of(opened(), "STP")
        with pytest.raises(NotAllowed, match="not_self_scored"):
            say(JUSTICE, sheet_id, component, Cells("1"))

    def test_the_lock_wants_a_figure_and_evidence_or_words_for_every_component(self) -> None:
        sheet_id = sheet_of(opened(), "STP")
        for component, cells in GOOD.items():
            say(JUSTICE, sheet_id, component, cells, "Giải trình" if component != "1.3" else "")
        with pytest.raises(InvalidInput, match=r"1\.3"):
            services.lock_self_scores(JUSTICE, sheet_id=sheet_id, now=SCORED)
        say(JUSTICE, sheet_id, "1.3", GOOD["1.3"], "Hai cuộc đối thoại, biên bản lưu tại Sở")
        services.lock_self_scores(JUSTICE, sheet_id=sheet_id, now=SCORED)
        sheet = Sheet.objects.get(pk=sheet_id)
        assert (sheet.locked_at, sheet.locked_by_name) == (SCORED, JUSTICE.name)

    def test_after_the_lock_nothing_is_scored_until_the_office_reopens(self) -> None:
        year_id = opened()
        sheet_id = scored(year_id, JUSTICE, "STP")
        with pytest.raises(Conflict, match=r"index_sheet\.locked"):
            say(JUSTICE, sheet_id, "1.1", Cells("khong"))
        with pytest.raises(NotAllowed):
            services.reopen_sheet(JUSTICE, sheet_id=sheet_id, reason="Nhầm", now=LATER)
        services.reopen_sheet(OFFICE, sheet_id=sheet_id, reason="Đơn vị đính chính", now=LATER)
        say(JUSTICE, sheet_id, "1.1", Cells("khong"))

    def test_a_colleague_who_saw_an_older_figure_is_told(self) -> None:
        sheet_id = sheet_of(opened(), "STP")
        first = say(JUSTICE, sheet_id, "1.1", Cells("dat"))
        with pytest.raises(Conflict, match="somebody_else"):
            services.self_score(
                JUSTICE_HEAD, sheet_id=sheet_id, component="1.1", cells=Cells("khong"), seen=None, now=LATER
            )
        assert seen(sheet_id, "1.1", Stage.SELF) == first

    def test_a_sheet_is_the_units_own_affair(self) -> None:
        sheet_id = sheet_of(opened(), "STP")
        for other in (HEALTH, STRANGER, DISTRICT):
            with pytest.raises(NotFound):
                say(other, sheet_id, "1.1", Cells("dat"))
        for overseer in (OFFICE, LEADER, APPRAISER, COUNCIL):
            with pytest.raises(NotAllowed):
                say(overseer, sheet_id, "1.1", Cells("dat"))


class TestAppraising:
    def test_agreeing_takes_over_the_units_figure(self) -> None:
        sheet_id = sheet_of(self_scored(), "STP")
        judge(APPRAISER, sheet_id, "1.1", None)
        found = entry_of(sheet_id, "1.1", Stage.APPRAISAL_1)
        assert found is not None
        assert (found.agrees, found.value, found.points) == (True, "dat", Decimal(2))

    def test_another_figure_needs_its_reason(self) -> None:
        sheet_id = sheet_of(self_scored(), "STP")
        with pytest.raises(InvalidInput, match=r"index_appraisal\.reason"):
            judge(APPRAISER, sheet_id, "1.1", Cells("khong"))
        judge(APPRAISER, sheet_id, "1.1", Cells("khong"), "Không có kế hoạch")

    def test_of_two_members_on_one_component_the_second_is_told_and_both_stay(self) -> None:
        sheet_id = sheet_of(self_scored(), "STP")
        first = judge(APPRAISER, sheet_id, "1.2", None)
        with pytest.raises(Conflict) as told:
            judge(APPRAISER_2, sheet_id, "1.2", Cells(numerator="70", denominator="100"), "Đếm lại")
        assert APPRAISER.name in told.value.why
        judge(APPRAISER_2, sheet_id, "1.2", Cells(numerator="70", denominator="100"), "Đếm lại", at=first)
        rows = ScoreEntry.objects.filter(sheet_id=sheet_id, component="1.2", stage="appraisal_1").order_by("number")
        assert [(row.made_by_name, row.numerator) for row in rows] == [(APPRAISER.name, "80"), (APPRAISER_2.name, "70")]

    def test_a_member_judges_the_own_fields_only_and_never_the_own_unit(self) -> None:
        sheet_id = sheet_of(self_scored(), "STP")
        with pytest.raises(NotAllowed, match="other_field"):
            judge(APPRAISER, sheet_id, "2.2", None)
        for other in (OFFICE, LEADER, COUNCIL, JUSTICE):
            with pytest.raises(NotAllowed):
                judge(other, sheet_id, "1.1", None)

    def test_a_penalty_is_given_by_appraisers(self) -> None:
        sheet_id = sheet_of(self_scored(), "STP")
        judge(APPRAISER_2, sheet_id, "P", Cells("1"), "Một công chức bị kỷ luật")
        found = entry_of(sheet_id, "P", Stage.APPRAISAL_1)
        assert found is not None
        assert found.points == Decimal(-1)

    def test_nothing_is_appraised_before_the_step(self) -> None:
        year_id = opened()
        sheet_id = scored(year_id, JUSTICE, "STP")
        with pytest.raises((Conflict, NotAllowed)):
            judge(SYSTEM, sheet_id, "1.1", None)


class TestMovingOn:
    def test_units_left_open_are_listed_or_locked_with_a_reason(self) -> None:
        year_id = opened()
        scored(year_id, JUSTICE, "STP")
        with pytest.raises(Conflict, match="Sở Y tế"):
            services.move_on(OFFICE, year_id=year_id, seen=Step.SELF_SCORING, now=LATER)
        services.move_on(OFFICE, year_id=year_id, seen=Step.SELF_SCORING, reason="Hết hạn 31/01", now=LATER)
        assert step_of(year_id) is Step.APPRAISAL_1
        assert not Sheet.objects.filter(year_id=year_id, locked_at=None).exists()

    def test_of_two_who_move_on_one_is_told(self) -> None:
        year_id = self_scored()
        with pytest.raises(Conflict, match=r"index_year\.moved"):
            services.move_on(OFFICE, year_id=year_id, seen=Step.SELF_SCORING, now=LATER)

    def test_a_request_must_be_answered_before_explanations_are_locked(self) -> None:
        year_id = self_scored()
        sheet_id = sheet_of(year_id, "STP")
        judge(APPRAISER, sheet_id, "1.1", None, request="Gửi văn bản đã ký")
        services.move_on(OFFICE, year_id=year_id, seen=Step.APPRAISAL_1, now=LATER)
        with pytest.raises(InvalidInput, match=r"1\.1"):
            services.lock_explanations(JUSTICE, sheet_id=sheet_id, now=LATER)
        with pytest.raises(Conflict, match="left_open"):
            services.move_on(OFFICE, year_id=year_id, seen=Step.EXPLANATION, now=LATER)
        with pytest.raises(Conflict, match="not_asked"):
            services.explain(JUSTICE, sheet_id=sheet_id, component="1.2", text="Thừa", seen=None, now=LATER)
        services.explain(JUSTICE, sheet_id=sheet_id, component="1.1", text="Đã gửi", seen=None, now=LATER)
        services.lock_explanations(JUSTICE, sheet_id=sheet_id, now=LATER)
        with pytest.raises(Conflict, match=r"index_explanation\.locked"):
            services.explain(JUSTICE, sheet_id=sheet_id, component="1.1", text="Lại", seen=None, now=LATER)

    def test_a_year_goes_back_with_a_reason(self) -> None:
        year_id = self_scored()
        with pytest.raises(InvalidInput):
            services.move_back(OFFICE, year_id=year_id, seen=Step.APPRAISAL_1, reason=" ", now=LATER)
        services.move_back(OFFICE, year_id=year_id, seen=Step.APPRAISAL_1, reason="Gia hạn", now=LATER)
        assert step_of(year_id) is Step.SELF_SCORING


class TestCouncil:
    def test_an_objection_is_answered_with_a_figure_and_reason(self) -> None:
        year_id = at_council()
        sheet_id = sheet_of(year_id, "STP")
        objection = services.raise_objection(
            JUSTICE, sheet_id=sheet_id, component="1.1", text="Đề nghị 2 điểm", now=LATER
        )
        with pytest.raises(Conflict, match="already_open"):
            services.raise_objection(JUSTICE, sheet_id=sheet_id, component="1.1", text="Nữa", now=LATER)
        with pytest.raises(Conflict, match="objections_open"):
            services.freeze(OFFICE, year_id=year_id, now=LATER)
        with pytest.raises(NotAllowed):
            services.decide_objection(APPRAISER, objection_id=objection, is_upheld=False, reason="Không", now=LATER)
        services.decide_objection(
            COUNCIL,
            objection_id=objection,
            is_upheld=True,
            reason="Văn bản ký đúng hạn",
            cells=Cells("dat"),
            now=LATER,
        )
        found = entry_of(sheet_id, "1.1", Stage.COUNCIL)
        assert found is not None
        assert (found.points, found.note) == (Decimal(2), "Văn bản ký đúng hạn")
        with pytest.raises(Conflict, match="decided"):
            services.decide_objection(COUNCIL, objection_id=objection, is_upheld=False, reason="Không", now=LATER)


class TestResult:
    def test_ranks_and_groups_come_from_the_stored_inputs_alone(self) -> None:
        year_id = at_council()
        for unit in ("SNV", "STP", "SYT"):  # the metric has no figure: the council decides
            council_says(year_id, unit, "1.4", Cells("100"))
        services.freeze(OFFICE, year_id=year_id, now=LATER)
        rows = {row.unit_id: row for row in UnitResult.objects.all()}
        # 2 + 3,6 + 3 + 3 + 6 × 0,92 + 2
        assert rows["SNV"].points == Decimal("19.12")
        assert [rows[unit].rank for unit in ("SNV", "SYT", "STP")] == [1, 2, 3]
        assert {row.group for row in rows.values()} == {"Tốt"}

    def test_what_is_missing_is_missing_and_not_ranked(self) -> None:
        year_id = at_council()
        services.compute_figures(OFFICE, year_id=year_id, now=LATER)
        services.freeze(OFFICE, year_id=year_id, now=LATER)
        assert set(UnitResult.objects.values_list("rank", flat=True)) == {None}
        assert UnitResult.objects.get(unit_id="STP").nodes["1.4"] == [None, "3", True, True]

    def test_a_published_result_is_replayed_bit_for_bit_though_the_packaged_file_changed(self) -> None:
        year_id = at_council()
        services.freeze(OFFICE, year_id=year_id, now=LATER)
        services.publish(OFFICE, year_id=year_id, now=LATER)
        again = services.replay(LEADER, year_id=year_id)
        assert (again.is_equal, again.units, again.result_hash) == (True, 3, again.replayed_hash)

    def test_a_result_altered_behind_the_system_is_told_and_not_published(self) -> None:
        year_id = at_council()
        services.freeze(OFFICE, year_id=year_id, now=LATER)
        UnitResult.objects.filter(unit_id="STP").update(points=Decimal(20))
        told = services.replay(OFFICE, year_id=year_id)
        assert not told.is_equal
        assert "STP" in str(told.differences[0])
        with pytest.raises(Conflict, match="differs"):
            services.publish(OFFICE, year_id=year_id, now=LATER)

    def test_altered_inputs_are_told(self) -> None:
        year_id = at_council()
        services.freeze(OFFICE, year_id=year_id, now=LATER)
        result = FrozenResult.objects.get()
        result.inputs = result.inputs.replace('"80","100"', '"99","100"')
        result.save()
        told = services.replay(OFFICE, year_id=year_id)
        assert any("không khớp mã băm" in str(line) for line in told.differences)
        assert any("1.2" in str(line) for line in told.differences)

    def test_a_frozen_result_is_withdrawn_with_a_reason_and_never_after_publication(self) -> None:
        year_id = at_council()
        services.freeze(OFFICE, year_id=year_id, now=LATER)
        with pytest.raises(Conflict):
            council_says(year_id, "STP", "1.1", Cells("dat"))
        services.withdraw_result(OFFICE, year_id=year_id, reason="Sót một quyết định", now=LATER)
        council_says(year_id, "STP", "1.1", Cells("dat"))
        services.freeze(OFFICE, year_id=year_id, now=LATER)
        with pytest.raises(Conflict, match=r"index_result\.other"):
            services.publish(OFFICE, year_id=year_id, seen=1, now=LATER)
        services.publish(OFFICE, year_id=year_id, seen=2, now=LATER)
        assert FrozenResult.objects.count() == 2
        with pytest.raises(Conflict):
            services.withdraw_result(OFFICE, year_id=year_id, reason="Muộn", now=LATER)
        with pytest.raises(Conflict):
            services.move_back(OFFICE, year_id=year_id, seen=Step.PUBLISHED, reason="Muộn", now=LATER)
