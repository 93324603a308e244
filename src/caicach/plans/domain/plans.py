"""Programmes and plans as values that leave the module."""

from enum import StrEnum


class PlanKind(StrEnum):
    PROGRAMME = "programme"  # chương trình, kế hoạch của một giai đoạn
    ANNUAL = "annual"  # kế hoạch năm


class PlanState(StrEnum):
    """A draft has rows under review and no task; the first task puts the plan in force; a closed one takes no more."""

    DRAFT = "draft"
    IN_FORCE = "in_force"
    CLOSED = "closed"
