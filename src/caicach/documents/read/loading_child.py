"""The child of ``bounds``: ``python -m`` this module with filename, bytes of memory and seconds; file on stdin."""

import json
import resource
import sys

from caicach.documents.read.loading import load
from caicach.documents.read.source_json import error_as_json, source_as_json
from caicach.kernel.errors import CaicachError

_MEMORY_EXIT = 9


def main(arguments: list[str]) -> int:
    filename, memory, seconds = arguments
    resource.setrlimit(resource.RLIMIT_AS, (int(memory), int(memory)))
    resource.setrlimit(resource.RLIMIT_CPU, (int(seconds), int(seconds) + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        answer = source_as_json(load(sys.stdin.buffer.read(), filename=filename))
    except CaicachError as error:
        answer = {"error": error_as_json(error)}
    except (MemoryError, RecursionError):
        return _MEMORY_EXIT
    sys.stdout.buffer.write(json.dumps(answer).encode("ascii"))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
