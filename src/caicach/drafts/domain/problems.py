"""What is wrong with a draft, whatever its source: each problem at its draft; the others can be confirmed."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from textwrap import shorten
from typing import Final, Generic, TypeVar

from caicach.documents.deadlines.telling import doubt_told
from caicach.documents.deadlines.values import DoubtKind
from caicach.drafts.domain.addressing import DraftAddressing
from caicach.drafts.domain.draft import Draft
from caicach.kernel.said import Said, plain, tell
from caicach.organisations.domain.addressing.resolution import Confidence

PROBLEM_LABELS: Final[Mapping[str, str]] = {
    "text_missing": "Chưa có nội dung nhiệm vụ",
    "lead_missing": "Chưa có đơn vị chủ trì",
    "lead_unknown": "Chưa rõ đơn vị chủ trì: {words}",
    "lead_outside": "Chủ trì là cơ quan ngoài tỉnh: {words}",
    "lead_likely": "{count} đơn vị được suy ra từ «{words}»",
    "cooperate_unknown": "Chưa rõ đơn vị phối hợp: {words}",
    "deadline_before_issue": "Thời hạn {due_on} trước ngày ban hành {issued_on}",
    "calendar_missing": "Thời hạn vượt quá lịch làm việc đã công bố (đến {last}); "
    "hãy nhờ quản trị viên bổ sung năm còn thiếu, hoặc ghi ngày cụ thể",
}
_BLOCKING: Final = frozenset(
    {"text_missing", "lead_missing", "lead_unknown", "lead_outside", "deadline_before_issue", "calendar_missing"}
)


@dataclass(frozen=True, slots=True)
class DraftProblem:
    """``blocks``: the draft cannot be confirmed so; else a person may say that it is meant so."""

    code: str
    said: Said
    blocks: bool


D = TypeVar("D", bound=Draft)


@dataclass(frozen=True)
class ReviewedDraft(Generic[D]):
    """A draft, whom it falls to, and what is wrong with it."""

    draft: D
    addressing: DraftAddressing
    problems: tuple[DraftProblem, ...] = ()

    @property
    def is_blocked(self) -> bool:
        return any(problem.blocks for problem in self.problems)

    @property
    def is_fine(self) -> bool:
        """Whether it goes along when everything that is fine is confirmed."""
        return self.draft.is_open and not self.is_blocked and (not self.problems or self.draft.is_looked_at)

    @property
    def needs_look(self) -> bool:
        return self.draft.is_open and not self.is_fine


def problems_of(draft: Draft, addressing: DraftAddressing, *, issued_on: date) -> tuple[DraftProblem, ...]:
    """The problems that any draft can have; ``issued_on`` is the day of its source."""
    return (
        *_of_words(draft),
        *_of_units(draft, addressing),
        *_of_doubts(draft),
        *_of_deadline(draft.deadline_on, issued_on),
    )


def _problem(code: str, **values: str | int | Said) -> DraftProblem:
    return DraftProblem(code, tell(PROBLEM_LABELS[code], **values), code in _BLOCKING)


def _of_words(draft: Draft) -> Iterator[DraftProblem]:
    if not draft.text.strip():
        yield _problem("text_missing")


def _of_units(draft: Draft, addressing: DraftAddressing) -> Iterator[DraftProblem]:
    lead = addressing.lead
    if lead.unresolved:
        yield _problem("lead_unknown", words="; ".join(lead.unresolved))
    elif not lead.addressees:
        bodies = "; ".join(body.name for resolution in lead.resolutions for body in resolution.bodies)
        yield _problem("lead_outside", words=bodies) if bodies else _problem("lead_missing")
    elif not lead.is_by_hand and (
        lead.is_from_addressees or any(r.confidence is not Confidence.CERTAIN for r in lead.resolutions)
    ):
        said = "; ".join(resolution.phrase for resolution in lead.resolutions)
        words = tell("Kính gửi") if lead.is_from_addressees else plain(shorten(said, 80, placeholder="…"))
        yield _problem("lead_likely", count=len(lead.addressees), words=words)
    if addressing.cooperate.unresolved:
        yield _problem("cooperate_unknown", words="; ".join(addressing.cooperate.unresolved))


def _of_doubts(draft: Draft) -> Iterator[DraftProblem]:
    """What is not sure of the words of its time, told until a person changes it or says that it is meant so."""
    deadline = draft.deadline
    if deadline is None:
        return
    for doubt in deadline.doubts:
        blocks = doubt.kind is DoubtKind.IMPOSSIBLE
        yield DraftProblem(f"deadline_{doubt.kind}", doubt_told(deadline, doubt), blocks)


def _of_deadline(due_on: date | None, issued_on: date) -> Iterator[DraftProblem]:
    if due_on is not None and due_on < issued_on:
        yield before_issue(due_on, issued_on)


def before_issue(due_on: date, issued_on: date) -> DraftProblem:
    days = {"due_on": f"{due_on:%d/%m/%Y}", "issued_on": f"{issued_on:%d/%m/%Y}"}
    return _problem("deadline_before_issue", **days)


def without_calendar(last_day: date) -> DraftProblem:
    """A deadline counted beyond the days that orders have published."""
    return _problem("calendar_missing", last=f"{last_day:%d/%m/%Y}")
