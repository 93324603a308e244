"""Errors as JSON, to come back from another process unchanged."""

from typing import Any, Final

from caicach.kernel import errors
from caicach.kernel.errors import CaicachError
from caicach.kernel.said import Said, as_json, from_json

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
    if isinstance(value, Said):
        return {"said": as_json(value)}
    return value if isinstance(value, (str, int, float)) else str(value)


def error_from_json(answer: dict[str, Any]) -> CaicachError:
    what, why, todo = answer["templates"]
    values = {name: from_json(v["said"]) if isinstance(v, dict) else v for name, v in answer["values"].items()}
    return _KINDS[answer["kind"]](answer["code"], what=what, why=why, todo=todo, **values)
