"""The official tables of a period: every dossier once, the cross-checks kept, one period in both forms."""

import random
from datetime import date, datetime, timedelta
from itertools import pairwise

import pytest

from caicach.dossiers.domain.clock.values import Channel, Event, Happening, History
from caicach.dossiers.domain.limits import Limit, LimitUnit
from caicach.dossiers.domain.supervision.tables import Table, broken_checks
from caicach.dossiers.supervising import PeriodReport, period_report, report_as_json
from caicach.kernel.calendar.in_force import working_time_in_force
from caicach.kernel.errors import InvalidInput

H = Happening
CLOCK = working_time_in_force()


def _at(on: str) -> datetime:
    day, month = map(int, on.split("/"))
    return datetime(2026, month, day, 9)


def dossier(code: str, *told: tuple[str, Happening], **more: object) -> History:
    """Times are day/month of 2026, at nine."""
    events = tuple(Event(_at(on), what) for on, what in told)
    return History(code, events, Limit(5, LimitUnit.WORKING_DAYS), **more)


def report(*histories: History, first: date = date(2026, 7, 15), last: date = date(2026, 8, 14)) -> PeriodReport:
    return period_report(histories, first, last, CLOCK)


def figures(table: Table) -> dict[str, int]:
    return {name: value for name, value in zip(table.columns, table.total, strict=True) if value}


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ([("20/7", H.RECEIVED), ("22/7", H.DONE)], {"3": 1, "7": 1, "9": 1, "10": 1}),
        ([("20/7", H.RECEIVED), ("27/7", H.DONE)], {"3": 1, "7": 1, "9": 1, "11": 1}),
        ([("20/7", H.RECEIVED), ("28/7", H.DONE)], {"3": 1, "7": 1, "9": 1, "12": 1}),
        ([("13/7", H.RECEIVED), ("15/7", H.DONE)], {"3": 1, "8": 1, "9": 1, "10": 1}),
        ([("12/8", H.RECEIVED), ("18/8", H.DONE)], {"3": 1, "7": 1, "13": 1, "14": 1}),
        ([("20/7", H.RECEIVED), ("18/8", H.DONE)], {"3": 1, "7": 1, "13": 1, "15": 1}),
        ([("20/7", H.RECEIVED), ("22/7", H.SUPPLEMENT_ASKED)], {"3": 1, "7": 1, "13": 1, "14": 1}),
        ([("20/7", H.RECEIVED), ("30/7", H.WITHDRAWN)], {"3": 1, "7": 1, "9": 1, "11": 1}),
        ([("20/7", H.REGISTERED)], {}),
        ([("1/7", H.RECEIVED), ("14/7", H.DONE)], {}),
        ([("15/8", H.RECEIVED)], {}),
    ],
)
def test_where_a_dossier_stands(told: list[tuple[str, Happening]], expected: dict[str, int]) -> None:
    assert figures(report(dossier("HS", *told)).table) == expected


@pytest.mark.parametrize(
    ("channel", "new", "old"),
    [
        (Channel.ONLINE, "4", "4"),
        (Channel.ONLINE_PARTIAL, "5", "4"),
        (Channel.POST, "6", "5"),
        (Channel.DIRECT, "7", "5"),
    ],
)
def test_channels_in_both_forms(channel: Channel, new: str, old: str) -> None:
    found = report(dossier("HS", ("20/7", H.RECEIVED), channel=channel))
    assert figures(found.table) == {"3": 1, new: 1, "13": 1, "15": 1}
    assert (found.table.form, found.other.form) == ("07a", "II.06a")
    assert figures(found.other) == {"3": 1, old: 1, "11": 1, "13": 1}


def test_the_form_is_that_in_force_at_the_end_of_the_period() -> None:
    found = report(dossier("HS", ("20/6", H.RECEIVED)), first=date(2026, 6, 15), last=date(2026, 7, 14))
    assert (found.table.form, found.other.form) == ("II.06a", "07a")


