"""Tables of procedures; private to this module."""

from caicach.procedures.models.register import ProcedureVersion, PublicationDecision, PublishingDuty, RegisterImport

__all__ = ["ProcedureVersion", "PublicationDecision", "PublishingDuty", "RegisterImport"]
