"""What changed is found, what is gone is not; words are found without marks, numbers by any part, on both databases."""

import random

import pytest
from django.db import connection

from caicach.kernel.access import Actor
from caicach.kernel.search import queries, services
from caicach.kernel.search.models import Entry, Form, Mark
from caicach.kernel.search.queries import find
from caicach.kernel.search.registry import SearchDefect, register, sources
from caicach.kernel.search.structure import trigger_names
from caicach.kernel.search.words import asked_of, parts_marked, score, words_of
from caicach.kernel.vocabulary import AddressRole, ProposalKind
from caicach.organisations.models import UnitFact
from caicach.plans import services as plans
from caicach.plans.domain.tasks import TaskOrigin
from caicach.plans.models import Assignment, Task
from factories.correspondence import HEALTH, JUSTICE, NOW, OFFICE, province, received, review

pytestmark = pytest.mark.django_db
ON = NOW.date()
STRANGER = Actor(user_id=99, name="Người khác")


@pytest.fixture
def directive() -> int:
    """The invented letter, confirmed: tasks of units, all in the index."""
    province()
    document = received()
    plans.confirm_directive(OFFICE, document_id=document, version=review(document).version, now=NOW)
    services.prepare()
    services.refresh_all(on=ON)
    return document


def titles(actor: Actor, typed: str, kind: str = "") -> list[tuple[str, str]]:
    services.refresh_all(on=ON)
    return [(item.kind, item.title) for item in find(actor, typed, kind=kind, size=100).items]


def kinds(actor: Actor, typed: str) -> set[str]:
    return {kind for kind, _ in titles(actor, typed)}


def test_a_letter_its_tasks_and_its_units_are_found_without_marks_and_in_any_case(directive: int) -> None:
    first = Task.objects.order_by("id")[0]
    for typed in (first.text, words_of(first.text)[:25], first.text[:28].upper(), first.text[:24]):
        assert ("task", first.text) in titles(OFFICE, typed)
    assert titles(OFFICE, "so tu phap")[0] == ("unit", "Sở Tư pháp")
    assert kinds(OFFICE, "SỞ TƯ PHÁP") >= {"unit", "task"}


def test_a_number_is_found_whole_by_its_symbol_and_by_its_beginning(directive: int) -> None:
    document = find(OFFICE, "a", kind="document")
    note = Entry.objects.get(kind="document").note
    assert "/" in note, document
    number, _, symbol = note.partition("/")
    for typed in (note, f"{number}/{symbol[:3]}", symbol, note.replace("/", " "), f'"{note}"'):
        found = titles(OFFICE, typed)
        assert "document" in {kind for kind, _ in found}, typed
        assert "task" in {kind for kind, _ in found}, typed
    assert find(OFFICE, note).items[0].note == note


def test_a_number_leads_to_just_what_holds_its_words_side_by_side() -> None:
    province()
    services.prepare()
    chance = random.Random(5)
    parts = ("7", "70", "15", "2023", "KH", "K", "QĐ", "UBND", "của", "kh2", "7a")
    texts = {"".join(chance.choice(parts) + chance.choice(" /-.") for _ in range(9)).strip() for _ in range(60)}
    for text in sorted(texts):
        task = Task.objects.create(
            text=text,
            kind=ProposalKind.TASK.value,
            origin=TaskOrigin.LETTER.value,
            origin_ref="x",
            effective_on=ON,
            created_at=NOW,
        )
        Assignment.objects.create(task=task, unit_id="STP", role=AddressRole.LEAD.value, given_on=ON)
    services.refresh_all(on=ON)
    pairs = 0
    for _ in range(120):
        typed = "".join(chance.choice(parts) + chance.choice("/-") for _ in range(chance.randrange(2, 4)))[:-1]
        typed += chance.choice(("", " ", " KH", " k"))
        asked = asked_of(typed)
        pairs += any(one.pairs for one in asked.sought)
        held = {text for text in texts if all(one.text in f" {words_of(text)} " for one in asked.sought)}
        shown = {row.title for row in find(OFFICE, typed, kind="task", size=100).items}
        assert shown == held, (typed, asked)
    assert pairs > 30


def test_everybody_finds_what_the_own_pages_show_and_nothing_else(directive: int) -> None:
    given = Assignment.objects.filter(unit_id="STP").order_by("id")[0]
    text = given.task.text
    assert ("task", text) in titles(OFFICE, text)
    assert ("task", text) in titles(JUSTICE, text)
    assert titles(STRANGER, text) == []
    others = Task.objects.exclude(assignments__unit_id="SYT").order_by("id").first()
    if others is not None:
        assert ("task", others.text) not in titles(HEALTH, others.text)


