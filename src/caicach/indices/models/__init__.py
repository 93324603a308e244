"""Tables of this module; private to it."""

from caicach.indices.models.findings import Finding, FindingEvidence
from caicach.indices.models.past_files import PastFile
from caicach.indices.models.remedies import AcceptedRemedy, RemedyEffort, Scenario
from caicach.indices.models.results import FrozenResult, UnitResult
from caicach.indices.models.scores import Objection, ScoreEntry, ScoreEvidence
from caicach.indices.models.years import AppraiserField, ScoringYear, Sheet, StepDate

__all__ = [
    "AcceptedRemedy",
    "AppraiserField",
    "Finding",
    "FindingEvidence",
    "FrozenResult",
    "Objection",
    "PastFile",
    "RemedyEffort",
    "Scenario",
    "ScoreEntry",
    "ScoreEvidence",
    "ScoringYear",
    "Sheet",
    "StepDate",
    "UnitResult",
]
