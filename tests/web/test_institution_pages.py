"""Institutions on pages: lists come in and go out, a rule is done by its document, figures follow."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from caicach.institutions import queries, services
from caicach.institutions.domain.documents import DocumentKind
from caicach.institutions.queries import DocumentFilters
from caicach.kernel.errors import InvalidInput
from caicach.kernel.metrics import Missing, measure
from caicach.kernel.periods import parse_period
from caicach.kernel.tables import Table, workbook_of
from factories.institutions import issued, required, rule
from factories.procedures import DAY, OFFICE

pytestmark = pytest.mark.django_db
SignIn = Callable[[str], Client]
ON = DAY.date()


def test_a_list_is_taken_whole_or_not_at_all_and_comes_back_from_its_own_export(sign_in: SignIn) -> None:
    office = sign_in("thuongtruc")
    head = ("TT", "Trích yếu", "Loại văn bản", "Cơ quan chủ trì soạn thảo", "Căn cứ", "Thời hạn ban hành", "Ngày ký")
    rows = [
        ("I", "I", "I", "I", "I", "I", "I"),
        (1, "Quy định A", "Nghị quyết", "Sở Tư pháp", "Luật X", date(2023, 6, 30), None),
        (2, "Quy định B", "Quyết định của UBND tỉnh", "STP", "Kế hoạch", date(2023, 9, 30), None),
    ]
    good = workbook_of(Table("Danh mục", head, rows))
    faulty = (3, "C", "Công điện", "Sở Ma", "Luật", "mai", date(2023, 1, 1))
    bad = workbook_of(Table("Danh mục", head, [*rows, faulty]))

    def bring(data: bytes) -> str:
        file = SimpleUploadedFile("danh-muc.xlsx", data)
        return office.post("/the-che/van-ban/nhap/", {"file": file, "year": "2023"}, follow=True).content.decode()

    page = bring(bad)
    assert all(word in page for word in ("«Sở Ma»", "«Công điện»", "«mai»"))
    assert queries.every_document(OFFICE, on=ON) == []
    assert "2 dòng thêm mới, 0 dòng sửa, 0 dòng đã có" in bring(good)
    assert "0 dòng thêm mới, 0 dòng sửa, 2 dòng đã có" in bring(good)
    kinds = {line.course.facts.title: line.course.facts.kind for line in queries.every_document(OFFICE, on=ON)}
    assert kinds == {"Quy định A": DocumentKind.COUNCIL, "Quy định B": DocumentKind.COMMITTEE}
    exported = b"".join(office.get("/the-che/van-ban/", {"tai": "xlsx"}).streaming_content)
    assert "0 dòng thêm mới, 0 dòng sửa, 2 dòng đã có" in bring(exported)
    found = queries.documents(OFFICE, on=ON, filters=DocumentFilters(text="quy dinh a"))
    assert [line.course.facts.title for line in found.items] == ["Quy định A"]


def test_a_rule_is_done_when_the_document_that_cuts_it_takes_effect(sign_in: SignIn) -> None:
    office = sign_in("thuongtruc")
    document = required(due_on=date(2023, 2, 15))
    cost = {"cost_before": Decimal(900), "cost_after": Decimal(0)}
    cut = services.save_rule(OFFICE, facts=rule(document_id=document, **cost), now=DAY)
    services.save_rule(OFFICE, facts=rule("Quy định khác", measure=rule().measure.NONE, due_on=None), now=DAY)
    year = parse_period("2023")
    assert queries.rule_view(OFFICE, cut, on=ON).line.state.value == "planned"
    issued(document, date(2023, 2, 14), effective_on=date(2023, 2, 20))
    assert queries.rule_view(OFFICE, cut, on=date(2023, 2, 19)).line.state.value == "planned"
    assert queries.rule_view(OFFICE, cut, on=date(2023, 2, 20)).line.state.value == "cut"
    expected = {"rules_cut_share": "0.5", "rules_cost_saved_share": "1", "issued_in_time_share": "1"}
    for name, value in expected.items():
        found = measure(f"institutions.{name}", ["STP", "SYT"], year)
        assert getattr(found["STP"], "value", None) == Decimal(value), name
        assert isinstance(found["SYT"], Missing)
    for wrong in (
        rule("X", measure=rule().measure.KEEP, done_on=ON, done_in="1/QĐ"),
        rule("X", done_on=ON),
        rule("X", cost_before=Decimal(1), cost_after=Decimal(2)),
        rule(document_id=document),
    ):
        with pytest.raises(InvalidInput):
            services.save_rule(OFFICE, facts=wrong, now=DAY)
    file = b"".join(office.get("/the-che/quy-dinh/", {"tai": "xlsx"}).streaming_content)
    again = services.import_rules(OFFICE, data=file, filename="q.xlsx", counted_on=ON, now=DAY)
    assert (again.problems, again.added) == ((), 0)
