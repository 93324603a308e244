"""A year of the working-day calendar entered in the browser's service: looked at, kept, corrected, withdrawn."""

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.conf import LazySettings

from caicach.documents.deadlines.as_json import deadline_as_json
from caicach.documents.deadlines.reading import read_deadline
from caicach.kernel.access import SYSTEM, Actor, Role
from caicach.kernel.audit import services as audit
from caicach.kernel.audit.queries import history_of
from caicach.kernel.calendar import Order, Sourcing
from caicach.kernel.calendar.entries import Holiday, Swap, YearEntry, entry_of, rests_by_law, text_of
from caicach.kernel.calendar.in_force import added_years, calendar_in_force
from caicach.kernel.calendar.loading import packaged_years
from caicach.kernel.calendar.nodes import parse_yaml
from caicach.kernel.calendar.years import read_years
from caicach.kernel.errors import Conflict, InvalidInput, NotAllowed
from caicach.plans import queries, services
from caicach.plans.domain.calendar_years import YearOrigin
from caicach.plans.models import Assignment, Task
from factories.correspondence import OFFICE
from factories.plans import confirmed, row

NOW = datetime(2026, 11, 30, 3, 0, tzinfo=UTC)
ADMIN = Actor(user_id=None, name="Quản trị", roles=frozenset({Role.ADMIN}))
ORDER = Order("1/VPCP-KGVX", date(2027, 10, 1))
YEAR_2028 = YearEntry(
    2028,
    (
        Holiday(date(2028, 1, 1), "Tết Dương lịch"),
        *(Holiday(date(2028, 1, day), "Tết Nguyên đán", ORDER) for day in range(25, 30)),
        Holiday(date(2028, 4, 4), "Ngày Giỗ Tổ Hùng Vương"),
        Holiday(date(2028, 4, 30), "Ngày Chiến thắng"),
        Holiday(date(2028, 5, 1), "Ngày Quốc tế lao động"),
        Holiday(date(2028, 9, 1), "Quốc khánh (ngày liền kề)", ORDER),
        Holiday(date(2028, 9, 2), "Quốc khánh", ORDER),
        Holiday(date(2028, 11, 24), "Ngày Văn hóa Việt Nam"),
    ),
)


@pytest.fixture(autouse=True)
def own_place(settings: LazySettings, tmp_path: Path) -> None:
    settings.DATA_DIR = tmp_path


def test_every_packaged_year_can_be_written_and_read_again() -> None:
    entries = [entry_of(year) for year in packaged_years()]
    text = text_of(entries, replacing=[entry.year for entry in entries])
    again = read_years(parse_yaml(text, ""))
    assert [entry_of(year) for year in again] == entries
    assert [entry.sourcing for entry in entries] == [year.published.sourcing for year in packaged_years()]


def test_the_rests_that_the_law_gives_are_those_of_every_packaged_year() -> None:
    for entry in map(entry_of, packaged_years()):
        counted = {(rest.on, rest.for_) for rest in rests_by_law(entry.holidays, (), entry.swaps)}
        assert counted == {(rest.on, rest.for_) for rest in entry.rests}, entry.year


def test_the_day_of_culture_on_a_weekend_has_no_other_rest() -> None:
    assert rests_by_law((Holiday(date(2029, 11, 24), "Ngày Văn hóa Việt Nam"),), ()) == ()


def _keep(entry: YearEntry = YEAR_2028, **more: object) -> object:
    version = queries.calendar_version(ADMIN)
    return services.keep_year(ADMIN, entry=entry, version=version, now=NOW, **more)  # type: ignore[arg-type]


@pytest.mark.django_db
def test_a_look_keeps_nothing_and_what_is_kept_counts_at_once() -> None:
    look = _keep(is_check=True)
    assert calendar_in_force().last_day == date(2027, 12, 31)
    assert date(2028, 1, 31) in {change.now.on for change in look.changes}  # type: ignore[attr-defined]
    _keep()
    calendar = calendar_in_force()
    assert calendar.next_working_day(date(2028, 1, 24)) == date(2028, 2, 1)  # five days, two rests by the law
    assert str(calendar.day(date(2028, 1, 25)).order) == "1/VPCP-KGVX ngày 01/10/2027"
    (newest, *_) = queries.calendar_years(ADMIN)
    assert (newest.year, newest.sourcing, newest.origin) == (2028, Sourcing.READ, YearOrigin.GIVEN)
    (line,) = history_of("calendar_year", 2028)
    assert (line.actor_name, line.action) == ("Quản trị", "plans.calendar_year.kept")
    assert "25/01 Tết Nguyên đán" in line.new["holidays"]  # type: ignore[operator]


@pytest.mark.django_db
def test_a_year_that_the_law_refuses_is_told_without_words_of_files() -> None:
    with pytest.raises(InvalidInput) as refused:
        _keep(replace(YEAR_2028, holidays=YEAR_2028.holidays[1:]), is_check=True)
    assert refused.value.code == "calendar.too_few_holidays"
    assert refused.value.what == "Lịch đang nhập: năm 2028 chỉ có 11 ngày nghỉ lễ, tết."
    with pytest.raises(InvalidInput, match=r"calendar\.gap"):
        _keep(
            replace(
                YEAR_2028, year=2030, holidays=tuple(replace(h, on=h.on.replace(year=2030)) for h in YEAR_2028.holidays)
            )
        )
    with pytest.raises(InvalidInput, match=r"calendar\.swap_on_weekday"):
        _keep(replace(YEAR_2028, swaps=(Swap(date(2028, 1, 24), date(2028, 2, 9), ORDER),)))
    twice = replace(
        YEAR_2028, swaps=(Swap(date(2028, 1, 24), date(2028, 2, 12), Order("1/VPCP-KGVX", date(2027, 1, 1))),)
    )
    with pytest.raises(InvalidInput, match=r"calendar\.order_of_two_days"):
        _keep(twice)
    assert not added_years().exists()


