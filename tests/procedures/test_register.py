"""The register as tables: what an import would do and does, versions by day, who must publish, files that come back."""

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from caicach.documents.read.tables.grid import Grid, Written, grid_of
from caicach.kernel.audit.verifying import verify
from caicach.kernel.errors import Conflict, InvalidInput, NotAllowed, NotFound
from caicach.kernel.tables import table_file, workbook_of
from caicach.procedures import queries, services
from caicach.procedures.domain.decisions import DecisionFacts, Issuer
from caicach.procedures.domain.duties import Target
from caicach.procedures.domain.linked_data import services_of
from caicach.procedures.domain.planning import Extent, Outcome, Row, Version, steps_of
from caicach.procedures.domain.register_table import register_table
from caicach.procedures.domain.versions import digest_of
from caicach.procedures.models import ProcedureVersion, PublicationDecision, PublishingDuty
from caicach.procedures.queries import RegisterFilters
from caicach.procedures.record.annex import rows_of_annex
from caicach.procedures.record.record_reading import procedure_of
from caicach.procedures.record.register import records_of
from caicach.procedures.record.values import Change, LegalBasis, Paper, Procedure, Submission
from factories.correspondence import province
from factories.procedures import DAY, FROM, HEALTH, JUSTICE, LEADER, OFFICE, brought, confirmed, made, registered

ON = date(2023, 3, 1)


def _row(line: int, **fields: Any) -> Row:
    return Row(line, Procedure(**{"code": "1.100000", "name": "Cấp phép", **fields}))


def _outcomes(*rows: Row, known: dict[str, list[Version]] | None = None, **asked: Any) -> list[Outcome]:
    asked = {"extent": Extent.WHOLE, "default_from": FROM, **asked}
    return [step.outcome for step in steps_of(rows, known or {}, **asked)]


def test_a_list_makes_new_versions_and_the_same_list_again_makes_nothing() -> None:
    first = _row(1)
    assert _outcomes(first) == [Outcome.NEW]
    known = {"1.100000": [Version(FROM, first.procedure)]}
    assert _outcomes(first, known=known) == [Outcome.SAME]
    assert _outcomes(_row(1, effective_on=date(2024, 1, 1)), known=known) == [Outcome.SAME]
    assert _outcomes(_row(1, results="Giấy phép"), known=known) == [Outcome.CORRECTED]
    assert _outcomes(_row(1, results="Giấy phép", effective_on=date(2024, 1, 1)), known=known) == [Outcome.AMENDED]


def test_what_cannot_be_taken_is_told_by_its_line() -> None:
    rows = (_row(2, code="abc"), _row(3, code=""), _row(4, name=""), _row(5), _row(6, code="1.100000.H19"))
    steps = steps_of(rows, {}, extent=Extent.WHOLE, default_from=FROM)
    assert [step.outcome for step in steps] == [Outcome.REFUSED] * 3 + [Outcome.NEW, Outcome.REFUSED]
    assert "Dòng 6: mã 1.100000.H19 đã có ở dòng 5" in str(steps[4].problem)
    assert _outcomes(_row(1), default_from=None) == [Outcome.REFUSED]
    assert _outcomes(_row(1, change=Change.ABOLISHED)) == [Outcome.REFUSED]


def test_an_amendment_keeps_what_it_does_not_tell_and_an_abolition_ends() -> None:
    before = Procedure("1.100000", "Cấp phép", field="Y tế", results="Giấy phép")
    known = {"1.100000": [Version(FROM, before)]}
    changes = (
        _row(1, name="", results="Bằng", effective_on=ON),
        _row(2, change=Change.ABOLISHED, effective_on=date(2023, 9, 1)),
    )
    amended, abolished = steps_of(changes, known, extent=Extent.CHANGES, default_from=None)
    assert (amended.outcome, amended.changed) == (Outcome.AMENDED, ("results",))
    assert (amended.procedure.field, amended.procedure.name) == ("Y tế", "Cấp phép")
    assert abolished.outcome is Outcome.ABOLISHED


def test_an_annex_is_read_with_what_its_sections_do() -> None:
    told = [
        [Written("TT"), Written("Mã TTHC"), Written("Tên thủ tục hành chính"), Written("Thời hạn giải quyết")],
        [Written("A. Danh mục thủ tục hành chính mới ban hành", columns=4)],
        [Written("I. Lĩnh vực Y tế", columns=4)],
        [Written("1"), Written("1.012753"), Written("Cấp giấy phép"), Written("10 ngày làm việc")],
        [Written("B. Danh mục thủ tục hành chính bị bãi bỏ", columns=4)],
        [Written("1"), Written("1.001612"), Written("Đổi giấy phép"), Written("")],
    ]
    rows = rows_of_annex((Grid(grid_of(told), before="PHỤ LỤC"),))
    assert [(line, one.code, one.change) for line, one in rows] == [
        (4, "1.012753", Change.NEW),
        (6, "1.001612", Change.ABOLISHED),
    ]
    assert (rows[0][1].field, rows[0][1].submissions[0].time_limit) == ("Y tế", "10 ngày làm việc")


