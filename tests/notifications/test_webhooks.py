"""A webhook is signed, goes only where an operator allowed it, and is tried again when it was not taken."""

import hmac
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from caicach.kernel.access import SYSTEM
from caicach.kernel.errors import Conflict, InvalidInput, NotAllowed
from caicach.kernel.jobs import services as queue
from caicach.notifications import services
from caicach.notifications.domain.channels import Choice
from caicach.notifications.domain.signing import HEADER
from caicach.notifications.domain.targets import endpoint_of
from caicach.notifications.models import Delivery
from factories.notifications import MORNING, acting, message_to, reachable

pytestmark = pytest.mark.django_db


@contextmanager
def receiver(*answers: int) -> Iterator[tuple[str, list[tuple[dict[str, str], bytes]]]]:
    got: list[tuple[dict[str, str], bytes]] = []
    left = list(answers)

    class Receives(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            got.append((dict(self.headers), body))
            self.send_response(left.pop(0) if len(left) > 1 else left[0])
            self.send_header("Location", "http://127.0.0.1:1/elsewhere")
            self.end_headers()

        def log_message(self, *_args: object) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Receives) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/hook?a=1", got
        finally:
            server.shutdown()
            thread.join()


def told(settings, url: str, template: str = "") -> tuple[dict[str, int], str]:
    """A message on its way to a target; the people, and the target's secret."""
    settings.WEBHOOK_PRIVATE = True
    ids = reachable()
    target = services.add_target(acting(ids, "quantri"), name="Nhóm trao đổi", url=url, template=template, now=MORNING)
    services.choose_channels(acting(ids, "tuphap"), choice=Choice(email=False, webhook=True), now=MORNING)
    services.notify(SYSTEM, messages=[message_to(ids["tuphap"]), message_to(ids["yte"])], now=MORNING)
    return ids, target.secret


def work_off(hours: float = 0) -> None:
    while queue.run_next(now=MORNING + timedelta(hours=hours)):
        pass


def test_a_message_is_posted_with_a_signature_that_its_receiver_can_check(settings) -> None:
    with receiver(204) as (url, got):
        _, secret = told(settings, url)
        work_off()
    ((headers, body),) = got
    stamp = int(MORNING.timestamp())
    digest = hmac.new(secret.encode(), f"{stamp}.".encode() + body, "sha256").hexdigest()
    assert headers[HEADER] == f"t={stamp},v1={digest}"  # as docs/operations/notifications.md tells receivers
    said = json.loads(body)
    assert said["title"] == "Nhắc việc ngày 20/02/2023: 2 việc"
    assert said["recipient"] == "tuphap"
    assert said["sections"][0]["lines"][0]["link"] == "http://127.0.0.1/nhiem-vu/1/"
    assert Delivery.objects.get().state == "sent"


def test_a_chat_system_gets_the_json_that_it_expects_signed_as_ever(settings) -> None:
    with receiver(200) as (url, got):
        _, secret = told(settings, url, '{"channel": "@{recipient}", "text": "**{title}**\\n{text}\\n{link}"}')
        work_off()
    ((headers, body),) = got
    stamp = int(MORNING.timestamp())
    digest = hmac.new(secret.encode(), f"{stamp}.".encode() + body, "sha256").hexdigest()
    assert headers[HEADER] == f"t={stamp},v1={digest}"
    assert json.loads(body) == {
        "channel": "@tuphap",
        "text": "**Nhắc việc ngày 20/02/2023: 2 việc**\n"
        "Quá hạn (2)\n"
        "• Rà soát thủ tục hành chính; Muộn 3 ngày làm việc http://127.0.0.1/nhiem-vu/1/\n"
        "… (+1)\n"
        "Số ngày tính theo lịch làm việc.\n"
        "http://127.0.0.1/nhiem-vu/",
    }


@pytest.mark.parametrize("answer", [500, 503, 429, 302])
def test_what_was_not_taken_is_tried_again_with_the_same_number_and_no_redirect_is_followed(
    settings, answer: int
) -> None:
    with receiver(answer, 200) as (url, got):
        told(settings, url)
        work_off()
        assert Delivery.objects.get().state == "waiting"
        work_off(1)
    assert Delivery.objects.get().state == "sent"
    assert len({headers["Caicach-Delivery"] for headers, _ in got}) == 1
    assert len(got) == 2


def test_a_refusal_is_not_tried_again(settings) -> None:
    with receiver(410) as (url, got):
        told(settings, url)
        work_off()
        work_off(50)
    assert (Delivery.objects.get().state, len(got)) == ("refused", 1)


def test_nothing_goes_to_the_inner_network_unless_that_is_allowed(settings) -> None:
    with receiver(200) as (url, got):
        told(settings, url)
        settings.WEBHOOK_PRIVATE = False
        work_off()
    assert (Delivery.objects.get().state, got) == ("refused", [])


def test_a_target_that_was_removed_gets_nothing_more(settings) -> None:
    with receiver(200) as (url, got):
        ids, _ = told(settings, url)
        services.remove_target(acting(ids, "quantri"), target_id=int(Delivery.objects.get().address), now=MORNING)
        work_off()
    assert (Delivery.objects.get().state, got) == ("refused", [])


def test_targets_are_allowed_by_an_operator_once_each() -> None:
    ids = reachable()
    given = {"name": "Nhóm", "url": "https://chat.example/hook", "now": MORNING}
    for name in ("thuongtruc", "tuphap"):
        with pytest.raises(NotAllowed):
            services.add_target(acting(ids, name), **given)
    services.add_target(acting(ids, "quantri"), **given)
    with pytest.raises(Conflict):
        services.add_target(acting(ids, "quantri"), **given)


@pytest.mark.parametrize(
    "url",
    [
        "http://chat.example/",
        "ftp://a/",
        "https://",
        "https://u:p@a/",
        "https://a b/",
        "https://[x",
        "https://a:99999/",
    ],
)
def test_an_address_that_is_no_target_is_refused(url: str) -> None:
    with pytest.raises(InvalidInput):
        endpoint_of(url, allows_private=False)
