"""Filters kept under a name: shared with the own unit, watched, and told of once when something enters."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from caicach.kernel.errors import InvalidInput, NotAllowed, NotFound
from caicach.notifications import list_queries, services
from caicach.notifications import queries as messages
from caicach.notifications.domain import lists as offered
from caicach.organisations.models import User
from caicach.organisations.queries import actor_of
from caicach.plans.models import Assignment
from caicach.web.shell.faces import known_faces
from factories.plans import confirmed
from rights.world import TODAY, built

pytestmark = pytest.mark.django_db
SignIn = Callable[[str], Client]
LATE = {"page": "web:tasks", "query": "don-vi=STP", "name": "Việc của Sở Tư pháp"}


def person(username: str) -> int:
    return User.objects.get(username=username).pk


def told(username: str) -> list[str]:
    actor = actor_of(person(username), timezone.localdate())
    return [str(row.content.title) for row in messages.messages(actor).items if "danh sách" in str(row.content.title)]


def look(days: int = 1) -> None:
    later = timezone.now() + timedelta(days=days)
    services.tell_entered(on=timezone.localdate(later), now=later)


def test_a_list_is_saved_opened_and_watched_until_something_enters(sign_in: SignIn) -> None:
    office = sign_in("thuongtruc")
    confirmed()
    moved = Assignment.objects.filter(unit_id="SYT").order_by("pk")[0]
    assert "Lưu bộ lọc này" in office.get("/nhiem-vu/?don-vi=STP&trang=2").content.decode()
    saved = office.post("/danh-sach/luu/", {**LATE, "watch": "1"})
    assert saved["Location"] == "/nhiem-vu/?don-vi=STP"
    assert "Việc của Sở Tư pháp" in office.get("/nhiem-vu/").content.decode()
    look()
    assert told("thuongtruc") == []
    Assignment.objects.filter(pk=moved.pk).update(unit_id="STP", task_id=moved.task_id, period="k2")
    look(2)
    look(3)
    assert told("thuongtruc") == ["1 mục mới trong danh sách «Việc của Sở Tư pháp»"]
    (row,) = list_queries.saved_lists(actor_of(person("thuongtruc"), timezone.localdate()))
    office.post(f"/danh-sach/{row.id}/thoi/")
    office.post(f"/danh-sach/{row.id}/bo/")
    assert "Chưa lưu danh sách nào" in office.get("/danh-sach/").content.decode()


def test_a_shared_list_is_seen_by_the_unit_and_by_nobody_else(sign_in: SignIn) -> None:
    justice = sign_in("tuphap")
    confirmed()
    justice.post("/danh-sach/luu/", {**LATE, "unit": "STP"})
    (row,) = list_queries.saved_lists(actor_of(person("tuphap"), timezone.localdate()))
    assert (row.unit, row.is_own, row.is_watched) == ("STP", True, False)
    assert list_queries.saved_lists(actor_of(person("thuongtruc"), timezone.localdate())) == ()
    assert sign_in("thuongtruc").post(f"/danh-sach/{row.id}/theo-doi/").status_code == 404
    with pytest.raises(NotAllowed):
        services.save_list(
            actor_of(person("tuphap"), timezone.localdate()),
            **{**LATE, "unit": "SYT", "is_watched": False, "now": timezone.now()},  # type: ignore[arg-type]
        )


def test_what_cannot_be_kept_or_watched_is_told(sign_in: SignIn, monkeypatch: pytest.MonkeyPatch) -> None:
    sign_in("thuongtruc").get("/nhiem-vu/")
    actor = actor_of(person("thuongtruc"), timezone.localdate())
    for wrong in ({"name": " "}, {"page": "web:help"}, {"query": "x" * 2001}):
        with pytest.raises(InvalidInput):
            services.save_list(
                actor,
                **{**LATE, "unit": None, "is_watched": False, "now": timezone.now(), **wrong},  # type: ignore[arg-type]
            )
    monkeypatch.setitem(offered._sources, "web:tasks", lambda *_: offered.Listed(offered.MOST_WATCHED + 1, ()))
    with pytest.raises(InvalidInput, match="dài quá"):
        services.save_list(actor, **{**LATE, "unit": None, "is_watched": True, "now": timezone.now()})  # type: ignore[arg-type]
    with pytest.raises(NotFound):
        services.leave_list(actor, list_id=7, now=timezone.now())


def test_every_list_that_may_be_kept_offers_it_and_its_entries_open(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: TODAY)
    built()
    client = Client()
    client.force_login(User.objects.get(username="thuongtruc"))
    actor = actor_of(person("thuongtruc"), TODAY.date())
    for page, listed in known_faces().lists.items():
        assert "Lưu bộ lọc này" in client.get(reverse(page), {"don-vi": "STP"}).content.decode(), page
        found = listed(actor, "", TODAY.date())
        assert found.total >= len(found.entries) > 0, page
        assert len({one.key for one in found.entries}) == len(found.entries)
        for one in found.entries[:2]:
            assert client.get(one.link, follow=True).status_code == 200, one


def test_a_list_of_dossiers_is_kept_without_the_day_it_was_kept_on(monkeypatch: pytest.MonkeyPatch) -> None:
    """The page fills both days of its filter in: kept so, the list would never hold a dossier of tomorrow."""
    monkeypatch.setattr(timezone, "now", lambda: TODAY)
    built()
    client = Client()
    client.force_login(User.objects.get(username="thuongtruc"))
    asked = {"tu": "01/01/2024", "den": "01/03/2024", "don-vi": "STP"}
    page = client.get(reverse("web:dossier_list"), asked).content.decode()
    assert 'name="query" value="don-vi=STP"' in page
    page = client.get(reverse("web:dossier_list"), {**asked, "den": "28/02/2024"}).content.decode()
    assert "den=28%2F02%2F2024" in page.partition('name="query"')[2][:200]
