"""Tables of documents received and letters sent; private to this module."""

from caicach.correspondence.models.numbers import GivenNumber, NumberCounter, NumberSeries, OfficeProfile
from caicach.correspondence.models.received import (
    DocumentReading,
    DocumentUnit,
    HeaderCorrection,
    ReceivedDocument,
    SignatureCheck,
    TaskProposal,
)
from caicach.correspondence.models.sent import (
    LetterReply,
    LetterSignature,
    LetterSubject,
    LetterUnit,
    LetterVersion,
    SentLetter,
)

__all__ = [
    "DocumentReading",
    "DocumentUnit",
    "GivenNumber",
    "HeaderCorrection",
    "LetterReply",
    "LetterSignature",
    "LetterSubject",
    "LetterUnit",
    "LetterVersion",
    "NumberCounter",
    "NumberSeries",
    "OfficeProfile",
    "ReceivedDocument",
    "SentLetter",
    "SignatureCheck",
    "TaskProposal",
]
