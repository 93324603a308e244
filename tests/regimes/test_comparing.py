"""Two editions side by side: everything that differs is told, and nothing else."""

from dataclasses import replace
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from caicach.kernel.said import Said, tell
from caicach.regimes.domain.catalogue import form_named
from caicach.regimes.domain.comparing import comparison
from caicach.regimes.domain.consolidation import Consolidation, Participant, Standing, consolidation
from caicach.regimes.domain.stating import Origin, Stated, Statement, TableRow

FORM, CONTROL = form_named("cchc-quarterly"), form_named("tthc-monthly")
UNITS = ("Sở A", "Sở B", "Xã C")
AMOUNTS = st.one_of(st.integers(0, 3).map(Decimal), st.just(tell("chưa giao")))
STATED = st.fixed_dictionaries({unit: st.dictionaries(st.just("dialogues"), AMOUNTS) for unit in UNITS})


def _joined(stated: dict[str, dict[str, Decimal | Said]]) -> Consolidation:
    return consolidation(FORM, [_unit(name, figures) for name, figures in stated.items()])


def _unit(name: str, figures: dict[str, Decimal | Said], words: str = "", *keys: str) -> Participant:
    row = {column.code: Decimal(1) for column in CONTROL.table("07").columns if column.is_typed}
    statement = Statement(
        name,
        name,
        "department",
        {code: Stated(amount, Origin.TYPED) for code, amount in figures.items()},
        {"I": words} if words else {},
        {"07": tuple(TableRow(key, row) for key in keys)},
    )
    return Participant(name, name, "department", Standing.IN_TIME, statement)


@given(STATED, STATED)
def test_a_part_is_told_where_it_differs_and_only_there(
    then: dict[str, dict[str, Decimal | Said]], now: dict[str, dict[str, Decimal | Said]]
) -> None:
    found = comparison(_joined(then), _joined(now))
    differing = {unit for unit in UNITS if then[unit].get("dialogues") != now[unit].get("dialogues")}
    told = {part.place for figure in found.figures if figure.code == "dialogues" for part in figure.parts}
    assert told == differing
    assert found.is_empty == (not differing)
    back = comparison(_joined(now), _joined(then))
    assert [(one.code, one.joined and (one.joined.after, one.joined.before)) for one in found.figures] == [
        (one.code, one.joined and (one.joined.before, one.joined.after)) for one in back.figures
    ]


def test_words_rows_and_how_units_reported_are_compared_too() -> None:
    before = consolidation(CONTROL, [_unit("Sở A", {}, "Đã làm.", "Đất đai"), _unit("Sở B", {})], edits={"IV": "Cũ"})
    later = [_unit("Sở A", {}, "Làm xong.", "Đất đai", "Hộ tịch"), replace(_unit("Sở B", {}), standing=Standing.LATE)]
    found = comparison(before, consolidation(CONTROL, later, edits={"IV": "Mới"}))
    assert [(one.number, one.author, one.before, one.after) for one in found.words] == [
        ("I", "Sở A", "Đã làm.", "Làm xong."),
        ("IV", "", "Cũ", "Mới"),
    ]
    assert {row.key for row in found.rows} == {"", "Hộ tịch"}
    assert all(one.before is None for row in found.rows if row.key for one in row.amounts)
    assert [(one.name, one.before, one.after) for one in found.standings] == [("Sở B", Standing.IN_TIME, Standing.LATE)]


def test_a_unit_or_an_indicator_that_one_of_them_has_not_is_told() -> None:
    before, after = _joined({"Sở A": {"dialogues": Decimal(1)}}), _joined({"Sở A": {}, "Sở B": {}})
    found = comparison(before, after)
    assert [(one.name, one.before) for one in found.standings] == [("Sở B", None)]
    narrower = replace(FORM, headings=FORM.headings[1:], rules=())
    fewer = comparison(before, consolidation(narrower, before.participants))
    gone = {one.code: one.joined for one in fewer.figures}
    assert gone["dialogues"] is not None
    assert (gone["dialogues"].before, gone["dialogues"].after) == (1, None)
