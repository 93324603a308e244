"""What is done with procedures: files brought and confirmed, decisions, who must publish."""

from caicach.procedures.services.decisions import save_decision
from caicach.procedures.services.duties import set_duties
from caicach.procedures.services.importing import ImportFacts, bring_file, confirm_import, drop_import

__all__ = ["ImportFacts", "bring_file", "confirm_import", "drop_import", "save_decision", "set_duties"]
