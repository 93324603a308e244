"""Paper forms that were typed: the batches, and where two typings of one form differ."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from caicach.kernel.access import Actor
from caicach.surveys.collection.domain.answers import answers_of
from caicach.surveys.collection.domain.form_model import AskedQuestion
from caicach.surveys.collection.models import AnswerLinks, PaperEntry
from caicach.surveys.collection.obtaining import survey_seen
from caicach.surveys.collection.reading import questions_of


@dataclass(frozen=True, slots=True)
class PaperBatch:
    label: str
    first: int
    second: int


@dataclass(frozen=True, slots=True)
class Difference:
    """``first`` counts; each as the choice reads."""

    number: str
    question: str
    first: str
    second: str
    instance_id: str


@dataclass(frozen=True, slots=True)
class PaperView:
    """``compared``: answers that both typings of a form were looked at for, ``forms`` of them twice typed."""

    batches: tuple[PaperBatch, ...]
    forms: int
    compared: int
    differences: tuple[Difference, ...]


def paper_entries(actor: Actor, survey_id: int) -> PaperView:
    """Four queries. Raises NotFound."""
    survey = survey_seen(actor, survey_id)
    entries = list(PaperEntry.objects.filter(survey=survey).select_related("submission"))
    counts: dict[int, list[int]] = defaultdict(lambda: [0, 0])
    for entry in entries:
        counts[entry.links_id][entry.submission is None] += 1
    labels = AnswerLinks.objects.filter(pk__in=counts).values_list("pk", "label")
    batches = tuple(PaperBatch(label, *counts[pk]) for pk, label in labels)
    asked = [question for question in questions_of(survey) if question.is_asked and not question.repeat]
    firsts = {entry.number: entry for entry in entries if entry.submission is not None}
    pairs = [(firsts[one.number], one) for one in entries if one.submission is None and one.number in firsts]
    found = [difference for first, second in pairs for difference in _differences(first, second, asked)]
    return PaperView(batches, len(pairs), len(pairs) * len(asked), tuple(found))


def _differences(first: PaperEntry, second: PaperEntry, asked: Sequence[AskedQuestion]) -> list[Difference]:
    if first.submission is None:
        return []
    one, other = answers_of(first.submission.xml, frozenset()), answers_of(second.xml, frozenset())
    return [
        Difference(
            first.number,
            question.label or question.name,
            _words(question, one.get(question.path, "")),
            _words(question, other.get(question.path, "")),
            first.instance_id,
        )
        for question in asked
        if one.get(question.path, "") != other.get(question.path, "")
    ]


def _words(question: AskedQuestion, answer: str) -> str:
    return "; ".join(question.choices.get(name, name) for name in answer.split()) if question.choices else answer
