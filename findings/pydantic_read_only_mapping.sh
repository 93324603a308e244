#!/usr/bin/env bash
# A frozen value whose field is declared Mapping[str, int] and holds a read-only mapping (types.MappingProxyType), by pydantic.
#
# Seen with pydantic 2.12.0 (pydantic-core of its own pin), TypeAdapter(Mapping[str, int]) and a frozen dataclass with such a field:
#   validate_python(MappingProxyType(…))          accepted; it comes back as a plain dict
#   dump_python(value, mode="python")             the mapping, with a UserWarning that a dict was expected
#   dump_python(value, mode="json"), dump_json    PydanticSerializationError: Unable to serialize unknown type: mappingproxy
# A dataclass made by its own constructor (not validated) keeps the read-only mapping, so it is a value that its own adapter
# accepts and cannot write. A plain dict in the same field is written by all of them. Whoever keeps read-only mappings
# in values either dumps dict(mapping) by a serializer of the field, or keeps pairs.
#
# Needs the network for pip only; everything stays in a temporary folder. Fails if any of this changes.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip --quiet --disable-pip-version-check install "pydantic==2.12.0"
venv/bin/python - <<'PY'
import warnings
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

import pydantic
from pydantic_core import PydanticSerializationError


@dataclass(frozen=True)
class Limits:
    days: Mapping[str, int]


read_only = MappingProxyType({"1.012753": 15})
for adapter, value, plain in (
    (pydantic.TypeAdapter(Mapping[str, int]), read_only, {"1.012753": 15}),
    (pydantic.TypeAdapter(Limits), Limits(read_only), Limits({"1.012753": 15})),
):
    adapter.validate_python(value)
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        adapter.dump_python(value, mode="python")
    told = [str(warning.message).splitlines()[0] for warning in caught]
    refused = []
    for dump in (lambda: adapter.dump_python(value, mode="json"), lambda: adapter.dump_json(value)):
        try:
            dump()
        except PydanticSerializationError as error:
            refused.append(str(error))
    print(pydantic.VERSION, type(value).__name__, "| python:", told, "| json:", refused)
    assert told == ["Pydantic serializer warnings:"]
    assert refused == ["Unable to serialize unknown type: <class 'mappingproxy'>"] * 2
    assert adapter.dump_json(plain)
accepted = pydantic.TypeAdapter(Mapping[str, int]).validate_python(read_only)
assert type(accepted) is dict
PY
echo "as described"
