"""Writes of the scoring cycle, one use case each; who may, the rule, the row, the trail."""

from caicach.indices.services.appraising import appraise, assign_appraiser
from caicach.indices.services.council import decide_component, decide_objection, raise_objection
from caicach.indices.services.evidence import NewFile, add_evidence, remove_evidence, self_score_with_evidence
from caicach.indices.services.explaining import explain, lock_explanations
from caicach.indices.services.findings import close_finding, plan_remedy, record_finding, show_remedy_done
from caicach.indices.services.freezing import Replay, freeze, publish, replay, withdraw_result
from caicach.indices.services.measuring import compute_figures, record_figure
from caicach.indices.services.opening import Opening, look_at_opening, open_year, set_step_dates, usable_definition
from caicach.indices.services.past import import_past
from caicach.indices.services.past_files import hand_in_past_file
from caicach.indices.services.self_scoring import lock_self_scores, reopen_sheet, self_score
from caicach.indices.services.steps import move_back, move_on, take_back
from caicach.indices.services.taking_part import add_units, remove_unit, treat_units

__all__ = [
    "NewFile",
    "Opening",
    "Replay",
    "add_evidence",
    "add_units",
    "appraise",
    "assign_appraiser",
    "close_finding",
    "compute_figures",
    "decide_component",
    "decide_objection",
    "explain",
    "freeze",
    "hand_in_past_file",
    "import_past",
    "lock_explanations",
    "lock_self_scores",
    "look_at_opening",
    "move_back",
    "move_on",
    "open_year",
    "plan_remedy",
    "publish",
    "raise_objection",
    "record_figure",
    "record_finding",
    "remove_evidence",
    "remove_unit",
    "reopen_sheet",
    "replay",
    "self_score",
    "self_score_with_evidence",
    "set_step_dates",
    "show_remedy_done",
    "take_back",
    "treat_units",
    "usable_definition",
    "withdraw_result",
]