WORDS = st.sampled_from(("đơn", "a|b", "-x", "=1", "x;=1", "một\nhai", "- ba", "a đ", "1/2", "'+1"))


@settings(max_examples=10)
@given(st.lists(st.tuples(WORDS, WORDS, WORDS), min_size=1, max_size=3))
def test_a_table_that_leaves_comes_back_the_same(parts: list[tuple[str, str, str]]) -> None:
    one = Procedure(
        "1.100000", "Cấp phép", "500/QĐ-UBND", steps="=B1\n- B2",
        submissions=tuple(Submission(f"Nộp {a}", "5 ngày", f"Phí {b} {c}") for a, b, c in parts),
        papers=tuple(Paper(f"Đơn {a}", (f"{len(b)}.docx",), 1, None) for a, b, _ in parts),
        legal_bases=tuple(LegalBasis("1/2023/QH15", f"Luật {a}") for a, _, _ in parts),
        change=Change.NEW, published_on=date(2025, 1, 2), effective_on=date(2025, 7, 1),
    )  # fmt: skip
    for kind in ("xlsx", "csv"):
        data = table_file(register_table([one]), kind, "x").data.read()
        ((_, back),), problems = records_of(f"x.{kind}", data)
        assert (back, problems) == (one, ())


def test_nothing_told_is_no_data_and_a_day_that_is_none_is_told() -> None:
    back, problems = records_of(
        "x.csv", "Mã TTHC,Tên TTHC,Kết quả,Ngày hiệu lực\n1.012753,Cấp,Không có thông tin,ngay".encode()
    )
    assert back[0][1].results == ""
    assert [one.kind for one in problems] == ["bad_day"]


def test_linked_data_names_the_service_its_costs_and_its_clock() -> None:
    one = procedure_of({"code": "1.012753", "name": "Cấp", "time_limit": "5 ngày", "fee": "50.000 đồng"})
    (service,) = services_of([one])["@graph"]
    assert (service["@type"], service["dct:identifier"]) == ("cpsv:PublicService", "1.012753")
    assert service["cv:hasChannel"][0]["cv:processingTime"]["@value"] == "P5D"
    assert service["cv:hasCost"][0]["cv:value"] == "50000"


