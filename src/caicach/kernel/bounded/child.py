"""The child of ``in_child``: ``python -m`` this module with bytes of memory and seconds of processor time.

On standard input stands one line of JSON (the work, the file's name, arguments), then the file.
"""

import errno
import json
import resource
import sys
from importlib import import_module
from typing import Any, Final

from caicach.kernel.bounded.errors import error_as_json
from caicach.kernel.errors import CaicachError

MEMORY_EXIT: Final = 9


def main(arguments: list[str]) -> int:
    memory, seconds = map(int, arguments)
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        answer = _answer(json.loads(sys.stdin.buffer.readline()))
    except (MemoryError, RecursionError):
        return MEMORY_EXIT
    except (OSError, ImportError) as error:
        if _is_lack_of_memory(error):
            return MEMORY_EXIT
        raise
    sys.stdout.buffer.write(json.dumps(answer).encode("ascii"))
    return 0


def _is_lack_of_memory(error: OSError | ImportError) -> bool:
    """The loader of libraries says in words what it lacked, with no number of an error."""
    number = error.errno if isinstance(error, OSError) else None
    return number == errno.ENOMEM or any(words in str(error) for words in ("map segment", "allocate memory"))


def _answer(asked: dict[str, Any]) -> dict[str, Any]:
    module, _, work = asked["work"].partition(":")
    act = getattr(import_module(module), work)
    try:
        return {"answer": act(sys.stdin.buffer.read(), asked["name"], **asked["arguments"])}
    except CaicachError as error:
        return {"error": error_as_json(error)}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
