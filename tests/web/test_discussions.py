"""Talk about a task, a letter, a cell: told to who is called and concerned, never lost, seen by who sees the thing."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import timezone

from caicach.discussions import services
from caicach.discussions.domain.remarks import Thing, ThingKind
from caicach.discussions.models import Remark, Wording
from caicach.kernel.errors import NotFound
from caicach.notifications import queries as messages
from caicach.organisations.models import User
from caicach.organisations.queries import actor_of
from caicach.plans.models import Assignment, Task
from factories.plans import confirmed

pytestmark = pytest.mark.django_db
SignIn = Callable[[str], Client]


def told(username: str) -> list[str]:
    actor = actor_of(User.objects.get(username=username).pk, timezone.localdate())
    return [title for row in messages.messages(actor).items if ": " in (title := str(row.content.title))]


def test_a_question_is_answered_and_both_sides_are_told(sign_in: SignIn) -> None:
    justice, office = sign_in("tuphap"), sign_in("thuongtruc")
    confirmed()
    task = Task.objects.filter(assignments__unit_id="STP").order_by("pk")[0].pk
    address, page = f"/trao-doi/nhiem-vu/{task}/", f"/nhiem-vu/{task}/"
    asked = justice.post(address, {"text": "Mẫu nào ạ?", "is_question": "on", "seen": "0"})
    assert asked["Location"] == f"{page}#trao-doi"
    assert any("hỏi:" in title for title in told("thuongtruc"))
    first = Remark.objects.get()
    late = office.post(address, {"text": "Mẫu 02, @tuphap nhé", "seen": "0"})
    assert late.status_code == 409
    assert "Mẫu 02, @tuphap nhé" in late.content.decode()
    assert "Mẫu nào ạ?" in late.content.decode()
    office.post(address, {"text": "Mẫu 02, @tuphap nhé", "seen": str(first.pk)})
    assert any("gọi bạn:" in title for title in told("tuphap"))
    shown = justice.get(page).content.decode()
    assert shown.index("Mẫu nào ạ?") < shown.index("Mẫu 02")
    assert "Câu hỏi" in shown


def test_new_words_lose_no_old_ones_and_two_windows_are_told(sign_in: SignIn) -> None:
    office = sign_in("thuongtruc")
    confirmed()
    task = Task.objects.order_by("pk")[0].pk
    office.post(f"/trao-doi/nhiem-vu/{task}/", {"text": "Gửi ngày 5", "seen": "0"})
    one = Remark.objects.get()
    change = f"/trao-doi/y-kien/{one.pk}/sua/"
    assert office.post(change, {"text": "Gửi ngày 6", "version": "1"}).status_code == 302
    stale = office.post(change, {"text": "Gửi ngày 7", "version": "1"})
    assert stale.status_code == 409
    assert "Gửi ngày 7" in stale.content.decode()
    assert [row.text for row in Wording.objects.all()] == ["Gửi ngày 5"]
    assert "Gửi ngày 5" in office.get(f"/nhiem-vu/{task}/").content.decode()
    assert sign_in("tuphap").post(change, {"text": "Của người khác", "version": "2"}).status_code == 404


def test_a_stranger_neither_reads_nor_speaks_nor_is_called(sign_in: SignIn) -> None:
    office, health = sign_in("thuongtruc"), sign_in("yte")
    confirmed()
    only = Task.objects.order_by("pk")[0]
    Assignment.objects.filter(task=only).exclude(unit_id="STP").update(is_cancelled=True, unit_id="STP", period="cu")
    address = f"/trao-doi/nhiem-vu/{only.pk}/"
    assert health.get(address).status_code == 404
    assert health.post(address, {"text": "Tôi cũng xem", "seen": "0"}).status_code == 404
    for name in ("yte", "khongai"):
        refused = office.post(address, {"text": f"Nhờ @{name} xem", "seen": "0"})
        assert refused.status_code == 422
        assert f"Không gọi được: @{name}" in refused.content.decode()
    assert not Remark.objects.exists()


@pytest.mark.parametrize("kind", ["van-ban-di", "phieu"])
def test_what_is_not_there_cannot_be_talked_about(sign_in: SignIn, kind: str) -> None:
    assert sign_in("thuongtruc").get(f"/trao-doi/{kind}/999/?ma=1.1").status_code == 404
    actor = actor_of(User.objects.get(username="thuongtruc").pk, timezone.localdate())
    with pytest.raises(NotFound):
        services.say(
            actor, thing=Thing(ThingKind.LETTER, 999), text="x", is_question=False, seen_until=0, now=timezone.now()
        )
