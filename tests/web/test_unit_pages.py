"""Units in the browser: found by level, changed on a day after a look at what moves, their posts taken and left."""

import re
from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client

from caicach.kernel.access import Role
from caicach.kernel.audit.queries import history_of
from caicach.kernel.audit.verifying import verify
from caicach.notifications.models import Message
from caicach.organisations import queries
from caicach.organisations.models import PostHolding, RoleGrant, UnitChange
from caicach.organisations.services.unit_steps import rows_now

pytestmark = pytest.mark.django_db

SignIn = Callable[[str], Client]
UNITS = "/quan-tri/don-vi/"
ON = date(2023, 3, 1)
DAY = {"effective_on": "01/03/2023", "order_document": "Nghị quyết 10/NQ-HĐND ngày 20/02/2023"}


def page(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status, address
    return answer.content.decode()


def looked(client: Client, address: str, typed: dict[str, object]) -> tuple[str, dict[str, object]]:
    """The look at a change, and what is sent to keep it."""
    answer = client.post(address, {**typed, "act": "look"})
    shown = answer.content.decode()
    assert answer.status_code == 200, re.findall(r'role="alert".*?</div>', shown, re.DOTALL)
    (seal,) = re.findall(r'name="seal" value="([0-9a-f]+)"', shown)
    return shown, {**typed, "act": "record", "seal": seal}


def user(username: str) -> int:
    return queries.user_id_of(username)


def test_units_are_found_by_name_level_and_state(sign_in: SignIn) -> None:
    client = sign_in("quantri")
    assert "Sở Tư pháp" in page(client, UNITS)
    found = page(client, f"{UNITS}?tim=so+tu+phap")
    assert "Sở Tư pháp" in found
    assert "Sở Y tế" not in found
    assert "Không có đơn vị nào như vậy" in page(client, f"{UNITS}?tinh-trang=da-het")
    assert "Sở Tư pháp" not in page(client, f"{UNITS}?cap=district")
    page(client, f"{UNITS}ma/KHONG-CO/", 404)
    page(sign_in("tuphap"), UNITS, 403)


def test_a_merge_is_looked_at_then_kept_and_roles_go_on_at_the_successor(sign_in: SignIn) -> None:
    client = sign_in("quantri")
    typed = {**DAY, "from_units": ["STP"], "into": "SYT"}
    shown, kept = looked(client, f"{UNITS}thay-doi/hop-nhat/", typed)
    assert "Kết thúc" in shown
    assert "thay đổi được ghi là dự kiến" in shown
    assert "Hết vai trò" in shown
    assert not UnitChange.objects.filter(effective_on=ON).exists()
    assert RoleGrant.objects.filter(unit_id="STP", valid_to=None).exists()
    answer = client.post(f"{UNITS}thay-doi/hop-nhat/", kept)
    assert answer.status_code == 302
    assert [unit.code for unit in queries.units_on(ON) if unit.code in ("STP", "SYT")] == ["SYT"]
    assert "STP" in queries.directory_on(date(2023, 2, 28)).by_code
    assert queries.actor_of(user("tuphap"), ON).acts_for == frozenset()
    told = Message.objects.get(recipient_id=user("tuphap"))
    assert "01/03/2023" in str(told.content)
    change = page(client, answer["Location"])
    (grant,) = re.findall(rf'name="grant" value="({_grant_of("tuphap")})"', change)
    moved = client.post(f"{answer['Location']}vai-tro/", {"grant": grant, f"unit-{grant}": "SYT"})
    assert moved.status_code == 302
    assert queries.actor_of(user("tuphap"), ON).acts_for == {"SYT"}
    assert queries.actor_of(user("tuphap"), date(2023, 2, 28)).acts_for == {"STP"}
    assert client.post(f"{answer['Location']}vai-tro/", {"grant": grant, f"unit-{grant}": "SNV"}).status_code == 422
    assert "dự kiến" in page(client, f"{UNITS}ma/STP/")


def _grant_of(username: str) -> int:
    return RoleGrant.objects.get(user__username=username).pk


def test_what_changed_since_the_look_is_shown_again_and_not_kept(sign_in: SignIn) -> None:
    client = sign_in("quantri")
    _, kept = looked(client, f"{UNITS}ma/STP/giai-the/", {**DAY})
    RoleGrant.objects.filter(unit_id="STP").delete()
    answer = client.post(f"{UNITS}ma/STP/giai-the/", kept)
    assert "Có thay đổi từ lúc bạn xem" in answer.content.decode()
    assert not UnitChange.objects.filter(effective_on=ON).exists()


def test_a_split_asks_for_one_more_part_and_tells_what_is_missing(sign_in: SignIn) -> None:
    client, address = sign_in("quantri"), f"{UNITS}ma/STP/chia-tach/"
    parts = {"parts": "2", "code_0": "STP1", "name_0": "Sở Pháp chế", "type_0": "department", **DAY}
    more = client.post(address, {**parts, "act": "more"}).content.decode()
    assert 'name="code_2"' in more
    assert 'value="Sở Pháp chế"' in more
    alone = client.post(address, {**parts, "act": "look"})
    assert alone.status_code == 422
    assert "Cần ít nhất hai đơn vị" in alone.content.decode()
    half = client.post(address, {**parts, "code_1": "STP2", "act": "look"}).content.decode()
    assert "Hãy ghi tên" in half
    twice = {**parts, "code_1": "STP1", "name_1": "Sở Hành chính", "type_1": "department", "act": "look"}
    assert "được nêu hai lần" in client.post(address, twice).content.decode()
    _, kept = looked(client, address, {**parts, "there": ["SYT"]})
    assert client.post(address, kept).status_code == 302
    assert (
        queries.directory_on(ON).by_code["STP1"].parent == queries.directory_on(date(2023, 2, 1)).by_code["STP"].parent
    )


def test_a_rename_tells_bad_days_rings_and_nothing_changed(sign_in: SignIn) -> None:
    client, address = sign_in("quantri"), f"{UNITS}ma/TINH/doi-ten/"
    fact = queries.directory_on(ON).by_code["TINH"]
    same = {"name": fact.name, "short_name": fact.short_name, "level": fact.level.value, "type": fact.type.value}
    same |= {"parent": fact.parent or "", **DAY}
    for changed, words in (
        ({}, "Chưa có gì thay đổi"),
        ({"parent": "STP"}, "đứng trên nhau"),
        ({"name": "Tỉnh khác", "effective_on": "01/01/2019"}, "Đơn vị mang mã này bắt đầu ngày"),
        ({"name": "Tỉnh khác", "order_document": " "}, "Hãy ghi văn bản quyết định"),
    ):
        answer = client.post(address, {**same, **changed, "act": "look"})
        assert answer.status_code == 422, words
        assert words in answer.content.decode()
    _, kept = looked(client, address, {**same, "name": "Tỉnh Bình An Mới"})
    assert client.post(address, kept).status_code == 302
    early = client.post(address, {**same, "name": "Tỉnh Bình An Xưa", "effective_on": "21/02/2023", "act": "look"})
    assert "đã có thay đổi được ghi nhận từ ngày" in early.content.decode()
    assert "Tỉnh Bình An Mới" in page(client, f"{UNITS}ma/TINH/")


def test_a_unit_is_founded(sign_in: SignIn) -> None:
    client, address = sign_in("quantri"), f"{UNITS}thay-doi/thanh-lap/"
    typed = {"code": "SKHCN", "name": "Sở Khoa học và Công nghệ", "level": "department", "type": "department"}
    typed |= {"parent": "TINH", **DAY}
    assert "không dùng làm mã đơn vị được" in client.post(address, {**typed, "code": "a b"}).content.decode()
    shown, kept = looked(client, address, typed)
    assert "Bắt đầu" in shown
    answer = client.post(address, kept)
    assert "SKHCN" in queries.directory_on(ON).by_code
    (line,) = history_of("organisations.unit_change", answer["Location"].split("/")[-2])
    assert line.action == "organisations.unit.created"
    assert "Sở Khoa học và Công nghệ" in page(client, f"{UNITS}?tinh-trang=se-co")


def test_a_person_takes_a_post_and_the_roles_end_with_it(sign_in: SignIn) -> None:
    client, of_health = sign_in("quantri"), user("yte")
    post = f"{UNITS}chuc-vu/STP:head/"
    assert "Ghi người giữ chức vụ" in page(client, f"{post}nhan/")
    typed = {"who": f"u:{of_health}", "valid_from": "20/02/2023", "role": Role.UNIT_HEAD.value}
    wrong = client.post(f"{post}nhan/", {**typed, "new_name": "Người khác"})
    assert wrong.status_code == 422
    assert client.post(f"{post}nhan/", typed).status_code == 302
    assert "STP" in queries.actor_of(of_health, date(2023, 2, 20)).acts_for
    assert "đã có người giữ" in client.post(f"{post}nhan/", {**typed, "role": ""}).content.decode()
    leave = f"{UNITS}giu-chuc-vu/{PostHolding.objects.get(post_id='STP:head').pk}/thoi/"
    assert "ngày nằm ngoài thời gian" in client.post(leave, {"last_day": "01/02/2023"}).content.decode()
    shown = client.post(leave, {"last_day": "28/02/2023"}).content.decode()
    assert "Vai trò kết thúc cùng chức vụ" in shown
    assert "STP" in queries.actor_of(of_health, ON).acts_for
    (seen,) = re.findall(r'name="seen" value="([^"]+)"', shown)
    assert client.post(leave, {"last_day": "28/02/2023", "seen": seen}).status_code == 302
    assert queries.actor_of(of_health, date(2023, 2, 28)).acts_for >= {"STP", "SYT"}
    assert queries.actor_of(of_health, ON).acts_for == {"SYT"}
    assert Message.objects.filter(recipient_id=of_health).count() == 1


def test_a_post_is_made_held_and_abolished(sign_in: SignIn) -> None:
    client = sign_in("quantri")
    typed = {"title": "Phó Giám đốc", "valid_from": "20/02/2023"}
    assert client.post(f"{UNITS}ma/STP/chuc-vu/", typed).status_code == 302
    assert "đã có chức vụ" in client.post(f"{UNITS}ma/STP/chuc-vu/", typed).content.decode()
    (code,) = set(re.findall(r"chuc-vu/(STP:\d+)/nhan/", page(client, f"{UNITS}ma/STP/")))
    new = {"new_name": "Người mới (minh họa)", "valid_from": "20/02/2023"}
    assert client.post(f"{UNITS}chuc-vu/{code}/nhan/", new).status_code == 302
    held = client.post(f"{UNITS}chuc-vu/{code}/bai-bo/", {"last_day": "28/02/2023"})
    assert "còn giữ chức vụ" in held.content.decode()
    leave = f"{UNITS}giu-chuc-vu/{PostHolding.objects.get(post_id=code).pk}/thoi/"
    client.post(leave, {"last_day": "28/02/2023", "seen": "2023-02-28 0"})
    assert client.post(f"{UNITS}chuc-vu/{code}/bai-bo/", {"last_day": "28/02/2023"}).status_code == 302
    assert code not in queries.directory_on(ON).post_by_code
    assert [line.action.rpartition(".")[2] for line in history_of("organisations.post", code)] == [
        "created",
        "appointed",
        "left",
        "abolished",
    ]


def test_the_last_administrator_stays(sign_in: SignIn) -> None:
    client = sign_in("quantri")
    (grant,) = re.findall(r"/vai-tro/(\d+)/", page(client, f"/quan-tri/tai-khoan/{user('quantri')}/"))
    answer = client.post(f"/quan-tri/tai-khoan/{user('quantri')}/vai-tro/{grant}/", {"last_day": "20/02/2023"})
    assert "không còn ai quản trị" in answer.content.decode()


def _kept_change(client: Client, address: str, typed: dict[str, object]) -> str:
    _, kept = looked(client, address, typed)
    return str(client.post(address, kept)["Location"])


def test_a_change_is_withdrawn_as_if_it_had_never_been(sign_in: SignIn) -> None:
    client = sign_in("quantri")
    before = rows_now()
    there = _kept_change(client, f"{UNITS}thay-doi/hop-nhat/", {**DAY, "from_units": ["STP"], "into": "SYT"})
    assert rows_now() != before
    shown = page(client, f"{there}rut/")
    assert "Trở lại như trước" in shown
    assert "Có lại vai trò" in shown
    assert client.post(f"{there}rut/", {"reason": " "}).status_code == 422
    assert client.post(f"{there}rut/", {"reason": "Ghi nhầm ngày"}).status_code == 302
    assert rows_now() == before
    assert queries.actor_of(user("tuphap"), ON).acts_for == {"STP"}
    page(client, there, 404)
    number = there.rstrip("/").rpartition("/")[2]
    lines = history_of("organisations.unit_change", number)
    assert [(line.action, line.why) for line in lines][-1] == (
        "organisations.unit_change.withdrawn",
        "Ghi nhầm ngày",
    )
    assert "có lại" in str(Message.objects.filter(recipient_id=user("tuphap")).order_by("-id")[0].content)
    assert list(verify()) == []


def test_a_split_that_founds_units_is_withdrawn_with_them(sign_in: SignIn) -> None:
    client, before = sign_in("quantri"), rows_now()
    parts = {"parts": "2", "code_0": "STP1", "name_0": "Sở Pháp chế", "type_0": "department", **DAY}
    there = _kept_change(client, f"{UNITS}ma/STP/chia-tach/", {**parts, "there": ["SYT"]})
    assert client.post(f"{there}rut/", {"reason": "Chưa có nghị quyết"}).status_code == 302
    assert rows_now() == before


def test_a_change_on_which_something_stands_stays(sign_in: SignIn) -> None:
    client = sign_in("quantri")
    parts = {"parts": "2", "code_0": "STP1", "name_0": "Sở Pháp chế", "type_0": "department", **DAY}
    there = _kept_change(client, f"{UNITS}ma/STP/chia-tach/", {**parts, "there": ["SYT"]})
    plain = client.post(f"{there}rut/", {"reason": ""}).status_code
    grant = RoleGrant.objects.create(user_id=user("tuphap"), role=Role.FOCAL_POINT, unit_id="STP1", valid_from=ON)
    refused = client.post(f"{there}rut/", {"reason": "Ghi nhầm"})
    assert (plain, refused.status_code) == (422, 409)
    assert "Đơn vị mới (STP1) đã có người, chức vụ, vai trò hoặc công việc" in refused.content.decode()
    grant.delete()
    later = {**DAY, "effective_on": "01/04/2023"}
    _kept_change(client, f"{UNITS}ma/STP1/giai-the/", later)
    assert "đã ghi một thay đổi khác" in client.post(f"{there}rut/", {"reason": "x"}).content.decode()
    assert UnitChange.objects.filter(effective_on=ON).exists()


def test_roles_given_again_and_rows_changed_since_keep_a_change(sign_in: SignIn) -> None:
    client = sign_in("quantri")
    there = _kept_change(client, f"{UNITS}thay-doi/hop-nhat/", {**DAY, "from_units": ["STP"], "into": "SYT"})
    grant = _grant_of("tuphap")
    client.post(f"{there}vai-tro/", {"grant": str(grant), f"unit-{grant}": "SYT"})
    assert "đã được giao lại ở đơn vị kế tiếp" in client.get(f"{there}rut/").content.decode()
    RoleGrant.objects.filter(user_id=user("tuphap"), unit_id="SYT").delete()
    RoleGrant.objects.filter(pk=grant).update(valid_to=date(2023, 2, 25))
    assert "đã được sửa sau đó" in client.get(f"{there}rut/").content.decode()
    UnitChange.objects.update(steps=None)
    assert "từ tệp danh mục" in client.get(f"{there}rut/").content.decode()
    page(sign_in("tuphap"), f"{there}rut/", 403)
