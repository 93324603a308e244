"""A form of its own that a value has where it is kept as JSON (``kernel.codec``), and nowhere else.

The API has pydantic say the same values to other programs, a sentence as finished words for one: a form holds only
where a codec says that it keeps. pydantic itself is not imported here, for values are made where nothing is kept.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final, cast

if TYPE_CHECKING:
    from pydantic import GetCoreSchemaHandler
    from pydantic_core.core_schema import CoreSchema, SerializationInfo, ValidationInfo

KEEPING: Final = object()
"""The context in which a codec asks pydantic."""


@dataclass(frozen=True, slots=True)
class KeptForm:
    """JSON that is not what the fields say: ``write`` gives it, ``read`` the value of it again.

    As annotation of a field, or around the schema of a type that has this form itself (``Said``, ``Span``).
    """

    write: Callable[[Any], Any]
    read: Callable[[Any], Any]

    def __get_pydantic_core_schema__(self, source: object, handler: "GetCoreSchemaHandler") -> "CoreSchema":
        """What pydantic asks an annotation for."""
        return self.around(handler(source))

    def around(self, schema: "CoreSchema") -> "CoreSchema":
        kept = {
            "type": "function-wrap",
            "function": {"type": "with-info", "function": self._value_read},
            "schema": schema,
            "serialization": {"type": "function-wrap", "function": self._written, "info_arg": True, "schema": schema},
        }
        return cast("CoreSchema", kept)

    def _value_read(self, given: object, inner: Callable[[object], object], info: "ValidationInfo") -> object:
        return self.read(given) if info.context is KEEPING else inner(given)

    def _written(self, value: object, inner: Callable[[object], object], info: "SerializationInfo") -> object:
        return self.write(value) if info.context is KEEPING else inner(value)


def _frozen(kept: Mapping[str, object]) -> Mapping[str, object]:
    return MappingProxyType(dict(kept))


FROZEN_MAPPING: Final = KeptForm(dict, _frozen)
"""A mapping that nobody can change: pydantic knows no ``MappingProxyType``."""
