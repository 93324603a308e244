"""What is done with procedures: the register filled, decisions, who must publish; portals audited, findings mended."""

from caicach.procedures.services.auditing import PortalFacts, ask_audit, save_portal
from caicach.procedures.services.confirming import confirm_import, confirm_import_later, is_long
from caicach.procedures.services.costing import CostFacts, save_cost, save_income, save_target
from caicach.procedures.services.decisions import save_decision
from caicach.procedures.services.duties import set_duties
from caicach.procedures.services.feedback import (
    FeedbackFacts,
    answer_feedback,
    publish_feedback,
    receive_feedback,
    refuse_feedback,
    route_feedback,
    send_feedback,
)
from caicach.procedures.services.feedback_lists import FeedbackBrought, import_feedback
from caicach.procedures.services.importing import ImportFacts, bring_file, compare_again, drop_import
from caicach.procedures.services.national import bring_national
from caicach.procedures.services.remedies import close_portal_finding, give_task

__all__ = [
    "CostFacts",
    "FeedbackBrought",
    "FeedbackFacts",
    "ImportFacts",
    "PortalFacts",
    "answer_feedback",
    "ask_audit",
    "bring_file",
    "bring_national",
    "close_portal_finding",
    "compare_again",
    "confirm_import",
    "confirm_import_later",
    "drop_import",
    "give_task",
    "import_feedback",
    "is_long",
    "publish_feedback",
    "receive_feedback",
    "refuse_feedback",
    "route_feedback",
    "save_cost",
    "save_decision",
    "save_income",
    "save_portal",
    "save_target",
    "send_feedback",
    "set_duties",
]
