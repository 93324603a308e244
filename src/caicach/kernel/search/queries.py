"""Finding: words in, things out that the actor may see, the best first."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, cast

from django.db import connection
from django.db.models import Count

from caicach.kernel.access import Actor
from caicach.kernel.search.models import Entry, Mark
from caicach.kernel.search.registry import Source, source_of, sources
from caicach.kernel.search.words import Asked, Sought, asked_of, score, tag_of, words_of

JUDGED: Final = 200
"""Of each kind so many of the newest that hold the words are judged against each other; twice: in head, anywhere."""
_ROUNDS: Final = 5
_SCOPE: Final = 400


@dataclass(frozen=True, slots=True)
class Found:
    kind: str
    title: str
    note: str
    happened_on: date | None
    address: str
    points: int


@dataclass(frozen=True, slots=True)
class Kind:
    """How many of a kind were found; ``is_more``: there are others that were not judged."""

    kind: str
    title: str
    count: int
    is_more: bool


@dataclass(frozen=True, slots=True)
class Findings:
    asked: Asked
    items: tuple[Found, ...]
    kinds: tuple[Kind, ...]
    total: int
    number: int
    size: int


@dataclass(frozen=True, slots=True)
class _Row:
    id: int
    kind: str
    root: str
    part: str
    head: str
    title: str
    note: str
    happened_on: date | None


def find(actor: Actor, typed: str, *, kind: str = "", page: int = 1, size: int = 20) -> Findings:
    """What holds every word, of all kinds or of one; as many SQL queries however much is found."""
    asked = asked_of(typed)
    if not asked:
        return Findings(asked, (), (), 0, 1, size)
    rows = {source.kind: _rows_of(actor, source, asked) for source in sources()}
    kinds = tuple(
        Kind(source.kind, source.title, len(found), is_more)
        for source in sources()
        for found, is_more in [rows[source.kind]]
        if found
    )
    chosen = [row for name, (found, _) in rows.items() if kind in {"", name} for row in found]
    points = {row.id: score(asked, head=row.head, note=words_of(row.note), title=words_of(row.title)) for row in chosen}
    chosen.sort(key=lambda row: (points[row.id], row.happened_on or date.min, row.id), reverse=True)
    number = min(max(1, page), max(1, -(-len(chosen) // size)))
    shown = chosen[(number - 1) * size : number * size]
    items = tuple(_hit(actor, row, points[row.id]) for row in shown)
    return Findings(asked, items, kinds, len(chosen), number, size)


def _hit(actor: Actor, row: _Row, points: int) -> Found:
    source = source_of(row.kind)
    address = source.address(actor, row.root, row.part) if source else ""
    return Found(row.kind, row.title, row.note, row.happened_on, address, points)


def _rows_of(actor: Actor, source: Source, asked: Asked) -> tuple[list[_Row], bool]:
    """Those of a kind that the actor may see, each once, and whether there are more."""
    scope = source.scope(actor)
    if scope is not None and not scope:
        return [], False
    tags = [tag_of("for", value) for value in sorted(scope)[:_SCOPE]] if scope is not None else []
    in_head, more = _visible_rows(actor, source, asked, tags, is_head=True)
    if more:
        return in_head, True
    anywhere, more = _visible_rows(actor, source, asked, tags, is_head=False)
    known = {row.id for row in in_head}
    return [*in_head, *(row for row in anywhere if row.id not in known)], more


def _visible_rows(
    actor: Actor, source: Source, asked: Asked, tags: Sequence[str], *, is_head: bool
) -> tuple[list[_Row], bool]:
    """By the module's own rule; a few rounds, where the scope named too many."""
    seen: list[_Row] = []
    for rows in _rounds(source.kind, asked, tags, is_head=is_head):
        may = set(source.visible(actor, {row.root for row in rows})) if rows else set()
        seen += [row for row in rows if row.root in may]
        if len(rows) <= JUDGED:
            return seen, False
        if len(seen) >= JUDGED:
            return seen[:JUDGED], True
    return seen, True


