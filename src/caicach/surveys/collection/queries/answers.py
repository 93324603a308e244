"""Answers as tables: a row a submission, or a row a turn of a repeat; and the book that explains the columns."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import compress
from typing import Final

from caicach.kernel.access import Actor
from caicach.kernel.errors import NotFound
from caicach.kernel.tables import Cell, Table
from caicach.surveys.collection.domain.answers import answers_of, turns_of
from caicach.surveys.collection.domain.columnar import DAY, INSTANCE, VERSION
from caicach.surveys.collection.domain.form_model import (
    NUMBER_KINDS,
    AskedQuestion,
    ConsentQuestion,
    asked_questions,
    column_names,
    consent_question,
)
from caicach.surveys.collection.models import AnswerBlock, Submission, Survey
from caicach.surveys.collection.obtaining import survey_seen
from caicach.surveys.collection.reading import (
    Texts,
    answers_by_column,
    answers_of_ids,
    left_out_ids,
    parts_in_turn,
    questions_of,
)
from caicach.surveys.collection.sample_join import NOTHING, PREFIX, sample_columns, sample_join
from caicach.surveys.variables import Kind, Variable, codes_of, has_own_codes, variable_names

OWN_COLUMNS: Final = ("instance_id", "form_version", "received_on")
_CODEBOOK: Final = ("column", "path", "type", "question", "choices", "variable", "codes")
_CHOSEN: Final = {"0": "Không chọn", "1": "Chọn"}
_SAMPLE_LABELS: Final = {
    "cell": "Ô mẫu",
    "stratum": "Tầng của mẫu",
    "cluster": "Cụm của mẫu ở giai đoạn",
    "population": "Số đơn vị của tổng thể ở giai đoạn",
    "weight": "Quyền số gốc: nghịch đảo xác suất được chọn",
    "weight_by_stratum": "Quyền số điều chỉnh không trả lời theo tầng",
    "weight_by_cell": "Quyền số điều chỉnh không trả lời theo ô mẫu",
}
_MOST_CELLS: Final = 1_000_000
"""A table of more is written block by block and never held."""


def answers_table(
    actor: Actor,
    survey_id: int,
    *,
    repeat: str = "",
    only: Collection[str] | None = None,
    instances: Sequence[str] | None = None,
) -> Table:
    """Submissions that no later one replaced, in the order of their names, which tells nothing of when they came; a
    table of more than a million cells goes block by block, each in that order.

    A question with several answers has a column of its own and one of 0 and 1 for each choice; what a response carries
    of the sample has columns behind those of the response. Rows are read as they are gone through. ``only``: these
    columns, of the same rows in the same order; ``instances``: these submissions, in this order.
    Raises NotFound ("survey.not_found", "survey.no_repeat").
    """
    survey = survey_seen(actor, survey_id)
    shown, counts = _columns_and_repeats(survey, repeat)
    sample = () if repeat else sample_columns(survey)
    whole = _head(shown, counts, is_turn=bool(repeat), sample=sample)
    head = [name for name in whole if only is None or name in only]
    rows = _turns(survey, shown, repeat) if repeat else _rows(survey, shown, counts, head, instances)
    if repeat and len(head) < len(whole):
        kept = [name in head for name in whole]
        rows = (tuple(compress(row, kept)) for row in rows)
    return Table(survey.title, head, rows)


def _columns_and_repeats(survey: Survey, repeat: str) -> tuple[tuple[AskedQuestion, ...], tuple[str, ...]]:
    """The questions that have columns, and the repeats whose turns are counted. One query."""
    questions = questions_of(survey)
    repeats = _repeats(questions)
    if repeat and repeat not in repeats:
        raise NotFound(
            "survey.no_repeat",
            what="Biểu mẫu không có nhóm lặp «{repeat}».",
            why="Các nhóm lặp: {known}.",
            repeat=repeat,
            known=", ".join(repeats) or "—",
        )
    shown = tuple(question for question in questions if question.repeat == repeat)
    return shown, () if repeat else repeats


def _repeats(questions: Iterable[AskedQuestion]) -> tuple[str, ...]:
    return tuple(sorted({question.repeat for question in questions if question.repeat}))


def repeats_of(actor: Actor, survey_id: int) -> tuple[str, ...]:
    """The repeats whose turns have a table of their own, by their paths. Two queries. Raises NotFound."""
    return _repeats(questions_of(survey_seen(actor, survey_id)))


def answer_variables(actor: Actor, survey_id: int, *, repeat: str = "") -> tuple[Variable, ...]:
    """What the columns of ``answers_table`` are in SPSS and Stata, one for each. Two queries.

    Raises NotFound ("survey.not_found", "survey.no_repeat").
    """
    return _variables(survey_seen(actor, survey_id), repeat)


def _variables(survey: Survey, repeat: str) -> tuple[Variable, ...]:
    shown, counts = _columns_and_repeats(survey, repeat)
    own = (("Mã phiếu", Kind.TEXT), ("Phiên bản bảng hỏi", Kind.TEXT), ("Ngày nhận phiếu", Kind.DAY))
    sample = () if repeat else sample_columns(survey)
    turn = [("Lượt thứ", Kind.NUMBER)] if repeat else []
    turn += ((_SAMPLE_LABELS[_stem(name)], _sample_kind(name)) for name in sample)
    asked = {question.path: question for question in shown}
    told: list[tuple[str, Kind, Mapping[str, str]]] = [(label, kind, {}) for label, kind in (*own, *turn)]
    told += [_variable_facts(asked.get(path), path, choice) for _name, (path, choice) in _sources(shown, counts)]
    head = _head(shown, counts, is_turn=bool(repeat), sample=sample)
    names = variable_names(head)
    return tuple(Variable(column, name, *rest) for column, name, rest in zip(head, names, told, strict=True))


def _variable_facts(question: AskedQuestion | None, path: str, choice: str) -> tuple[str, Kind, Mapping[str, str]]:
    """Label, kind and choices of a variable; without a question it counts the turns of a repeat."""
    if question is None:
        return f"Số lượt: {path}", Kind.NUMBER, {}
    label = question.label or question.name
    if choice:
        return f"{label}: {question.choices[choice]}", Kind.CODE, _CHOSEN
    if question.choices and not question.is_multiple:
        return label, Kind.CODE, question.choices
    if question.kind in NUMBER_KINDS:
        return label, Kind.NUMBER, {}
    return label, Kind.DAY if question.kind == "date" else Kind.TEXT, {}


def answer_texts(
    actor: Actor, survey_id: int, wanted: Collection[str], *, with_left_out: bool = False
) -> tuple[tuple[str, ...], Texts]:
    """Names of all columns of the answers, and the texts of those wanted that there are, in the order of instance ids.

    Seven queries; the questionnaires are read only where they came since the last ``gather_answers``. Raises NotFound.
    """
    survey = survey_seen(actor, survey_id)
    questions = questions_of(survey)
    repeats = _repeats(questions)
    shown = tuple(question for question in questions if not question.repeat)
    sample = sample_columns(survey)
    head = _head(shown, repeats, is_turn=False, sample=sample)
    asked = frozenset(wanted)
    sources = {name: source for name, source in _sources(shown, repeats) if name in asked}
    whole = answers_by_column(survey, [path for path, _choice in sources.values()], with_left_out=with_left_out)
    versions = _versions(survey)
    found = {name: _choice_texts(whole, path, choice) for name, (path, choice) in sources.items()}
    found |= {
        name: [text or "0" for text in found[name]]
        for name in found
        if name.endswith("/count") and name[:-6] in repeats
    }
    own = dict(zip(OWN_COLUMNS, (INSTANCE, VERSION, DAY), strict=True))
    for name in wanted:
        if name in own:
            texts = whole[own[name]]
            found[name] = [versions[text] for text in texts] if own[name] == VERSION else texts
    if joined := [name for name in wanted if name in sample]:
        join = sample_join(survey, with_left_out=with_left_out)
        found |= {name: join.column(name, whole[INSTANCE]) for name in joined}
    return tuple(head), found


def submission_answers(actor: Actor, survey_id: int, instance_id: str) -> tuple[tuple[str, str], ...]:
    """Every question outside of repeats with what one submission answered. Four queries. Raises NotFound."""
    survey = survey_seen(actor, survey_id)
    row = Submission.objects.filter(survey=survey, instance_id=instance_id).first()
    if row is None:
        raise NotFound("survey.no_submission", what="Cuộc khảo sát không có phiếu này.")
    questions = [one for one in questions_of(survey) if not one.repeat]
    answers = answers_of(row.xml, frozenset())
    return tuple(
        (one.label or one.name, one.choices.get(answers.get(one.path, ""), answers.get(one.path, "")))
        for one in questions
    )


def codebook_table(actor: Actor, survey_id: int) -> Table:
    """Every question: its column, type and choices; its variable in SPSS and Stata, and which code is which choice.
    A query for each repeat, and two. Raises NotFound."""
    survey = survey_seen(actor, survey_id)
    questions = questions_of(survey)
    names: dict[str, str] = {}
    variables: dict[str, str] = {}
    for repeat in {"", *(question.repeat for question in questions)}:
        shown = column_names(tuple(question for question in questions if question.repeat == repeat))
        found = {one.column: one.name for one in _variables(survey, repeat)}
        names |= shown
        variables |= {path: found[name] for path, name in shown.items()}
    rows = [
        (
            names[question.path],
            question.path,
            "select_multiple" if question.is_multiple else "select_one" if question.choices else question.kind,
            question.label,
            "; ".join(f"{name} = {label}" for name, label in question.choices.items()),
            variables[question.path],
            _codes(question),
        )
        for question in questions
    ]
    own = {one.column: one.name for one in _variables(survey, "")}
    rows[:0] = [
        (name, "", _sample_kind(name).value, _SAMPLE_LABELS[_stem(name)], "", own[name], "")
        for name in sample_columns(survey)
    ]
    return Table(survey.title, _CODEBOOK, rows)


def _codes(question: AskedQuestion) -> str:
    """Where SPSS and Stata have numbers for choices that are words."""
    if question.is_multiple or has_own_codes(question.choices):
        return ""
    return "; ".join(f"{code} = {name}" for name, code in codes_of(tuple(question.choices)).items())


def survey_questions(actor: Actor, survey_id: int) -> Mapping[str, AskedQuestion]:
    """Questions of all versions under the names of their columns. Two queries. Raises NotFound."""
    questions = questions_of(survey_seen(actor, survey_id))
    names: dict[str, AskedQuestion] = {}
    for repeat in sorted({question.repeat for question in questions}):
        shown = tuple(question for question in questions if question.repeat == repeat)
        columns = column_names(shown)
        names |= {columns[question.path]: question for question in shown if columns[question.path] not in names}
    return names


def form_preview(
    actor: Actor, survey_id: int, version_id: int
) -> tuple[str, tuple[AskedQuestion, ...], ConsentQuestion | None]:
    """Name of one version of the form, what it asks, in its order, and how it asks for consent. Two queries.

    Raises NotFound.
    """
    survey = survey_seen(actor, survey_id)
    row = survey.versions.filter(pk=version_id).first()
    if row is None:
        raise NotFound("survey.version_not_found", what="Cuộc khảo sát không có biểu mẫu này.")
    asked = tuple(question for question in asked_questions(row.xform) if question.is_asked)
    return f"{row.title} {row.version}".strip(), asked, consent_question(row.xform)


def _head(
    shown: tuple[AskedQuestion, ...], counts: Sequence[str], *, is_turn: bool, sample: Sequence[str]
) -> list[str]:
    turn = ["turn"] if is_turn else []
    return [*OWN_COLUMNS, *turn, *sample, *(name for name, _source in _sources(shown, counts))]


def _stem(name: str) -> str:
    """A column of the sample without the number of its stage."""
    return name.removeprefix(PREFIX).rstrip("0123456789").rstrip("_")


def _sample_kind(name: str) -> Kind:
    return Kind.NUMBER if _stem(name).startswith(("weight", "population")) else Kind.TEXT


def _sources(shown: tuple[AskedQuestion, ...], counts: Sequence[str]) -> Iterator[tuple[str, tuple[str, str]]]:
    """Column by column: its name, the path that it is made of, and of several answers the choice."""
    names = column_names(shown)
    for repeat in counts:
        yield f"{repeat}/count", (repeat, "")
    for question in shown:
        yield names[question.path], (question.path, "")
        for choice in _split(question):
            yield f"{names[question.path]}/{choice}", (question.path, choice)


def _split(question: AskedQuestion) -> tuple[str, ...]:
    return tuple(question.choices) if question.is_multiple else ()


def _versions(survey: Survey) -> dict[str, str]:
    return {str(key): name for key, name in survey.versions.order_by().values_list("pk", "version")}


def _choice_texts(whole: Texts, path: str, choice: str) -> list[str]:
    """An answer left out is empty; so are its choices, which nobody was asked."""
    if not choice:
        return whole[path]
    return ["" if not text else "1" if choice in text.split() else "0" for text in whole[path]]


def _rows(
    survey: Survey,
    shown: tuple[AskedQuestion, ...],
    counts: Sequence[str],
    head: Collection[str],
    instances: Sequence[str] | None,
) -> Iterator[Sequence[Cell]]:
    every = dict(_sources(shown, counts))
    sources = [source for name, source in every.items() if name in head]
    paths, versions = list(dict.fromkeys(path for path, _choice in sources)), _versions(survey)
    join = sample_join(survey) if any(name.startswith(PREFIX) for name in head) else NOTHING
    for whole in _parts(survey, paths, len(every), instances):
        own = (whole[INSTANCE], [versions[text] for text in whole[VERSION]], whole[DAY])
        columns: list[Sequence[Cell]] = [texts for name, texts in zip(OWN_COLUMNS, own, strict=True) if name in head]
        columns += [join.column(name, whole[INSTANCE]) for name in join.columns if name in head]
        for path, choice in sources:
            texts: Sequence[Cell] = _choice_texts(whole, path, choice)
            if path in counts:
                texts = [int(text or 0) for text in texts]  # type: ignore[arg-type]
            elif choice:
                texts = [int(text) if text else None for text in texts]  # type: ignore[arg-type]
            columns.append(texts)
        yield from zip(*columns, strict=True)


def _parts(survey: Survey, paths: Sequence[str], width: int, instances: Sequence[str] | None) -> Iterator[Texts]:
    """``width``: columns of the whole table, by which it is held or goes block by block."""
    if instances is not None:
        yield answers_of_ids(survey, paths, instances)
    elif AnswerBlock.objects.filter(survey=survey).count() and _cells(survey, width) > _MOST_CELLS:
        yield from parts_in_turn(survey, paths)
    else:
        yield answers_by_column(survey, paths)


def answer_cells(actor: Actor, survey_id: int, *, repeat: str = "") -> int:
    """How many cells the table of answers has, about: of a repeat, as if each submission had one turn. Three queries.

    Raises NotFound ("survey.not_found", "survey.no_repeat").
    """
    survey = survey_seen(actor, survey_id)
    shown, counts = _columns_and_repeats(survey, repeat)
    return _cells(survey, len(_head(shown, counts, is_turn=bool(repeat), sample=())))


def _cells(survey: Survey, width: int) -> int:
    return Submission.objects.filter(survey=survey).count() * width


def _turns(survey: Survey, shown: tuple[AskedQuestion, ...], repeat: str) -> Iterator[tuple[Cell, ...]]:
    versions, left_out = _versions(survey), left_out_ids(survey)
    rows = Submission.objects.filter(survey=survey).order_by("instance_id")
    found = rows.values_list("instance_id", "version_id", "received_on", "xml").iterator(chunk_size=500)
    for name, version, day, xml in found:
        if name in left_out:
            continue
        for turn in turns_of(xml, repeat):
            cells = (cell for question in shown for cell in _turn_cells(question, turn.answers))
            yield (name, versions[str(version)], day.isoformat(), turn.number, *cells)


def _turn_cells(question: AskedQuestion, answers: Mapping[str, str]) -> Iterator[Cell]:
    answer = answers.get(question.path, "")
    yield answer or None
    chosen = set(answer.split())
    for choice in _split(question):
        yield (1 if choice in chosen else 0) if answer else None
