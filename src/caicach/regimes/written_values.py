"""Statements to and from JSON: figures exact, with where they come from."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from caicach.kernel.codec import Codec
from caicach.kernel.metrics import SampleError, provenance_as_json, provenance_from_json
from caicach.kernel.said import Said, as_json, from_json
from caicach.regimes.domain.below import Below, SourceChange, StandingBelow
from caicach.regimes.domain.consolidation import Participant, Standing
from caicach.regimes.domain.formulas import Amount
from caicach.regimes.domain.stating import Origin, Stated, Statement, TableRow

_ERROR = Codec(SampleError)
_STANDING = Codec(StandingBelow)
_CHANGE = Codec(SourceChange)


def amount_as_json(amount: Amount) -> dict[str, object]:
    return {"reason": as_json(amount)} if isinstance(amount, Said) else {"value": f"{amount:f}"}


def amount_from_json(data: Mapping[str, Any]) -> Amount:
    return Decimal(data["value"]) if "value" in data else from_json(data["reason"])


def stated_as_json(stated: Stated) -> dict[str, object]:
    found = {**amount_as_json(stated.amount), "origin": stated.origin.value}
    if stated.provenance is not None:
        found["provenance"] = provenance_as_json(stated.provenance)
    if stated.measured is not None:
        found["measured"] = f"{stated.measured:f}"
    if stated.error is not None:
        found["error"] = _ERROR.plain(stated.error)
    return found


def stated_from_json(data: Mapping[str, Any]) -> Stated:
    return Stated(
        amount_from_json(data),
        Origin(data.get("origin", Origin.TYPED.value)),
        provenance_from_json(data["provenance"]) if "provenance" in data else None,
        Decimal(data["measured"]) if "measured" in data else None,
        _ERROR.value(data["error"]) if "error" in data else None,
    )


def below_as_json(below: Below) -> dict[str, object]:
    rows = {
        table: {key: {code: f"{amount:f}" for code, amount in cells.items()} for key, cells in found.items()}
        for table, found in below.rows.items()
    }
    return {
        "figures": {code: f"{amount:f}" for code, amount in below.figures.items()},
        "rows": rows,
        "units": [_STANDING.plain(one) for one in below.standings],
        "words": {number: dict(lines) for number, lines in below.words.items()},
        "texts": {table: {key: dict(of) for key, of in found.items()} for table, found in below.texts.items()},
        "whole": {table: sorted(keys) for table, keys in below.whole.items()},
        "own": {code: f"{amount:f}" for code, amount in below.own.items()},
        "changed": [_CHANGE.plain(one) for one in below.changed],
    }


def below_from_json(data: Mapping[str, Any]) -> Below:
    """Nothing was taken over where nothing is written; of words, versions before kept nothing."""
    rows = {
        table: {key: {code: Decimal(amount) for code, amount in cells.items()} for key, cells in found.items()}
        for table, found in data.get("rows", {}).items()
    }
    return Below(
        figures={code: Decimal(amount) for code, amount in data.get("figures", {}).items()},
        rows=rows,
        standings=tuple(_STANDING.value(one) for one in data.get("units", ())),
        words=data.get("words", {}),
        texts=data.get("texts", {}),
        whole={table: frozenset(keys) for table, keys in data.get("whole", {}).items()},
        own={code: Decimal(amount) for code, amount in data.get("own", {}).items()},
        changed=tuple(_CHANGE.value(one) for one in data.get("changed", ())),
    )


def rows_as_json(rows: Mapping[str, tuple[TableRow, ...]]) -> dict[str, object]:
    return {
        code: [
            {"key": row.key, "amounts": {c: f"{a:f}" for c, a in row.amounts.items()}, **_more(row)} for row in lines
        ]
        for code, lines in rows.items()
    }


def _more(row: TableRow) -> dict[str, object]:
    """Nothing is written of what a row does not have: rows kept before are read alike."""
    found: dict[str, object] = {"part": row.part} if row.part else {}
    return {**found, "texts": dict(row.texts)} if row.texts else found


def rows_from_json(data: Mapping[str, Any]) -> dict[str, tuple[TableRow, ...]]:
    return {
        code: tuple(
            TableRow(
                row["key"],
                {c: Decimal(a) for c, a in row["amounts"].items()},
                row.get("part", ""),
                row.get("texts", {}),
            )
            for row in lines
        )
        for code, lines in data.items()
    }


def participant_as_json(one: Participant) -> dict[str, object]:
    statement = one.statement
    return {
        "unit": one.unit,
        "name": one.name,
        "level": one.level,
        "standing": one.standing.value,
        "accepted_on": one.accepted_on.isoformat() if one.accepted_on else None,
        "successor": one.successor,
        "figures": {code: stated_as_json(stated) for code, stated in statement.figures.items()},
        "words": dict(statement.words),
        "rows": rows_as_json(statement.rows),
    }


def participant_from_json(data: Mapping[str, Any]) -> Participant:
    statement = Statement(
        data["unit"],
        data["name"],
        data["level"],
        {code: stated_from_json(stated) for code, stated in data["figures"].items()},
        data["words"],
        rows_from_json(data["rows"]),
    )
    accepted = data["accepted_on"]
    return Participant(
        data["unit"],
        data["name"],
        data["level"],
        Standing(data["standing"]),
        statement,
        date.fromisoformat(accepted) if accepted else None,
        data["successor"],
    )
