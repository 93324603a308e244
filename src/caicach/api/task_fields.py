"""The fields of a task chosen from a list, in bodies and query parameters: each by its name, with its codes."""

from typing import TYPE_CHECKING, Any

from ninja import Schema
from pydantic import create_model

from caicach.drafts.domain.task_fields import CHOSEN


class _In(Schema):
    @property
    def chosen(self) -> dict[str, Any]:
        return {field.name: getattr(self, field.name) for field in CHOSEN}


class _Filters(Schema):
    @property
    def chosen(self) -> tuple[tuple[str, str], ...]:
        """As ``TaskFilters.chosen``."""
        return tuple((field.name, value.value) for field in CHOSEN for value in getattr(self, field.name))


if TYPE_CHECKING:
    TaskFieldsIn = _In
    TaskFieldFilters = _Filters
else:
    TaskFieldsIn = create_model(
        "TaskFieldsIn", __base__=_In, **{field.name: (type(field.usual), field.usual) for field in CHOSEN}
    )
    TaskFieldFilters = create_model(
        "TaskFieldFilters", __base__=_Filters, **{field.name: (list[type(field.usual)], []) for field in CHOSEN}
    )
