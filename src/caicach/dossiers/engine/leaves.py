"""Components of Decision 766 by unit or procedure, of the dossiers received in a period: one pass over columns."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Final

from caicach.dossiers.domain.board import Grouping, Question
from caicach.dossiers.domain.leaves import LeafLine, Tally
from caicach.dossiers.engine.connecting import Connection
from caicach.dossiers.engine.counted import COUNTED, OF_PROCEDURES, TRAIT_KINDS
from caicach.dossiers.engine.standing import GROUP_KEYS, PartFiles, bounds, chosen_by
from caicach.dossiers.engine.summary import MONTH

_FIGURES: Final = ", ".join(
    f"count(*) FILTER ({counted} AND {reaches}), count(*) FILTER ({counted}), "
    f"count(*) FILTER ({counted} AND ({reaches}) IS NULL)"
    for counted, reaches in COUNTED.values()
)
_LISTS: Final = ", ".join(
    f"list_sort(list(DISTINCT procedure) FILTER ({reaches} AND procedure IS NOT NULL))"
    for reaches in OF_PROCEDURES.values()
)


def leaf_lines(
    db: Connection, parts: Sequence[PartFiles], asked: Question, grouping: Grouping | None
) -> tuple[LeafLine, ...]:
    """By key; of all together where there is no grouping."""
    begin, now = bounds(asked)
    read = [one.dossiers for one in parts if _has_receipts(one, begin, now)]
    if not read:
        return ()
    key = GROUP_KEYS[grouping] if grouping else "''"
    rows = db.execute(
        f"SELECT {key} AS key, count(*), count(*) FILTER (fee IS NULL), count(handling_us), "
        f"coalesce({db.total('handling_us')}, 0)::BIGINT, {_FIGURES}, {_LISTS} FROM {db.files(read, TRAIT_KINDS)} "
        f"WHERE received_us BETWEEN {begin} AND {now} AND {chosen_by(asked, MONTH)} GROUP BY 1 ORDER BY 1"
    ).fetchall()
    return tuple(map(_line, rows))


def _has_receipts(part: PartFiles, begin: int, now: int) -> bool:
    extent = part.extent
    if extent is None or extent.first_received is None or extent.last_received is None:
        return True
    return extent.first_received <= now and extent.last_received >= begin


def _line(row: tuple[object, ...]) -> LeafLine:
    key, received, fee_unknown, completed, handling, *rest = row
    figures, lists = rest[: 3 * len(COUNTED)], rest[3 * len(COUNTED) :]
    return LeafLine(
        str(key),
        _int(received),
        {leaf: Tally(*map(_int, figures[3 * at : 3 * at + 3])) for at, leaf in enumerate(COUNTED)},
        {leaf: _codes(found) for leaf, found in zip(OF_PROCEDURES, lists, strict=True)},
        _int(fee_unknown),
        _int(completed),
        timedelta(microseconds=_int(handling)),
    )


def _int(value: object) -> int:
    assert isinstance(value, int)
    return value


def _codes(found: object) -> tuple[str, ...]:
    return tuple(map(str, found)) if isinstance(found, list) else ()
