"""A log of many objects into the table ``raw``: the steps of one type of object, every cell as text."""

from itertools import islice
from pathlib import Path
from typing import Final

import numpy as np

from caicach.dossiers.engine.connecting import Embedded
from caicach.dossiers.logs.ocel import case_type, columns_of, read_ocel, steps_of
from caicach.dossiers.logs.values import ACTIVITY, TIME

_AT_ONCE: Final = 50_000


def raw_of_ocel(db: Embedded, path: Path, filename: str, asked: str) -> tuple[str, dict[str, str], bool]:
    """The type of object that is the case (``asked``, else the only one), the columns of ``raw`` by their names, and
    whether the file was cut off. Raises InvalidInput (``dossiers.*``)."""
    log = read_ocel(path, filename)
    kind = case_type(log, filename, asked)
    more = tuple(one for one in columns_of(log, kind) if one not in {kind, ACTIVITY, TIME})
    places = {name: f"c{at}" for at, name in enumerate((kind, ACTIVITY, TIME, *more))}
    db.execute(f"CREATE TABLE raw ({', '.join(f'{one} VARCHAR' for one in places.values())})")
    steps = steps_of(log, kind, more)
    while rows := tuple(islice(steps, _AT_ONCE)):
        cells = zip(places.values(), zip(*rows, strict=True), strict=True)
        db.add_rows("raw", {place: np.array(column, dtype=object) for place, column in cells})
    return kind, places, log.is_cut_off
