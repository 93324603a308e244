"""Drafts of letters: begun, edited with every version kept, submitted, returned."""

from dataclasses import replace
from datetime import datetime
from typing import Any, Final, Protocol

from django.db import transaction

from caicach.correspondence.domain.letters import (
    Demand,
    LetterPurpose,
    LetterState,
    SubjectRef,
)
from caicach.correspondence.letter_obtaining import locked_letter, visible_letter
from caicach.correspondence.letter_values import apply_document, document_of
from caicach.correspondence.models import LetterSubject, LetterUnit, LetterVersion, OfficeProfile, SentLetter
from caicach.correspondence.obtaining import visible_document
from caicach.documents.values import OfficialDocument
from caicach.kernel.access import Actor, Permission, require
from caicach.kernel.audit import services as audit
from caicach.kernel.errors import Conflict, InvalidInput
from caicach.kernel.http.texts import check_length
from caicach.organisations.queries import unit_facts

_LONGEST_NAME: Final = 200
_LONGEST_KIND: Final = 60


@transaction.atomic
def draft_letter(
    actor: Actor,
    *,
    document: OfficialDocument,
    purpose: LetterPurpose,
    subject_refs: tuple[SubjectRef, ...] = (),
    units: tuple[str, ...] = (),
    demand: Demand | None = None,
    profile: str | None = None,
    answers: int | None = None,
    now: datetime,
) -> int:
    """Begin a letter from ``document``; its id.

    ``units`` are codes of the units it speaks to: they see it once it is sent, and their replies are awaited until
    ``demand.due_on``. A number or date in ``document`` is left out: the register gives them. ``answers`` is the
    received document that the letter answers.
    """
    require(actor, Permission.LETTER_DRAFT)
    if answers is not None:
        visible_document(actor, answers)
    letter = SentLetter(
        state=LetterState.DRAFT.value,
        purpose=purpose.value,
        profile_id=profile,
        answers_id=answers,
        drafted_at=now,
        drafted_by_id=actor.user_id,
        drafted_by_name=actor.name,
    )
    apply_document(letter, _open(document))
    _apply_demand(letter, demand)
    _save_new(letter, units)
    LetterSubject.objects.bulk_create([LetterSubject(letter=letter, kind=s.kind, ref=s.ref) for s in set(subject_refs)])
    _keep_version(actor, letter, now)
    new = {"purpose": purpose.value, "subject": letter.subject, "units": list(units)}
    audit.record(actor, "correspondence.letter.drafted", subject=("letter", letter.pk), now=now, new=new)
    return letter.pk


class Reporting(Protocol):
    """A report that is sent as a letter once."""

    pk: Any
    letter_id: int | None

    def save(self, *, update_fields: tuple[str, ...]) -> None: ...


def draft_letter_of_report(
    actor: Actor,
    report: Reporting,
    *,
    document: OfficialDocument,
    subject: SubjectRef,
    event: str,
    exists: Conflict,
    now: datetime,
) -> int:
    """The report, a row that the caller holds locked, as a draft letter; its id. ``exists`` where it is one already."""
    require(actor, Permission.LETTER_DRAFT)
    if report.letter_id is not None:
        raise exists
    letter = draft_letter(actor, document=document, purpose=LetterPurpose.REPORT, subject_refs=(subject,), now=now)
    report.letter_id = letter
    report.save(update_fields=("letter_id",))
    audit.record(actor, event, subject=(subject.kind, report.pk), now=now, new={"letter": letter})
    return letter


def _open(document: OfficialDocument) -> OfficialDocument:
    """Without what only the register gives. Raises InvalidInput where lists have no place for the signer, the kind."""
    check_length(document.signatory.name or "" if document.signatory else "", _LONGEST_NAME)
    check_length(document.doc_type or "", _LONGEST_KIND)
    return replace(document, number=None, date=None, date_partial=None)


def _save_new(letter: SentLetter, units: tuple[str, ...]) -> None:
    _refuse_unknown(letter, units)
    letter.save()
    rows = [LetterUnit(letter=letter, unit_id=unit) for unit in dict.fromkeys(units)]
    LetterUnit.objects.bulk_create(rows, batch_size=500)


