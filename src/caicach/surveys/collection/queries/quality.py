"""Reads for who looks over what came: signs that answers raise, what was decided, and what interviewers have to do
with answers."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from caicach.kernel.access import Actor
from caicach.surveys.collection.domain.columnar import DAY, INSTANCE
from caicach.surveys.collection.domain.form_model import NUMBER_KINDS, AskedQuestion, moment_paths
from caicach.surveys.collection.domain.form_rules import Breach
from caicach.surveys.collection.domain.quality import (
    Clocks,
    Flag,
    InterviewerEffect,
    Sign,
    flags_of,
    interviewer_effect,
)
from caicach.surveys.collection.models import QualityDecision, Submission, SubmissionOrigin, Survey
from caicach.surveys.collection.obtaining import survey_seen
from caicach.surveys.collection.reading import answers_by_column, questions_of


@dataclass(frozen=True, slots=True)
class Decided:
    is_left_out: bool
    reason: str
    by: str


@dataclass(frozen=True, slots=True)
class DoubtfulLine:
    """``day``: of receipt; ``signs`` with their details."""

    instance_id: str
    day: date
    flags: tuple[Flag, ...]
    decided: Decided | None


@dataclass(frozen=True, slots=True)
class Quality:
    """``lines``: every submission with a sign or a decision, undecided ones first; ``flagged`` the ids of those with a
    sign. ``interviewers``: by question, None of an anonymous survey."""

    checked: int
    by_sign: Mapping[Sign, int]
    lines: tuple[DoubtfulLine, ...]
    left_out: frozenset[str]
    interviewers: tuple[tuple[str, InterviewerEffect], ...] | None

    @property
    def flagged(self) -> frozenset[str]:
        return frozenset(line.instance_id for line in self.lines if line.flags)


def survey_quality(actor: Actor, survey_id: int) -> Quality:
    """Looks through every answer, by column, with marks of ``services.look_over``. Nine queries. Raises NotFound."""
    survey = survey_seen(actor, survey_id)
    questions = questions_of(survey)
    clocks = _clocks(survey)
    paths = [one.path for one in questions if not one.repeat]
    columns = answers_by_column(survey, paths, with_left_out=True)
    flags: dict[int, list[Flag]] = {}
    for flag in (*flags_of(questions, columns, clocks, columns[DAY]), *_breaches(survey, columns[INSTANCE])):
        flags.setdefault(flag.row, []).append(flag)
    decided = {
        row.instance_id: Decided(row.is_left_out, row.reason, row.decided_by_name)
        for row in QualityDecision.objects.filter(survey=survey)
    }
    lines = [
        DoubtfulLine(name, date.fromisoformat(columns[DAY][row]), tuple(flags.get(row, ())), decided.get(name))
        for row, name in enumerate(columns[INSTANCE])
        if row in flags or name in decided
    ]
    lines.sort(key=lambda line: (line.decided is not None, -len(line.flags), line.instance_id))
    by_sign = {sign: sum(any(f.sign is sign for f in found) for found in flags.values()) for sign in Sign}
    effects = None if survey.is_anonymous else _interviewers(survey, questions, columns)
    left_out = frozenset(name for name, one in decided.items() if one.is_left_out)
    return Quality(len(columns[INSTANCE]), by_sign, tuple(lines), left_out, effects)


def _breaches(survey: Survey, names: Sequence[str]) -> Iterator[Flag]:
    """Of those that were looked over, how many questions stand against a rule of the form, by kind."""
    marked = Submission.objects.filter(survey=survey).exclude(marks__isnull=True).exclude(marks=[])
    found = {name: marks or [] for name, marks in marked.values_list("instance_id", "marks")}
    for row, name in enumerate(names):
        for kind, count in Counter(kind for kind, _path in found.get(name, ())).items():
            yield Flag(row, Sign.RULES, count, kind)


@dataclass(frozen=True, slots=True)
class SubmissionMarks:
    """``breaches``: words of the question ("" where all of it could not be looked over) and kind; ``set_aside``: words
    and answer of what was not asked."""

    breaches: tuple[tuple[str, Breach], ...]
    set_aside: tuple[tuple[str, str], ...]


def submission_marks(actor: Actor, survey_id: int, instance_id: str) -> SubmissionMarks:
    """Four queries. Raises NotFound."""
    survey = survey_seen(actor, survey_id)
    asked = {one.path: one for one in questions_of(survey)}
    row = Submission.objects.filter(survey=survey, instance_id=instance_id).only("marks").first()
    if row is None:
        return SubmissionMarks((), ())
    words = {path: one.label or one.name for path, one in asked.items()}
    return SubmissionMarks(
        tuple((words.get(path, path), Breach(kind)) for kind, path in row.marks or ()),
        tuple((words.get(one.path, one.path), _chosen(asked.get(one.path), one.text)) for one in row.set_aside.all()),
    )


def _chosen(question: AskedQuestion | None, text: str) -> str:
    return question.choices.get(text, text) if question else text


def _clocks(survey: Survey) -> Clocks:
    """Of the newest form that writes when it was begun and ended."""
    for xform in survey.versions.order_by("-id").values_list("xform", flat=True):
        found = moment_paths(xform)
        if len(found) == 2:
            return Clocks(*found)
    return Clocks()


def _interviewers(
    survey: Survey, questions: Iterable[AskedQuestion], columns: Mapping[str, list[str]]
) -> tuple[tuple[str, InterviewerEffect], ...]:
    """Questions of a scale or of numbers, those with the largest effect first."""
    origins = SubmissionOrigin.objects.filter(submission__survey=survey).exclude(collector=None)
    who = {name: str(one) for name, one in origins.values_list("submission__instance_id", "collector_id")}
    interviewers = [who.get(name, "") for name in columns[INSTANCE]]
    found = []
    for one in questions:
        if one.repeat or not (one.is_scale or one.kind in NUMBER_KINDS):
            continue
        effect = interviewer_effect([_value(text) for text in columns[one.path]], interviewers)
        if effect is not None:
            found.append((one.label or one.name, effect))
    return tuple(sorted(found, key=lambda pair: -pair[1].share))


def _value(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return float("nan")
