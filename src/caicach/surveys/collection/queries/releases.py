"""Single answers as they leave: of an anonymous survey so that nobody is singled out, unless a person decided it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import islice
from typing import Final

from caicach.kernel.access import SYSTEM, Actor
from caicach.kernel.said import tell
from caicach.kernel.tables import Cell, Table, cells_of
from caicach.kernel.unchanged import while_unchanged
from caicach.surveys.collection.domain.form_model import NUMBER_KINDS, AskedQuestion, column_names
from caicach.surveys.collection.domain.releasing import LEAST, ColumnRule, Leaving, Protection, describing_places
from caicach.surveys.collection.models import ReleaseRules
from caicach.surveys.collection.obtaining import survey_seen
from caicach.surveys.collection.queries.answers import OWN_COLUMNS, answers_table, codebook_table
from caicach.surveys.collection.reading import questions_of
from caicach.surveys.collection.sample_join import CELL, PREFIX
from caicach.surveys.questionnaires.values import CONSENT_NAMES


@dataclass(frozen=True, slots=True)
class Release:
    """``is_needed``: anonymity was promised. ``describing`` and ``content``: questions by path with their labels, in
    the order of the form; ``reason`` is "" where nobody decided anything yet."""

    is_needed: bool
    is_whole: bool
    least: int
    describing: tuple[tuple[str, str], ...]
    content: tuple[tuple[str, str], ...]
    reason: str = ""
    decided_at: datetime | None = None
    decided_by_name: str = ""

    @property
    def protects(self) -> bool:
        return self.is_needed and not self.is_whole


def release_of(actor: Actor, survey_id: int) -> Release:
    """Three queries. Raises NotFound."""
    survey = survey_seen(actor, survey_id)
    row = ReleaseRules.objects.filter(survey=survey).first()
    given = frozenset() if row is None else frozenset(map(str, row.content))
    asked = [one for one in questions_of(survey) if may_describe(one)]
    parts = [(one.path, one.label or one.name) for one in asked]
    told = Release(
        survey.is_anonymous,
        row is not None and row.is_whole,
        LEAST if row is None else row.least,
        tuple(part for part in parts if part[0] not in given),
        tuple(part for part in parts if part[0] in given),
    )
    if row is None:
        return told
    return replace(told, reason=row.reason, decided_at=row.decided_at, decided_by_name=row.decided_by_name)


def may_describe(question: AskedQuestion) -> bool:
    """Choices that are no scale, numbers and days: what others may know of a person; not that all agreed to answer."""
    if question.name in CONSENT_NAMES and not question.repeat:
        return False
    return (bool(question.choices) and not question.is_scale) or question.kind in {*NUMBER_KINDS, "date"}


def leaving_table(actor: Actor, survey_id: int, *, repeat: str = "") -> Table:
    """As ``answers_table``, protected where anonymity was promised: of all rows what describes is read first.

    Raises NotFound ("survey.not_found", "survey.no_repeat").
    """
    table = answers_table(actor, survey_id, repeat=repeat)
    release = release_of(actor, survey_id)
    if not release.protects:
        return table
    rules = column_rules(actor, survey_id, table.head, release, repeat=repeat)

    def protected() -> Iterator[Sequence[Cell]]:
        names = {table.head[at] for at in describing_places(rules)}
        described = answers_table(actor, survey_id, repeat=repeat, only=names)
        protection = Protection(map(cells_of, described.rows), rules, release.least)
        whole = answers_table(actor, survey_id, repeat=repeat)
        yield from protection.rows(map(cells_of, whole.rows))

    return Table(table.title, table.head, protected())


def first_answers(actor: Actor, survey_id: int, count: int) -> Table:
    """The first rows of ``leaving_table``: read from their questionnaires, once until something is written.
    ``collection.services.gather_answers`` before it keeps it quick. Raises NotFound ("survey.not_found")."""
    survey_seen(actor, survey_id)
    return _first_answers(survey_id, count)


@while_unchanged()
def _first_answers(survey_id: int, count: int) -> Table:
    """For whoever may see the survey: the rows are the same for all."""
    release, table = release_of(SYSTEM, survey_id), answers_table(SYSTEM, survey_id, instances=())
    rules = column_rules(SYSTEM, survey_id, table.head, release)
    places = describing_places(rules) if release.protects else []
    described = answers_table(SYSTEM, survey_id, only={OWN_COLUMNS[0], *(table.head[at] for at in places)})
    rows, firsts = map(cells_of, described.rows), list[str]()

    def describing() -> Iterator[Sequence[Cell]]:
        for row in rows:
            if len(firsts) < count:
                firsts.append(str(row[0]))
            yield row[1:]

    if release.protects:
        protection = Protection(describing(), rules, release.least)
        whole = answers_table(SYSTEM, survey_id, instances=firsts)
        return Table(table.title, table.head, tuple(protection.rows(map(cells_of, whole.rows))))
    for _row in islice(describing(), count):
        pass
    whole = answers_table(SYSTEM, survey_id, instances=firsts)
    return Table(table.title, table.head, tuple(whole.rows))


def column_rules(
    actor: Actor, survey_id: int, head: Sequence[str], release: Release, *, repeat: str = ""
) -> list[ColumnRule]:
    """One for each column of the table. Two queries."""
    content = frozenset(path for path, _label in release.content)
    questions = tuple(one for one in questions_of(survey_seen(actor, survey_id)) if one.repeat == repeat)
    names = column_names(questions)
    by_column = {names[one.path]: one for one in questions}
    place = {name: at for at, name in enumerate(head)}
    return [_rule(name, by_column, place, content) for name in head]


def _rule(
    name: str, questions: "dict[str, AskedQuestion]", place: "dict[str, int]", content: frozenset[str]
) -> ColumnRule:
    """Of a question; of one choice of several, which follows its question; of what the response itself has."""
    parent = name.rpartition("/")[0]
    if name in questions:
        return ColumnRule(_leaving(questions[name], content))
    if parent in questions:
        leaving = _leaving(questions[parent], content)
        return ColumnRule(leaving) if leaving is Leaving.WHOLE else ColumnRule(Leaving.FOLLOWS, place[parent])
    if name.startswith(PREFIX) and name != CELL:
        return ColumnRule(Leaving.FOLLOWS, place[CELL])
    return ColumnRule(_OWN.get(name, Leaving.SHARED), is_last=name == CELL)


def _leaving(question: AskedQuestion, content: frozenset[str]) -> Leaving:
    if question.path in content or question.is_scale:
        return Leaving.WHOLE
    if question.choices:
        return Leaving.SHARED
    if question.kind in NUMBER_KINDS:
        return Leaving.MEAN
    return Leaving.MONTH if question.kind == "date" else Leaving.OUT


_OWN: Final = {
    "instance_id": Leaving.SERIAL,
    "form_version": Leaving.SHARED,
    "received_on": Leaving.OUT,
    "turn": Leaving.WHOLE,
}
_WORDS: Final = {
    Leaving.WHOLE: "nguyên",
    Leaving.SHARED: "để trống khi có ít hơn {least} phiếu giống nhau",
    Leaving.MEAN: "trung bình của nhóm số gần nhau; để trống khi có ít hơn {least} phiếu giống nhau",
    Leaving.MONTH: "ngày đầu tháng; để trống khi có ít hơn {least} phiếu giống nhau",
    Leaving.OUT: "không xuất",
    Leaving.SERIAL: "số thứ tự thay cho mã phiếu",
    Leaving.FOLLOWS: "để trống cùng cột mà nó thuộc về",
}


def leaving_codebook(actor: Actor, survey_id: int) -> Table:
    """The codebook, with how each column leaves the survey and who decided it. Raises NotFound."""
    table, release = codebook_table(actor, survey_id), release_of(actor, survey_id)
    if not release.is_needed:
        return table
    questions = questions_of(survey_seen(actor, survey_id))
    names: dict[str, str] = {}
    for repeat in {one.repeat for one in questions}:
        names |= column_names(tuple(one for one in questions if one.repeat == repeat))
    by_path = {one.path: one for one in questions}
    content = frozenset(path for path, _label in release.content)
    rows = []
    for row in map(cells_of, table.rows):
        column, path = str(row[0]), str(row[1])
        questions_by = {column: by_path[path]} if path in by_path else {}
        rule = _rule(column, questions_by, {column: 0, CELL: 0}, content)
        rows.append((*row, _WORDS[rule.leaving if release.protects else Leaving.WHOLE].format(least=release.least)))
    if release.reason:
        told = tell(
            "Quyết định ngày {day} của {name}: {reason}",
            day=f"{release.decided_at:%d/%m/%Y}",
            name=release.decided_by_name,
            reason=release.reason,
        )
        rows.append(("—", "", "", str(told), "", "", "", "nguyên" if release.is_whole else ""))
    return Table(table.title, (*table.head, "export"), rows)
