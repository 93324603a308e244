"""The child of ``bounds``: ``python -m`` this module with the work, filename, bytes of memory and seconds.

The file comes on standard input; ``LOAD`` gives its text, ``READ`` also what the text means, ``PLAN`` the rows of its
task tables.
"""

import json
import resource
import sys
from typing import Any, Final

from caicach.documents.as_json import reading_to_keep
from caicach.documents.plan.keeping import reading_as_json as plan_as_json
from caicach.documents.plan.opening import read_plan
from caicach.documents.read.loading import load
from caicach.documents.read.reader import read_source
from caicach.documents.read.source_json import error_as_json, source_as_json
from caicach.kernel.errors import CaicachError

LOAD: Final = "load"
READ: Final = "read"
PLAN: Final = "plan"
_MEMORY_EXIT: Final = 9


def main(arguments: list[str]) -> int:
    work, filename, memory, seconds = arguments
    resource.setrlimit(resource.RLIMIT_AS, (int(memory), int(memory)))
    resource.setrlimit(resource.RLIMIT_CPU, (int(seconds), int(seconds) + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        answer = _found(work, sys.stdin.buffer.read(), filename)
    except CaicachError as error:
        answer = {"error": error_as_json(error)}
    except (MemoryError, RecursionError):
        return _MEMORY_EXIT
    sys.stdout.buffer.write(json.dumps(answer).encode("ascii"))
    return 0


def _found(work: str, data: bytes, filename: str) -> dict[str, Any]:
    if work == PLAN:
        return {"plan": plan_as_json(read_plan(data, filename=filename))}
    source = load(data, filename=filename)
    found: dict[str, Any] = {"source": source_as_json(source)}
    if work == READ:
        found["reading"] = reading_to_keep(read_source(source))
        del found["reading"]["text"]  # the source has it already
    return found


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
