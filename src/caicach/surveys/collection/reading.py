"""Answers of a survey by column, from the blocks and from what came since: for ``queries`` and ``services`` of this
room."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from operator import itemgetter

from django.db.models import QuerySet

from caicach.surveys.collection.domain.columnar import DAY, INSTANCE, VERSION, columns_of, texts_in, whole_of
from caicach.surveys.collection.domain.form_model import AskedQuestion, asked_questions
from caicach.surveys.collection.models import AnswerBlock, AnswerColumn, QualityDecision, Submission, Survey

Texts = dict[str, list[str]]


def questions_of(survey: Survey) -> tuple[AskedQuestion, ...]:
    """Of all versions, the newest first: a question that was dropped keeps its column behind the others. One query."""
    found: dict[str, AskedQuestion] = {}
    for xform in survey.versions.order_by("-id").values_list("xform", flat=True):
        for question in asked_questions(xform):
            found.setdefault(question.path, question)
    return tuple(found.values())


def asked_paths(survey: Survey) -> tuple[list[str], frozenset[str]]:
    """Paths outside of repeats, with the repeats themselves; the repeats. One query."""
    questions = questions_of(survey)
    repeats = frozenset(one.repeat for one in questions if one.repeat)
    return [*(one.path for one in questions if not one.repeat), *sorted(repeats)], repeats


@dataclass(frozen=True)
class _Part:
    size: int
    columns: Texts


def answers_by_column(survey: Survey, paths: Collection[str], *, with_left_out: bool = False) -> Texts:
    """The columns asked for, with INSTANCE, VERSION and DAY, of submissions that no later one replaced and nobody left
    out, in the order of instance ids. Seven queries; what came since the last gathering is read from the
    questionnaires."""
    names = [INSTANCE, VERSION, DAY, *(path for path in dict.fromkeys(paths))]
    parts = [*_parts_in_blocks(survey, names), *_since(survey, names)]
    whole = whole_of([(part.size, part.columns) for part in parts], names)
    return _in_order(whole, void_ids(survey) if with_left_out else left_out_ids(survey))


def replaced_ids(survey: Survey) -> frozenset[str]:
    """Instance ids that a later submission took the place of. One query."""
    rows = Submission.objects.filter(survey=survey).exclude(replaces="")
    return frozenset(rows.values_list("replaces", flat=True))


def void_ids(survey: Survey) -> frozenset[str]:
    """Instance ids that hold no answer that counts: replaced, or of who did not agree to answer. Two queries."""
    refused = Submission.objects.filter(survey=survey, has_consent=False)
    return replaced_ids(survey) | frozenset(refused.values_list("instance_id", flat=True))


def left_out_ids(survey: Survey) -> frozenset[str]:
    """Instance ids that count in nothing: void, or left out by a decision. Three queries."""
    rows = QualityDecision.objects.filter(survey=survey, is_left_out=True)
    return void_ids(survey) | frozenset(rows.values_list("instance_id", flat=True))


def answers_of_ids(survey: Survey, paths: Collection[str], instances: Sequence[str]) -> Texts:
    """As ``answers_by_column``, of these submissions alone, in their order, from the questionnaires. Three queries."""
    names = [INSTANCE, VERSION, DAY, *(path for path in dict.fromkeys(paths))]
    rows = Submission.objects.filter(survey=survey, instance_id__in=instances)
    (part,) = _part_of(survey, names, rows) or [_Part(0, {name: [] for name in names})]
    place = {name: at for at, name in enumerate(part.columns[INSTANCE])}
    order = [place[name] for name in instances if name in place]
    return {name: [texts[at] for at in order] for name, texts in part.columns.items()}


def _in_order(whole: Texts, left_out: Collection[str]) -> Texts:
    ids = whole[INSTANCE]
    order = sorted((at for at, name in enumerate(ids) if name not in left_out), key=ids.__getitem__)
    if len(order) < 2:
        return {name: [texts[at] for at in order] for name, texts in whole.items()}
    pick = itemgetter(*order)
    return {name: list(pick(texts)) for name, texts in whole.items()}


def _parts_in_blocks(survey: Survey, names: Sequence[str]) -> list[_Part]:
    sizes = dict(AnswerBlock.objects.filter(survey=survey).order_by("pk").values_list("pk", "size"))
    columns: dict[int, Texts] = defaultdict(dict)
    rows = AnswerColumn.objects.filter(block__survey=survey, path__in=names).order_by()
    for block, path, texts in rows.values_list("block_id", "path", "texts"):
        columns[block][path] = texts_in(texts)
    return [_Part(size, columns[block]) for block, size in sizes.items()]


def _since(survey: Survey, names: Sequence[str]) -> list[_Part]:
    return _part_of(survey, names, Submission.objects.filter(survey=survey, block=None))


def _part_of(survey: Survey, names: Sequence[str], rows: QuerySet[Submission]) -> list[_Part]:
    found = list(rows.order_by().values_list("instance_id", "version_id", "received_on", "xml"))
    if not found:
        return []
    _paths, repeats = asked_paths(survey)
    heads = (((name, str(version), day.isoformat()), xml) for name, version, day, xml in found)
    return [_Part(len(found), columns_of(heads, [name for name in names if not name.startswith(" ")], repeats))]


def parts_in_turn(survey: Survey, paths: Sequence[str]) -> Iterator[Texts]:
    """As ``answers_by_column``, a block at a time, for tables that are too wide to be held: rows are in order within a
    block, blocks in that of their first instance id, which tells no more than the days do."""
    names, left_out = [INSTANCE, VERSION, DAY, *paths], left_out_ids(survey)
    firsts = AnswerColumn.objects.filter(block__survey=survey, path=INSTANCE).values_list("block_id", "texts")
    for block in [block for _first, block in sorted((texts_in(texts)[0], block) for block, texts in firsts)]:
        columns = {
            path: texts_in(texts)
            for path, texts in AnswerColumn.objects.filter(block=block, path__in=names).values_list("path", "texts")
        }
        yield _in_order(whole_of([(len(columns[INSTANCE]), columns)], names), left_out)
    for part in _since(survey, names):
        yield _in_order(whole_of([(part.size, part.columns)], names), left_out)
