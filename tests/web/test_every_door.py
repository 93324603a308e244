"""What holds of every page: pages past the end, days of year 1, numbers no column holds; one act of one form."""

import ast
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import timezone

from caicach.organisations.models import User
from caicach.plans.models import Task
from rights.matrix import _address
from rights.world import TODAY, World, built

DOORS: Final = Path(__file__).resolve().parents[2] / "src" / "caicach" / "web"
NEW_ROOMS: Final = (
    *("answering", "discussions", "dossiers", "inspections", "institutions"),
    *("procedures", "publications", "regimes", "surveys"),
)
_ANSWER_CUT: Final = re.compile(r"\)\s*\[")
NOT_ONCE: Final = {
    "export_survey_answers": "a file, nothing changes",
    "issue_answer_links": "its answer, seen once, is the links; of two the unused ones are revoked",
    "issue_collector": "its answer, seen once, is the password; of two the unused one is revoked",
    "send_answer": "an answer has a name of its own",
    "survey_back_check": "a file; the same seed draws the same",
}
NUMBERS: Final = (
    *("trang", "don-vi", "loai", "nam", "ky", "so", "ban"),
    *("lan", "luot", "muc", "cau", "hang", "theo", "nhom"),
)
DAYS: Final = ("tu", "den", "ngay", "truoc", "so-voi", "diem")
NONSENSE: Final = {
    "past the end": dict.fromkeys(NUMBERS, "99999999") | dict.fromkeys(DAYS, "31/12/9999"),
    "year 1": dict.fromkeys(NUMBERS, "-1") | dict.fromkeys(DAYS, "01/01/0001"),
    "numbers no column holds": dict.fromkeys((*NUMBERS, *DAYS), "9" * 40),
    "characters": dict.fromkeys((*NUMBERS, *DAYS, "tim", "chi", "linh-vuc", "trang-thai", "tai"), "٣\x00'\"%{}😀"),
}


def routes(resolver: Any = None, prefix: str = "", space: str = "") -> Iterator[tuple[str, str, URLPattern]]:
    for entry in (resolver or get_resolver()).url_patterns:
        path = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver) and not path.startswith(("api/", "odk/")):
            yield from routes(entry, path, f"{entry.namespace}:" if entry.namespace else space)
        elif isinstance(entry, URLPattern):
            yield f"{space}{entry.name}", path, entry


@pytest.mark.slow
@pytest.mark.django_db
@pytest.mark.parametrize("kind", NONSENSE)
def test_no_page_breaks_on_an_address_that_nobody_would_write(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: TODAY)
    world, client = built(), Client(raise_request_exception=False)
    client.force_login(User.objects.get(username="thuongtruc"))
    broken = []
    for name, path, entry in routes():
        if name == "web:sign_out":
            continue
        address = _address(path, entry, _parts(world, name, entry))
        answer = client.get(address, NONSENSE[kind])
        if answer.streaming:
            list(answer)  # to its end, where its file is closed
        if answer.status_code >= 500:
            broken.append((name, answer.status_code))
    assert broken == []


def _parts(world: World, name: str, entry: URLPattern) -> dict[str, object]:
    known = world.of(name)
    return {one: known.get(one, 1) for one in entry.pattern.converters}


def test_every_form_of_the_newer_rooms_does_its_act_once() -> None:
    """A double click is one act. ``NOT_ONCE`` leads to no page that could be shown a second time."""
    without = {
        entry.name
        for _, _, entry in routes()
        if _room(entry) in NEW_ROOMS and _takes_post(entry.callback) and "sent_once" not in _chain(entry.callback)
    }
    assert without == set(NOT_ONCE)


def _room(entry: URLPattern) -> str:
    module = getattr(entry.callback, "__module__", "")
    return module.split(".")[2] if module.startswith("caicach.web.") else ""


def _chain(view: Callable[..., object] | None) -> set[str]:
    found = set()
    while view is not None:
        found.add(view.__code__.co_name if hasattr(view, "__code__") else "")
        view = getattr(view, "__wrapped__", None)
    return found


def _takes_post(view: Any) -> bool:
    while view is not None:
        cells = [cell.cell_contents for cell in getattr(view, "__closure__", None) or ()]
        if any(isinstance(cell, (list, tuple)) and "POST" in cell for cell in cells):
            return True
        view = getattr(view, "__wrapped__", None)
    return False


def test_nothing_that_an_address_asks_is_cut_on_the_way() -> None:
    """An address has a bound of its own, which is told; what is within it is asked for whole."""
    cut = [
        f"{path.relative_to(DOORS)}:{node.lineno}"
        for path in sorted(DOORS.rglob("*.py"))
        if _ANSWER_CUT.search(text := path.read_text(encoding="utf-8"))
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Slice) and _asks_address(node.value)
    ]
    assert cut == []


def _asks_address(node: ast.expr) -> bool:
    """``request.GET.get(…)``, ``self.query.get(…)``, stripped or not."""
    words = ast.unparse(node)
    return isinstance(node, ast.Call) and any(f"{name}.get(" in words for name in ("GET", "query", "given"))


@pytest.mark.django_db
def test_words_beyond_the_two_hundredth_letter_of_a_filter_count(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: TODAY)
    built()
    client = Client()
    client.force_login(User.objects.get(username="thuongtruc"))
    words = " ".join(["rà soát"] * 40)
    Task.objects.update(text=words)
    found = [client.get("/nhiem-vu/", {"tim": typed}).content.decode() for typed in (words, f"{words} khác hẳn")]
    assert [f">{words}<" in page for page in found] == [True, False]
    assert client.get("/nhiem-vu/", {"tim": "a" * 4_000}).status_code == 414
    assert client.get("/tim-kiem/", {"tim": "a" * 201}).status_code == 422
