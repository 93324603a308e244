"""Tables of procedures; private to this module."""

from caicach.procedures.models.audits import Audit, Portal, PortalFinding
from caicach.procedures.models.costs import CutTarget, HourlyIncome, ProcedureCost
from caicach.procedures.models.feedback import Feedback
from caicach.procedures.models.national import NationalExport, NationalRecord
from caicach.procedures.models.register import (
    ImportStep,
    ProcedureVersion,
    PublicationDecision,
    PublishingDuty,
    RegisterImport,
)

__all__ = [
    "Audit",
    "CutTarget",
    "Feedback",
    "HourlyIncome",
    "ImportStep",
    "NationalExport",
    "NationalRecord",
    "Portal",
    "PortalFinding",
    "ProcedureCost",
    "ProcedureVersion",
    "PublicationDecision",
    "PublishingDuty",
    "RegisterImport",
]
