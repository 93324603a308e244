"""Children forked from a cradle: one a file, whatever happened to the cradle, each with its own answer."""

import signal
from concurrent.futures import ThreadPoolExecutor

import pytest

from caicach.documents import bounded_works
from caicach.kernel.bounded import MEGABYTE, Bounds, child, cradles, in_child
from caicach.kernel.errors import InvalidInput, NotAllowed
from caicach.kernel.text.patterns import Pattern

pytestmark = pytest.mark.slow

WORKS = "caicach.documents.bounded_works"
PLENTY = Bounds(seconds=60.0, memory=1536 * MEGABYTE)
SECRET = "MẬT\nỦY BAN NHÂN DÂN TỈNH\nSố: 1/UBND-NC\nV/v phòng cháy".encode()


def looked_at(data: bytes = b"van ban", name: str = "a.txt", bounds: Bounds = PLENTY) -> dict[str, object]:
    return in_child(f"{WORKS}:look_for_mark", data, name=name, bounds=bounds)


def test_a_cradle_that_was_ended_is_made_anew() -> None:
    looked_at()
    before = cradles._CRADLES.cradle(WORKS).process
    before.send_signal(signal.SIGKILL)
    before.wait()
    assert looked_at() == {}
    assert cradles._CRADLES.cradle(WORKS).process.pid != before.pid


def test_many_at_once_get_each_its_own_answer() -> None:
    def refused_name(number: int) -> str:
        with pytest.raises(NotAllowed) as refused:
            looked_at(SECRET, f"{number}.txt")
        return refused.value.what

    with ThreadPoolExecutor(8) as threads:
        said = list(threads.map(refused_name, range(24)))
    assert [f"{number}.txt" in what for number, what in enumerate(said)] == [True] * 24


def test_a_work_that_fails_is_told_as_such_and_the_next_file_is_read() -> None:
    with pytest.raises(InvalidInput, match=r"document\.reader_failed"):
        in_child(f"{WORKS}:no_such_work", b"", name="a", bounds=PLENTY)
    assert looked_at() == {}


def test_a_module_that_is_not_there_is_an_error_of_the_installation() -> None:
    with pytest.raises(OSError, match="khong_co"):
        in_child("khong_co:viec", b"", name="a", bounds=PLENTY)


READY: list[str] = []


def make_ready() -> None:
    READY.append("ready")


def test_what_all_children_share_is_made_by_the_cradle() -> None:
    READY.clear()
    child._load(__name__)
    assert READY == ["ready"]


def test_no_child_of_a_reader_takes_the_words_of_patterns_anew() -> None:
    for pattern in Pattern.made:
        vars(pattern).pop("guards", None)
    bounded_works.make_ready()
    assert len(Pattern.made) > 20
    assert [pattern.compiled.pattern for pattern in Pattern.made if "guards" not in vars(pattern)] == []
