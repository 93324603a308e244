"""Pages of accounts: one's own, the links that set a password, and everybody's for who manages them."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy

import pytest
from django.test import Client
from django.utils import timezone

from caicach.accounts import queries as accounts
from caicach.accounts.jobs import reset_letter
from caicach.kernel.access import SYSTEM
from caicach.kernel.jobs.domain import Retry
from caicach.kernel.jobs.models import Job
from caicach.organisations import queries, services
from factories.mail_servers import Manner, mail_server
from factories.web import PASSWORD, people

pytestmark = pytest.mark.django_db

SignIn = Callable[[str], Client]
NEW = "trau-cay-ruong-sau-ao"
TYPED = {"old_password": PASSWORD, "new_password": NEW, "new_password_again": NEW}
SET = {"new_password": NEW, "new_password_again": NEW}


def user(username: str) -> int:
    return queries.user_id_of(username)


def page(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status, address
    return answer.content.decode()


def link_in(words: str) -> str:
    return re.findall(r"/mat-khau/dat/[^/\"]+/", words)[0]


def test_a_new_password_signs_out_every_other_browser_and_keeps_this_one(sign_in: SignIn) -> None:
    here, there = sign_in("tuphap"), sign_in("tuphap")
    refused = here.post("/tai-khoan/mat-khau/", {**TYPED, "new_password_again": "khác"})
    assert "không giống nhau" in refused.content.decode()
    assert here.post("/tai-khoan/mat-khau/", {**TYPED, "old_password": "sai"}).status_code == 422
    assert here.post("/tai-khoan/mat-khau/", TYPED)["Location"] == "/tai-khoan/phien/"
    assert "phiên này" in page(here, "/tai-khoan/phien/")
    assert there.get("/tai-khoan/").status_code == 302
    assert Client().post("/dang-nhap/", {"username": "tuphap", "password": NEW}).status_code == 302


def test_a_visit_ended_elsewhere_is_over_at_the_next_page(sign_in: SignIn) -> None:
    here, there, colleague = sign_in("tuphap"), sign_in("tuphap"), sign_in("yte")
    others = re.findall(r"/tai-khoan/phien/(\d+)/ket-thuc/", page(here, "/tai-khoan/phien/"))
    assert len(others) == 1
    assert colleague.post(f"/tai-khoan/phien/{others[0]}/ket-thuc/").status_code == 404
    assert here.post(f"/tai-khoan/phien/{others[0]}/ket-thuc/").status_code == 302
    assert there.get("/nhiem-vu/")["Location"].startswith("/dang-nhap/")
    again = sign_in("tuphap")
    here.post("/tai-khoan/phien/ket-thuc/")
    assert again.get("/nhiem-vu/").status_code == 302
    assert here.get("/nhiem-vu/").status_code == 200


def test_who_signs_out_leaves_no_visit_behind(sign_in: SignIn) -> None:
    client, actor = sign_in("tuphap"), queries.actor_of(user("tuphap"), timezone.localdate())
    assert client.post("/dang-xuat/")["Location"] == "/dang-nhap/"
    assert accounts.visits(actor, user_id=user("tuphap"), now=timezone.now()) == ()
    assert client.get("/tai-khoan/").status_code == 302


def test_a_token_is_shown_once_opens_the_api_and_ends_where_it_is_revoked(sign_in: SignIn) -> None:
    client = sign_in("tuphap")
    shown = client.post("/tai-khoan/ma-truy-cap/", {"purpose": "trục văn bản", "days": "30"}).content.decode()
    (token,) = re.findall(r"caicach_[\w-]{40,}", shown)
    listed = page(client, "/tai-khoan/ma-truy-cap/")
    assert "trục văn bản" in listed
    assert token not in listed
    headers = {"Authorization": f"Bearer {token}"}
    assert Client().get("/api/v1/me", headers=headers).json()["acts_for"] == ["STP"]
    number = re.findall(r"/ma-truy-cap/(\d+)/", listed)[0]
    assert sign_in("yte").post(f"/tai-khoan/ma-truy-cap/{number}/thu-hoi/").status_code == 404
    client.post(f"/tai-khoan/ma-truy-cap/{number}/thu-hoi/")
    assert Client().get("/api/v1/me", headers=headers).status_code == 401


def test_the_administrator_invites_and_the_person_sets_the_first_password_once(sign_in: SignIn) -> None:
    admin = sign_in("quantri")
    new = {"username": "stp.vanphong", "display_name": "Văn phòng Sở Tư pháp", "email": ""}
    refused = admin.post("/quan-tri/tai-khoan/moi/", {**new, "username": "tu.phap"})
    assert "dễ nhầm với «tuphap»" in refused.content.decode()
    assert 'value="tu.phap"' in refused.content.decode()
    with_role = {**new, "role": "focal_point", "unit": "STP", "valid_from": "20/02/2023"}
    address = admin.post("/quan-tri/tai-khoan/moi/", with_role)["Location"]
    link = link_in(admin.post(f"{address}lien-ket/").content.decode())
    assert link not in page(admin, address)
    person = Client()
    assert "Chào mừng bạn" in page(person, link)
    assert person.post(link, SET)["Location"] == "/dang-nhap/"
    assert "không còn dùng được" in page(Client(), link, status=422)
    assert Client().post("/dang-nhap/", {"username": "stp.vanphong", "password": NEW}).status_code == 302
    assert queries.actor_of(user("stp.vanphong"), timezone.localdate()).acts_for == {"STP"}


def test_a_locked_account_is_out_at_once_and_comes_back_with_a_reason(sign_in: SignIn) -> None:
    admin, person = sign_in("quantri"), sign_in("tuphap")
    address = f"/quan-tri/tai-khoan/{user('tuphap')}/"
    assert admin.post(f"{address}khoa/", {"reason": ""}).status_code == 422
    assert admin.post(f"{address}khoa/", {"reason": "Nghỉ thai sản"}).status_code == 302
    assert person.get("/nhiem-vu/").status_code == 302
    assert "Nghỉ thai sản" in page(admin, address)
    assert Client().post("/dang-nhap/", {"username": "tuphap", "password": PASSWORD}).status_code == 422
    admin.post(f"{address}khoa/", {"reason": "Đi làm lại"})
    assert Client().post("/dang-nhap/", {"username": "tuphap", "password": PASSWORD}).status_code == 302
    own = f"/quan-tri/tai-khoan/{user('quantri')}/khoa/"
    assert "Không tự khóa" in admin.post(own, {"reason": "a"}).content.decode()


def test_roles_are_given_for_days_and_ended(sign_in: SignIn) -> None:
    admin = sign_in("quantri")
    address = f"/quan-tri/tai-khoan/{user('yte')}/"
    given = {"role": "appraiser", "unit": "SNV", "valid_from": "20/02/2023", "valid_to": "31/03/2023"}
    assert admin.post(f"{address}vai-tro/", given).status_code == 302
    shown = page(admin, address)
    assert "31/03/2023" in shown
    assert "đã có vai trò này" in admin.post(f"{address}vai-tro/", given).content.decode()
    grant = re.findall(rf"{address}vai-tro/(\d+)/", shown)[-1]
    assert admin.post(f"{address}vai-tro/{grant}/", {"last_day": "28/02/2023"}).status_code == 302
    assert "28/02/2023" in page(admin, address)


def test_accounts_are_found_without_marks_and_by_role(sign_in: SignIn) -> None:
    admin = sign_in("quantri")
    found = page(admin, "/quan-tri/tai-khoan/?tim=so+tu+phap")
    assert ("Giám đốc Sở Tư pháp" in found, "Chuyên viên Sở Y tế" in found) == (True, False)
    assert "Phó Chủ tịch" in page(admin, "/quan-tri/tai-khoan/?vai-tro=leader")
    assert "Không có tài khoản" in page(admin, "/quan-tri/tai-khoan/?trang-thai=khoa")
    assert page(admin, "/quan-tri/tai-khoan/?vai-tro=khong-co&trang=99")


def test_pages_of_accounts_are_for_who_manages_them(sign_in: SignIn) -> None:
    number = user("yte") if sign_in("quantri") else 0
    for name in ("thuongtruc", "lanhdao", "tuphap"):
        client = sign_in(name)
        for part in ("", "moi/", f"{number}/", f"{number}/khoa/"):
            assert client.get(f"/quan-tri/tai-khoan/{part}").status_code == 403
        for part in ("lien-ket/", "dia-chi/", "vai-tro/", "ket-thuc-phien/"):
            assert client.post(f"/quan-tri/tai-khoan/{number}/{part}", {}).status_code == 403


@pytest.fixture
def letters_go(settings) -> Callable[[int], None]:
    def to(port: int) -> None:
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
        settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False

    return to


def test_a_letter_brings_a_link_and_nobody_learns_which_accounts_there_are(
    db: None, letters_go: Callable[[int], None]
) -> None:
    people()
    services.set_email(SYSTEM, user_id=user("tuphap"), email="tuphap@tinh.example", now=timezone.now())
    letters_go(1)
    asked = [Client().post("/mat-khau/quen/", {"who": who}).content for who in ("tuphap", "khong-co-ai", "yte")]
    assert len({re.sub(rb'value="\w{64}"', b"", answer) for answer in asked}) == 1
    jobs = list(Job.objects.filter(kind="accounts.reset_letter").order_by("id"))
    assert [job.payload["user"] for job in jobs] == [user("tuphap"), 0, user("yte")]
    with mail_server(Manner.BUSY, Manner.ACCEPTS) as server:
        letters_go(server.port)
        with pytest.raises(Retry):
            reset_letter(jobs[0].payload, timezone.now())
        for job in jobs:
            reset_letter(job.payload, timezone.now())
    assert set(server.recipients) == {"rcpt TO:<tuphap@tinh.example>"}
    (kept,) = server.kept
    letter = message_from_bytes(kept, policy=policy.default)
    link = link_in(letter.get_content())
    assert Client().post(link, SET).status_code == 302
    assert Client().post("/dang-nhap/", {"username": "tuphap", "password": NEW}).status_code == 302


def test_letters_are_not_asked_for_without_end(db: None, settings) -> None:
    people()
    settings.EMAIL_HOST = "127.0.0.1"
    client = Client()
    seen = [client.post("/mat-khau/quen/", {"who": "tuphap"}).status_code for _ in range(7)]
    assert seen == [200] * 5 + [422] * 2
    assert Job.objects.filter(kind="accounts.reset_letter").count() == 1


def tried(client: Client, username: str, address: str, password: str = "sai") -> str:
    typed = {"username": username, "password": password}
    return client.post("/dang-nhap/", typed, REMOTE_ADDR=address).content.decode()


def test_a_guesser_from_many_places_waits_and_the_owner_on_a_known_browser_does_not(sign_in: SignIn) -> None:
    owner = sign_in("tuphap")
    owner.post("/dang-xuat/")
    for number in range(20):
        tried(Client(), "tuphap", f"203.0.113.{number}")
    assert "Hãy đợi" in tried(Client(), "tuphap", "198.51.100.1", PASSWORD)
    assert owner.post("/dang-nhap/", {"username": "tuphap", "password": PASSWORD}).status_code == 302


def test_a_guesser_over_many_names_slows_strangers_of_the_address_a_minute_at_most(
    sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    colleague = sign_in("yte")
    colleague.post("/dang-xuat/")
    for number in range(56):
        tried(Client(), f"ten{number}", "203.0.113.7")
    typed = {"username": "tuphap", "password": PASSWORD}
    assert "Hãy đợi" in Client().post("/dang-nhap/", typed, REMOTE_ADDR="203.0.113.7").content.decode()
    known = colleague.post("/dang-nhap/", {"username": "yte", "password": PASSWORD}, REMOTE_ADDR="203.0.113.7")
    assert known.status_code == 302
    later = datetime(2023, 2, 20, 3, 0, tzinfo=UTC) + timedelta(seconds=61)
    monkeypatch.setattr(timezone, "now", lambda: later)
    assert Client().post("/dang-nhap/", typed, REMOTE_ADDR="203.0.113.7").status_code == 302