def test_form_07b_has_the_communes_apart() -> None:
    own = dossier("A", ("20/7", H.RECEIVED), field="Đất đai", part="I")
    commune = dossier("B", ("20/7", H.RECEIVED), field="Đất đai", part="II")
    found = report(own, commune)
    assert found.table.form == "07b"
    assert list(found.table.lines) == [("I", "Đất đai"), ("II", "Đất đai")]
    assert list(found.other.lines) == [("", "Đất đai")]
    assert found.table.total == tuple(map(sum, zip(*found.table.lines.values(), strict=True)))


def _random_dossiers(seed: int) -> list[History]:
    chance = random.Random(seed)
    found = []
    for number in range(200):
        at = datetime(2026, 5, 1) + timedelta(minutes=chance.randrange(150 * 1440))
        events = [Event(at, H.RECEIVED)]
        for _ in range(chance.randrange(4)):
            at += timedelta(minutes=chance.randrange(1, 8 * 1440))
            events.append(Event(at, chance.choice([H.HANDLING, H.SUPPLEMENT_ASKED, H.DUTY_ASKED, H.STOPPED])))
        if chance.random() < 0.7:
            events.append(Event(at + timedelta(days=1), chance.choice([H.DONE, H.RETURNED, H.WITHDRAWN])))
        limit = Limit(chance.randrange(1, 20), LimitUnit.WORKING_DAYS)
        field = chance.choice(["Đất đai", "Hộ tịch", ""])
        found.append(History(f"HS{number}", tuple(events), limit, chance.choice(list(Channel)), field=field))
    return found


@pytest.mark.parametrize("seed", range(3))
def test_every_cross_check_holds_and_periods_follow_each_other(seed: int) -> None:
    dossiers = _random_dossiers(seed)
    periods = [(date(2026, 5, 15), date(2026, 6, 14)), (date(2026, 6, 15), date(2026, 7, 14))]
    periods += [(date(2026, 7, 15), date(2026, 8, 14)), (date(2026, 8, 15), date(2026, 9, 14))]
    found = [report(*dossiers, first=first, last=last) for first, last in periods]
    for one in found:
        assert (one.broken, broken_checks(one.other), one.aside) == ((), (), ())
    for before, after in pairwise(found):
        assert before.total.in_hand == after.total.carried_over - after.total.reopened


def test_one_period_told_in_both_forms_is_one_truth() -> None:
    found = report(*_random_dossiers(7))
    new, old = found.table, found.other
    at = dict(zip(new.columns, new.total, strict=True))
    was = dict(zip(old.columns, old.total, strict=True))
    assert (was["4"], was["5"], was["6"]) == (at["4"] + at["5"], at["6"] + at["7"], at["8"])
    assert [was[name] for name in ("3", "7", "8", "9", "10", "11", "12", "13")] == [
        at[name] for name in ("3", "9", "10", "11", "12", "13", "14", "15")
    ]


def test_a_dossier_taken_up_again_is_told_apart() -> None:
    found = report(dossier("HS", ("1/7", H.RECEIVED), ("6/7", H.DONE), ("20/7", H.HANDLING)))
    assert (found.total.carried_over, found.total.reopened, found.total.open_overdue) == (1, 1, 1)


def test_what_is_counted_by_choice_is_told() -> None:
    waiting = dossier("A", ("20/7", H.RECEIVED), ("22/7", H.SUPPLEMENT_ASKED))
    withdrawn = dossier("B", ("20/7", H.RECEIVED), ("30/7", H.WITHDRAWN))
    said = report_as_json(report(waiting, withdrawn))
    assert said["counted_by_choice"] == {"waiting_in_time": 1, "not_judged_on_time": 1}


def test_a_period_without_days_is_refused_and_what_no_calendar_knows_is_set_aside() -> None:
    with pytest.raises(InvalidInput) as refused:
        report(first=date(2026, 8, 14), last=date(2026, 8, 1))
    assert refused.value.code == "dossiers.period"
    early = History("HS", (Event(datetime(2012, 1, 5, 9), H.RECEIVED),), Limit(5, LimitUnit.WORKING_DAYS))
    found = report(early)
    assert [str(where) for where, _ in found.aside] == ["HS"]
