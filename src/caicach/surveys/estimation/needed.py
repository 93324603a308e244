"""Which columns of the answers a design reads: the others of a wide file are never kept."""

from caicach.surveys.estimation.values import DesignFile, Kind


def columns_needed(file: DesignFile) -> frozenset[str]:
    asked = {name for one in file.asked for name in (one.of, one.over, *one.by) if name}
    asked |= {name for one in file.asked for part in one.parts for name in (part.over, part.under)}
    asked -= {one.of for one in file.asked if one.kind is Kind.COMPOSITE}
    known = file.calibration
    margins = {name for margin in known.margins for name in margin.columns} if known else set()
    totals = set(known.totals or ()) if known else set()
    weight = {file.weight} if file.weight else set()
    return frozenset({*file.strata, *file.clusters, *file.fpc, *weight, *asked, *margins, *totals})
