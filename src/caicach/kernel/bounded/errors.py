"""Errors as JSON, to come back from another process unchanged."""

from typing import Any, Final

from caicach.kernel import errors
from caicach.kernel.errors import CaicachError

_KINDS: Final[dict[str, type[CaicachError]]] = {
    kind.__name__: kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, CaicachError)
}


def error_as_json(error: CaicachError) -> dict[str, Any]:
    return {
        "kind": type(error).__name__,
        "code": error.code,
        "templates": error.templates,
        "values": {name: _plain(value) for name, value in error.values.items()},
    }


def _plain(value: object) -> object:
    return value if isinstance(value, (str, int, float)) else str(value)


def error_from_json(answer: dict[str, Any]) -> CaicachError:
    what, why, todo = answer["templates"]
    return _KINDS[answer["kind"]](answer["code"], what=what, why=why, todo=todo, **answer["values"])
