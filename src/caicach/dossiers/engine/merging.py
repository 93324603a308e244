"""Staged rows laid over the stored ones of their partition; what is the same again changes nothing.

Steps are added to those that are known. A row that is a whole dossier takes the place of what the same source said of
it before, unless it knows less far: then it is older, and left.
"""

from dataclasses import dataclass
from pathlib import Path

from caicach.dossiers.domain.columns import TRAITS
from caicach.dossiers.engine.connecting import Embedded, first, words


@dataclass(frozen=True, slots=True)
class Change:
    """Dossiers of the staged rows: not known before, told otherwise now, the same, older than what is stored."""

    new: int
    changed: int
    same: int
    older: int

    @property
    def is_any(self) -> bool:
        return bool(self.new or self.changed)


EVENTS = "code VARCHAR, us BIGINT, what VARCHAR, agency VARCHAR, due_day INTEGER, source INTEGER, seq BIGINT"
_TRAITS = ", ".join(TRAITS)
FACTS = (
    "code VARCHAR, procedure VARCHAR, field VARCHAR, unit VARCHAR, part VARCHAR, channel VARCHAR, is_away BOOLEAN, "
    + ", ".join(f"{one} BOOLEAN" for one in TRAITS)
)
_KEPT = "code, us, what, agency, due_day, source, seq"
_FACT_NAMES = f"code, procedure, field, unit, part, channel, is_away, {_TRAITS}"


def merge(
    db: Embedded,
    stored: tuple[Path, Path] | None,
    staged: tuple[Path, Path],
    *,
    source: int,
    number: int,
    is_of_steps: bool,
) -> Change:
    """Makes ``events`` and ``facts`` of the partition, sorted by case. ``stored``: its events and its dossiers."""
    for table, columns, path, names in (
        ("old_events", EVENTS, stored and stored[0], _KEPT),
        ("old_facts", FACTS, stored and stored[1], _FACT_NAMES),
    ):
        add_kept(db, table, columns, names, path)
    db.execute(
        "CREATE TABLE new_events AS SELECT code, us, what, agency, due_day, "
        f"{int(source)}::INTEGER AS source, ({int(number)}::BIGINT << 40) + n AS seq "
        f"FROM read_parquet({words(str(staged[0]))})"
    )
    add_kept(db, "new_facts", FACTS, _FACT_NAMES, staged[1])
    older = 0 if is_of_steps else _left_older(db, source)
    replaced = "" if is_of_steps else f"WHERE NOT (source = {int(source)} AND code IN (SELECT code FROM new_facts))"
    db.execute(
        "CREATE TABLE events AS SELECT code, us, what, agency, due_day, source, min(seq) AS seq FROM "
        f"(SELECT * FROM old_events {replaced} UNION ALL SELECT * FROM new_events) "
        "GROUP BY code, us, what, agency, due_day, source ORDER BY code, us, seq"
    )
    db.execute(
        "CREATE TABLE facts AS SELECT code, coalesce(n.procedure, o.procedure) AS procedure, "
        "coalesce(n.field, o.field) AS field, coalesce(n.unit, o.unit) AS unit, coalesce(n.part, o.part) AS part, "
        "coalesce(n.channel, o.channel, "
        "'direct') AS channel, coalesce(n.is_away, o.is_away, false) AS is_away, "
        f"{', '.join(f'coalesce(n.{one}, o.{one}) AS {one}' for one in TRAITS)} FROM old_facts o "
        "FULL JOIN new_facts n USING (code) ORDER BY code"
    )
    return _change(db, older)


def add_facts(db: Embedded, path: Path) -> None:
    """The table ``facts`` of stored dossiers."""
    add_kept(db, "facts", FACTS, _FACT_NAMES, path)


def add_kept(db: Embedded, table: str, columns: str, names: str, path: Path | None) -> None:
    """A table with these columns of a file; those that a file written before them lacks are empty."""
    db.execute(f"CREATE TABLE {table} ({columns})")
    if path:
        wanted = ", ".join(words(one) for one in names.split(", "))
        source = f"SELECT COLUMNS(lambda c: c IN ({wanted})) FROM read_parquet({words(str(path))})"
        db.execute(f"INSERT INTO {table} BY NAME {source}")


def _left_older(db: Embedded, source: int) -> int:
    """Rows that know less far than what the source said of the dossier before are taken out."""
    latest = "SELECT code, max(us) AS latest FROM {} GROUP BY code"
    db.execute(
        f"CREATE TABLE older AS SELECT n.code FROM ({latest.format('new_events')}) n JOIN "
        f"({latest.format(f'(SELECT * FROM old_events WHERE source = {int(source)})')}) o USING (code) "
        "WHERE n.latest < o.latest"
    )
    db.execute("DELETE FROM new_events WHERE code IN (SELECT code FROM older)")
    db.execute("DELETE FROM new_facts WHERE code IN (SELECT code FROM older)")
    return int(first(db, "SELECT count(*) FROM older")[0])


def _change(db: Embedded, older: int) -> Change:
    said = "SELECT code, bit_xor(hash(us, what, agency, due_day, source)) AS said, count(*) AS n FROM {} GROUP BY code"
    facts = f"hash(procedure, field, unit, part, channel, is_away, {_TRAITS})"
    new, changed, same = first(
        db,
        "SELECT count(*) FILTER (o.code IS NULL), count(*) FILTER (o.code IS NOT NULL AND NOT is_same), "
        "count(*) FILTER (o.code IS NOT NULL AND is_same) FROM (SELECT n.code, o.code IS NOT NULL AND "
        "(e.said, e.n) IS NOT DISTINCT FROM (b.said, b.n) AND f.facts = o.facts AS is_same "
        f"FROM new_facts n LEFT JOIN (SELECT code, {facts} AS facts FROM old_facts) o USING (code) "
        f"LEFT JOIN (SELECT code, {facts} AS facts FROM facts) f USING (code) "
        f"LEFT JOIN ({said.format('events')}) e USING (code) LEFT JOIN ({said.format('old_events')}) b USING (code)) n "
        "LEFT JOIN old_facts o USING (code)",
    )
    return Change(int(new), int(changed), int(same), older)
