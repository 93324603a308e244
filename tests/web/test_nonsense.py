"""Nonsense in, a sentence out: lengths, far years, long addresses, forms sent twice, full disks."""

import errno
import os
import re
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DataError
from django.test import Client
from django.urls import get_resolver, reverse
from django.urls.converters import IntConverter
from django.utils import timezone

import caicach.web
from caicach.correspondence import services
from caicach.kernel.text.lengths import LINE, PARAGRAPHS, WHOLE
from caicach.web.models import SentForm
from caicach.web.shell.forms import PageForm
from caicach.web.shell.once import LEASE
from factories.web import LETTER, PASSWORD, read_letter

SignIn = Callable[[str], Client]


def _text(answer: object) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())  # type: ignore[attr-defined]


def _receive(client: Client, day: str, name: str = "cong-van.txt", **more: str) -> object:
    file = SimpleUploadedFile(name, LETTER.encode())
    return client.post(reverse("web:receive"), {"file": file, "arrived_on": day, **more})


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("01/01/0001", "Năm 1 không dùng được."),
        ("31/12/9999", "Năm 9999 không dùng được."),
        ("21/02/2023", "Ngày đến 21/02/2023 không dùng được."),
        ("31/12/2017", "Ngày đến 31/12/2017 không dùng được."),
    ],
)
def test_a_day_of_arrival_is_bounded_and_what_was_typed_is_kept(sign_in: SignIn, day: str, said: str) -> None:
    answer = _receive(sign_in("thuongtruc"), day)
    assert answer.status_code == 422  # type: ignore[attr-defined]
    assert said in _text(answer)
    assert f'value="{day}"' in answer.content.decode()  # type: ignore[attr-defined]


def test_a_day_of_arrival_is_corrected_with_a_reason(sign_in: SignIn) -> None:
    client = sign_in("thuongtruc")
    document = read_letter()
    page = reverse("web:correct_arrival", args=(document,))
    version = re.search(r'name="version" value="(\d+)"', client.get(page).content.decode())
    assert version is not None
    typed = {"version": version[1], "arrived_on": "13/02/2023", "reason": ""}
    assert client.post(page, typed).status_code == 422
    assert client.post(page, {**typed, "reason": "Nhập nhầm ngày", "arrived_on": "13/02/2022"}).status_code == 422
    assert client.post(page, {**typed, "reason": "Nhập nhầm ngày"}).status_code == 302
    trail = _text(client.get(f"/nhat-ky/?loai=document&so={document}"))
    assert "ngày đến: 14/02/2023 → 13/02/2023 Nhập nhầm ngày" in trail
    assert "13/02/2023" in _text(client.get(reverse("web:documents")))
    stranger = Client()
    stranger.post("/dang-nhap/", {"username": "yte", "password": PASSWORD})
    assert stranger.get(page).status_code == 404


def _forms() -> Iterator[type[forms.BaseForm]]:
    for module in walk_packages(caicach.web.__path__, "caicach.web."):
        if "migrations" not in module.name:
            import_module(module.name)
    below = [forms.BaseForm]
    while below:
        below += (found := below.pop()).__subclasses__()
        if found.__module__.startswith("caicach."):
            yield found


def test_every_text_of_every_form_has_a_bound() -> None:
    """A form of ours bounds its texts by itself; Django's sign-in form is bounded by the account's name."""
    unbounded = {
        f"{form.__name__}.{name}"
        for form in _forms()
        if not issubclass(form, PageForm)
        for name, field in form.base_fields.items()
        if isinstance(field, forms.CharField) and field.max_length is None
    }
    assert unbounded <= {"SignInForm.username", "SignInForm.password"}

    class Forgetful(PageForm):
        line = forms.CharField()
        lines = forms.CharField(widget=forms.Textarea)

    form = Forgetful({"line": "x" * (LINE + 1), "lines": "y" * (PARAGRAPHS + 1)})
    assert sorted(form.errors) == ["line", "lines"]
    assert "dài 1001 ký tự, tối đa 1000" in str(form.errors["line"])
    assert Forgetful({"line": "x" * LINE, "lines": "y" * PARAGRAPHS}).is_valid()


def test_no_text_whatever_its_field_is_longer_than_anything_of_ours(sign_in: SignIn) -> None:
    answer = sign_in("thuongtruc").post("/ngon-ngu/", {"next": "x" * (WHOLE + 1)})
    assert (answer.status_code, "Nội dung gửi lên quá dài." in _text(answer)) == (422, True)


@pytest.mark.parametrize("path", ["/nhiem-vu/?tim=", "/api/v1/tasks?search="])
def test_an_address_too_long_is_told_at_both_doors(sign_in: SignIn, path: str) -> None:
    answer = sign_in("tuphap").get(path + "x" * 5_000)
    assert answer.status_code == 414
    assert "http.address_too_long" in answer.content.decode()
    assert answer["Content-Type"].startswith("application/json") is path.startswith("/api/")


def test_programs_are_told_in_their_form_what_is_no_request(db: None) -> None:
    client = Client(raise_request_exception=False)
    nowhere = client.get("/api/v1/khong-co")
    assert (nowhere.status_code, nowhere.json()["code"]) == (404, "http.not_found")
    strange = client.get("/api/v1/tasks", headers={"host": "la.example.com"})
    assert (strange.status_code, strange.json()["code"]) == (400, "http.bad_request")


