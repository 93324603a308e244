"""Work on several things at once, the results in the order of the things."""

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

Thing = TypeVar("Thing")
Result = TypeVar("Result")


def processors() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def in_order(
    work: Callable[[Thing], Result], things: Iterable[Thing], *, at_once: int, is_large: Callable[[Thing], bool]
) -> Iterator[Result]:
    """``work`` on each thing, at most ``at_once`` at a time; no thing is asked for before there is room for it.

    For work that waits for other processes or frees the interpreter. The things are made by the caller's own thread;
    of a large one the work is done alone. An error of the work comes up in the place of its result.

    >>> list(in_order(str.upper, "abc", at_once=2, is_large=lambda letter: letter == "b"))
    ['A', 'B', 'C']
    """
    if at_once < 2:
        yield from map(work, things)
        return
    waiting: deque[Future[Result]] = deque()
    with ThreadPoolExecutor(at_once, thread_name_prefix="in-order") as pool:
        for thing in things:
            alone = is_large(thing)
            while alone and waiting:
                yield waiting.popleft().result()
            waiting.append(pool.submit(work, thing))
            del thing  # the one who works holds it
            while waiting and (alone or len(waiting) == at_once):
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
