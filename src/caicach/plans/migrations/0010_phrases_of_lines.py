"""Rows of plans keep phrases as proposals of letters do, nothing where the table says nothing, and one word for split."""

from collections.abc import Callable

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

_PHRASES = ("lead", "cooperate")
_MAY_BE_EMPTY = ("product", "deadline_raw", "budget_raw")
_AT_ONCE = 500


def _rewritten(apps: Apps, phrase: Callable[[object], object]) -> None:
    lines = apps.get_model("plans", "PlanLine").objects
    changed = []
    for line in lines.only("id", *_PHRASES).order_by("id").iterator(chunk_size=_AT_ONCE):
        for name in _PHRASES:
            setattr(line, name, [phrase(kept) for kept in getattr(line, name)])
        changed.append(line)
        if len(changed) == _AT_ONCE:
            lines.bulk_update(changed, _PHRASES)
            changed = []
    lines.bulk_update(changed, _PHRASES)


def as_drafts(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    _rewritten(apps, lambda kept: {"phrase": kept, "quote": None} if isinstance(kept, str) else kept)
    lines = apps.get_model("plans", "PlanLine").objects
    for name in _MAY_BE_EMPTY:
        lines.filter(**{name: ""}).update(**{name: None})
    lines.filter(drop_reason="tách").update(drop_reason="split")


def as_lines(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    _rewritten(apps, lambda kept: kept["phrase"] if isinstance(kept, dict) else kept)
    lines = apps.get_model("plans", "PlanLine").objects
    for name in _MAY_BE_EMPTY:
        lines.filter(**{name: None}).update(**{name: ""})
    lines.filter(drop_reason="split").update(drop_reason="tách")


class Migration(migrations.Migration):
    dependencies = [("plans", "0009_one_draft_of_work")]
    operations = [migrations.RunPython(as_drafts, as_lines, elidable=True)]
