"""Pages recognised two at a time: in their order, never more at once, a large one alone."""

from collections.abc import Iterator
from threading import Lock
from time import sleep

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caicach.kernel.in_order import in_order


class Seen:
    """How much was under way at once, and how far ahead things were asked for."""

    def __init__(self, things: list[int]) -> None:
        self.things, self.now, self.most, self.beside_large, self.asked, self.given = things, 0, 0, 0, 0, 0
        self._large = 0
        self._lock = Lock()

    def each(self) -> Iterator[int]:
        for thing in self.things:
            self.asked += 1
            yield thing

    def work(self, thing: int) -> int:
        with self._lock:
            self.now, self._large = self.now + 1, self._large + (thing > 90)
            self.most = max(self.most, self.now)
            self.beside_large += bool(self._large) and self.now > 1
        sleep(0.0001 * (thing % 3))
        with self._lock:
            self.now, self._large = self.now - 1, self._large - (thing > 90)
        return thing * 2


@settings(max_examples=30, deadline=None)
@given(st.lists(st.integers(0, 99), max_size=12), st.integers(1, 3))
def test_results_come_in_order_and_no_more_is_under_way_than_allowed(things: list[int], at_once: int) -> None:
    seen = Seen(things)
    out = []
    for result in in_order(seen.work, seen.each(), at_once=at_once, is_large=lambda thing: thing > 90):
        out.append(result)
        assert seen.asked - len(out) < max(2, at_once)
    assert out == [thing * 2 for thing in things]
    assert seen.most <= at_once
    assert not seen.beside_large


def test_an_error_comes_up_where_its_result_would_have() -> None:
    results = in_order(lambda thing: 6 // thing, [1, 2, 0, 3], at_once=2, is_large=lambda thing: False)
    assert [next(results), next(results)] == [6, 3]
    with pytest.raises(ZeroDivisionError):
        next(results)
