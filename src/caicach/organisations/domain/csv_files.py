"""Files of units, posts, people and seats as people fill them in a spreadsheet: every bad row is reported.

In files ``last_day`` is the last day on which a row holds, as decisions say it; values carry the day after it.
"""

import csv
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from io import StringIO
from typing import Any, Final, Generic, TypeVar

from caicach.kernel.errors import InvalidInput
from caicach.kernel.said import Said, joint_sentence, sentences_of, tell
from caicach.kernel.tables.csv_reading import delimiter_of
from caicach.kernel.text.dates import format_date, parse_date
from caicach.kernel.text.folding import nfc
from caicach.kernel.text.lengths import LINE
from caicach.kernel.vocabulary import ReformArea
from caicach.organisations.domain.directory import DatedPost
from caicach.organisations.domain.posts import MemberRole, Membership, Person
from caicach.organisations.domain.units import ChangeKind, Level, UnitChange, UnitFact, UnitType, overlaps

Value = TypeVar("Value")
Choice = TypeVar("Choice", Level, UnitType, MemberRole, ReformArea, ChangeKind)
_SAME: Final = {"name_vi": "name", "valid_to": "last_day"}  # columns of lists that others keep
_TYPES: Final = {one.label: one for one in UnitType}
_SEATS: Final = {one.label: one for one in MemberRole}
_SHORT: Final = 100
_YES: Final = {"1": True, "true": True, "x": True, "có": True, "0": False, "false": False, "": False, "không": False}


@dataclass(frozen=True, slots=True)
class RowProblem:
    """What is wrong, where: line of the file (the head is line 1), column, reason."""

    line: int
    column: str
    reason: Said


@dataclass(frozen=True, slots=True)
class Parsed(Generic[Value]):
    """Good rows with their lines; nothing may be loaded while there are ``problems``."""

    rows: tuple[tuple[int, Value], ...]
    problems: tuple[RowProblem, ...]

    @property
    def values(self) -> tuple[Value, ...]:
        return tuple(value for _, value in self.rows)


@dataclass
class _Row:
    """One line being read; ``problems`` gathers what is wrong with it."""

    line: int
    cells: Mapping[str, str]
    problems: list[RowProblem] = field(default_factory=list)

    def text(self, column: str, *, required: bool = True, longest: int = LINE) -> str:
        value = self.cells.get(column, "")
        if required and not value:
            self.fault(column, tell("Ô này không được để trống."))
        if len(value) > longest:
            self.fault(column, tell("Ô này dài {length} ký tự, tối đa {limit}.", length=len(value), limit=longest))
        return value

    def day(self, column: str) -> date | None:
        value = self.cells.get(column, "")
        try:
            return parse_date(value) if value else None
        except InvalidInput as error:
            what, _, todo = sentences_of(error)
            self.fault(column, joint_sentence((what, todo)))
            return None

    def choice(self, column: str, kind: type[Choice], words: Mapping[str, Choice] | None = None) -> Choice | None:
        """A value by its code, or by its word where files have ``words``."""
        value, known = self.text(column), words or {}
        if value in set(kind):
            return kind(value)
        if value and value not in known:
            names = ", ".join(words or kind)
            self.fault(column, tell("«{value}» không có trong danh mục: {known}.", value=value, known=names))
        return known.get(value)

    def flag(self, column: str) -> bool:
        value = self.cells.get(column, "").casefold()
        if value not in _YES:
            self.fault(column, tell("«{value}» không phải là 1 hoặc 0.", value=value))
        return _YES.get(value, False)

    def several(self, column: str) -> tuple[str, ...]:
        return tuple(part.strip() for part in self.cells.get(column, "").split("|") if part.strip())

    def range(self) -> tuple[date | None, date | None]:
        start, last = self.day("valid_from"), self.day("last_day")
        if start is not None and last is not None and last < start:
            days = {"last": format_date(last), "first": format_date(start)}
            self.fault("last_day", tell("Ngày cuối {last} sớm hơn ngày đầu {first}.", **days))
        return start, last + timedelta(days=1) if last is not None else None

    def fault(self, column: str, reason: Said) -> None:
        self.problems.append(RowProblem(self.line, column, reason))


