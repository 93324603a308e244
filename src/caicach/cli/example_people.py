"""What people pay and what they say, in the example: costs of three procedures, six pieces of feedback. Made up."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from caicach.kernel.access import Actor

ActorOn = Callable[[str, date], "Actor"]
At = Callable[[date, int], datetime]

_COSTED_ON: Final = date(2026, 10, 20)
_DECIDED_ON: Final = date(2026, 11, 10)
_SOURCE: Final = "Số dựng để dùng thử, không phải số công bố"


@dataclass(frozen=True, slots=True)
class Costed:
    """Works as a person types them: name | hours | price of hired work; ``after`` of a simplification."""

    code: str
    works: str
    fees: int
    subjects: int
    options: tuple[str, ...] = ()
    after: str = ""
    fees_after: int = 0
    decision: str = ""


COSTED: Final = (
    Costed(
        "9.900000",
        "Chuẩn bị hồ sơ | 6; 8; 12\nBản vẽ | | 2.000.000\nNộp hồ sơ | 2\nNhận kết quả | 2",
        50_000,
        1_200,
        ("papers", "online"),
        "Chuẩn bị hồ sơ | 4\nBản vẽ | | 2.000.000",
        40_000,
        "1890/QĐ-UBND",
    ),
    Costed("9.900020", "Chuẩn bị hồ sơ | 10\nNộp hồ sơ | 3\nPhục vụ kiểm tra | 4", 1_200_000, 85, ("form",)),
    Costed("9.900030", "Chuẩn bị hồ sơ | 1\nNộp hồ sơ | 1,5\nNhận kết quả | 1,5", 8_000, 24_000),
)


@dataclass(frozen=True, slots=True)
class Said:
    """One piece of feedback: to whom it went, and what was answered on which day."""

    on: date
    kind: str
    channel: str
    content: str
    code: str = ""
    unit: str = ""
    answered_on: date | None = None
    answer: str = ""
    is_published: bool = False
    refusal: str = ""


SAID: Final = (
    Said(
        date(2026, 9, 7),
        "behaviour",
        "counter",
        "Quầy tiếp nhận đóng cửa lúc 16 giờ ngày làm việc (tình huống mẫu).",
        unit="18073",
        answered_on=date(2026, 9, 16),
        answer="Đã chấn chỉnh: quầy trực đến hết giờ làm việc, có người thay khi vắng.",
        is_published=True,
    ),
    Said(
        date(2026, 9, 21),
        "rule",
        "letter",
        "Đề nghị bỏ bản sao giấy tờ đã có trong cơ sở dữ liệu dân cư (tình huống mẫu).",
        code="9.900000",
        unit="SXD",
        answered_on=date(2026, 10, 22),
        answer="Tiếp thu; đã đưa vào phương án đơn giản hóa.",
        is_published=True,
    ),
    Said(
        date(2026, 10, 12),
        "behaviour",
        "phone",
        "Hồ sơ hẹn trả ngày 08/10 chưa có kết quả, không có thư xin lỗi (tình huống mẫu).",
        code="9.900010",
        unit="SYT",
        answered_on=date(2026, 10, 20),
        answer="Đã trả kết quả ngày 14/10 và gửi thư xin lỗi.",
    ),
    Said(
        date(2026, 10, 26),
        "rule",
        "portal",
        "Mẫu đơn trên cổng khác mẫu tại quầy (tình huống mẫu).",
        code="9.900020",
        unit="SCT",
    ),
    Said(date(2026, 11, 23), "behaviour", "phone", "Phải đi lại ba lần vì thiếu giấy tờ (tình huống mẫu).", unit="STP"),
    Said(
        date(2026, 11, 24),
        "rule",
        "letter",
        "Đơn không rõ nội dung và người gửi (tình huống mẫu).",
        refusal="Không rõ nội dung phản ánh; đã báo lại để người gửi bổ sung.",
    ),
)


def load_people(actor_on: ActorOn, at: At) -> None:
    """Once: where there are costs, or feedback, none is added."""
    _load_costs(actor_on, at)
    _load_feedback(actor_on, at)


def _load_costs(actor_on: ActorOn, at: At) -> None:
    from caicach.procedures import services
    from caicach.procedures.costs.costing import Burden
    from caicach.procedures.domain.simplifying import CutTarget, SimplifyingOption, works_in
    from caicach.procedures.queries import costs

    office, now = actor_on("noivu", _COSTED_ON), at(_COSTED_ON, 9)
    if costs.cost_board(office, on=_DECIDED_ON).progress is not None:
        return
    services.save_income(office, since=date(2026, 1, 1), amount=Decimal(52_000), source=_SOURCE, now=now)
    target = CutTarget(2026, Decimal(30), None, _SOURCE)
    services.save_target(office, target=target, now=now)
    for one in COSTED:
        burden = Burden(works_in(one.works), Decimal(one.fees), Decimal(0), Decimal(1), Decimal(one.subjects))
        after = (
            Burden(works_in(one.after), Decimal(one.fees_after), Decimal(0), Decimal(1), Decimal(one.subjects))
            if one.after
            else None
        )
        facts = services.CostFacts(
            burden,
            after,
            tuple(map(SimplifyingOption, one.options)),
            _DECIDED_ON if one.decision else None,
            one.decision,
        )
        services.save_cost(office, code=one.code, facts=facts, seen=0, now=now)


def _load_feedback(actor_on: ActorOn, at: At) -> None:
    from caicach.procedures import services
    from caicach.procedures.domain.feedback import FeedbackChannel, FeedbackKind
    from caicach.procedures.queries.feedback import feedback

    if feedback(actor_on("noivu", SAID[0].on), on=SAID[-1].on).total:
        return
    for one in SAID:
        office, received = actor_on("noivu", one.on), at(one.on, 9)
        facts = services.FeedbackFacts(
            received_on=one.on,
            channel=FeedbackChannel(one.channel),
            kind=FeedbackKind(one.kind),
            content=one.content,
            code=one.code,
            unit=one.unit,
        )
        made = services.receive_feedback(office, facts=facts, now=received)
        if one.refusal:
            services.refuse_feedback(office, feedback_id=made, refusal=one.refusal, seen=1, now=at(one.on, 15))
        if one.answered_on is not None:
            then = at(one.answered_on, 10)
            later = actor_on("noivu", one.answered_on)
            services.answer_feedback(later, feedback_id=made, answer=one.answer, seen=1, now=then)
            if one.is_published:
                services.publish_feedback(later, feedback_id=made, seen=2, now=at(one.answered_on, 15))
