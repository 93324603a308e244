"""A few schedules of ``make chaos``: processes die while people work, and every promise holds."""

import pytest

from operations.chaos import run
from operations.places import Places, is_on_postgresql

pytestmark = [pytest.mark.installation, pytest.mark.timeout(900)]
SEEDS = (2, 3, 5)  # the worker or the connections, the web, one of its processes


def test_what_was_promised_holds_though_processes_die(places: Places) -> None:
    chaos = run(places.ready(), on_postgresql=is_on_postgresql(), seeds=SEEDS, drafts=20)
    assert [fault for one in chaos.rounds for fault in one.faults] == []
    assert sum(one.acts["acknowledged"] for one in chaos.rounds) > 0
