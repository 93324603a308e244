"""What an audit found as faults that live on: each is about one procedure, or one field of it, until it is mended."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from caicach.kernel.said import NOTHING, Said
from caicach.procedures.auditing.findings import Finding, Report, Status
from caicach.procedures.auditing.sights import Kind
from caicach.procedures.record.codes import family

WHOLE: Final = frozenset({"not_published", "no_content", "abolished"})
"""Reasons of a procedure as a whole: no field of it was looked at."""


@dataclass(frozen=True, slots=True, order=True)
class Topic:
    """``field`` is empty where the procedure as a whole is meant."""

    family: str
    field: str


@dataclass(frozen=True, slots=True)
class Fault:
    """Both texts side by side; ``digest`` and ``at`` of the page that was seen."""

    topic: Topic
    code: str
    name: str
    status: Status
    reason: str
    url: str
    register: str = ""
    portal: str = ""
    note: Said = NOTHING
    digest: str = ""
    at: str = ""


class Settling(StrEnum):
    """What an audit says of a fault known before: ``UNSEEN`` where it was not let to see."""

    FOUND = "found"
    MENDED = "mended"
    UNSEEN = "unseen"


@dataclass(frozen=True, slots=True)
class Settled:
    """``url``, ``digest`` and ``at`` of the page that shows it mended."""

    settling: Settling
    url: str = ""
    digest: str = ""
    at: str = ""


def faults_of(report: Report) -> tuple[Fault, ...]:
    """Every fault once; what we were not let to see is none."""
    found: dict[Topic, Fault] = {}
    for one in report.findings:
        for fault in _faults(one):
            found.setdefault(fault.topic, fault)
    return tuple(found.values())


def settled_by(report: Report, topics: Iterable[Topic]) -> Mapping[Topic, Settled]:
    """What becomes of faults known before."""
    faults = {fault.topic for fault in faults_of(report)}
    seen = {key_of_finding(one): one for one in reversed(report.findings)}
    is_whole = not report.pages.get(Kind.BLOCKED.value, 0)
    return {topic: _settled(topic, faults, seen.get(topic.family), is_whole) for topic in topics}


def key_of_finding(one: Finding) -> str:
    """The family of its code; of a page without a code a name of its own.

    >>> key_of_finding(Finding("1.012753.H19", "Cấp", "", Status.OK))
    '1.012753'
    """
    if one.code:
        return family(one.code)[:40]
    return "x." + hashlib.sha256(one.name.encode()).hexdigest()[:20]


def _faults(one: Finding) -> Iterable[Fault]:
    if one.status in {Status.OK, Status.BLOCKED}:
        return
    key = key_of_finding(one)
    fields = {name: verdict for name, verdict in one.fields.items() if verdict.verdict.is_fault}
    if not fields or one.reason in WHOLE:
        yield Fault(Topic(key, ""), one.code, one.name, one.status, one.reason, one.url, digest=one.digest, at=one.at)
        return
    for name, verdict in fields.items():
        yield Fault(
            Topic(key, name),
            one.code,
            one.name,
            Status(verdict.verdict.value),
            one.reason,
            one.url,
            verdict.register,
            verdict.portal,
            verdict.note,
            one.digest,
            one.at,
        )


def _settled(topic: Topic, faults: set[Topic], finding: Finding | None, is_whole: bool) -> Settled:
    if topic in faults:
        return Settled(Settling.FOUND)
    if finding is None:  # no longer due, or no longer shown: certain where every page could be seen
        return Settled(Settling.MENDED if is_whole else Settling.UNSEEN)
    is_hidden = finding.status in {Status.BLOCKED, Status.BROKEN} or finding.reason in WHOLE
    if is_hidden and not (topic.field == "" and finding.status is not Status.BLOCKED):
        return Settled(Settling.UNSEEN)
    return Settled(Settling.MENDED, finding.url, finding.digest, finding.at)