def _rounds(kind: str, asked: Asked, tags: Sequence[str], *, is_head: bool) -> Iterator[list[_Row]]:
    before: int | None = None
    for _ in range(_ROUNDS):
        rows = _newest(kind, asked, tags, is_head=is_head, before=before)
        yield rows
        if len(rows) <= JUDGED:
            return
        before = rows[-1].id


_COLUMNS: Final = "e.id, e.kind, e.root, e.part, e.head, e.title, e.note, e.happened_on"


def _newest(kind: str, asked: Asked, tags: Sequence[str], *, is_head: bool, before: int | None) -> list[_Row]:
    """The newest entries that hold the words: one more than are judged, which tells that there are more."""
    is_pg = connection.vendor == "postgresql"
    match = _tsquery(kind, asked, tags) if is_pg else _fts_match(kind, asked, tags, is_head=is_head)
    column = "head_words" if is_head else "all_words"
    if is_pg:
        sql = f"SELECT {_COLUMNS} FROM search_entry e WHERE e.{column} @@ to_tsquery('simple', %s)"  # noqa: S608
    else:
        sql = f"SELECT {_COLUMNS} FROM search_words w JOIN search_entry e ON e.id = w.rowid WHERE search_words MATCH %s"  # noqa: S608
    values: list[str | int] = [match]
    place = "strpos" if is_pg else "instr"
    columns = ("head",) if is_head else ("head", "body")
    for one in _with_numbers(asked):
        held = " OR ".join(f"{place}(' ' || e.{name} || ' ', %s) > 0" for name in columns)
        sql += f" AND ({held})"
        values += [one.text] * len(columns)
    key = "e.id" if is_pg else "w.rowid"
    if before is not None:
        sql += f" AND {key} < %s"
        values.append(before)
    # Rows that hold a phrase are rarer than PostgreSQL reckons: read from the index of words, not from the newest on.
    by = f"{key} + 0" if is_pg and any(len(phrase) > 1 for phrase in asked.needed) else key
    sql += f" ORDER BY {by} DESC LIMIT {JUDGED + 1}"
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return [
            _Row(entry_id, name, root, part, head, title, note, _day(on))
            for entry_id, name, root, part, head, title, note, on in cursor.fetchall()
        ]


def _day(value: object) -> date | None:
    """SQLite gives a day of a bare query as text."""
    return date.fromisoformat(value) if isinstance(value, str) else cast(date | None, value)


def _with_numbers(asked: Asked) -> list[Sought]:
    """Phrases that their tags lead to: they are compared in the few rows that bear them, for the lists of their words
    are long, and an unfinished word is all lists of words that begin so."""
    return [one for one in asked.sought if one.pairs]


def _fts_match(kind: str, asked: Asked, tags: Sequence[str], *, is_head: bool) -> str:
    """Every word stands between quotes: nothing that was typed is syntax."""
    phrases = [f'"{" ".join(one.words)}"{"*" * one.goes_on}' for one in asked.sought if not one.pairs]
    columns = "{head}" if is_head else "{head body}"
    parts = [f"{columns} : ({' AND '.join(phrases)})"] if phrases else []
    parts += [f'{{tags}} : "{tag}"{"*" * goes_on}' for one in asked.sought for tag, goes_on in one.pairs]
    parts.append(f'{{tags}} : "{tag_of("kind", kind)}"')
    return " AND ".join([*parts, f"{{tags}} : ({' OR '.join(tags)})"] if tags else parts)


def _tsquery(kind: str, asked: Asked, tags: Sequence[str]) -> str:
    plain = [one for one in asked.sought if not one.pairs]
    parts = ["(" + " <-> ".join(f"'{word}'" for word in one.words) + ":*" * one.goes_on + ")" for one in plain]
    parts += [f"'{tag}'{':*' * goes_on}" for one in asked.sought for tag, goes_on in one.pairs]
    parts.append(f"'{tag_of('kind', kind)}'")
    return " & ".join([*parts, f"({' | '.join(tags)})"] if tags else parts)


def waiting_marks() -> int:
    """How many changes are not in the index yet. One SQL query."""
    return Mark.objects.count()


def counts() -> Mapping[str, int]:
    """Entries by kind. One SQL query."""
    rows = Entry.objects.order_by().values("kind").annotate(count=Count("id"))
    return {row["kind"]: row["count"] for row in rows}
