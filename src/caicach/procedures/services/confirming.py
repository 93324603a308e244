"""What was looked at comes into the register as it was seen, a slice at a time: whatever dies meanwhile, the rest is
written when it is asked for again, and nothing twice."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Final

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils import timezone

from caicach.kernel.access import Actor
from caicach.kernel.audit import services as audit
from caicach.kernel.errors import Conflict
from caicach.kernel.jobs import queries as jobs
from caicach.kernel.jobs import services as queue
from caicach.kernel.jobs.domain import Payload
from caicach.kernel.jobs.runs import Run
from caicach.organisations import queries as organisations
from caicach.procedures.domain.decisions import issuer_of, number_in
from caicach.procedures.domain.duties import Target
from caicach.procedures.domain.planning import APPLIED, ImportState, Outcome, Step
from caicach.procedures.domain.versions import digest_of, kept_plain, search_text
from caicach.procedures.import_steps import comparison_of, duties_wanted, file_rows, imports_done, rows_of, step_of
from caicach.procedures.models import ImportStep, ProcedureVersion, PublicationDecision, PublishingDuty, RegisterImport
from caicach.procedures.obtaining import import_seen
from caicach.procedures.record.codes import is_internal
from caicach.procedures.record.values import Change, Procedure
from caicach.procedures.services.importing import DIRECTLY, compare_again, import_confirmed, keep_comparison

CONFIRM_KIND: Final = "procedures.confirm_import"
_APPLIED: Final = tuple(sorted(one.value for one in APPLIED))


def confirm_import(actor: Actor, *, import_id: int, key: str, now: datetime) -> dict[str, int]:
    """Do what was looked at; how often each outcome. One that was broken off goes on.

    Raises Conflict where the register is another by now: then the file was compared with it again, or will be.
    """
    _bring_up_to_date(actor, import_id, now)
    _begin(actor, import_id, key, now)
    while _write_slice(actor, import_id, now):
        pass
    counts: dict[str, int] = RegisterImport.objects.values_list("counts", flat=True).get(pk=import_id)
    return counts


def confirm_import_later(actor: Actor, *, import_id: int, key: str, now: datetime) -> int:
    """Have the worker write it; the id of the job. Raises what ``confirm_import`` raises, before anything is done."""
    _bring_up_to_date(actor, import_id, now)
    with transaction.atomic():
        _begin(actor, import_id, key, now)
        job, link = f"{CONFIRM_KIND}:{import_id}:{now.isoformat()}", f"/thu-tuc/nhap/{import_id}/"
        payload: Payload = {"import": import_id, "user": actor.user_id}
        queue.enqueue(kind=CONFIRM_KIND, key=job, payload=payload, now=now, asked_by=actor.user_id, link=link)
    return jobs.followed_job(actor, key=job).pk


def confirm_in_slices(payload: Payload, now: datetime, run: Run) -> None:
    """The worker's part, with the rights that the person has when the work is done."""
    import_id = int(payload["import"] or 0)
    actor = organisations.actor_of(int(payload["user"] or 0), timezone.localdate(now))
    run.expect_more(_steps_left(import_id).count())
    run.check()
    while _write_slice(actor, import_id, now, run):
        run.check()


def is_long(actor: Actor, import_id: int) -> bool:
    """Whether more is to be written than a form waits for. Two SQL queries. Raises NotFound."""
    import_seen(actor, import_id)
    return _steps_left(import_id).count() > DIRECTLY


def _steps_left(import_id: int) -> QuerySet[ImportStep]:
    return ImportStep.objects.filter(register_import=import_id, outcome__in=_APPLIED)


def _bring_up_to_date(actor: Actor, import_id: int, now: datetime) -> None:
    """Compare a short file with a register that changed since; of a long one the worker is asked to."""
    row = import_seen(actor, import_id)
    if row.state != ImportState.READ.value or row.compared_with == imports_done():
        return
    if sum(row.counts.values()) > DIRECTLY or not row.counts:
        compare_again(actor, import_id=import_id, now=now)
        raise _changed()
    keep_comparison(import_id, comparison_of(row, rows_of(row, file_rows(row)), now))


def _begin(actor: Actor, import_id: int, key: str, now: datetime) -> None:
    """Only one import writes at a time, and only what was compared with the register as it is."""
    try:
        with transaction.atomic():
            row = import_seen(actor, import_id, for_update=True)
            if row.state == ImportState.WRITING.value and row.key == key:
                return  # broken off: it goes on
            if row.state in {ImportState.WRITING.value, ImportState.DONE.value}:
                raise import_confirmed(row)
            if row.state != ImportState.READ.value or row.key != key:
                raise _changed()
            row.state, row.confirmed_by_name = ImportState.WRITING.value, actor.name
            row.save(update_fields=("state", "confirmed_by_name"))
            if imports_done() != row.compared_with:
                raise _changed()
    except IntegrityError as error:
        raise Conflict(
            "procedures.import_running",
            what="Chưa nhập: một tệp khác đang được ghi vào danh mục.",
            why="Mỗi lúc chỉ một tệp được ghi, để bảng đối chiếu đã xem luôn đúng.",
            todo="Hãy chờ lần nhập kia xong, xem lại bảng đối chiếu rồi xác nhận.",
        ) from error