def _refuse_unknown(letter: SentLetter, units: tuple[str, ...]) -> None:
    """A key that leads nowhere is told by the database only at commit, without a sentence: ask before."""
    if letter.profile_id is not None and not OfficeProfile.objects.filter(pk=letter.profile_id).exists():
        raise InvalidInput("office.not_found", what="Không có cơ quan ban hành này.", todo="Hãy chọn lại cơ quan.")
    unknown = sorted(set(units) - {fact.code for fact in unit_facts(units)}) if units else []
    if unknown:
        raise InvalidInput(
            "letter.unknown_unit",
            what="Không có đơn vị mang mã {codes}.",
            todo="Hãy chọn lại đơn vị nhận.",
            codes=", ".join(unknown),
        )


def _apply_demand(letter: SentLetter, demand: Demand | None) -> None:
    letter.demand = demand.text.strip() if demand else ""
    letter.demand_due_on = demand.due_on if demand else None


def _keep_version(actor: Actor, letter: SentLetter, now: datetime) -> None:
    last = letter.versions.order_by("-number").values_list("number", flat=True).first() or 0
    LetterVersion.objects.create(
        letter=letter, number=last + 1, document=letter.document, saved_at=now, saved_by_name=actor.name
    )


@transaction.atomic
def edit_letter(
    actor: Actor,
    *,
    letter_id: int,
    version: int,
    document: OfficialDocument,
    units: tuple[str, ...] | None = None,
    demand: Demand | None = None,
    now: datetime,
) -> int:
    """Save the draft as a new version; its new version number. Raises Conflict where somebody saved since.

    ``units`` None leaves the units as they are.
    """
    letter = locked_letter(actor, letter_id, version, Permission.LETTER_DRAFT, (LetterState.DRAFT,))
    apply_document(letter, _open(document))
    _apply_demand(letter, demand)
    letter.save()
    if units is not None:
        _refuse_unknown(letter, units)
        letter.units.exclude(unit_id__in=units).delete()
        there = set(letter.units.values_list("unit_id", flat=True))
        fresh = [LetterUnit(letter=letter, unit_id=unit) for unit in dict.fromkeys(units) if unit not in there]
        LetterUnit.objects.bulk_create(fresh, batch_size=500)
    _keep_version(actor, letter, now)
    new = {"subject": letter.subject, "version": letter.version}
    audit.record(actor, "correspondence.letter.edited", subject=("letter", letter.pk), now=now, new=new)
    return letter.version


@transaction.atomic
def submit_letter(actor: Actor, *, letter_id: int, version: int, now: datetime) -> None:
    """Hand the draft on for number and signature; it is edited no more unless it is returned."""
    letter = locked_letter(actor, letter_id, version, Permission.LETTER_DRAFT, (LetterState.DRAFT,))
    letter.state = LetterState.SUBMITTED.value
    letter.save(update_fields=("state",))
    audit.record(actor, "correspondence.letter.submitted", subject=("letter", letter.pk), now=now)


@transaction.atomic
def return_letter(actor: Actor, *, letter_id: int, version: int, reason: str, now: datetime) -> None:
    """Send a submitted letter back to its drafter, with the reason. The signer may, and whoever gives numbers."""
    visible_letter(actor, letter_id)
    permission = Permission.LETTER_SIGN if actor.may(Permission.LETTER_SIGN) else Permission.LETTER_ISSUE
    letter = locked_letter(actor, letter_id, version, permission, (LetterState.SUBMITTED,))
    said = said_reason(reason, what="Chưa trả lại được dự thảo.")
    letter.state = LetterState.DRAFT.value
    letter.save(update_fields=("state",))
    audit.record(actor, "correspondence.letter.returned", subject=("letter", letter.pk), now=now, why=said)


@transaction.atomic
def restore_version(actor: Actor, *, letter_id: int, version: int, number: int, now: datetime) -> None:
    """Make an earlier version the draft again; what stood in between stays among the versions."""
    letter = locked_letter(actor, letter_id, version, Permission.LETTER_DRAFT, (LetterState.DRAFT,))
    found = letter.versions.filter(number=number).first()
    if found is None:
        raise InvalidInput(
            "letter.no_such_version", what="Không có phiên bản này của dự thảo.", todo="Hãy tải lại trang."
        )
    letter.document = found.document
    apply_document(letter, document_of(letter))
    letter.save()
    _keep_version(actor, letter, now)
    new = {"restored": number}
    audit.record(actor, "correspondence.letter.restored", subject=("letter", letter.pk), now=now, new=new)


def said_reason(reason: str, *, what: str) -> str:
    """The reason without blanks around; raises InvalidInput where none is given."""
    said = reason.strip()
    if not said:
        raise InvalidInput(
            "letter.reason_missing", what=what, why="Việc này được lưu lại cùng lý do.", todo="Hãy ghi lý do."
        )
    return said
