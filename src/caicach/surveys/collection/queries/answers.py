"""Answers as tables: a row a submission, or a row a turn of a repeat; and the book that explains the columns."""

from collections.abc import Iterator, Mapping

from caicach.kernel.access import Actor
from caicach.kernel.errors import NotFound
from caicach.kernel.tables import Cell, Table
from caicach.surveys.collection.domain.answers import answers_of, turns_of
from caicach.surveys.collection.domain.form_model import AskedQuestion, asked_questions, column_names
from caicach.surveys.collection.models import Submission, Survey
from caicach.surveys.collection.obtaining import survey_not_found, visible_surveys

_OWN = ("instance_id", "form_version", "received_on")
_CODEBOOK = ("column", "path", "type", "question", "choices")


def answers_table(actor: Actor, survey_id: int, *, repeat: str = "") -> Table:
    """Submissions that no later one replaced, in the order of their names, which tells nothing of when they came.

    A question with several answers has a column of its own and one of 0 and 1 for each choice. Rows are read as they
    are gone through: two queries. Raises NotFound ("survey.not_found", "survey.no_repeat").
    """
    survey = _survey(actor, survey_id)
    questions = _questions(survey)
    repeats = frozenset(question.repeat for question in questions if question.repeat)
    if repeat and repeat not in repeats:
        raise NotFound(
            "survey.no_repeat",
            what="Biểu mẫu không có nhóm lặp «{repeat}».",
            why="Các nhóm lặp: {known}.",
            repeat=repeat,
            known=", ".join(sorted(repeats)) or "—",
        )
    shown = tuple(question for question in questions if question.repeat == repeat)
    names = column_names(shown)
    counts = () if repeat else tuple(sorted(repeats))
    head = [*_OWN, *(["turn"] if repeat else []), *(f"{one}/count" for one in counts)]
    for question in shown:
        head += [names[question.path], *(f"{names[question.path]}/{choice}" for choice in _split(question))]
    rows = _turns(survey, shown, repeat) if repeat else _rows(survey, shown, counts, repeats)
    return Table(survey.title, head, rows)


def codebook_table(actor: Actor, survey_id: int) -> Table:
    """Every column of the answers: its question, type and choices. Two queries. Raises NotFound."""
    survey = _survey(actor, survey_id)
    questions = _questions(survey)
    names: dict[str, str] = {}
    for repeat in {question.repeat for question in questions}:
        names |= column_names(tuple(question for question in questions if question.repeat == repeat))
    rows = [
        (
            names[question.path],
            question.path,
            "select_multiple" if question.is_multiple else "select_one" if question.choices else question.kind,
            question.label,
            "; ".join(f"{name} = {label}" for name, label in question.choices.items()),
        )
        for question in questions
    ]
    return Table(survey.title, _CODEBOOK, rows)


def survey_questions(actor: Actor, survey_id: int) -> Mapping[str, AskedQuestion]:
    """Questions of all versions under the names of their columns. Two queries. Raises NotFound."""
    questions = _questions(_survey(actor, survey_id))
    names: dict[str, AskedQuestion] = {}
    for repeat in sorted({question.repeat for question in questions}):
        shown = tuple(question for question in questions if question.repeat == repeat)
        columns = column_names(shown)
        names |= {columns[question.path]: question for question in shown if columns[question.path] not in names}
    return names


def form_preview(actor: Actor, survey_id: int, version_id: int) -> tuple[str, tuple[AskedQuestion, ...]]:
    """Name of one version of the form and what it asks, in its order. Two queries. Raises NotFound."""
    survey = _survey(actor, survey_id)
    row = survey.versions.filter(pk=version_id).first()
    if row is None:
        raise NotFound("survey.version_not_found", what="Cuộc khảo sát không có biểu mẫu này.")
    asked = tuple(question for question in asked_questions(row.xform) if question.is_asked)
    return f"{row.title} {row.version}".strip(), asked


def _survey(actor: Actor, survey_id: int) -> Survey:
    found = visible_surveys(actor).filter(pk=survey_id).first()
    if found is None:
        raise survey_not_found()
    return found


def _questions(survey: Survey) -> tuple[AskedQuestion, ...]:
    """Of all versions, the newest first: a question that was dropped keeps its column behind the others."""
    found: dict[str, AskedQuestion] = {}
    for xform in survey.versions.order_by("-id").values_list("xform", flat=True):
        for question in asked_questions(xform):
            found.setdefault(question.path, question)
    return tuple(found.values())


def _split(question: AskedQuestion) -> tuple[str, ...]:
    return tuple(question.choices) if question.is_multiple else ()


def _submissions(survey: Survey) -> Iterator[Submission]:
    mine = Submission.objects.filter(survey=survey)
    replaced = mine.exclude(replaces="").values("replaces")
    kept = mine.exclude(instance_id__in=replaced).select_related("version").defer("version__xform")
    yield from kept.order_by("instance_id").iterator(chunk_size=500)


def _own(row: Submission) -> tuple[Cell, ...]:
    return row.instance_id, row.version.version, row.received_on.isoformat()


def _rows(
    survey: Survey, shown: tuple[AskedQuestion, ...], counts: tuple[str, ...], repeats: frozenset[str]
) -> Iterator[tuple[Cell, ...]]:
    for row in _submissions(survey):
        answers = answers_of(row.xml, repeats)
        turns = (int(answers.get(repeat, "0")) for repeat in counts)
        yield (*_own(row), *turns, *(cell for question in shown for cell in _cells(question, answers)))


def _turns(survey: Survey, shown: tuple[AskedQuestion, ...], repeat: str) -> Iterator[tuple[Cell, ...]]:
    for row in _submissions(survey):
        for turn in turns_of(row.xml, repeat):
            cells = (cell for question in shown for cell in _cells(question, dict(turn.answers)))
            yield (*_own(row), turn.number, *cells)


def _cells(question: AskedQuestion, answers: dict[str, str]) -> Iterator[Cell]:
    """An answer left out is empty; so are its choices, which nobody was asked."""
    answer = answers.get(question.path, "")
    yield answer or None
    chosen = set(answer.split())
    for choice in _split(question):
        yield (1 if choice in chosen else 0) if answer else None
