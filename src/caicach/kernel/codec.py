"""How values are kept as JSON and come back: pydantic over the frozen dataclasses, in one form whoever else asks it."""

from functools import cached_property
from typing import Any, Generic, TypeVar

from pydantic import TypeAdapter

from caicach.kernel.kept_form import KEEPING

T = TypeVar("T")


class Codec(Generic[T]):
    """``Codec(Reading)``; a brief one leaves out what has its default. Made when it is first used."""

    def __init__(self, kind: type[T], *, is_brief: bool = False) -> None:
        self._kind, self._is_brief = kind, is_brief

    def plain(self, value: T) -> Any:  # noqa: ANN401
        """What ``json.dumps`` takes."""
        return self._adapter.dump_python(value, mode="json", exclude_defaults=self._is_brief, context=KEEPING)

    def value(self, plain: object) -> T:
        """The value of it again; ValueError where it is none."""
        return self._adapter.validate_python(plain, context=KEEPING)

    @cached_property
    def _adapter(self) -> TypeAdapter[T]:
        return TypeAdapter(self._kind)
