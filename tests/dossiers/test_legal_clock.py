"""The legal clock: by the law of the day of receipt, beside index 766's own computation."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from caicach.dossiers.clock_as_json import Clocks, clocks_as_json, clocks_of
from caicach.dossiers.domain.clock.checking import history_problem
from caicach.dossiers.domain.clock.rules import rule_sets, rules_on
from caicach.dossiers.domain.clock.values import Channel, Event, Happening, History, SpanKind, Verdict
from caicach.dossiers.domain.limits import Limit, LimitUnit
from caicach.dossiers.histories import read_histories
from caicach.kernel.calendar import Sourcing
from caicach.kernel.calendar.in_force import working_time_in_force
from caicach.kernel.errors import InvalidInput
from dossiers.made_store import LIMITS

H = Happening
CLOCK = working_time_in_force()
FIVE_DAYS = Limit(5, LimitUnit.WORKING_DAYS)


def at(text: str) -> datetime:
    """``10/8 9:00`` of 2026, or a full date."""
    day, _, hour = text.partition(" ")
    parts = [int(part) for part in day.split("/")]
    hours, minutes = (hour or "9:00").split(":")
    return datetime(parts[2] if len(parts) > 2 else 2026, parts[1], parts[0], int(hours), int(minutes))


def history(
    *told: tuple[str, Happening] | tuple[str, Happening, str], limit: Limit = FIVE_DAYS, **more: object
) -> History:
    events = []
    for one in told:
        extra = one[2] if len(one) > 2 else ""
        due = at(extra).date() if "/" in extra else None
        events.append(Event(at(one[0]), one[1], "" if due else extra, due))
    return History("HS1", tuple(events), limit, **more)


def clocks(told: History, now: str = "30/9") -> Clocks:
    return clocks_of(told, now=at(now), clock=CLOCK)


def due_day(found: Clocks) -> date:
    assert found.law.due is not None
    return (found.law.due - timedelta(microseconds=1)).date()


def codes(found: Clocks) -> list[str]:
    return [breach.code for breach in found.law.breaches]


# --- the start -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("received", "starts", "due"),
    [
        ("10/8 9:00", "10/8 9:00", "17/8"),
        ("10/8 15:00", "10/8 15:00", "17/8"),  # not later than 15:00
        ("10/8 15:01", "11/8 7:00", "18/8"),
        ("14/8 16:00", "17/8 7:00", "22/8"),  # Friday; Saturday 22/8 is worked
        ("16/8 10:00", "17/8 7:00", "22/8"),  # online on a Sunday
        ("1/9 10:00", "3/9 7:00", "10/9"),  # 31/8 was given away, 1 and 2 September are holidays
        ("20/11 9:00", "20/11 9:00", "30/11"),  # over 24 November, the Day of Culture
    ],
)
def test_from_receipt_to_due_day(received: str, starts: str, due: str) -> None:
    found = clocks(history((received, H.RECEIVED)), now="30/12")
    assert found.law.starts_at == at(starts)
    assert due_day(found) == at(due).date()


def test_before_july_2025_no_hour_of_the_day_is_known_to_move_the_start() -> None:
    found = clocks(history(("30/6/2025 16:00", H.RECEIVED)))
    assert found.law.rules.act == "Nghị định 107/2021/NĐ-CP"
    assert (found.law.starts_at, due_day(found)) == (at("30/6/2025 16:00"), date(2025, 7, 7))


def test_a_dossier_received_elsewhere_starts_at_the_competent_agency_since_august_2026() -> None:
    told = [("4/8 9:00", H.RECEIVED, "Xã A"), ("7/8 9:00", H.COMPETENT_RECEIVED, "Sở B")]
    before = clocks(history(*told, is_away=True))
    later = [(one[0].replace("4/8", "5/8"), *one[1:]) for one in told]
    after = clocks(history(*later, is_away=True))
    assert (before.law.starts_at, due_day(before)) == (at("4/8"), date(2026, 8, 11))
    assert (after.law.starts_at, due_day(after)) == (at("7/8"), date(2026, 8, 14))
    assert clocks(history(*later)).law.starts_at == at("5/8")


def test_on_its_way_to_the_competent_agency_no_time_runs() -> None:
    found = clocks(history(("10/8", H.RECEIVED), is_away=True))
    assert (found.law.verdict, found.law.due) == (Verdict.NOT_STARTED, None)


def test_registered_only() -> None:
    found = clocks(history(("10/8", H.REGISTERED)), now="10/8 10:00")
    assert (found.law.verdict, found.portal.is_late) == (Verdict.NOT_STARTED, None)


# --- the end ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("done", "verdict"),
    [("14/8 16:00", Verdict.EARLY), ("17/8 8:00", Verdict.ON_TIME), ("17/8 23:59", Verdict.ON_TIME),
     ("18/8 0:00", Verdict.LATE), ("20/8", Verdict.LATE)],
)  # fmt: skip
def test_days_hold_to_the_end_of_the_last(done: str, verdict: Verdict) -> None:
    assert clocks(history(("10/8", H.RECEIVED), (done, H.DONE))).law.verdict is verdict


@pytest.mark.parametrize(
    ("done", "verdict"),
    [("11/8 8:59", Verdict.ON_TIME), ("11/8 9:00", Verdict.ON_TIME), ("11/8 9:01", Verdict.LATE)],
)
def test_hours_are_exact_to_the_minute(done: str, verdict: Verdict) -> None:
    limit = Limit(8, LimitUnit.WORKING_HOURS)
    found = clocks(history(("10/8 9:00", H.RECEIVED), (done, H.DONE), limit=limit))
    assert (found.law.verdict, found.law.due) == (verdict, at("11/8 9:00"))


@pytest.mark.parametrize(
    ("now", "verdict", "left"),
    [("13/8", Verdict.OPEN_IN_TIME, 2), ("17/8 23:00", Verdict.OPEN_IN_TIME, 0), ("19/8", Verdict.OPEN_OVERDUE, -2)],
)
def test_open(now: str, verdict: Verdict, left: int) -> None:
    found = clocks(history(("10/8", H.RECEIVED)), now)
    assert (found.law.verdict, found.days_left) == (verdict, left)


def test_done_is_the_end_not_the_day_somebody_came_for_it() -> None:
    found = clocks(history(("10/8", H.RECEIVED), ("14/8", H.DONE), ("28/8", H.RETURNED)))
    assert (found.law.ended_at, found.law.verdict) == (at("14/8"), Verdict.EARLY)


def test_a_dossier_that_is_taken_up_again_has_not_ended() -> None:
    told = [("10/8", H.RECEIVED), ("14/8", H.DONE), ("20/8", H.HANDLING)]
    assert clocks(history(*told)).law.verdict is Verdict.OPEN_OVERDUE
    again = clocks(history(*told, ("25/8", H.DONE), ("28/8", H.RETURNED)))
    assert (again.law.ended_at, again.law.verdict) == (at("25/8"), Verdict.LATE)


@pytest.mark.parametrize("end", [H.REFUSED, H.WITHDRAWN, H.STOPPED])
def test_where_no_result_is_owed_nobody_is_late(end: Happening) -> None:
    found = clocks(history(("10/8", H.RECEIVED), ("28/8", end)))
    assert (found.law.verdict, codes(found)) == (Verdict.NOT_JUDGED, [])


def test_what_happens_later_is_not_known_yet() -> None:
    told = history(("10/8", H.RECEIVED), ("14/8", H.DONE))
    assert clocks(told, "12/8").law.verdict is Verdict.OPEN_IN_TIME
    assert clocks(told, "9/8").law.verdict is Verdict.NOT_STARTED


# --- supplements: the law begins again, index 766 takes the pause out ------------------------------------------------


def test_after_a_supplement_the_time_begins_again_but_index_766_subtracts_the_pause() -> None:
    told = history(("10/8", H.RECEIVED), ("13/8", H.SUPPLEMENT_ASKED), ("19/8", H.HANDLING), ("25/8", H.DONE))
    found = clocks(told)
    assert due_day(found) == date(2026, 8, 25)  # five working days from 19 August
    assert found.law.verdict is Verdict.ON_TIME
    assert [span.kind for span in found.law.spans] == [SpanKind.VOIDED, SpanKind.SUSPENDED, SpanKind.RUNNING]
    # 766: 12 working days from 10 to 25 August (Saturday 22 is one) less 4 of the pause
    assert (found.portal.used, found.portal.is_late) == (8, True)


def test_while_the_citizen_completes_the_dossier_nobody_is_late() -> None:
    found = clocks(history(("10/8", H.RECEIVED), ("12/8", H.SUPPLEMENT_ASKED)), "20/8")
    assert (found.law.verdict, found.days_left) == (Verdict.SUSPENDED, None)
    assert (found.portal.end, found.portal.is_late) == (at("12/8"), False)


def test_a_second_request_is_a_breach_of_the_law_and_late_for_index_766() -> None:
    told = history(
        ("10/8", H.RECEIVED), ("11/8", H.SUPPLEMENT_ASKED), ("12/8", H.HANDLING),
        ("13/8", H.SUPPLEMENT_ASKED), ("14/8", H.HANDLING), ("17/8", H.DONE),
    )  # fmt: skip
    found = clocks(told)
    assert (found.law.verdict, codes(found)) == (Verdict.EARLY, ["requested_again"])
    assert (found.portal.is_late, found.portal.requests) == (True, 2)


@pytest.mark.parametrize(("asked", "expected"), [("13/8 17:00", []), ("14/8 8:00", ["late_request"])])
def test_a_request_goes_out_within_three_working_days(asked: str, expected: list[str]) -> None:
    found = clocks(history(("10/8", H.RECEIVED), (asked, H.SUPPLEMENT_ASKED), ("17/8", H.HANDLING)), "18/8")
    assert codes(found) == expected


def test_a_request_at_the_counter_is_before_any_clock() -> None:
    told = history(("3/8", H.REGISTERED), ("3/8 10:00", H.SUPPLEMENT_ASKED), ("10/8", H.RECEIVED), ("17/8", H.DONE))
    assert codes(clocks(told)) == []


@pytest.mark.parametrize(("last", "used", "end"), [(("18/8", H.DONE), 6, "18/8"), (("12/8", H.HANDLING), 15, None)])
def test_a_pause_before_the_receipt_takes_nothing_out_of_the_time_after_it(
    last: tuple[str, Happening], used: int, end: str | None
) -> None:
    told = history(("3/8", H.REGISTERED), ("3/8 10:00", H.SUPPLEMENT_ASKED), ("10/8", H.RECEIVED), last)
    found = clocks(told, "28/8").portal  # 22 August is a working Saturday
    assert (found.used, found.is_late, found.requests) == (used, True, 1)
    assert found.end == (at(end) if end else None)


@pytest.mark.parametrize(("now", "expected"), [("27/8 17:00", []), ("28/8", ["not_closed"])])
def test_a_dossier_not_completed_in_fifteen_days_is_to_be_closed(now: str, expected: list[str]) -> None:
    told = history(("10/8", H.RECEIVED), ("12/8", H.SUPPLEMENT_ASKED))
    assert codes(clocks(told, now)) == expected
    assert codes(clocks(replace(told, events=(*told.events, Event(at("27/8"), H.STOPPED))), "30/9")) == []


def test_of_the_time_before_july_2025_only_what_is_known_is_checked() -> None:
    told = history(("2/6/2025", H.RECEIVED), ("9/6/2025", H.SUPPLEMENT_ASKED))
    assert codes(clocks(told)) == []


def test_dues_to_be_paid_move_the_end_by_the_working_days_of_the_pause() -> None:
    told = history(("10/8", H.RECEIVED), ("12/8", H.DUTY_ASKED), ("20/8", H.HANDLING), ("25/8", H.DONE))
    found = clocks(told)
    assert due_day(found) == date(2026, 8, 24)  # 17 August and six working days
    assert found.law.verdict is Verdict.LATE
    assert (found.portal.used, found.portal.is_late) == (6, True)


# --- promises, apologies, answers ------------------------------------------------------------------------------------


def test_both_due_days_are_kept_and_only_one_new_day_counts() -> None:
    told = history(
        ("10/8", H.RECEIVED), ("14/8", H.APOLOGISED), ("14/8", H.REAPPOINTED, "20/8"), ("21/8", H.REAPPOINTED, "25/8"),
        ("21/8", H.DONE),
    )  # fmt: skip
    found = clocks(told)
    assert (due_day(found), found.law.new_due_on) == (date(2026, 8, 17), date(2026, 8, 20))
    assert (found.law.verdict, found.law.verdict_of_new_due) == (Verdict.LATE, Verdict.LATE)
    assert codes(found) == ["reappointed_again"]
    on_day = clocks(history(*[("10/8", H.RECEIVED), ("14/8", H.REAPPOINTED, "20/8"), ("20/8", H.DONE)]))
    assert (on_day.law.verdict, on_day.law.verdict_of_new_due) == (Verdict.LATE, Verdict.ON_TIME)


@pytest.mark.parametrize(
    ("letter", "expected"), [("16/8", []), ("17/8 8:00", ["late_apology"]), (None, ["no_apology"])]
)
def test_an_apology_is_due_a_day_before(letter: str | None, expected: list[str]) -> None:
    letters = [(letter, H.APOLOGISED)] if letter else []
    assert codes(clocks(history(("10/8", H.RECEIVED), *letters, ("19/8", H.DONE)))) == expected
    assert codes(clocks(history(("10/8", H.RECEIVED), ("17/8", H.DONE)))) == []


@pytest.mark.parametrize(
    ("answer", "expected"), [("11/8 8:30", []), ("11/8 8:31", ["late_answer"]), (None, ["late_answer"])]
)
def test_online_is_answered_within_eight_working_hours(answer: str | None, expected: list[str]) -> None:
    answers = [(answer, H.RECEIVED)] if answer else []
    told = history(("10/8 8:30", H.REGISTERED), *answers, channel=Channel.ONLINE)
    assert codes(clocks(told, "12/8")) == expected
    assert codes(clocks(replace(told, channel=Channel.DIRECT), "12/8")) == []


def test_a_breach_names_its_article() -> None:
    (breach,) = clocks(history(("10/8", H.RECEIVED), ("19/8", H.DONE))).law.breaches
    assert breach.source == "NĐ 118/2025 Điều 19 khoản 6"
    assert str(breach.told)


# --- who made it late ------------------------------------------------------------------------------------------------


def test_late_by_the_agency_that_went_over_its_part() -> None:
    limit = Limit(5, LimitUnit.WORKING_DAYS, parts=(("Xã A", 1), ("Sở B", 4)))
    told = history(
        ("10/8 7:00", H.RECEIVED, "Xã A"), ("13/8 7:00", H.TRANSFERRED, "Sở B"), ("18/8", H.DONE), limit=limit
    )
    found = clocks(told)
    assert [(leg.agency, leg.used, leg.over) for leg in found.law.legs] == [
        ("Xã A", timedelta(hours=24), timedelta(hours=16)),
        ("Sở B", timedelta(hours=26), timedelta()),
    ]
    assert found.late_by == ("Xã A",)


def test_without_parts_late_by_who_had_it_when_time_ran_out() -> None:
    told = history(
        ("10/8", H.RECEIVED, "Xã A"), ("13/8", H.TRANSFERRED, "Sở B"), ("19/8", H.TRANSFERRED, "Xã A"), ("20/8", H.DONE)
    )
    assert clocks(told).late_by == ("Sở B",)


# --- index 766 alone -------------------------------------------------------------------------------------------------


def test_index_766_takes_the_day_promised_where_there_is_one() -> None:
    told = history(("10/8", H.RECEIVED, "20/8"), ("20/8", H.DONE))
    assert (clocks(told).portal.is_late, clocks(told).law.verdict) == (False, Verdict.LATE)


def test_index_766_holds_what_is_open_against_the_end_of_the_period() -> None:
    told = history(("10/8", H.RECEIVED))
    assert (clocks(told, "17/8").portal.is_late, clocks(told, "18/8").portal.is_late) == (False, True)


def test_index_766_in_hours_subtracts_the_pause_in_hours() -> None:
    limit = Limit(8, LimitUnit.WORKING_HOURS)
    asked = [("10/8 10:00", H.SUPPLEMENT_ASKED), ("12/8 10:00", H.HANDLING)]
    told = history(("10/8 8:00", H.RECEIVED), *asked, ("12/8 17:00", H.DONE), limit=limit)
    found = clocks(told)
    assert (str(found.portal.used), found.portal.is_late) == ("6.50", False)


# --- rules and histories ---------------------------------------------------------------------------------------------


def test_every_rule_names_its_article_and_how_it_is_known() -> None:
    assert [one.valid_from for one in rule_sets()] == [
        date(2018, 6, 21),
        date(2021, 12, 6),
        date(2025, 7, 1),
        date(2026, 8, 5),
    ]
    now = rules_on(date(2026, 8, 5))
    assert now.online_answer_hours is not None
    assert now.online_answer_hours.sourcing is Sourcing.READ
    with pytest.raises(InvalidInput) as refused:
        rules_on(date(2018, 6, 20))
    assert refused.value.code == "dossiers.no_rules"


@pytest.mark.parametrize(
    "told",
    [
        [("10/8", H.HANDLING), ("11/8", H.RECEIVED)],
        [("10/8", H.DONE)],
        [("10/8", H.RECEIVED), ("11/8", H.RETURNED), ("12/8", H.DUTY_ASKED)],
        [("10/8", H.RECEIVED), ("11/8", H.REAPPOINTED)],
    ],
)
def test_histories_that_no_clock_can_tell(told: list[tuple[str, Happening]]) -> None:
    assert history_problem(history(*told))
    assert history_problem(history(("10/8", H.RECEIVED), ("11/8", H.DONE))) is None


def test_as_json_both_stand_beside_each_other() -> None:
    said = clocks_as_json(clocks(history(("10/8", H.RECEIVED, "Xã A"), ("19/8", H.DONE))))
    assert said["law"]["verdict"] == "late"
    assert said["law"]["late_by"] == ["Xã A"]
    assert (said["law"]["due_on"], said["law"]["due_at"]) == ("2026-08-17", None)
    assert said["index_766"]["is_late"] is True


def test_a_file_of_events_is_told_by_words_and_its_missing_columns_are_named_in_them() -> None:
    rows = "Mã hồ sơ;Thời điểm;Trạng thái\nH27-1;01/06/2026 08:00;20\n"
    (aside,) = read_histories("a.csv", rows.encode(), LIMITS, now=datetime(2026, 7, 1)).aside
    assert str(aside[1]) == "Trạng thái «20» không có trong mười trạng thái."
    with pytest.raises(InvalidInput, match=r"Thiếu cột Thời điểm, Trạng thái\."):
        read_histories("a.csv", "Mã hồ sơ\nH27-1\n".encode(), LIMITS, now=datetime(2026, 7, 1))