def _parse(text: str, columns: Sequence[str], make: Callable[[_Row], Value]) -> Parsed[Value]:
    plain = nfc(text.removeprefix("\ufeff")).replace("\r\n", "\n").replace("\r", "\n")
    reader = csv.DictReader(StringIO(plain), delimiter=delimiter_of(plain))
    head = [_SAME.get(name.strip(), name.strip()) for name in reader.fieldnames or ()]
    missing = [column for column in columns if column not in head]
    if missing:
        return Parsed((), tuple(RowProblem(1, column, tell("Tệp thiếu cột này.")) for column in missing))
    reader.fieldnames = head
    rows: list[tuple[int, Value]] = []
    problems: list[RowProblem] = []
    for raw in _lines(reader, problems):
        if not any(cell.strip() for cell in raw.values() if isinstance(cell, str)) and None not in raw:
            continue  # spreadsheets leave empty rows at the end
        row = _Row(
            reader.line_num,
            {k: (v or "").strip() for k, v in raw.items() if isinstance(k, str) and not isinstance(v, list)},
        )
        if None in raw:
            why = "Dòng này có nhiều ô hơn số cột; giá trị có dấu phẩy phải nằm trong dấu ngoặc kép."
            row.fault("", tell(why))
        value = make(row)
        problems += row.problems
        if not row.problems:
            rows.append((row.line, value))
    return Parsed(tuple(rows), tuple(problems))


def _lines(reader: "csv.DictReader[str]", problems: list[RowProblem]) -> Iterator[dict[str | None, Any]]:
    """The lines of a file as far as they are CSV at all."""
    try:
        yield from reader
    except csv.Error:
        problems.append(
            RowProblem(reader.line_num, "", tell("Dòng này không đúng mẫu CSV; hãy lưu lại tệp dạng CSV UTF-8."))
        )


def _unit(row: _Row) -> UnitFact:
    start, end = row.range()
    name, short_name = row.text("name", longest=200), row.text("short_name", required=False, longest=_SHORT)
    if not short_name and len(name) > _SHORT:
        row.fault("short_name", tell("Tên dài hơn {limit} ký tự phải có tên ngắn.", limit=_SHORT))
    return UnitFact(
        code=row.text("code", longest=40),
        name=name,
        short_name=short_name or name,
        level=row.choice("level", Level) or Level.OUTSIDE,
        type=row.choice("type", UnitType, _TYPES) or UnitType.OFFICE,
        parent=row.text("parent", required=False) or None,
        valid_from=start,
        valid_to=end,
        source=row.text("source"),
        is_verified=row.flag("is_verified"),
        continues=row.flag("continues"),
        aliases=row.several("aliases"),
    )


def parse_units(text: str, *, known: Sequence[UnitFact] = ()) -> Parsed[UnitFact]:
    """Units of a file. ``known`` are facts that are there already: parents may be among them, overlaps may not."""
    parsed = _parse(text, ("code", "name", "level", "type", "parent", "valid_from", "last_day", "source"), _unit)
    facts: dict[str, list[tuple[int, UnitFact]]] = defaultdict(list)
    for line, fact in (*((0, fact) for fact in known), *parsed.rows):
        facts[fact.code].append((line, fact))
    problems = [p for line, fact in parsed.rows for p in _relations(line, fact, facts)]
    return Parsed(parsed.rows, tuple(sorted((*parsed.problems, *problems), key=lambda p: (p.line, p.column))))