@pytest.mark.django_db
def test_only_an_administrator_keeps_the_calendar() -> None:
    for act in (
        lambda: services.keep_year(OFFICE, entry=YEAR_2028, version="", now=NOW),
        lambda: services.withdraw_year(OFFICE, year=2028, version="", now=NOW),
        lambda: queries.calendar_years(OFFICE),
    ):
        with pytest.raises(NotAllowed):
            act()


@pytest.mark.django_db
def test_who_looked_before_somebody_else_kept_a_year_is_told() -> None:
    version = queries.calendar_version(ADMIN)
    _keep()
    with pytest.raises(Conflict, match=r"calendar\.changed_meanwhile"):
        services.keep_year(ADMIN, entry=YEAR_2028, version=version, now=NOW)


def _culture_on_a_working_day() -> YearEntry:
    """2027 with 23/11 off in exchange for a Saturday."""
    entry = queries.calendar_year(ADMIN, 2027).entry
    swap = Swap(date(2027, 11, 23), date(2027, 11, 27), Order("9/VPCP-KGVX", date(2027, 4, 1)))
    return replace(entry, swaps=(*entry.swaps, swap))


@pytest.fixture
def across(db: None) -> int:
    """Three working days from 19/11/2027, counted by the calendar without the swap; its assignment."""
    confirmed()
    found = row("STP", on=date(2023, 2, 20)).assignment_id
    words = read_deadline("trong thời hạn 03 ngày làm việc kể từ ngày ký")
    task = Assignment.objects.get(pk=found).task_id
    Task.objects.filter(pk=task).update(effective_on=date(2027, 11, 19), deadline=deadline_as_json(words))
    due_on = date(2027, 11, 25)  # 22, 23, then 25: the 24th is off
    Assignment.objects.filter(task=task).update(due_on=due_on, original_due_on=due_on)
    return found


def test_deadlines_that_a_swap_moves_are_shown_then_proposed_and_never_moved(across: int) -> None:
    entry = _culture_on_a_working_day()
    look = _keep(entry, is_check=True)
    assert {(one.unit, one.old_due_on, one.new_due_on) for one in look.moved} == {  # type: ignore[attr-defined]
        ("STP", date(2027, 11, 25), date(2027, 11, 26)),
        ("SYT", date(2027, 11, 25), date(2027, 11, 26)),
    }
    assert queries.waiting_recounts(OFFICE, on=date(2027, 1, 4)) == ()
    assert _keep(entry).proposed == 2  # type: ignore[attr-defined]
    waiting = queries.waiting_recounts(OFFICE, on=date(2027, 1, 4))
    assert {one.unit for one in waiting} == {"STP", "SYT"}
    assert "9/VPCP-KGVX" in str(waiting[0].reason)
    assert Assignment.objects.get(pk=across).due_on == date(2027, 11, 25)


def test_a_day_off_that_an_order_takes_back_is_proposed_too(across: int) -> None:
    _keep(_culture_on_a_working_day())
    Assignment.objects.update(due_on=date(2027, 11, 26), original_due_on=date(2027, 11, 26))
    version = queries.calendar_version(ADMIN)
    look = services.withdraw_year(ADMIN, year=2027, version=version, now=NOW, is_check=True)
    assert {one.new_due_on for one in look.moved} == {date(2027, 11, 25)}
    services.withdraw_year(ADMIN, year=2027, version=version, now=NOW)
    assert not added_years().exists()
    assert [line.action for line in history_of("calendar_year", 2027)][-1] == "plans.calendar_year.withdrawn"
    assert Assignment.objects.get(pk=across).due_on == date(2027, 11, 26)


@pytest.mark.django_db
def test_a_file_written_by_hand_is_copied_before_it_is_written_anew() -> None:
    _keep()
    by_hand = "# do cơ quan ghi\n" + added_years().read_text(encoding="utf-8").partition("\n")[2]
    added_years().write_text(by_hand, encoding="utf-8")
    copy = _keep(replace(YEAR_2028, note="Còn chờ thông báo")).kept_copy  # type: ignore[attr-defined]
    assert added_years().with_name(copy).read_text(encoding="utf-8") == by_hand
    assert queries.calendar_year(ADMIN, 2028).entry.note == "Còn chờ thông báo"


@pytest.mark.django_db
def test_what_cannot_be_kept_leaves_the_file_as_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*args: object, **kwargs: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(audit, "record", refuse)
    with pytest.raises(RuntimeError):
        _keep()
    assert not added_years().exists()
    assert calendar_in_force().last_day == date(2027, 12, 31)


@pytest.mark.django_db
def test_a_packaged_year_and_a_year_before_another_stay() -> None:
    with pytest.raises(Conflict, match=r"calendar\.not_withdrawn"):
        services.withdraw_year(SYSTEM, year=2027, version=queries.calendar_version(ADMIN), now=NOW)
