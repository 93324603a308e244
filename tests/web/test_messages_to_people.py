"""Pages of messages, channels, the rule of reminders and the queue: what each person sees and may do there."""

import json
from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from django.test import Client
from django.utils import timezone

from caicach.kernel.access import SYSTEM
from caicach.kernel.calendar import load_calendar
from caicach.kernel.jobs import queries as jobs
from caicach.kernel.jobs import services as queue
from caicach.kernel.jobs.models import Job
from caicach.notifications import queries, services
from caicach.notifications.models import CalendarFeed, Delivery, Message, WebhookTarget
from caicach.organisations import queries as organisations
from factories.correspondence import OFFICE
from factories.notifications import MORNING, message_to

pytestmark = pytest.mark.django_db

SignIn = Callable[[str], Client]


@pytest.fixture
def clients(sign_in: SignIn, settings) -> dict[str, Client]:
    settings.EMAIL_HOST = "127.0.0.1"
    return {name: _signed_in(name, sign_in) for name in ("thuongtruc", "tuphap", "tuphap2", "quantri")}


def _signed_in(name: str, sign_in: SignIn) -> Client:
    if not organisations.has_units():
        return sign_in(name)
    client = Client()
    client.post("/dang-nhap/", {"username": name, "password": "mot-mat-khau-dai-2023"})
    return client


def statuses(clients: dict[str, Client], address: str) -> dict[str, int]:
    return {name: client.get(address).status_code for name, client in clients.items()}


def user(name: str) -> int:
    return organisations.user_id_of(name)


def test_a_message_is_seen_by_its_recipient_alone_and_counted_until_it_is_opened(clients: dict[str, Client]) -> None:
    services.notify(SYSTEM, messages=[message_to(user("tuphap"))], now=MORNING)
    message = Message.objects.get()
    assert "chưa đọc" in clients["tuphap"].get("/thong-bao/").content.decode()
    assert statuses(clients, f"/thong-bao/{message.pk}/") == {
        "thuongtruc": 404,
        "tuphap": 200,
        "tuphap2": 404,
        "quantri": 404,
    }
    shown = clients["tuphap"].get("/thong-bao/").content.decode()
    assert "Nhắc việc ngày 20/02/2023: 2 việc" in shown
    assert "chưa đọc</span>" not in shown
    assert "Nhắc việc" not in clients["quantri"].get("/thong-bao/").content.decode()


def test_all_messages_are_marked_read_at_once(clients: dict[str, Client]) -> None:
    services.notify(SYSTEM, messages=[message_to(user("tuphap"), key) for key in "ab"], now=MORNING)
    assert clients["tuphap"].post("/thong-bao/da-doc/").status_code == 302
    assert Message.objects.filter(read_at=None).count() == 0


def test_a_person_sets_an_address_and_channels_and_a_wrong_address_is_told_beside_what_was_typed(
    clients: dict[str, Client],
) -> None:
    page = clients["tuphap"].post("/thong-bao/kenh/", {"address": "khong phai", "email": "on"})
    assert page.status_code == 422
    assert "«khong phai» không phải địa chỉ thư điện tử." in page.content.decode()
    assert 'value="khong phai"' in page.content.decode()
    assert clients["tuphap"].post("/thong-bao/kenh/", {"address": "a@tinh.example"}).status_code == 302
    assert organisations.contacts([user("tuphap")])[user("tuphap")].email == "a@tinh.example"
    assert not queries.choice_of(organisations.actor_of(user("tuphap"), on=MORNING.date())).email


def test_a_calendar_link_is_shown_once_and_can_be_revoked(clients: dict[str, Client]) -> None:
    shown = clients["tuphap"].post("/thong-bao/lich/", {"unit": ""}).content.decode()
    link = shown.partition('value="http://testserver/lich/')[2].partition('"')[0]
    assert Client().get(f"/lich/{link}").status_code == 200
    assert link not in clients["tuphap"].get("/thong-bao/kenh/").content.decode()
    feed = CalendarFeed.objects.get()
    assert clients["tuphap2"].post(f"/thong-bao/lich/{feed.pk}/thu-hoi/").status_code == 404
    assert clients["tuphap"].post(f"/thong-bao/lich/{feed.pk}/thu-hoi/").status_code == 302
    assert Client().get(f"/lich/{link}").status_code == 404
    assert clients["tuphap"].post("/thong-bao/lich/", {"unit": "SYT"}).status_code == 422


