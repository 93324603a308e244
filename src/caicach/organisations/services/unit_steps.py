"""What a change of units did to each row, kept with the change, so that it can be taken back exactly."""

from collections.abc import Iterable
from datetime import date
from typing import Any, Final, cast

from django.db import models

from caicach.organisations.models import Membership, Post, PostHolding, RoleGrant, Unit, UnitFact

TABLES: Final[tuple[type[models.Model], ...]] = (Unit, UnitFact, Post, PostHolding, Membership, RoleGrant)
"""In the order in which rows may be put back; what was added goes in the other."""

Row = dict[str, Any]
Rows = dict[str, dict[str, Row]]
Step = tuple[str, Row | None, Row | None]
"""The key of a row, what it was and what it became; None where there was none."""
Steps = dict[str, list[Step]]


def rows_now() -> Rows:
    """Every row that a change of units may touch, by table and key. Six SQL queries."""
    return {_name(model): {str(row["pk"]): _plain(row) for row in _values(model)} for model in TABLES}


def steps_between(before: Rows, after: Rows) -> Steps:
    found: Steps = {}
    for table, known in before.items():
        keys = dict.fromkeys([*known, *after[table]])
        steps = [(key, known.get(key), after[table].get(key)) for key in keys]
        if differing := [step for step in steps if step[1] != step[2]]:
            found[table] = differing
    return found


def taken_back(steps: Steps) -> None:
    """Each row as it was before; the caller has seen that it is what it became."""
    for model in reversed(TABLES):
        for key, before, _ in steps.get(_name(model), ()):
            if before is None:
                model._default_manager.filter(pk=key).delete()
    for model in TABLES:
        for key, before, after in steps.get(_name(model), ()):
            if before is None:
                continue
            values = {name: _field(model, name).to_python(value) for name, value in before.items()}
            if after is None:
                model._default_manager.create(pk=_key(model, key), **values)
            else:
                model._default_manager.filter(pk=key).update(**values)


def of(steps: Steps, model: type[models.Model]) -> list[Step]:
    return steps.get(_name(model), [])


def _name(model: type[models.Model]) -> str:
    return str(model._meta.model_name)


def _values(model: type[models.Model]) -> Iterable[Row]:
    names = [field.attname for field in model._meta.concrete_fields if not field.primary_key]
    return cast("Iterable[Row]", model._default_manager.order_by("pk").values("pk", *names))


def _plain(row: Row) -> Row:
    kept = {name: value for name, value in row.items() if name != "pk"}
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in kept.items()}


def _field(model: type[models.Model], name: str) -> "models.Field[object, object]":
    return next(field for field in model._meta.concrete_fields if field.attname == name)


def _key(model: type[models.Model], key: str) -> object:
    assert model._meta.pk is not None
    return model._meta.pk.to_python(key)
