"""Inspections of the example: a programme of the year, two surprise checks after Tết, one with a finding still open."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from caicach.inspections.services import Given
    from caicach.kernel.access import Actor

ActorOn = Callable[[str, date], "Actor"]
HEAD: Final = "thamdinh"


@dataclass(frozen=True, slots=True)
class Check:
    """``counted``: of how many things asked how many were as they should be, by the item of the checklist."""

    unit: str
    at: datetime
    counted: Mapping[str, tuple[int, int]]
    person: tuple[str, str]
    text: str
    due_on: date | None


def checks(at: Callable[[date, int], datetime]) -> tuple[Check, ...]:
    """The first working days after the holiday of Tết 2026."""
    return (
        Check(
            "STP",
            at(date(2026, 2, 24), 9),
            {"2.1": (18, 20), "3.1": (2, 3)},
            ("Cán bộ ví dụ", "Phó Giám đốc"),
            "Phần lớn công chức có mặt đúng giờ. Chấn chỉnh việc vắng mặt không lý do và quầy không có người trực.",
            date(2026, 3, 16),
        ),
        Check(
            "18073",
            at(date(2026, 2, 25), 9),
            {"2.1": (24, 24), "3.1": (4, 4)},
            ("Cán bộ ví dụ", "Phó Chủ tịch"),
            "Đơn vị chấp hành tốt giờ làm việc, bộ phận một cửa có đủ người trực.",
            None,
        ),
    )


def load_inspections(actor_on: ActorOn, at: Callable[[date, int], datetime]) -> None:
    """Once: where there is a programme already nothing is added."""
    from caicach.inspections import queries, services
    from caicach.inspections.domain.cycle import Manner
    from caicach.inspections.services import MinutesFacts, NewInspection, ProgrammeFacts
    from caicach.organisations.queries import user_id_of

    made_on = date(2026, 1, 20)
    office = actor_on("noivu", made_on)
    if queries.programmes(office):
        return
    facts = ProgrammeFacts(
        year=2026, title="Kế hoạch kiểm tra cải cách hành chính năm 2026", levels=("department", "commune")
    )
    programme = services.save_programme(office, facts=facts, now=at(made_on, 9))
    for check in checks(at):
        day = check.at.date()
        new = NewInspection(
            unit=check.unit,
            checklist="discipline",
            first_on=day,
            last_on=day,
            manner=Manner.SURPRISE,
            team=(services.Member(user_id_of(HEAD), is_head=True),),
            programme_id=programme,
        )
        inspection = services.plan_inspection(actor_on("noivu", day), new=new, now=check.at)
        member = actor_on(HEAD, day)
        services.begin_inspection(member, inspection_id=inspection, begun_at=check.at, now=check.at)
        services.save_answers(member, inspection_id=inspection, given=_answers(check), now=check.at)
        person = MinutesFacts(*check.person)
        services.make_minutes(member, inspection_id=inspection, facts=person, now=check.at)
        services.conclude_inspection(
            actor_on("noivu", day), inspection_id=inspection, text=check.text, due_on=check.due_on, now=check.at
        )


def _answers(check: Check) -> "Mapping[str, Given]":
    from caicach.inspections.domain.judging import Answer
    from caicach.inspections.services import Given

    return {
        item: Given(Answer(choice=None, count=count, whole=whole, note="", observed_at=check.at), 0)
        for item, (count, whole) in check.counted.items()
    }