def _changed() -> Conflict:
    return Conflict(
        "procedures.import_changed",
        what="Chưa nhập: danh mục đã thay đổi từ khi bạn xem.",
        why="Có người đã nhập hoặc sửa thủ tục có trong tệp này.",
        todo="Hãy xem lại bảng đối chiếu mới rồi xác nhận.",
    )


@transaction.atomic
def _write_slice(actor: Actor, import_id: int, now: datetime, run: Run | None = None) -> bool:
    """Whole families, some hundreds of steps; False once nothing is left, with the last slice."""
    row = import_seen(actor, import_id, for_update=True)
    if row.state != ImportState.WRITING.value:
        return False
    left = _steps_left(import_id)
    families = set(left.order_by("family", "line").values_list("family", flat=True)[:DIRECTLY])
    rows = list(left.filter(family__in=families).order_by("line"))
    steps = [step_of(one) for one in rows]
    written = _write_versions(row, steps, _decisions(actor, steps, now))
    _write_duties(duties_wanted(steps, timezone.localdate(now)))
    left.filter(family__in=families).delete()
    is_last = not left.exists()
    if is_last:
        row.state, row.confirmed_at = ImportState.DONE.value, now
        row.save(update_fields=("state", "confirmed_at"))
        row.steps.exclude(outcome=Outcome.REFUSED.value).delete()
    act, told = ("confirmed", row.counts) if is_last else ("written", {})
    new = {**told, "versions": written}
    audit.record(actor, f"procedures.import.{act}", subject=("procedure_import", row.pk), now=now, new=new)
    if run is not None:
        run.advance(len(rows))
    return not is_last


def _decisions(actor: Actor, steps: Iterable[Step], now: datetime) -> Mapping[tuple[str, date], int]:
    """Decisions that records name with their day, made where they are not known yet."""
    named: dict[tuple[str, date], date | None] = {}
    for step in steps:
        number, signed = number_in(step.procedure.decision), step.procedure.published_on
        if number and signed is not None:
            named.setdefault((number, signed), step.valid_from)
    known = PublicationDecision.objects.filter(number__in={number for number, _ in named}).order_by("pk")
    found = {(number, signed): pk for pk, number, signed in known.values_list("pk", "number", "signed_on")}
    for (number, signed), effective in named.items():
        if (number, signed) not in found:
            row = PublicationDecision.objects.create(
                number=number,
                issuer=issuer_of(number).value,
                signed_on=signed,
                effective_on=effective,
                made_at=now,
                made_by_name=actor.name,
            )
            found[number, signed] = row.pk
            new = {"number": number, "signed": str(signed)}
            subject = ("publication_decision", row.pk)
            audit.record(actor, "procedures.decision.saved", subject=subject, now=now, new=new)
    return found


def _write_versions(row: RegisterImport, steps: Sequence[Step], decisions: Mapping[tuple[str, date], int]) -> list[int]:
    """The ids of what was written, for the trail."""
    rows = [_version(row, step, decisions) for step in steps]
    columns = ("code", "name", "field", "is_internal", "change", "record", "digest", "words", "decision", "source")
    ProcedureVersion.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=("family", "valid_from"), update_fields=columns
    )
    touched = {(one.family, one.valid_from) for one in rows}
    return _chain({one.family for one in rows}, touched)


def _version(row: RegisterImport, step: Step, decisions: Mapping[tuple[str, date], int]) -> ProcedureVersion:
    one: Procedure = step.procedure
    assert step.valid_from is not None
    named = (number_in(one.decision), one.published_on or date.min)
    return ProcedureVersion(
        family=step.family,
        code=one.code,
        name=one.name,
        field=one.field,
        is_internal=is_internal(one.code),
        change=(one.change or Change.NEW).value,
        valid_from=step.valid_from,
        record=kept_plain(one),
        digest=digest_of(one),
        words=search_text(one),
        decision_id=decisions.get(named),
        source=row,
    )


def _chain(families: set[str], written: set[tuple[str, date]]) -> list[int]:
    """A version holds until the next one begins; the ids of those that were written."""
    versions: dict[str, list[ProcedureVersion]] = defaultdict(list)
    rows = ProcedureVersion.objects.only("pk", "family", "valid_from", "valid_to").filter(family__in=families)
    for row in rows.order_by("family", "valid_from"):
        versions[row.family].append(row)
    changed = []
    for some in versions.values():
        for row, following in zip(some, [*some[1:], None], strict=True):
            valid_to = following.valid_from if following else None
            if row.valid_to != valid_to:
                row.valid_to = valid_to
                changed.append(row)
    ProcedureVersion.objects.bulk_update(changed, ("valid_to",), batch_size=DIRECTLY)
    return sorted(row.pk for some in versions.values() for row in some if (row.family, row.valid_from) in written)


def _write_duties(wanted: Mapping[str, Iterable[Target]]) -> None:
    rows = [
        PublishingDuty(family=key, unit_id=target.unit or None, level=target.level)
        for key, targets in wanted.items()
        for target in targets
    ]
    PublishingDuty.objects.bulk_create(rows)
