"""What is done with procedures: the register filled, decisions, who must publish; portals audited, findings mended."""

from caicach.procedures.services.auditing import PortalFacts, ask_audit, save_portal
from caicach.procedures.services.costing import CostFacts, save_cost, save_income, save_target
from caicach.procedures.services.decisions import save_decision
from caicach.procedures.services.duties import set_duties
from caicach.procedures.services.importing import ImportFacts, bring_file, confirm_import, drop_import
from caicach.procedures.services.remedies import close_portal_finding, give_task

__all__ = [
    "CostFacts",
    "ImportFacts",
    "PortalFacts",
    "ask_audit",
    "bring_file",
    "close_portal_finding",
    "confirm_import",
    "drop_import",
    "give_task",
    "save_cost",
    "save_decision",
    "save_income",
    "save_portal",
    "save_target",
    "set_duties",
]
