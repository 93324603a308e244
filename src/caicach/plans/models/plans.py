"""Tables of programmes and plans, their objectives, and the provisions above them; private to this module."""

from django.db import models
from django.db.models import F, Q

from caicach.plans.domain.plans import PlanKind, PlanState


class Plan(models.Model):
    """A programme of some years, or the plan of one, of a unit; ``version`` counts its changes."""

    kind = models.CharField(max_length=10, choices=[(k.value, k.value) for k in PlanKind])
    unit = models.ForeignKey("organisations.Unit", on_delete=models.PROTECT, related_name="+")
    first_year = models.PositiveSmallIntegerField()
    last_year = models.PositiveSmallIntegerField()
    title = models.TextField()
    reference = models.CharField(max_length=100, blank=True)  # number and symbol; empty until it is issued
    issued_on = models.DateField()  # units and deadlines are judged on this day
    parent = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="children")
    document = models.ForeignKey(
        "correspondence.ReceivedDocument", null=True, on_delete=models.PROTECT, related_name="+"
    )
    state = models.CharField(max_length=10, choices=[(s.value, s.value) for s in PlanState])
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField()
    created_by_name = models.CharField(max_length=200)

    class Meta:
        ordering = ("-first_year", "unit_id", "id")
        constraints = (
            models.CheckConstraint(condition=~Q(title=""), name="plans_plan_title"),
            models.CheckConstraint(condition=Q(last_year__gte=F("first_year")), name="plans_plan_years"),
            models.CheckConstraint(
                condition=~Q(kind=PlanKind.ANNUAL.value) | Q(last_year=F("first_year")),
                name="plans_plan_annual_one_year",
            ),
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(parent=F("id")), name="plans_plan_not_own_parent"
            ),
        )


class Objective(models.Model):
    """What a plan wants to reach in an area: in words, and as a figure where it names one."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="objectives")
    area = models.CharField(max_length=40, null=True)
    number = models.CharField(max_length=20, blank=True)
    text = models.TextField()
    target = models.DecimalField(max_digits=18, decimal_places=4, null=True)
    target_unit = models.CharField(max_length=60, blank=True)
    metric = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering = ("plan_id", "id")
        constraints = (
            models.CheckConstraint(condition=~Q(text=""), name="plans_objective_text"),
            models.CheckConstraint(
                condition=Q(target__isnull=False) | Q(target_unit=""), name="plans_objective_unit_of_target"
            ),
        )


class Provision(models.Model):
    """A point of a document above that tasks carry out: of a letter received, of a plan's task, or typed."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="provisions")  # the plan that answers to it
    reference = models.CharField(max_length=200)  # of the document above: "Nghị quyết số 76/NQ-CP"
    item = models.CharField(max_length=60, blank=True)
    text = models.TextField()
    document = models.ForeignKey(
        "correspondence.ReceivedDocument", null=True, on_delete=models.PROTECT, related_name="+"
    )
    task = models.ForeignKey("plans.Task", null=True, on_delete=models.PROTECT, related_name="provisions_of")

    class Meta:
        ordering = ("plan_id", "reference", "id")
        constraints = (
            models.CheckConstraint(condition=~Q(reference="") & ~Q(text=""), name="plans_provision_words"),
            models.UniqueConstraint(
                fields=("plan", "task"), condition=Q(task__isnull=False), name="plans_provision_task_once"
            ),
        )


class Basis(models.Model):
    """That a task carries out a provision."""

    task = models.ForeignKey("plans.Task", on_delete=models.CASCADE, related_name="bases")
    provision = models.ForeignKey(Provision, on_delete=models.PROTECT, related_name="carried_out_by")

    class Meta:
        ordering = ("task_id", "id")
        constraints = (models.UniqueConstraint(fields=("task", "provision"), name="plans_basis_once"),)
