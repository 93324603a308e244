"""What anybody may be told of a dossier who has its code: where it stands, and no person, paper or officer."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Max

from caicach.dossiers.domain.clock.values import Happening, Verdict
from caicach.dossiers.domain.codes import code_of
from caicach.dossiers.models import DossierImport
from caicach.dossiers.queries.one import dossier_view
from caicach.kernel.access import SYSTEM
from caicach.kernel.errors import InvalidInput
from caicach.organisations.queries import unit_facts

_BESIDE = frozenset({Happening.APOLOGISED, Happening.REAPPOINTED})


@dataclass(frozen=True)
class PublicState:
    """``due_on``: by the law, after pauses and new starts; ``new_due_on``: of a re-appointment. ``verdict`` None: no
    clock can be told. ``days_left``: working days, negative when over. ``known_at``: when dossiers were last taken in.
    """

    code: str
    unit: str
    state: Happening
    state_on: date
    received_on: date | None
    due_on: date | None
    new_due_on: date | None
    ended_on: date | None
    verdict: Verdict | None
    days_left: int | None
    known_at: datetime | None


def public_state(code: str, *, now: datetime) -> PublicState:
    """Of a whole code as it is printed on the receipt. Some six SQL queries.

    Raises InvalidInput where it is none, NotFound where no dossier has it.
    """
    code = code.strip()
    if code_of(code) is None:
        raise InvalidInput(
            "dossiers.whole_code",
            what="«{asked}» không phải mã hồ sơ đầy đủ.",
            why="Mã hồ sơ gồm mã cơ quan, ngày tiếp nhận và số thứ tự, ví dụ 000.12.H27-260803-0007.",
            todo="Hãy nhập đúng mã ghi trên giấy tiếp nhận hồ sơ và hẹn trả kết quả.",
            asked=code[:60],
        )
    view = dossier_view(SYSTEM, code, now=now)
    steps = [event for event in view.steps if event.what not in _BESIDE and event.at <= now] or list(view.steps[:1])
    received = next((event for event in steps if event.what is Happening.RECEIVED), None)
    clocks = view.clocks
    law = clocks.law if clocks else None
    names = [fact.office_name for fact in unit_facts({view.unit})]
    return PublicState(
        view.told.code,
        names[-1] if names else view.unit,
        steps[-1].what,
        steps[-1].at.date(),
        received.at.date() if received else None,
        view.due_on,
        law.new_due_on if law else None,
        law.ended_at.date() if law and law.ended_at else None,
        law.verdict if law else None,
        clocks.days_left if clocks else None,
        DossierImport.objects.aggregate(last=Max("finished_at"))["last"],
    )
