"""The rows of an import that were set aside, as they were kept."""

from pathlib import Path

from caicach.dossiers.engine.connecting import connection, words


def aside_rows(path: Path) -> tuple[tuple[str, ...], list[tuple[int, str, tuple[str, ...]]]]:
    """Names of the columns behind row and reason, and the rows; a column that is empty in all is left out."""
    with connection("512MB") as db:
        source = f"read_parquet({words(str(path))})"
        names = [str(row[0]) for row in db.execute(f"DESCRIBE SELECT * FROM {source}").fetchall()][2:]
        rows = db.execute(f"SELECT * FROM {source} ORDER BY row LIMIT 200000").fetchall()
    kept = [at for at, _ in enumerate(names) if any(row[at + 2] for row in rows)]
    return tuple(names[at] for at in kept), [(row[0], row[1], tuple(row[at + 2] for at in kept)) for row in rows]