def test_everybody_reads_the_rule_and_the_office_changes_it(clients: dict[str, Client]) -> None:
    assert set(statuses(clients, "/quy-tac-nhac-viec/").values()) == {200}
    assert statuses(clients, "/quy-tac-nhac-viec/sua/") == {
        "thuongtruc": 200,
        "tuphap": 403,
        "tuphap2": 403,
        "quantri": 403,
    }
    row = {"dong-0-kind": "before", "dong-0-days": "5", "dong-0-audiences": "head", "dong-0-channels": "page"}
    given = {
        "dong-TOTAL_FORMS": "2",
        "dong-INITIAL_FORMS": "0",
        "valid_from": "20/02/2023",
        "reason": "Nhắc một lần là đủ",
        "seen": "0",
        **row,
    }
    wrong = clients["thuongtruc"].post("/quy-tac-nhac-viec/sua/", {**given, "dong-0-days": "0"})
    assert wrong.status_code == 422
    assert "Số ngày làm việc phải từ 1 đến 90." in wrong.content.decode()
    assert clients["tuphap"].post("/quy-tac-nhac-viec/sua/", given).status_code == 403
    assert clients["thuongtruc"].post("/quy-tac-nhac-viec/sua/", given).status_code == 302
    shown = clients["tuphap"].get("/quy-tac-nhac-viec/").content.decode()
    assert "Trước hạn 5 ngày làm việc" in shown
    assert "Nhắc một lần là đủ" in shown
    assert clients["thuongtruc"].post("/quy-tac-nhac-viec/sua/", given).status_code == 409


def test_the_queue_is_the_operators(clients: dict[str, Client]) -> None:
    assert statuses(clients, "/hang-doi/") == {"thuongtruc": 403, "tuphap": 403, "tuphap2": 403, "quantri": 200}
    clients["tuphap"].post("/thong-bao/kenh/", {"address": "a@tinh.example", "email": "on"})
    services.notify(OFFICE, messages=[message_to(user("tuphap"))], now=MORNING)
    Delivery.objects.update(state="refused", last_error="Máy chủ thư trả lời 550: no such user")
    Job.objects.update(state="dead", finished_at=MORNING, last_error="hỏng")
    shown = clients["quantri"].get("/hang-doi/").content.decode()
    assert "550: no such user" in shown
    assert "Rà soát thủ tục" not in shown, "what a message says is its recipient's business"
    job, delivery = Job.objects.get(), Delivery.objects.get()
    for address in (f"/hang-doi/{job.pk}/chay-lai/", f"/hang-doi/gui-lai/{delivery.pk}/"):
        assert clients["thuongtruc"].post(address).status_code == 403
        assert clients["quantri"].post(address).status_code == 302
    assert Job.objects.filter(state="waiting").count() == 2
    assert Delivery.objects.get().state == "waiting"


def test_a_target_of_webhooks_is_added_with_a_secret_shown_once(clients: dict[str, Client]) -> None:
    given = {"name": "Phần mềm điều hành", "url": "https://dieuhanh.tinh.example/hook", "system": "own_form"}
    assert clients["thuongtruc"].post("/hang-doi/noi-nhan/", given).status_code == 403
    assert clients["quantri"].post("/hang-doi/noi-nhan/", {**given, "url": "http://trong.example/"}).status_code == 422
    assert "Khóa của nơi nhận" in clients["quantri"].post("/hang-doi/noi-nhan/", given).content.decode()
    assert "Khóa của nơi nhận" not in clients["quantri"].get("/hang-doi/").content.decode()
    assert "Gửi đến nhóm trao đổi" in clients["tuphap"].get("/thong-bao/kenh/").content.decode()
    target = WebhookTarget.objects.get()
    assert clients["quantri"].post(f"/hang-doi/noi-nhan/{target.pk}/go/").status_code == 302
    assert not WebhookTarget.objects.get().is_active


def test_a_chat_system_is_chosen_by_name_and_no_json_is_typed(clients: dict[str, Client]) -> None:
    office = clients["quantri"]
    given = {"name": "Nhóm CCHC", "url": "https://chat.tinh.example/hooks/1", "system": "mattermost", "room": "cchc"}
    assert office.post("/hang-doi/noi-nhan/", given).status_code == 200
    kept = WebhookTarget.objects.get()
    assert json.loads(kept.template) == {"channel": "cchc", "text": "**{title}** ({recipient})\n{text}\n{link}"}
    shown = office.get("/hang-doi/").content.decode()
    assert "vào phòng cchc" in shown
    alone = {**given, "url": "https://chat.tinh.example/hooks/2", "system": "rocket_chat", "room": ""}
    office.post("/hang-doi/noi-nhan/", alone)
    assert "tin riêng cho từng người" in office.get("/hang-doi/").content.decode()


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"system": ""}, "Hãy chọn phần mềm nhận."),
        ({"system": "slack", "room": "cchc"}, "đã chỉ vào một phòng"),
        ({"system": "mattermost", "room": "{email}"}, "Tên phòng có dấu ngoặc nhọn"),
        ({"system": "typed"}, "Chưa có mẫu tin"),
        ({"system": "typed", "template": "{"}, "Mẫu không phải JSON"),
    ],
)
def test_what_does_not_go_together_is_told_and_kept_in_the_form(
    clients: dict[str, Client], typed: dict[str, str], told: str
) -> None:
    given = {"name": "Nhóm CCHC", "url": "https://chat.tinh.example/hooks/1", **typed}
    answer = clients["quantri"].post("/hang-doi/noi-nhan/", given)
    assert answer.status_code == 422
    assert told in answer.content.decode().replace("&quot;", '"')
    assert "https://chat.tinh.example/hooks/1" in answer.content.decode()
    assert not WebhookTarget.objects.exists()


