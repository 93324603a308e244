"""Forms of TT 09/2026/TT-BTP out of the register: what counts where, sums that hold, empty where nothing is kept."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from caicach.institutions.domain.report_forms import form_04c, form_04d
from caicach.institutions.domain.rules import Approver, Measure, RuleKind
from caicach.institutions.queries import every_document
from caicach.institutions.services import save_rule
from caicach.kernel.access import SYSTEM, Role
from caicach.kernel.tables import Table, workbook_of
from caicach.organisations.domain.units import Level, OwnBody, UnitType
from caicach.organisations.queries import own_body
from caicach.organisations.services import NewUnit, create_unit, create_user, grant_role
from caicach.procedures.domain.decisions import Issuer
from caicach.procedures.domain.feedback import FeedbackCourse, FeedbackKind
from caicach.procedures.domain.publication_forms import Published, form_03a, form_03b, form_09a
from caicach.procedures.domain.report_forms import FieldFeedback, ReportForm, form_06, own_code, whose_form
from caicach.procedures.domain.simplifying import SimplifyingOption
from caicach.procedures.domain.simplifying_forms import Decided, form_04a, form_04b, form_09b
from caicach.procedures.queries.report_forms import report_form
from caicach.procedures.record.values import Change
from factories.correspondence import province
from factories.institutions import rule
from factories.procedures import DAY, OFFICE, made, registered
from factories.web import PASSWORD, people

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


def test_03a_counts_decisions_of_the_ministry_and_the_texts_that_rule_its_procedures() -> None:
    of_ministry = {"agency": "Vụ Công chức", "decision": "874/QĐ-BNV", "issuer": Issuer.MINISTRY}
    found = [
        _published("1", Change.NEW, bases=frozenset({"118/2025/NĐ-CP", "03/2022/TT-BNV"}), **of_ministry),
        _published("2", Change.AMENDED, bases=frozenset({"118/2025/NĐ-CP"}), **of_ministry),
        _published("3", Change.ABOLISHED, **{**of_ministry, "agency": "Cục Văn thư"}),
        _published("4", Change.NEW, **{**of_ministry, "decision": "900/QĐ-BNV", "entered_on": None}),
        _published("5", Change.NEW, bases=frozenset({"1/2020/NĐ-CP"})),
        _published("6.1", Change.NEW, is_internal=True, **of_ministry),
    ]
    form = form_03a(found, {"Vụ Công chức": 12, "Thanh tra bộ": 1}, LAST)
    assert list(_line(form, "Vụ Công chức").items()) == [
        ("3", 2), ("4", 2), ("5", 3), ("6", 2), ("7", 1), ("8", 0), ("9", 2), ("10", 0), ("11", 12),
    ]  # fmt: skip
    assert list(_line(form, "Cục Văn thư").values()) == [1, 0, 1, 0, 0, 1, 0, 1, 0]
    assert list(_line(form, "Thanh tra bộ").values()) == [0, 0, 0, 0, 0, 0, 0, 0, 1]
    assert list(_total(form).values()) == [2, 2, 4, 2, 1, 1, 2, 1, 13]
    assert "1 thủ tục do UBND công bố" in str(form.notes[-1])


def test_09a_tells_the_period_and_all_so_far() -> None:
    before = _published("6.1", Change.NEW, is_internal=True, signed_on=FIRST - timedelta(days=9), entered_on=None)
    form = form_09a([before, _published("6.2", Change.NEW, is_internal=True), _published("1", Change.NEW)], FIRST, LAST)
    assert list(_total(form).values()) == [1, 1, 1, 0, 2, 2, 1, 1]
    assert [head for _, head in form.columns][4:6] == ["Lũy kế: số QĐ công bố", "Lũy kế: TTHC nội bộ đã công bố"]


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


@pytest.mark.parametrize(
    ("drawn_up", "own", "other"),
    [(form_04a, "500/QĐ-BNV", "9/QĐ-UBND"), (form_04b, "9/QĐ-UBND", "500/QĐ-BNV")],
)
def test_04a_and_04b_part_decisions_by_whose_plan_they_follow(
    drawn_up: Callable[..., ReportForm], own: str, other: str
) -> None:
    given = [
        _decided("1", SimplifyingOption.ABOLISH, decision="1015/QĐ-TTg"),
        _decided("2", SimplifyingOption.TIME, decision=own),
        _decided("3", decision=""),
        _decided("4", SimplifyingOption.FEE, decision=other),
    ]
    form = drawn_up(given, FIRST, LAST)
    assert [row.title for row in form.rows if row.cells] == ["1015/QĐ-TTg", "Tổng", "—", own, "Tổng"]
    assert [number for number, _ in form.columns] == [str(number) for number in range(2, 13)]
    money = (Decimal("2.00"), Decimal("25.00"))
    assert list(_total(form).values()) == [None, 2, 1, 0, 1, None, None, None, None, *money]
    assert "1 thủ tục theo quyết định của cấp khác" in str(form.notes[-1])


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


def test_04c_counts_central_texts_to_be_amended_and_issued_by_kind() -> None:
    day = {"approved_on": FIRST, "due_on": None, "counted_on": FIRST}
    ordered = {"approver": Approver.MINISTRY, "decision": "500/QĐ-BNV", **day}
    days = {"days_before": Decimal(10), "days_after": Decimal(4), "done_on": LAST}
    amended = rule(
        "A",
        basis="Nghị định 1/2020/NĐ-CP, Điều 5",
        kind=RuleKind.PROCEDURE,
        measure=Measure.SIMPLIFY,
        **ordered,
        **days,
    )
    above = {"approver": Approver.GOVERNMENT, "decision": "1015/QĐ-TTg"}
    rules = [
        (amended, "Nghị định 250/2026/NĐ-CP"),
        (rule("B", basis="Nghị định 1/2020/NĐ-CP", **ordered), ""),
        (rule("C", basis="Luật Đầu tư số 61/2020/QH14", **day, **above), ""),
        (rule("D", approver=Approver.OWN, field="Đất đai", done_on=LAST, **day), "Thông tư 7/2026/TT-BNV"),
        (rule("E", approver=Approver.PROVINCE, **day), ""),
    ]
    form = form_04c(rules, [_decided("1", SimplifyingOption.TIME, decision="500/QĐ-BNV")], FIRST, LAST)
    assert [number for number, _ in form.columns] == [str(number) for number in range(1, 28)]
    line = list(_line(form, "500/QĐ-BNV").values())
    assert line[:8] == [2, 0, 0, 1, Decimal(6), Decimal("60.00"), Decimal("1.00"), Decimal("25.00")]
    assert line[8:20] == [0, 0, 1, 0, 0, 0, 1, 0, 0, 0, Decimal(6), None]
    assert line[20:] == [0, 0, 1, 0, 0, 0, "Nghị định 250/2026/NĐ-CP (sửa Nghị định 1/2020/NĐ-CP, Điều 5)"]
    assert list(_line(form, "1015/QĐ-TTg").values())[8:14] == [1, 0, 0, 0, 0, 0]
    assert list(_line(form, "Đất đai").values())[20:26] == [0, 0, 0, 0, 0, 1]
    total = list(_total(form).values())
    assert (total[:4], total[8:14], total[20:26]) == ([2, 0, 0, 3], [1, 0, 1, 0, 0, 0], [0, 0, 1, 0, 0, 1])
    said = " ".join(map(str, form.notes))
    assert "2 quy định chưa ghi rõ văn bản quy định" in said
    assert "1 quy định không vào biểu: do UBND tỉnh" in said


def test_each_body_is_told_which_form_is_its_own() -> None:
    assert [own_code(code, OwnBody.PROVINCE) for code in ("03a", "04a", "04c", "06b")] == ["03b", "04b", "04d", "06b"]
    assert [own_code(code, OwnBody.MINISTRY) for code in ("03b", "04b", "04d", "09a")] == ["03a", "04a", "04c", "09a"]
    assert whose_form("03b", OwnBody.PROVINCE) is None
    assert str(whose_form("04c", OwnBody.PROVINCE)) == (
        "Biểu 04c do bộ, cơ quan ngang bộ lập. Nơi này thuộc UBND cấp tỉnh: biểu của nơi này là 04d."
    )


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
    assert own_body(date(2023, 3, 1)) is OwnBody.PROVINCE
    for code in ("03a", "04a", "04b", "06a", "06b", "09a", "09b"):
        assert report_form(OFFICE, code, first=date(2023, 1, 1), last=date(2023, 3, 1)).rows


def _ministry() -> None:
    units = (
        NewUnit("BNV", "Bộ Nội vụ", "BNV", Level.MINISTRY, UnitType.MINISTRY, None),
        NewUnit("VCC", "Vụ Công chức", "VCC", Level.ATTACHED, UnitType.BUREAU, "BNV"),
    )
    for unit in units:
        create_unit(SYSTEM, unit=unit, effective_on=date(2022, 1, 1), order_document="01/NĐ-CP", now=DAY)
    user = create_user(SYSTEM, username="vanphong", display_name="Văn phòng bộ", password=PASSWORD, now=DAY)
    grant_role(SYSTEM, user_id=user, role=Role.STANDING_OFFICE, unit="BNV", valid_from=date(2023, 1, 1), now=DAY)


def _signed_in(username: str) -> Client:
    client = Client()
    assert client.post("/dang-nhap/", {"username": username, "password": PASSWORD}).status_code == 302
    return client


PERIOD = {"tu": "01/01/2023", "den": "01/03/2023"}


@pytest.mark.django_db
def test_a_ministry_draws_up_its_own_forms() -> None:
    _ministry()
    registered(made(1, decision="Quyết định số 874/QĐ-BNV", published_on="01/02/2023"), signed_on=date(2023, 2, 1))
    assert own_body(date(2023, 3, 1)) is OwnBody.MINISTRY
    client = _signed_in("vanphong")
    shown = client.get("/thu-tuc/bieu/", {"bieu": "03a", **PERIOD})
    assert shown.context["form"].code == "03a"
    assert list(_total(shown.context["form"]).values())[:3] == [1, 2, 1]
    assert [code for code, _ in shown.context["forms"]] == ["03a", "04a", "04c", "06a", "06b", "09a", "09b"]
    told = client.get("/thu-tuc/bieu/", {"bieu": "04d", **PERIOD})
    assert told.context["form"].code == "04c"
    assert "biểu của nơi này là 04c" in told.content.decode()
    file = client.get("/thu-tuc/bieu/", {"bieu": "04c", "tai": "xlsx", **PERIOD})
    assert b"".join(file.streaming_content).startswith(b"PK")


@pytest.mark.django_db
def test_a_ministry_brings_its_programme_and_04c_counts_the_circular_and_the_law_that_cut() -> None:
    _ministry()
    client = _signed_in("vanphong")
    form = client.get("/the-che/van-ban/moi/").context["form"]
    assert [kind for kind, _ in form.fields["kind"].choices][:2] == ["law", "assembly"]
    numbers = {"Thông tư": "12/2023/TT-BNV", "Nghị định": "30/2023/NĐ-CP", "Luật": "61/2023/QH15"}
    head = ["Tên văn bản", "Loại văn bản", "Cơ quan soạn thảo", "Căn cứ", "Số, ký hiệu", "Ngày ký", "Hiệu lực từ"]
    days = (date(2023, 1, 5), date(2023, 2, 20))
    rows = [(f"Sửa {kind}", kind, "VCC", "Kế hoạch 1", number, *days) for kind, number in numbers.items()]
    file = SimpleUploadedFile("danh-muc.xlsx", workbook_of(Table("Danh mục", head, rows)))
    page = client.post("/the-che/van-ban/nhap/", {"file": file, "year": "2023"}, follow=True)
    assert "3 dòng thêm mới" in page.content.decode()
    lines = every_document(SYSTEM, on=date(2023, 3, 1))
    assert {line.course.facts.kind.value for line in lines} == {"circular", "decree", "law"}
    for line in lines:
        kept = rule(line.course.facts.title, unit="VCC", approver=Approver.MINISTRY, document_id=line.id)
        save_rule(SYSTEM, facts=kept, now=DAY)
    total = _total(client.get("/thu-tuc/bieu/", {"bieu": "04c", **PERIOD}).context["form"])
    assert [total[str(column)] for column in range(21, 27)] == [1, 0, 1, 0, 0, 1]


@pytest.mark.django_db
def test_a_province_is_told_that_a_form_is_a_ministrys_and_gets_no_file_of_it() -> None:
    people()
    told = _signed_in("thuongtruc").get("/thu-tuc/bieu/", {"bieu": "03a", "tai": "xlsx", **PERIOD})
    assert told.headers["Content-Type"].startswith("text/html")
    assert "biểu của nơi này là 03b" in told.content.decode()
