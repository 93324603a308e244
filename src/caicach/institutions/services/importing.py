"""A list from a file: every row of it is taken, or none, and each fault is told with its row."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from enum import Enum, auto
from typing import TypeVar

from django.db import transaction
from django.utils import timezone

from caicach.documents.plan.tables_in_file import tables_in_file
from caicach.institutions.domain.rules import RuleFacts
from caicach.institutions.domain.sheets import (
    DOCUMENT_HEADS,
    OTHER_WORDS,
    RULE_HEADS,
    ListedDocument,
    listed_document,
    listed_rule,
)
from caicach.institutions.domain.views import Brought
from caicach.institutions.models import BusinessRule, LegalDocument
from caicach.institutions.services import documents as of_documents
from caicach.institutions.services import rules as of_rules
from caicach.institutions.values_of_rows import issue_of, key_of, rule_of
from caicach.kernel.access import Actor, Permission, require
from caicach.kernel.errors import CaicachError, InvalidInput
from caicach.kernel.files import services as files
from caicach.kernel.said import Said, sentences_of, tell
from caicach.kernel.tables.listed import Numbered, RowReader, rows_under
from caicach.organisations.queries import unit_codes_by_name

_MOST = 5_000
Listed = TypeVar("Listed")


class _Outcome(Enum):
    ADDED = auto()
    CHANGED = auto()
    SAME = auto()


def import_documents(actor: Actor, *, data: bytes, filename: str, year: int, now: datetime) -> Brought:
    """Documents of a list; one known by unit, year and title takes over what the file says.

    ``year`` is that of rows which name none. Raises InvalidInput, TooLarge, NotAllowed for a file without a list.
    """
    today = timezone.localdate(now)

    def read(reader: RowReader) -> ListedDocument:
        one = listed_document(reader, year=year)
        of_documents.check_facts(one.facts)
        of_documents.check_issue(one.issue, today)
        return one

    rows = _rows_of(actor, data, filename, DOCUMENT_HEADS, "title")
    listed, problems = _read_all(
        rows, today, read, lambda one: (one.facts.year, one.facts.unit, key_of(one.facts.title))
    )
    if problems:
        return Brought(problems=problems)
    with transaction.atomic():
        return _sums_of([_keep_document(actor, one, now) for one in listed])


def import_rules(actor: Actor, *, data: bytes, filename: str, counted_on: date, now: datetime) -> Brought:
    """Rules of a list; one known by unit, name and text takes over what the file says.

    ``counted_on`` is the day of rows which name none. Raises as ``import_documents``.
    """

    def read(reader: RowReader) -> RuleFacts:
        facts = listed_rule(reader, counted_on=counted_on)
        if not reader.problems:
            of_rules.check_rule(facts, now)
        return facts

    rows = _rows_of(actor, data, filename, RULE_HEADS, "name")
    listed, problems = _read_all(
        rows, timezone.localdate(now), read, lambda one: (one.unit, key_of(one.name, one.basis))
    )
    if problems:
        return Brought(problems=problems)
    with transaction.atomic():
        return _sums_of([_keep_rule(actor, one, now) for one in listed])


def _rows_of(
    actor: Actor, data: bytes, filename: str, heads: Mapping[str, Sequence[str]], key: str
) -> Sequence[Numbered]:
    require(actor, Permission.INSTITUTION_MANAGE)
    files.check_size(len(data), name=filename)
    found = rows_under(tables_in_file(data, name=filename), heads, key)
    if not 0 < len(found) <= _MOST:
        raise InvalidInput(
            "institutions.no_table",
            what="Không đọc được danh mục trong tệp «{name}».",
            why="Cần một bảng có cột «{head}» và từ 1 đến {most} dòng; tệp có {count}.",
            todo="Hãy dùng tên cột như tệp tải về từ danh mục.",
            name=filename,
            head=heads[key][0],
            most=_MOST,
            count=len(found),
        )
    return found


def _read_all(
    rows: Sequence[Numbered],
    today: date,
    read: Callable[[RowReader], Listed],
    key: Callable[[Listed], tuple[object, ...]],
) -> tuple[list[Listed], tuple[Said, ...]]:
    """Every row as a value, or what is wrong with rows; two rows of one thing are a fault. One SQL query."""
    units = unit_codes_by_name(today, with_codes=True)
    listed: list[Listed] = []
    problems: list[Said] = []
    seen: dict[tuple[object, ...], int] = {}
    for line, cells in rows:
        reader = RowReader(line, cells, units, OTHER_WORDS)
        try:
            one = read(reader)
        except CaicachError as error:
            why = sentences_of(error)[1]
            problems.extend(reader.problems or (tell("Dòng {line}: {why}", line=line, why=why),))
            continue
        problems.extend(reader.problems)
        if (before := seen.setdefault(key(one), line)) != line:
            problems.append(tell("Dòng {line}: trùng với dòng {before}.", line=line, before=before))
        listed.append(one)
    return listed, tuple(problems)


def _keep_document(actor: Actor, one: ListedDocument, now: datetime) -> _Outcome:
    """What a row leaves empty of an issued document stays as it was reported."""
    facts, issue = one.facts, one.issue
    rows = LegalDocument.objects.select_for_update()
    row = rows.filter(year=facts.year, unit_id=facts.unit, key=key_of(facts.title)).order_by("pk").first()
    is_new = row is None
    row = row or LegalDocument(made_at=now, made_by_name=actor.name, version=0)
    kept = issue_of(row)
    issue = issue if issue.signed_on is not None else kept
    if not is_new and of_documents.is_same(row, facts, issue):
        return _Outcome.SAME
    task = row.task_id
    of_documents.write_facts(row, facts)
    row.task_id = task
    of_documents.write_issue(row, issue)
    of_documents.save_row(actor, "saved", row, now, title=row.title, due=str(row.due_on or ""))
    return _Outcome.ADDED if is_new else _Outcome.CHANGED


def _keep_rule(actor: Actor, facts: RuleFacts, now: datetime) -> _Outcome:
    """The document of the register that a rule was tied to stays."""
    rows = BusinessRule.objects.select_for_update()
    row = rows.filter(unit_id=facts.unit, key=key_of(facts.name, facts.basis)).order_by("pk").first()
    is_new = row is None
    row = row or BusinessRule(made_at=now, made_by_name=actor.name, version=0)
    if not is_new:
        facts = of_rules.with_document(facts, row.document_id)
        if rule_of(row) == facts:
            return _Outcome.SAME
    of_rules.write_rule(row, facts)
    row.version += 1
    row.save()
    of_rules.record_rule(actor, row, now)
    return _Outcome.ADDED if is_new else _Outcome.CHANGED


def _sums_of(outcomes: Sequence[_Outcome]) -> Brought:
    counts = Counter(outcomes)
    return Brought(counts[_Outcome.ADDED], counts[_Outcome.CHANGED], counts[_Outcome.SAME])
