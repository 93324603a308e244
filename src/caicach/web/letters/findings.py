"""The drafting check in words."""

from dataclasses import dataclass

from django.utils.translation import gettext

from caicach.documents.values import OfficialDocument
from caicach.documents.write.checking import drafting_findings
from caicach.documents.write.findings import FINDING_LABELS

_DATED_LATER = frozenset({"draft.date_missing", "draft.number_not_padded"})
"""Number and day come with the number: a draft has neither."""


@dataclass(frozen=True, slots=True)
class FindingSentence:
    text: str
    rule: str


def finding_sentences(document: OfficialDocument) -> tuple[FindingSentence, ...]:
    """What the decree would have otherwise, in the order of print."""
    return tuple(
        FindingSentence(gettext(FINDING_LABELS[finding.code]).format(quote=finding.quote), finding.source)
        for finding in drafting_findings(document)
        if finding.code not in _DATED_LATER
    )
