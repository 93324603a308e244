"""The drafting check: the errors of form that Nghị định 30/2020/NĐ-CP names, before a document is signed."""

from caicach.documents.values import OfficialDocument
from caicach.documents.write.check_abbreviations import abbreviation_findings
from caicach.documents.write.check_capitals import capital_findings
from caicach.documents.write.check_citations import citation_findings
from caicach.documents.write.check_parts import part_findings
from caicach.documents.write.findings import Finding


def drafting_findings(document: OfficialDocument) -> tuple[Finding, ...]:
    """Parts of the form first, then the words in the order of print; a number still blank is no error."""
    words = [*abbreviation_findings(document), *capital_findings(document), *citation_findings(document)]
    return (*part_findings(document), *sorted(words, key=lambda finding: _place(finding.path)))


_ORDER = ("subject", "legal_bases", "opening", "body", "closing", "footnotes")


def _place(path: str) -> tuple[int, int]:
    name, _, at = path.partition(".")
    return _ORDER.index(name), int(at or 0)
