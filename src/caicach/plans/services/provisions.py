"""The provisions above a plan, and which of its tasks carry them out."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from caicach.correspondence import queries as letters
from caicach.kernel.access import Actor
from caicach.kernel.audit import services as audit
from caicach.kernel.errors import InvalidInput, NotFound
from caicach.kernel.http.texts import check_length
from caicach.kernel.text.folding import nfc, squeeze
from caicach.plans.domain.line_problems import marked_cut
from caicach.plans.domain.plans import NewProvision
from caicach.plans.models import Basis, Plan, Provision, Task
from caicach.plans.obtaining import locked_plan, visible_plan

_REFERENCE, _ITEM = 200, 60


@transaction.atomic
def add_provisions(
    actor: Actor, *, plan_id: int, provisions: tuple[NewProvision, ...], now: datetime
) -> tuple[int, ...]:
    """Provisions that a person typed; their ids."""
    plan = locked_plan(actor, plan_id)
    rows = [_typed(plan, provision) for provision in provisions]
    if not rows or any(not row.reference or not row.text for row in rows):
        raise InvalidInput(
            "plan.provision_words",
            what="Chưa thêm được quy định cấp trên.",
            why="Cần tên văn bản và nội dung của từng quy định.",
            todo="Hãy ghi văn bản, rồi mỗi quy định một dòng.",
        )
    return _add(actor, plan, rows, now)


@transaction.atomic
def take_provisions_of_document(actor: Actor, *, plan_id: int, document_id: int, now: datetime) -> tuple[int, ...]:
    """The numbered items that the review of a received document keeps, as provisions above the plan."""
    plan = locked_plan(actor, plan_id)
    document = letters.document_of(actor, document_id)
    review = letters.review_of(actor, document_id)
    reference = document.reference or document.filename
    known = set(plan.provisions.filter(document_id=document_id).order_by("id").values_list("item", "text"))
    found = dict.fromkeys(_placed(p.item or "", p.text) for p in review.proposals if not p.is_dropped and p.text)
    rows = [
        Provision(plan=plan, reference=marked_cut(reference, _REFERENCE), item=item, text=text, document_id=document_id)
        for item, text in found
        if (item, text) not in known
    ]
    return _add(actor, plan, rows, now)


@transaction.atomic
def take_provisions_of_plan(actor: Actor, *, plan_id: int, above_id: int, now: datetime) -> tuple[int, ...]:
    """The tasks of a plan above, as provisions of this one; those that it has already are left out."""
    plan, above = locked_plan(actor, plan_id), visible_plan(actor, above_id)
    tasks = Task.objects.filter(plan=above, cancelled_at__isnull=True).order_by("position", "id")
    return _add(actor, plan, provisions_of_tasks(plan, above, tasks), now)


def provisions_of_tasks(plan: Plan, above: Plan, tasks: Iterable[Task]) -> list[Provision]:
    known = set(plan.provisions.exclude(task=None).order_by("id").values_list("task_id", flat=True))
    name = marked_cut(above.reference or above.title, _REFERENCE)  # the task names the plan whole
    return [
        Provision(plan=plan, reference=name, item=task.number, text=task.text, task=task)
        for task in tasks
        if task.pk not in known
    ]


@transaction.atomic
def remove_provision(actor: Actor, *, plan_id: int, provision_id: int, now: datetime) -> None:
    row = _provision(locked_plan(actor, plan_id), provision_id)
    told = {"reference": row.reference, "text": row.text}
    row.carried_out_by.all().delete()
    row.delete()
    audit.record(actor, "plans.provision.removed", subject=("plan", plan_id), now=now, old=told)


@transaction.atomic
def set_bases(actor: Actor, *, plan_id: int, task_id: int, provisions: tuple[int, ...], now: datetime) -> None:
    """Which provisions of the plan a task carries out: these and no others."""
    plan = locked_plan(actor, plan_id)
    task = Task.objects.filter(plan=plan, pk=task_id, cancelled_at__isnull=True).order_by("pk").first()
    if task is None:
        raise NotFound("task.not_found", what="Không có nhiệm vụ này.", todo="Hãy quay lại trang kế hoạch.")
    for provision_id in provisions:
        _provision(plan, provision_id)
    old = list(task.bases.order_by("provision_id").values_list("provision_id", flat=True))
    task.bases.exclude(provision_id__in=provisions).delete()
    new = [Basis(task=task, provision_id=wanted) for wanted in dict.fromkeys(provisions) if wanted not in old]
    Basis.objects.bulk_create(new)
    told = {"provisions": sorted(set(provisions))}
    audit.record(actor, "plans.task.bases_set", subject=("task", task_id), now=now, old={"provisions": old}, new=told)


def _placed(item: str, text: str) -> tuple[str, str]:
    """Item and text; an item too long for its column stands whole before the text.

    >>> _placed("1.2", "Rà soát"), _placed("x" * 61, "Rà soát") == ("", f"{'x' * 61}: Rà soát")
    (('1.2', 'Rà soát'), True)
    """
    return (item, text) if len(item) <= _ITEM else ("", f"{item}: {text}")


def _typed(plan: Plan, provision: NewProvision) -> Provision:
    return Provision(
        plan=plan,
        reference=check_length(squeeze(nfc(provision.reference)), _REFERENCE),
        item=check_length(squeeze(nfc(provision.item)), _ITEM),
        text=squeeze(nfc(provision.text)),
    )


def _add(actor: Actor, plan: Plan, rows: list[Provision], now: datetime) -> tuple[int, ...]:
    Provision.objects.bulk_create(rows)
    if rows:
        told = {"provisions": [row.pk for row in rows], "reference": rows[0].reference}
        audit.record(actor, "plans.provision.added", subject=("plan", plan.pk), now=now, new=told)
    return tuple(row.pk for row in rows)


def _provision(plan: Plan, provision_id: int) -> Provision:
    row = Provision.objects.filter(plan=plan, pk=provision_id).order_by("pk").first()
    if row is None:
        raise NotFound("plan.no_provision", what="Không có quy định này.", todo="Hãy tải lại trang.")
    return row