@pytest.mark.parametrize(
    "address", ["/thong-bao/", "/thong-bao/kenh/", "/quy-tac-nhac-viec/", "/quy-tac-nhac-viec/sua/"]
)
def test_the_pages_speak_english_too(clients: dict[str, Client], address: str) -> None:
    client = clients["thuongtruc"]
    client.post("/ngon-ngu/", {"language": "en", "next": "/"})
    services.notify(SYSTEM, messages=[message_to(user("thuongtruc"))], now=MORNING)
    shown = client.get(address).content.decode()
    assert "Nhắc việc" not in shown
    assert "Messages" in shown


def test_a_job_in_the_background_is_followed_by_who_asked_for_it(clients: dict[str, Client]) -> None:
    owner = user("tuphap")
    queue.enqueue(kind="jobs.tidy", key="dài", payload={}, now=MORNING, asked_by=owner, link="/van-ban/")
    Job.objects.filter(key="dài").update(total=200, done=50, failed=1, failures=["dòng 7: thiếu tên"])
    address = f"/viec-nen/{Job.objects.get(key='dài').pk}/"
    assert statuses(clients, address) == {"thuongtruc": 404, "tuphap": 200, "tuphap2": 404, "quantri": 200}
    shown = clients["tuphap"].get(address).content.decode()
    for words in ("Đã làm 50 trong 200", "(25%)", "dòng 7: thiếu tên", 'hx-trigger="every 2s"', "Dừng việc này"):
        assert words in shown
    assert clients["tuphap2"].post(f"{address}dung/").status_code == 404
    assert clients["tuphap"].post(f"{address}dung/").status_code == 302
    over = clients["tuphap"].get(address).content.decode()
    assert "Đã dừng" in over
    assert "hx-trigger" not in over
    assert clients["tuphap"].post(f"{address}dung/").status_code == 409


def test_the_queue_says_in_words_what_who_since_when_and_what_to_do(clients: dict[str, Client]) -> None:
    made = {"kind": "reports.make", "created_at": MORNING, "run_at": MORNING}
    Job.objects.create(
        **made,
        key="a",
        state="running",
        claim="w",
        claimed_until=MORNING,
        started_at=MORNING,
        done=30,
        total=120,
        asked_by=user("thuongtruc"),
    )
    given_up = Job.objects.create(**made, key="b", state="dead", finished_at=MORNING, attempts=3, last_error="hỏng")
    shown = " ".join(clients["quantri"].get("/hang-doi/").content.decode().split())
    for words in (
        "Lập báo cáo tiến độ",
        "xong 30 trong 120",
        "chạy từ",
        "Hệ thống tự làm",
        "Đã thử 3 lần, không thử nữa",
    ):
        assert words in shown
    assert shown.count("Dừng<") == 1  # what runs long can be stopped, what is over cannot
    assert f"/hang-doi/{given_up.pk}/chay-lai/" in shown
    for words in ("Việc tự làm theo lịch", "mỗi ngày làm việc", "Nhắc việc trong ngày", "chưa lần nào", "Lần tới"):
        assert words in shown


def test_a_schedule_tells_its_last_run_and_the_next_one(clients: dict[str, Client]) -> None:
    at = datetime(2023, 1, 19, 2, 0, tzinfo=UTC)
    queue.tick(now=at, calendar=load_calendar())
    rows = jobs.schedules(SYSTEM, now=at, calendar=load_calendar())
    (reminders,) = [row for row in rows if row.title == "Nhắc việc trong ngày"]
    assert reminders.last is not None
    assert timezone.localtime(reminders.next_at).date() == date(2023, 1, 27)  # over Tết
    assert [row.at for row in rows] == sorted(row.at for row in rows)
