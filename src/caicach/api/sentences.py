"""How a sentence leaves by the API: finished, in the language in force, as every other text there.

The values of the rooms below are answered as they are, and those rooms know nothing of the API: what pydantic must know
about a sentence there is told here, before the first router is built. What is kept stays template and values.
"""

from collections.abc import Callable

from pydantic import GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, core_schema

from caicach.kernel.said import KEPT_SENTENCE, Said
from caicach.kernel.saying import say


def _schema(_cls: type[Said], _source: object, _handler: Callable[[object], CoreSchema]) -> CoreSchema:
    spoken = core_schema.plain_serializer_function_ser_schema(say, return_schema=core_schema.str_schema())
    return KEPT_SENTENCE.around(core_schema.is_instance_schema(Said, serialization=spoken))


def _json_schema(_cls: type[Said], _schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
    return handler(core_schema.str_schema())


def speak() -> None:
    Said.__get_pydantic_core_schema__ = classmethod(_schema)  # type: ignore[method-assign, assignment]
    Said.__get_pydantic_json_schema__ = classmethod(_json_schema)  # type: ignore[attr-defined]


speak()