@pytest.mark.django_db
class TestTables:
    @pytest.fixture(autouse=True)
    def province(self) -> None:
        province()

    def test_a_file_is_looked_at_then_confirmed_once(self) -> None:
        found = brought(made(1), made(2), made(2, name="Khác"))
        preview = queries.import_preview(OFFICE, found)
        assert [step.outcome for step in preview.steps] == [Outcome.NEW, Outcome.NEW, Outcome.REFUSED]
        assert queries.procedures(OFFICE, on=ON).total == 0
        counts = services.confirm_import(OFFICE, import_id=found, key=preview.key, now=DAY)
        assert (counts["new"], counts["refused"]) == (2, 1)
        with pytest.raises(Conflict):
            services.confirm_import(OFFICE, import_id=found, key=preview.key, now=DAY)
        assert registered(made(1), made(2)) == {**dict.fromkeys(counts, 0), "same": 2}
        assert list(verify()) == []

    def test_what_changed_meanwhile_is_looked_at_again(self) -> None:
        first, second = brought(made(1)), brought(made(1, results="Bằng"))
        key = queries.import_preview(OFFICE, second).key
        confirmed(first)
        with pytest.raises(Conflict):
            services.confirm_import(OFFICE, import_id=second, key=key, now=DAY)
        assert confirmed(second)["corrected"] == 1

    def test_versions_hold_from_day_to_day(self) -> None:
        registered(made(1), made(2))
        registered(
            made(1, results="Bằng"), default_from=date(2023, 6, 1), number="700/QĐ-UBND", signed_on=date(2023, 5, 20)
        )
        registered(made(2, change="bãi bỏ"), default_from=date(2023, 7, 1))
        code = made(1)["code"]
        assert queries.procedure_view(OFFICE, code, on=ON).procedure.results != "Bằng"
        view = queries.procedure_view(OFFICE, code, on=date(2023, 6, 1))
        assert view.procedure.results == "Bằng"
        assert [(one.valid_from.month, [c.field for c in one.changed]) for one in view.versions] == [
            (6, ["results"]),
            (1, []),
        ]
        assert [queries.procedures(OFFICE, on=on).total for on in (ON, date(2023, 8, 1))] == [2, 1]
        gone = queries.procedures(OFFICE, on=date(2023, 8, 1), filters=RegisterFilters(change=Change.ABOLISHED))
        assert [one.code for one in gone.items] == [made(2)["code"]]
        register = queries.register_on(date(2023, 8, 1))
        assert register.current["1.100014"].change is Change.ABOLISHED
        assert len(register.before["1.100007"]) == 1

    def test_a_search_forgives_missing_marks(self) -> None:
        registered(*(made(number) for number in range(12)))
        found = queries.procedures(OFFICE, on=ON, filters=RegisterFilters(text="giay phep XAY dung"))
        assert {one.name.split()[0] for one in found.items} == {"Cấp"}
        assert queries.procedures(OFFICE, on=ON, filters=RegisterFilters(text=made(3)["code"])).total == 1

    def test_who_must_publish_is_read_from_the_record_and_set_by_the_office(self) -> None:
        registered(made(1, performing_agency="Sở Y tế", level="Cấp Tỉnh"), made(2, level="Cấp Huyện"))
        code = made(1)["code"]
        assert [one.unit for one in queries.procedure_view(OFFICE, code, on=ON).duties] == ["SYT"]
        of_district = queries.procedures(OFFICE, on=ON, filters=RegisterFilters(unit="HBS"))
        assert [one.code for one in of_district.items] == [made(2)["code"]]
        services.set_duties(OFFICE, code=code, targets=[Target(unit="STP"), Target(level="commune")], now=DAY)
        duties = queries.procedure_view(OFFICE, code, on=ON).duties
        assert {one.unit or one.level for one in duties} == {"STP", "commune"}
        assert set(queries.register_on(ON, unit="STP").current) == {"1.100007"}
        with pytest.raises(NotFound):
            services.set_duties(OFFICE, code="1.999999", targets=[], now=DAY)

    def test_only_the_keeper_writes(self) -> None:
        facts = DecisionFacts("9/QĐ-UBND", FROM, Issuer.PROVINCE)
        for person in (LEADER, JUSTICE, HEALTH):
            with pytest.raises(NotAllowed):
                brought(made(1), actor=person)
            with pytest.raises(NotAllowed):
                services.save_decision(person, facts=facts, now=DAY)
            with pytest.raises(NotAllowed):
                queries.imports(person)

    def test_a_decision_is_kept_once_and_dated(self) -> None:
        registered(made(1, decision="Quyết định số 500/QĐ-UBND", published_on="20/12/2022"))
        (line,) = queries.decisions(OFFICE, on=ON)
        assert (line.facts.number, line.facts.issuer, line.procedures) == ("500/QĐ-UBND", Issuer.PROVINCE, 1)
        with pytest.raises(InvalidInput):
            services.save_decision(OFFICE, facts=line.facts, now=DAY)
        services.save_decision(OFFICE, facts=line.facts, decision_id=line.id, seen=line.version, now=DAY)
        with pytest.raises(Conflict):
            services.save_decision(OFFICE, facts=line.facts, decision_id=line.id, seen=line.version, now=DAY)

    def test_a_file_dropped_leaves_nothing(self) -> None:
        found = brought(made(1))
        services.drop_import(OFFICE, import_id=found, now=DAY)
        assert queries.imports(OFFICE) == ()

    def test_the_tables_hold_their_rules(self) -> None:
        registered(made(1))
        row = ProcedureVersion.objects.get()
        for change in ({"valid_to": row.valid_from}, {"name": ""}):
            with pytest.raises(IntegrityError), transaction.atomic():
                ProcedureVersion.objects.filter(pk=row.pk).update(**change)
        row.pk = None
        with pytest.raises(IntegrityError), transaction.atomic():
            row.save(force_insert=True)
        given = {"issuer": "province", "made_at": DAY, "made_by_name": "x", "signed_on": FROM}
        PublicationDecision.objects.create(number="1/QĐ-UBND", **given)
        for wrong in ({"number": "1/QĐ-UBND"}, {"number": ""}, {"number": "2/QĐ-UBND", "entered_on": date(2022, 1, 1)}):
            with pytest.raises(IntegrityError), transaction.atomic():
                PublicationDecision.objects.create(**{**given, **wrong})
        for wrong in ({"unit_id": None, "level": ""}, {"unit_id": "SYT", "level": "commune"}):
            with pytest.raises(IntegrityError), transaction.atomic():
                PublishingDuty.objects.create(family="1.1", **wrong)
        for twice in ({"unit_id": "SYT"}, {"level": "commune"}):
            PublishingDuty.objects.create(family="1.1", **twice)
            with pytest.raises(IntegrityError), transaction.atomic():
                PublishingDuty.objects.create(family="1.1", **twice)

    def test_a_workbook_is_read_in_the_child(self) -> None:
        book = workbook_of(register_table([procedure_of(made(1))]))
        facts = services.ImportFacts(FROM)
        found = services.bring_file(OFFICE, data=book, filename="a.xlsx", facts=facts, now=DAY)
        (step,) = queries.import_preview(OFFICE, found).steps
        assert digest_of(step.procedure) == digest_of(procedure_of(made(1)))
