"""What the index is made of in each database: its words, and the triggers that mark what changed.

Made here and not by a step of the tables, for Django makes a table of SQLite anew to change it, and the triggers on it
are lost then; ``services.prepare`` looks after every step whether all are there.
"""

import hashlib
from collections.abc import Iterable, Iterator
from typing import Final

from caicach.kernel.search.registry import Source, Watched

_SQLITE: Final = (
    """CREATE VIRTUAL TABLE IF NOT EXISTS search_words USING fts5(
        head, body, tags, content='search_entry', content_rowid='id',
        tokenize="unicode61 remove_diacritics 0", prefix='2 3')""",
    "DROP TRIGGER IF EXISTS search_words_new",
    """CREATE TRIGGER search_words_new AFTER INSERT ON search_entry BEGIN
        INSERT INTO search_words(rowid, head, body, tags) VALUES (NEW.id, NEW.head, NEW.body, NEW.tags); END""",
    "DROP TRIGGER IF EXISTS search_words_gone",
    """CREATE TRIGGER search_words_gone AFTER DELETE ON search_entry BEGIN
        INSERT INTO search_words(search_words, rowid, head, body, tags)
        VALUES ('delete', OLD.id, OLD.head, OLD.body, OLD.tags); END""",
    "DROP TRIGGER IF EXISTS search_words_other",
    """CREATE TRIGGER search_words_other AFTER UPDATE OF head, body, tags ON search_entry BEGIN
        INSERT INTO search_words(search_words, rowid, head, body, tags)
        VALUES ('delete', OLD.id, OLD.head, OLD.body, OLD.tags);
        INSERT INTO search_words(rowid, head, body, tags) VALUES (NEW.id, NEW.head, NEW.body, NEW.tags); END""",
    "INSERT INTO search_words(search_words) VALUES ('rebuild')",
)
_POSTGRESQL: Final = (
    """ALTER TABLE search_entry ADD COLUMN IF NOT EXISTS head_words tsvector
        GENERATED ALWAYS AS (to_tsvector('simple', head || ' ' || tags)) STORED""",
    """ALTER TABLE search_entry ADD COLUMN IF NOT EXISTS all_words tsvector
        GENERATED ALWAYS AS (to_tsvector('simple', head || ' xqz ' || body || ' ' || tags)) STORED""",
    "CREATE INDEX IF NOT EXISTS search_entry_head_words ON search_entry USING gin (head_words)",
    "CREATE INDEX IF NOT EXISTS search_entry_all_words ON search_entry USING gin (all_words)",
)


def statements(vendor: str, sources: Iterable[Source]) -> Iterator[str]:
    """The statements that make everything, whatever was there before."""
    yield from _POSTGRESQL if vendor == "postgresql" else _SQLITE
    for source in sources:
        for number, watched in enumerate(source.watched):
            name = f"search_{source.kind}_{number}"
            marks = _function(name, source, watched) if vendor == "postgresql" else _triggers(name, source, watched)
            yield from marks


def trigger_names(vendor: str, sources: Iterable[Source]) -> set[str]:
    """Every trigger that must be there."""
    acts = ("",) if vendor == "postgresql" else ("_new", "_gone", "_other")
    own = set() if vendor == "postgresql" else {"search_words_new", "search_words_gone", "search_words_other"}
    made = {
        f"search_{source.kind}_{number}{act}"
        for source in sources
        for number, _ in enumerate(source.watched)
        for act in acts
    }
    return own | made


WORDS_FORM: Final = 2
"""Grows when ``services`` writes other words or tags for the same thing."""


def digest(sources: Iterable[Source]) -> str:
    """Of what the entries are written by."""
    said = [repr((source.kind, source.form, source.table, source.key, source.watched)) for source in sources]
    return hashlib.sha256("\n".join((*_SQLITE, *_POSTGRESQL, str(WORDS_FORM), *said)).encode()).hexdigest()


def _triggers(name: str, source: Source, watched: Watched) -> Iterator[str]:
    columns = ", ".join(f'"{column}"' for column in watched.columns)
    for act, event, row in (
        ("new", "INSERT", "NEW"),
        ("gone", "DELETE", "OLD"),
        ("other", f"UPDATE OF {columns}", "NEW"),
    ):
        yield f"DROP TRIGGER IF EXISTS {name}_{act}"
        before = f"{_mark(source, watched, 'OLD')}; " if act == "other" else ""
        yield (
            f'CREATE TRIGGER {name}_{act} AFTER {event} ON "{watched.table}" BEGIN '
            f"{before}{_mark(source, watched, row)}; END"
        )


def _function(name: str, source: Source, watched: Watched) -> Iterator[str]:
    columns = ", ".join(f'"{column}"' for column in watched.columns)
    yield (
        f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"IF TG_OP <> 'INSERT' THEN {_mark(source, watched, 'OLD')}; END IF; "
        f"IF TG_OP <> 'DELETE' THEN {_mark(source, watched, 'NEW')}; END IF; RETURN NULL; END $$"
    )
    yield f'DROP TRIGGER IF EXISTS {name} ON "{watched.table}"'
    yield (
        f'CREATE TRIGGER {name} AFTER INSERT OR DELETE OR UPDATE OF {columns} ON "{watched.table}" '
        f"FOR EACH ROW EXECUTE FUNCTION {name}()"
    )


def _mark(source: Source, watched: Watched, row: str) -> str:
    """``row`` is OLD or NEW; a row that moved from one root to another marks both."""
    into = "INSERT INTO search_mark(kind, root)"
    if watched.through is None:
        return f'{into} SELECT \'{source.kind}\', {row}."{watched.key}" WHERE {row}."{watched.key}" IS NOT NULL'
    table, column = watched.through
    return f'{into} SELECT \'{source.kind}\', "id" FROM "{table}" WHERE "{column}" = {row}."{watched.key}"'  # noqa: S608


def mark_of_all(source: Source) -> str:
    """Marks every root of a source, the oldest first, and what the index still holds of roots that are gone."""
    return (
        f"INSERT INTO search_mark(kind, root) SELECT '{source.kind}', root FROM search_entry "  # noqa: S608
        f"WHERE kind = '{source.kind}' AND root NOT IN (SELECT CAST(\"{source.key}\" AS varchar(60)) "
        f'FROM "{source.table}") UNION ALL '
        f'SELECT * FROM (SELECT \'{source.kind}\', CAST("{source.key}" AS varchar(60)) AS root FROM "{source.table}" '
        f'ORDER BY "{source.key}") AS rows_of_table'
    )