def test_what_somebody_signed_in_saw_is_kept_in_no_cache(sign_in: SignIn) -> None:
    assert sign_in("tuphap").get("/nhiem-vu/")["Cache-Control"] == "private, no-store"
    assert Client().get("/api/v1/tasks")["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize("failure", [OSError(errno.ENOSPC, "No space left on device"), OSError(errno.EDQUOT, "quota")])
def test_a_full_disk_is_told_with_507_and_leaves_no_half_file(
    sign_in: SignIn, monkeypatch: pytest.MonkeyPatch, settings: object, tmp_path: Path, failure: OSError
) -> None:
    settings.FILES_DIR = tmp_path  # type: ignore[attr-defined]

    def full(*_: object) -> None:
        raise failure

    monkeypatch.setattr(os, "fsync", full)
    answer = _receive(sign_in("thuongtruc"), "20/02/2023")
    assert answer.status_code == 507  # type: ignore[attr-defined]
    assert "Máy chủ đã đầy đĩa nên chưa lưu được." in _text(answer)
    assert [path for path in tmp_path.rglob("*") if path.is_file() and path.name != ".lock"] == []


def test_a_value_that_no_column_holds_is_told(sign_in: SignIn, monkeypatch: pytest.MonkeyPatch) -> None:
    def too_long(*_: object, **__: object) -> None:
        raise DataError("value too long for type character varying(200)")

    monkeypatch.setattr(services, "receive_document", too_long)
    answer = _receive(sign_in("thuongtruc"), "20/02/2023")
    assert answer.status_code == 422  # type: ignore[attr-defined]
    assert "có giá trị quá dài hoặc quá lớn. Một ô chỉ giữ được tối đa 200 ký tự." in _text(answer)


@pytest.mark.parametrize("number", [str(2**63), "9" * 30])
def test_a_row_whose_number_no_column_holds_is_not_there_at_any_page(sign_in: SignIn, number: str) -> None:
    client = sign_in("thuongtruc")
    for route, parameters in numbered_routes():
        address = reverse(route, kwargs=dict.fromkeys(parameters, int(number)))
        assert client.get(address).status_code in {404, 405}, address
    for part in ("tasks", "documents"):
        assert client.get(f"/api/v1/{part}/{number}").status_code in {404, 422}


def test_a_filter_with_a_number_that_no_column_holds_is_told(sign_in: SignIn) -> None:
    client = sign_in("thuongtruc")
    for address in ("/nhiem-vu/?ke-hoach={}", "/nhiem-vu/?van-ban={}", "/ke-hoach/?trang={}", "/viec-nen/{}/"):
        assert client.get(address.format("9" * 30)).status_code in {200, 404, 422}, address


def numbered_routes() -> Iterator[tuple[str, list[str]]]:
    """Every page whose address has numbers alone."""
    for name, pattern in get_resolver().namespace_dict["web"][1].reverse_dict.items():
        if isinstance(name, str):
            parameters, converters = pattern[0][0][1], pattern[3]
            if parameters and all(isinstance(converters[one], IntConverter) for one in parameters):
                yield f"web:{name}", parameters


PLAN = {
    "title": "Kế hoạch thử",
    "kind": "annual",
    "unit": "TINH",
    "first_year": "2023",
    "issued_on": "05/01/2023",
}


def _token(client: Client, path: str) -> str:
    found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', client.get(path).content.decode())
    assert found is not None
    return found[1]


def test_one_form_sent_twice_makes_one_thing_and_says_so(sign_in: SignIn) -> None:
    client = sign_in("thuongtruc")
    path = reverse("web:new_plan")
    typed = {**PLAN, "csrfmiddlewaretoken": _token(client, path)}
    first, second = client.post(path, typed), client.post(path, typed)
    assert first.status_code == second.status_code == 302, _text(first)
    assert first["Location"] == second["Location"]
    assert "việc chỉ được làm một lần" in _text(client.get(second["Location"]))
    again = client.post(path, {**typed, "csrfmiddlewaretoken": _token(client, path)})
    assert again["Location"] != first["Location"]  # another page was filled in: another plan was meant


def test_a_form_that_failed_may_be_sent_again(sign_in: SignIn) -> None:
    client = sign_in("thuongtruc")
    path = reverse("web:new_plan")
    wrong = {"title": "", "csrfmiddlewaretoken": _token(client, path)}
    assert client.post(path, wrong).status_code == client.post(path, wrong).status_code == 422


def test_a_form_in_the_hands_of_a_process_that_died_may_be_sent_again_in_a_while(
    sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = sign_in("thuongtruc")
    path = reverse("web:new_plan")
    typed = {**PLAN, "csrfmiddlewaretoken": _token(client, path)}
    first = client.post(path, typed)
    SentForm.objects.update(answer="")  # as the death of its process leaves it
    waiting = client.post(path, typed)
    assert (waiting.status_code, "đang được xử lý" in _text(waiting)) == (503, True)
    later = timezone.now() + LEASE * 2
    monkeypatch.setattr(timezone, "now", lambda: later)
    assert client.post(path, typed)["Location"] != first["Location"]