def _relations(line: int, fact: UnitFact, facts: Mapping[str, list[tuple[int, UnitFact]]]) -> Iterator[RowProblem]:
    span = (fact.valid_from, fact.valid_to)
    for other_line, other in facts[fact.code]:
        is_again = other_line == 0 and other == fact  # the same row loaded once more changes nothing
        if other_line < line and not is_again and overlaps(span, (other.valid_from, other.valid_to)):
            where = tell("dòng {line}", line=str(other_line)) if other_line else tell("dữ liệu đã có")
            why = "Thời hạn của «{code}» chồng lên {where} ({name})."
            yield RowProblem(line, "valid_from", tell(why, code=fact.code, where=where, name=other.name))
    if fact.continues and not any(other.valid_to == fact.valid_from for _, other in facts[fact.code]):
        why = "Không có dòng nào của mã này kết thúc ngay trước ngày đầu của dòng."
        yield RowProblem(line, "continues", tell(why))
    if fact.parent is None:
        return
    parents = [other for _, other in facts.get(fact.parent, ())]
    last = fact.valid_to - timedelta(days=1) if fact.valid_to else date.max
    days = (fact.valid_from or date.min, last)
    if not parents:
        yield RowProblem(line, "parent", tell("Không có đơn vị nào mang mã «{code}».", code=fact.parent))
    elif not all(any(parent.is_valid(day) for parent in parents) for day in days):
        why = "Đơn vị cấp trên «{code}» không có trong suốt thời hạn của dòng này."
        yield RowProblem(line, "parent", tell(why, code=fact.parent))


def _post(row: _Row) -> DatedPost:
    start, end = row.range()
    return DatedPost(row.text("code"), row.text("unit"), row.text("title"), row.flag("is_head"), start, end)


def parse_posts(text: str) -> Parsed[DatedPost]:
    return _parse(text, ("code", "unit", "title", "is_head", "valid_from", "last_day"), _post)


def _member(row: _Row) -> Membership:
    start, end = row.range()
    area = row.choice("field", ReformArea) if row.text("field", required=False) else None
    return Membership(
        committee=row.text("committee"),
        post=row.text("post"),
        role=row.choice("role", MemberRole, _SEATS) or MemberRole.MEMBER,
        field=area,
        valid_from=start,
        valid_to=end,
        source=row.text("source"),
        is_verified=row.flag("is_verified"),
    )


def parse_memberships(text: str) -> Parsed[Membership]:
    return _parse(
        text, ("committee", "post", "role", "field", "valid_from", "last_day", "source", "is_verified"), _member
    )


def _change(row: _Row) -> UnitChange:
    return UnitChange(
        kind=row.choice("kind", ChangeKind) or ChangeKind.RENAME,
        effective_on=row.day("effective_on") or date.min,
        from_codes=row.several("from_codes"),
        to_codes=row.several("to_codes"),
        order_document=row.text("order_document"),
    )


def parse_changes(text: str) -> Parsed[UnitChange]:
    return _parse(text, ("kind", "effective_on", "from_codes", "to_codes", "order_document"), _change)


@dataclass(frozen=True, slots=True)
class Account:
    """A person of the example, the post held, and the role granted for a unit."""

    username: str
    person: Person
    post: str | None
    role: str
    unit: str
    valid_from: date | None


def _account(row: _Row) -> Account:
    person = Person(row.text("username"), row.text("full_name"))
    post = row.text("post", required=False) or None
    return Account(row.text("username"), person, post, row.text("role"), row.text("unit"), row.day("valid_from"))


def parse_accounts(text: str) -> Parsed[Account]:
    parsed = _parse(text, ("username", "full_name", "post", "role", "unit", "valid_from"), _account)
    seen: set[str] = set()
    twice = []
    for line, account in parsed.rows:
        if account.username in seen:
            why = tell("Tên đăng nhập «{name}» đã có ở dòng trên.", name=account.username)
            twice.append(RowProblem(line, "username", why))
        seen.add(account.username)
    return Parsed(parsed.rows, (*parsed.problems, *twice))
