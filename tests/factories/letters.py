"""An office that issues letters, and a letter of it at each stage."""

from dataclasses import replace
from datetime import UTC, date, datetime

from caicach.correspondence import queries, services
from caicach.correspondence.domain.letters import Demand, LetterPage, LetterPurpose, SubjectRef
from caicach.correspondence.domain.office import Office, begun_document
from caicach.documents.values import Block, BlockKind, OfficialDocument, Recipient, RecipientRole, Signatory
from caicach.kernel.access import SYSTEM, Actor
from factories.correspondence import OFFICE, province

DRAFTED = datetime(2023, 4, 3, 2, 0, tzinfo=UTC)
SENT = datetime(2023, 4, 4, 3, 0, tzinfo=UTC)
ISSUED_ON = date(2023, 4, 4)
DEMAND = Demand("Văn bản cam kết tiến độ", date(2023, 4, 14))

COMMITTEE = Office(
    code="bcd",
    name="Ban Chỉ đạo CCHC tỉnh",
    superior="UBND TỈNH HỒNG LAM",
    issuer="BAN CHỈ ĐẠO CCHC TỈNH",
    symbol="BCĐCCHC",
    drafting_unit="TGV",
    place="Hồng Lam",
    recipients=(
        Recipient("Như trên", RecipientRole.ADDRESSEE),
        Recipient("Lưu: VT, CCHC", RecipientRole.ARCHIVE),
    ),
    signatories=(Signatory(title="TRƯỞNG BAN", other_title="CHỦ TỊCH UBND TỈNH", name="Chủ tịch UBND tỉnh"),),
)


def office() -> Office:
    """The small province with its issuing committee."""
    province()
    services.save_office(SYSTEM, office=COMMITTEE, now=DRAFTED)
    return COMMITTEE


def letter_text(**changes: object) -> OfficialDocument:
    begun = replace(
        begun_document(COMMITTEE),
        subject="đôn đốc thực hiện nhiệm vụ cải cách hành chính",
        addressees=("Sở Tư pháp", "Sở Y tế"),
        body=(
            Block(BlockKind.CLAUSE, "1", 0, "Sở Tư pháp hoàn thành nhiệm vụ quá hạn.", "1"),
            Block(BlockKind.CLAUSE, "2", 0, "Sở Y tế báo cáo nguyên nhân chậm.", "2"),
        ),
        closing="Yêu cầu các đơn vị thực hiện./.",
    )
    return replace(begun, **changes)  # type: ignore[arg-type]


def drafted(actor: Actor = OFFICE, document: OfficialDocument | None = None, **given: object) -> int:
    """A draft to two departments that asks for a commitment; its id."""
    told: dict[str, object] = {
        "document": document or letter_text(),
        "purpose": LetterPurpose.GENERAL,
        "subject_refs": (SubjectRef("assignment", "1"),),
        "units": ("STP", "SYT"),
        "demand": DEMAND,
        "profile": "bcd",
        "now": DRAFTED,
        **given,
    }
    return services.draft_letter(actor, **told)  # type: ignore[arg-type]


def page(letter_id: int, actor: Actor = OFFICE, on: date = ISSUED_ON) -> LetterPage:
    return queries.letter_page(actor, letter_id, on=on)


def version_of(letter_id: int) -> int:
    return page(letter_id).row.version


def numbered(letter_id: int | None = None, **given: object) -> int:
    chosen = letter_id or drafted()
    told: dict[str, object] = {"issued_on": ISSUED_ON, "now": SENT, **given}
    services.number_letter(OFFICE, letter_id=chosen, version=version_of(chosen), **told)  # type: ignore[arg-type]
    return chosen


PNG = b"\x89PNG\r\n\x1a\n" + b"\x00" * 60


def signed(letter_id: int | None = None) -> int:
    """Signed by hand, its scan recorded."""
    chosen = letter_id or numbered()
    services.record_wet_signature(
        OFFICE, letter_id=chosen, version=version_of(chosen), data=PNG, filename="ban-ky.png", now=SENT
    )
    return chosen


def sent(letter_id: int | None = None) -> int:
    chosen = letter_id or signed()
    services.dispatch_letter(OFFICE, letter_id=chosen, version=version_of(chosen), now=SENT)
    return chosen
