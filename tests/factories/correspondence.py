"""A small province, people named by post, and an invented letter with its reading."""

from dataclasses import replace
from datetime import UTC, date, datetime

from caicach.correspondence import queries, services
from caicach.correspondence.domain.review import Proposal, Review
from caicach.documents.deadlines.reading import read_deadline
from caicach.documents.deadlines.values import Recurrence
from caicach.documents.read.source import SourceFormat, SourceText
from caicach.documents.values import AssignedTask, Obligation, OfficialDocument, Reading, Span
from caicach.kernel.access import SYSTEM, Actor, Role
from caicach.organisations.domain.units import Level, UnitType
from caicach.organisations.queries import directory_on
from caicach.organisations.services import NewUnit, create_unit
from factories.kept_rows import kept

NOW = datetime(2023, 2, 14, 2, 0, tzinfo=UTC)
ARRIVED = date(2023, 2, 14)
ISSUED = date(2023, 2, 10)

_UNITS = (
    NewUnit("TINH", "Tỉnh Hồng Lam", "Hồng Lam", Level.PROVINCE, UnitType.PROVINCE, None),
    NewUnit("SNV", "Sở Nội vụ", "SNV", Level.DEPARTMENT, UnitType.DEPARTMENT, "TINH"),
    NewUnit("STP", "Sở Tư pháp", "STP", Level.DEPARTMENT, UnitType.DEPARTMENT, "TINH"),
    NewUnit("SYT", "Sở Y tế", "SYT", Level.DEPARTMENT, UnitType.DEPARTMENT, "TINH"),
    NewUnit("HBS", "Huyện Bình Sơn", "Bình Sơn", Level.DISTRICT, UnitType.RURAL_DISTRICT, "TINH"),
    NewUnit("XAT", "Xã An Thượng", "An Thượng", Level.COMMUNE, UnitType.RURAL_COMMUNE, "HBS"),
)

OFFICE = Actor(1, "Chuyên viên cơ quan thường trực", frozenset({Role.STANDING_OFFICE}), frozenset({"TINH"}))
OFFICE_COLLEAGUE = replace(OFFICE, user_id=2, name="Phó Trưởng phòng cơ quan thường trực")
OFFICE_OF_JUSTICE = Actor(
    3,
    "Cán bộ biệt phái của Sở Tư pháp",
    frozenset({Role.STANDING_OFFICE, Role.FOCAL_POINT}),
    frozenset({"STP"}),
    frozenset({"STP"}),
)
JUSTICE = Actor(4, "Chuyên viên Sở Tư pháp", frozenset({Role.FOCAL_POINT}), frozenset({"STP"}), frozenset({"STP"}))
JUSTICE_HEAD = replace(JUSTICE, user_id=5, name="Giám đốc Sở Tư pháp", roles=frozenset({Role.UNIT_HEAD}))
HEALTH = Actor(6, "Chuyên viên Sở Y tế", frozenset({Role.FOCAL_POINT}), frozenset({"SYT"}), frozenset({"SYT"}))
DISTRICT = Actor(
    7, "Chuyên viên huyện Bình Sơn", frozenset({Role.FOCAL_POINT}), frozenset({"HBS", "XAT"}), frozenset({"HBS"})
)
STRANGER = Actor(8, "Chuyên viên huyện khác", frozenset({Role.FOCAL_POINT}), frozenset({"HKH"}), frozenset({"HKH"}))
LEADER = Actor(9, "Lãnh đạo tỉnh", frozenset({Role.LEADER}))
APPRAISER = Actor(10, "Chuyên viên thẩm định thứ nhất", frozenset({Role.APPRAISER}))
APPRAISER_2 = Actor(11, "Chuyên viên thẩm định thứ hai", frozenset({Role.APPRAISER}))
COUNCIL = Actor(12, "Ủy viên Hội đồng thẩm định", frozenset({Role.COUNCIL}))

TEXT = """UBND TỈNH HỒNG LAM
BAN CHỈ ĐẠO CCHC
Số: 08/BCĐ-TGV
Hồng Lam, ngày 10 tháng 02 năm 2023
V/v triển khai công tác cải cách hành chính
Kính gửi:
- Sở Tư pháp;
- Sở Y tế.
1. Sở Tư pháp chủ trì, phối hợp với Sở Y tế rà soát thủ tục hành chính trong thời hạn 05 ngày làm việc kể từ ngày ký.
2. Các đơn vị tổng hợp; đẩy mạnh chuyển đổi số; báo cáo trước ngày 15/3/2023.
Định kỳ hằng quý báo cáo kết quả về Ban Chỉ đạo.
Lưu: VT.
"""


def span(words: str, text: str = TEXT) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


ITEM_1 = TEXT.split("\n")[8]
ITEM_2 = TEXT.split("\n")[9]
DUTY = TEXT.split("\n")[10]


def document(**changes: object) -> OfficialDocument:
    plain = OfficialDocument(
        doc_type="công văn",
        superior="UBND TỈNH HỒNG LAM",
        issuer="BAN CHỈ ĐẠO CCHC",
        number="08",
        symbol="BCĐ-TGV",
        place="Hồng Lam",
        date=ISSUED,
        subject="triển khai công tác cải cách hành chính",
        addressees=("Sở Tư pháp", "Sở Y tế"),
    )
    return replace(plain, **changes)  # type: ignore[arg-type]


def reading(text: str = TEXT, version: str = "1", **changes: object) -> Reading:
    """What a reader finds in the invented letter; ``changes`` are those of the document's value."""
    spans = {
        "number": span("08", text),
        "symbol": span("BCĐ-TGV", text),
        "addressees.0": span("- Sở Tư pháp", text),
        "tasks.0": span(ITEM_1, text),
        "tasks.0.lead.0": span("Sở Tư pháp chủ trì", text),
        "tasks.1": span(ITEM_2, text),
        "obligations.0": span(DUTY, text),
    }
    tasks = (
        AssignedTask(
            item="1",
            text=ITEM_1[3:],
            lead=("Sở Tư pháp",),
            cooperate=("Sở Y tế",),
            deadline=read_deadline("trong thời hạn 05 ngày làm việc kể từ ngày ký"),
        ),
        AssignedTask(item="2", text=ITEM_2[3:], deadline=read_deadline("trước ngày 15/3/2023")),
    )
    return Reading(
        text=text,
        document=document(**changes),
        tasks=tasks,
        obligations=(Obligation(DUTY),),
        spans=spans,
        reader_version=version,
    )


def source(text: str = TEXT) -> SourceText:
    return SourceText(text, SourceFormat.TEXT)


@kept
def province() -> None:
    """The small province; one, however often it is asked for."""
    if directory_on(date(2020, 1, 1)).units:
        return
    for unit in _UNITS:
        create_unit(SYSTEM, unit=unit, effective_on=date(2020, 1, 1), order_document="01/NQ ngày 01/01/2020", now=NOW)


def received(data: bytes = b"letter", read: Reading | None = None, now: datetime = NOW) -> int:
    """The invented letter, registered; its id."""
    found = read or reading()
    return services.register_reading(
        OFFICE,
        data=data,
        filename="cong-van-08.txt",
        source=source(found.text),
        reading=found,
        arrived_on=ARRIVED,
        now=now,
    ).id


def review(document_id: int) -> Review:
    return queries.review_of(OFFICE, document_id)


def proposal(document_id: int, item: str | None) -> Proposal:
    """The first live proposal of an item of the letter (None: the duty)."""
    return next(p for p in review(document_id).proposals if p.item == item and not p.is_dropped)


QUARTERLY = Recurrence.QUARTERLY
