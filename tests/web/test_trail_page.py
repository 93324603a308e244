"""The page of the trail: who changed what and why, in words, for those who may read it."""

import ast
import re
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from caicach.kernel.access import Actor
from caicach.kernel.audit import services as audit
from caicach.web.shell.faces import known_faces

SignIn = Callable[[str], Client]
OFFICER = Actor(user_id=7, name="Nguyễn Thị Hạnh")
NOW = datetime(2023, 2, 10, 8, 0, tzinfo=UTC)
SOURCE = Path(__file__).resolve().parents[2] / "src" / "caicach"
_ACTION = re.compile(
    r"(api|audit|correspondence|dossiers|indices|inspections|institutions|jobs|notifications|organisations|plans|procedures|publications"
    r"|regimes|reports)(\.[a-z_]+[0-9]?){2}|surveys\.[a-z_]+"
)


@pytest.fixture
def lines(db: None) -> None:
    audit.record(
        OFFICER,
        "plans.task.deadline_extended",
        subject=("task", 12),
        now=NOW,
        old={"due_on": "2023-03-31"},
        new={"due_on": "2023-04-15"},
        why="Chờ Bộ Nội vụ <b>trả lời</b>",
    )
    audit.record(
        Actor(user_id=8, name="Lê Minh"),
        "organisations.user.created",
        subject=("organisations.user", 3),
        now=NOW.replace(day=12),
        new={"username": "an", "has_email": False},
    )


def _text(client: Client, query: str = "", **headers: str) -> str:
    answer = client.get(f"/nhat-ky/{query}", headers=headers)
    assert answer.status_code == 200
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def test_old_and_new_are_told_in_words_with_who_and_why(sign_in: SignIn, lines: None) -> None:
    page = _text(sign_in("thuongtruc"))
    assert "Gia hạn Nhiệm vụ 12 hạn: 31/03/2023 → 15/04/2023 Chờ Bộ Nội vụ &lt;b&gt;trả lời&lt;/b&gt;" in page
    assert "Nguyễn Thị Hạnh" in page
    assert "có địa chỉ thư: không" in page


def test_an_account_is_linked_for_those_alone_who_may_open_it(sign_in: SignIn, lines: None) -> None:
    address = 'href="/quan-tri/tai-khoan/3/"'
    assert address not in sign_in("thuongtruc").get("/nhat-ky/").content.decode()
    assert address in sign_in("quantri").get("/nhat-ky/").content.decode()


@pytest.mark.parametrize(
    ("query", "is_there"),
    [
        ("?loai=task&so=12", True),
        ("?loai=task&so=13", False),
        ("?loai=letter", False),
        ("?nguoi=Thị+Hạnh", True),
        ("?nguoi=NGUYỄN+thi", True),
        ("?nguoi=Ha%CC%A3nh", True),  # typed with marks apart
        ("?nguoi=Lê", False),
        ("?tu=10/02/2023&den=10/02/2023", True),
        ("?tu=11/02/2023", False),
        ("?truoc=1", False),
        ("?loai=x'&so=%00&tu=hôm+nay&truoc=99999999999999999999", True),
    ],
)
def test_lines_are_found_by_thing_person_and_day(sign_in: SignIn, lines: None, query: str, is_there: bool) -> None:
    assert ("31/03/2023 → 15/04/2023" in _text(sign_in("thuongtruc"), query)) is is_there


def test_older_lines_are_a_page_further(sign_in: SignIn, lines: None) -> None:
    for number in range(60):
        audit.record(OFFICER, "jobs.job.tried_again", subject=("job", number), now=NOW)
    client = sign_in("thuongtruc")
    first = client.get("/nhat-ky/?nguoi=Hạnh").content.decode()
    (older,) = re.findall(r'href="(\?[^"]*truoc=\d+)"', first)
    assert "Gia hạn" not in first
    assert "Gia hạn" in _text(client, older.replace("&amp;", "&"))


def test_the_page_speaks_english(sign_in: SignIn, lines: None) -> None:
    client = sign_in("thuongtruc")
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    page = _text(client)
    assert "12 deadline: 31/03/2023 → 15/04/2023" in page
    assert "has a mail address: no" in page


def test_only_who_may_read_the_trail_does(sign_in: SignIn, lines: None) -> None:
    assert sign_in("tuphap").get("/nhat-ky/").status_code == 403
    assert Client().get("/nhat-ky/").status_code == 302


def test_every_act_has_its_words() -> None:
    """Those written as one text; one without words would be shown by its code."""
    found = {
        node.value
        for path in [
            *SOURCE.glob("*/services/*.py"),
            *SOURCE.glob("*/services.py"),
            *SOURCE.glob("kernel/*/services/*.py"),
            *SOURCE.glob("surveys/*/services/*.py"),
            *SOURCE.glob("surveys/*/services.py"),
        ]
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and _ACTION.fullmatch(node.value)
        and not node.value.endswith(".gz")
    }
    assert len(found) > 80
    assert sorted(found - set(known_faces().acts)) == [], "give each its words in the trail_words.py of its room"
