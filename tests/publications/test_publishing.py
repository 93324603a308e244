"""Publishing: what is told is frozen and chained, corrected by an edition of its own, and never a person's name."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.db import connection

from caicach.indices import services as indices
from caicach.indices.domain.cycle import Cells
from caicach.kernel.access import Actor
from caicach.kernel.audit.verifying import verify
from caicach.kernel.errors import Conflict, InvalidInput, NotAllowed, NotFound
from caicach.kernel.metrics import Measured, Missing, Provenance, SampleError
from caicach.kernel.periods import parse_period
from caicach.kernel.said import tell
from caicach.publications import queries, services
from caicach.publications.domain.tables import NamedMetric, figures_table
from caicach.publications.domain.values import PublicKind
from caicach.publications.gathering import SourceRef
from caicach.regimes import services as regimes
from caicach.regimes.domain.catalogue import form_named
from caicach.reports import services as reports
from factories.correspondence import JUSTICE, LEADER, OFFICE
from factories.indices import LATER, at_council, council_says
from factories.plans import confirmed

NOW = datetime(2023, 4, 3, 3, tzinfo=UTC)
FORM, QUARTER = form_named("cchc-quarterly"), parse_period("2023Q1")


def progress(actor: Actor = OFFICE, now: datetime = NOW) -> SourceRef:
    made = reports.make_progress_report(actor, first=date(2023, 2, 1), last=date(2023, 3, 31), unit="", now=now)
    return SourceRef(PublicKind.PROGRESS, str(made))


def periodic(now: datetime = NOW) -> SourceRef:
    made = regimes.make_edition(OFFICE, form=FORM, period=QUARTER, edits={"VIII": "Lời riêng"}, own={}, now=now)
    return SourceRef(PublicKind.PERIODIC, str(made))


@pytest.fixture
def work(db: None) -> None:
    confirmed()


def test_what_is_published_is_frozen_behind_the_edition_before(work: None) -> None:
    first = services.publish(OFFICE, source=progress(), now=NOW)
    second = services.publish(OFFICE, source=periodic(), now=NOW)
    one, two = queries.edition(first), queries.edition(second)
    assert (one.line.number, two.line.number, two.previous) == (1, 2, one.line.digest)
    assert one.publisher == "Cơ quan thường trực cải cách hành chính"
    assert {row[0].text for row in one.content.table("units").rows} >= {"Sở Tư pháp", "Sở Y tế"}  # type: ignore[union-attr]
    assert "Lời riêng" not in two.sealed  # words of units and editors stay inside: figures alone are published
    assert OFFICE.name not in one.sealed + two.sealed
    assert queries.broken_links() == ()
    assert list(verify()) == []


def test_a_correction_names_what_it_corrects_and_both_stay(work: None) -> None:
    first = services.publish(OFFICE, source=progress(), now=NOW)
    with pytest.raises(Conflict, match="đính chính"):
        services.publish(OFFICE, source=progress(), now=NOW)
    with pytest.raises(InvalidInput, match="lý do"):
        services.correct(OFFICE, number=first, source=progress(), reason=" ", now=NOW)
    with pytest.raises(InvalidInput, match="không phải"):
        services.correct(OFFICE, number=first, source=periodic(), reason="Sai", now=NOW)
    second = services.correct(OFFICE, number=first, source=progress(), reason="Thiếu một huyện", now=NOW)
    with pytest.raises(Conflict):
        services.correct(OFFICE, number=first, source=progress(), reason="Lại sai", now=NOW)
    assert (queries.edition(first).line.corrected_by, queries.edition(second).line.corrects) == (second, first)
    assert [line.number for line in queries.current_editions()] == [second]
    assert queries.edition(second).reason == "Thiếu một huyện"
    assert queries.broken_links() == ()


@pytest.mark.parametrize("change", ["sealed = replace(sealed, 'Sở Y tế', 'Sở Y')", "title = 'Khác'", "number = 7"])
def test_what_was_changed_by_hand_is_found(work: None, change: str) -> None:
    services.publish(OFFICE, source=progress(), now=NOW)
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE publications_publishededition SET {change}")
    assert len(queries.broken_links()) >= 1


def test_only_who_has_the_right_publishes_and_only_what_is_final(work: None) -> None:
    source = progress()
    for actor in (JUSTICE, LEADER):
        with pytest.raises(NotAllowed):
            services.publish(actor, source=source, now=NOW)
        with pytest.raises(NotAllowed):
            queries.offers(actor)
    assert source in [offer.source for offer in queries.offers(OFFICE)]
    for unknown in ("progress:999", "figures:plans/2023Q1", "figures:nowhere/2023Q1", "documents:1", "ranking:x"):
        kind, _colon, key = unknown.partition(":")
        with pytest.raises(NotFound):
            services.publish(OFFICE, source=SourceRef(PublicKind(kind), key), now=NOW)


@pytest.mark.django_db
def test_a_ranking_is_published_with_the_intervals_of_its_ranks() -> None:
    year = at_council()
    for unit in ("SNV", "STP", "SYT"):
        council_says(year, unit, "1.4", Cells("100"))
    indices.freeze(OFFICE, year_id=year, now=LATER)
    source = SourceRef(PublicKind.RANKING, str(year))
    with pytest.raises(NotFound):
        services.publish(OFFICE, source=source, now=LATER)
    indices.publish(OFFICE, year_id=year, now=LATER)
    table = queries.edition(services.publish(OFFICE, source=source, now=LATER)).content.table("ranking")
    assert table is not None
    places = [table.place(code) or 0 for code in ("rank", "rank_low", "rank_high")]
    ranked = [[Decimal(row[place].text) for place in places] for row in table.rows if row[places[0]].text]
    assert ranked
    assert all(1 <= low <= high <= len(table.rows) for _rank, low, high in ranked)


def _counted(value: str, rows: int) -> Measured:
    return Measured(Decimal(value), Provenance(tell("Hồ sơ"), rows, date(2023, 3, 31), tell("trong kỳ")))


def test_small_cells_are_held_back_with_the_reason_and_no_total_gives_them_away() -> None:
    metric = NamedMetric("surveys.satisfied_share", tell("Tỷ lệ"), tell("phần"), tell("Cách tính"))
    units = [("A", "Sở A"), ("B", "Sở B"), ("C", "Sở C"), ("D", "Sở D")]
    figures = {"A": _counted("0.5", 4), "B": _counted("0.8", 5), "C": _counted("0", 0), "D": Missing(tell("chưa có"))}
    table = figures_table([metric], units, {metric.name: figures}, least=5)
    value, rows = table.place("value"), table.place("rows")
    assert value is not None
    assert rows is not None
    assert [row[value].text for row in table.rows] == ["", "0.8", "0", ""]
    assert [row[rows].text for row in table.rows] == ["", "5", "0", ""]
    assert "ít hơn 5" in str(table.rows[0][value].hidden)
    assert len(table.rows) == len(units)


def test_of_figures_that_are_parts_of_one_another_a_small_unit_is_held_back_whole() -> None:
    names = ("dossiers.handled_count", "dossiers.on_time_count", "dossiers.late_count")
    metrics = [NamedMetric(name, tell("Số hồ sơ"), tell("hồ sơ"), tell("Cách tính")) for name in names]
    counts = {"A": (122, 121, 1), "B": (4, 3, 1), "C": (0, 0, 0)}
    figures = {
        name: {unit: _counted(str(parts[place]), parts[place]) for unit, parts in counts.items()}
        for place, name in enumerate(names)
    }
    units = [(code, f"Sở {code}") for code in counts]
    table = figures_table(metrics, units, figures, least=5, is_by_unit=True)
    value = table.place("value") or 0
    shown = {code: [row[value].text for row in table.rows if row[0].text == code] for code in counts}
    assert shown == {"A": ["122", "121", "1"], "B": ["", "", ""], "C": ["0", "0", "0"]}


def test_a_figure_from_a_sample_is_published_with_its_error_or_with_why_there_is_none() -> None:
    metric = NamedMetric("surveys.satisfied_share", tell("Tỷ lệ"), tell("phần"), tell("Cách tính"))
    known = SampleError(Decimal("0.02"), (Decimal("0.76"), Decimal("0.84")))
    unknown = SampleError(reason=tell("không công bố sai số"))
    figures = {
        "A": replace(_counted("0.80", 100), error=known),
        "B": replace(_counted("0.70", 90), error=unknown),
        "C": replace(_counted("0.60", 4), error=known),
    }
    units = [("A", "Sở A"), ("B", "Sở B"), ("C", "Sở C")]
    table = figures_table([metric], units, {metric.name: figures}, least=5)
    assert [[cell.text for cell in row[-3:]] for row in table.rows] == [["0.02", "0.76", "0.84"], [""] * 3, [""] * 3]
    assert str(table.rows[1][-1].hidden) == "không công bố sai số"
    assert "ít hơn 5" in str(table.rows[2][-1].hidden)