def test_what_changes_by_whatever_way_is_found_anew_and_what_is_gone_is_not(directive: int) -> None:
    task = Task.objects.order_by("id")[0]
    Task.objects.filter(pk=task.pk).update(text="Rà soát bộ máy ngoài kế hoạch")  # past every service
    assert ("task", "Rà soát bộ máy ngoài kế hoạch") in titles(OFFICE, "ra soat bo may ngoai")
    UnitFact.objects.filter(unit_id="STP").update(name="Sở Pháp chế")
    assert ("unit", "Sở Pháp chế") in titles(OFFICE, "phap che")
    Task.objects.filter(pk=task.pk).update(cancelled_at=NOW, cancelled_reason="Trùng")
    assert "task" not in kinds(OFFICE, "ra soat bo may ngoai")
    assert not Mark.objects.exists()


def test_a_number_corrected_on_the_letter_is_the_number_of_its_tasks(directive: int) -> None:
    from caicach.correspondence.models import ReceivedDocument  # noqa: PLC0415 - a change past every service

    ReceivedDocument.objects.filter(pk=directive).update(number="4711", symbol="KH-BCĐ")
    assert kinds(OFFICE, "4711/KH-BCĐ") == {"document", "task"}


def test_an_index_written_anew_is_the_index_that_was_kept(directive: int) -> None:
    def held() -> list[tuple[object, ...]]:
        columns = ("kind", "root", "part", "head", "body", "tags", "title", "note", "happened_on")
        return sorted(Entry.objects.values_list(*columns), key=repr)

    Task.objects.order_by("id").update(product="Báo cáo")
    services.refresh_all(on=ON)
    before = held()
    Entry.objects.all().delete()
    services.mark_all()
    services.refresh_all(on=ON)
    assert held() == before
    assert {kind for kind, *_ in before} >= {"unit", "document", "task"}


def test_entries_are_written_anew_where_the_program_says_something_else(directive: int) -> None:
    Form.objects.update(digest="of an older program")
    Entry.objects.filter(kind="unit").delete()
    assert services.prepare()
    services.refresh_all(on=ON)
    assert queries.counts()["unit"] > 0
    assert queries.waiting_marks() == 0


def test_every_trigger_is_there_again_after_a_table_was_made_anew(directive: int) -> None:
    name = min(name for name in trigger_names(connection.vendor, sources()) if "document_0" in name)
    table = "correspondence_receiveddocument"
    with connection.cursor() as cursor:
        on = f' ON "{table}"' if connection.vendor == "postgresql" else ""
        cursor.execute(f"DROP TRIGGER {name}{on}")
    services.prepare()
    with connection.cursor() as cursor:
        from_where = (
            "pg_trigger WHERE tgname"
            if connection.vendor == "postgresql"
            else "sqlite_master WHERE type='trigger' AND name"
        )
        cursor.execute(f"SELECT count(*) FROM {from_where} = %s", [name])
        assert cursor.fetchone()[0] == 1


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "  ",
        "…",
        "'",
        '"',
        '""',
        "NEAR(",
        "* *",
        "a:b",
        "-x",
        "(",
        ") OR (",
        "' OR 1=1 --",
        "\\",
        "%",
        "^a",
        "a" * 500,
    ],
)
def test_nothing_typed_is_syntax(directive: int, typed: str) -> None:
    services.refresh_all(on=ON)
    assert find(OFFICE, typed).number == 1


def test_the_number_of_queries_does_not_grow_with_what_is_found(directive: int, django_assert_max_num_queries) -> None:
    made = [
        Entry(kind="task", root=str(n), head="ban", tags="xqzkindtask", title="Ban") for n in range(10**6, 10**6 + 50)
    ]
    Entry.objects.bulk_create(made)
    with django_assert_max_num_queries(4 * len(sources())):
        find(OFFICE, "ban")


def test_a_kind_is_offered_once_and_has_a_name() -> None:
    with pytest.raises(SearchDefect):
        register(sources()[0])


def test_what_is_asked_is_marked_in_what_is_shown() -> None:
    asked = asked_of("tư pháp 45/BCĐ")
    assert parts_marked("Sở Tư pháp, số 45/BCĐ", asked) == (
        ("Sở ", False),
        ("Tư pháp", True),
        (", số ", False),
        ("45/BCĐ", True),
    )
    assert parts_marked("Tự do", asked_of("phap")) == (("Tự do", False),)


def test_the_number_asked_for_comes_first_then_heads_then_the_rest() -> None:
    asked = asked_of("45/BCĐ")
    found = {
        "number": score(asked, head="bao cao 45 bcd", note="45 bcd"),
        "head": score(asked, head="thuc hien 45 bcd", note=""),
        "parts": score(asked, head="bcd ve viec 45", note=""),
        "none": score(asked, head="khac", note=""),
    }
    assert sorted(found, key=lambda name: -found[name]) == ["number", "head", "parts", "none"]
