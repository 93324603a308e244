"""A session of ODK Collect, by HTTP, as that program sends it: digest, list, form, files, submission, once more."""

import hashlib
from collections.abc import Mapping

import pytest
import requests
from django.utils import timezone
from lxml import etree
from pytest_django.live_server_helper import LiveServer
from requests.auth import HTTPDigestAuth

from caicach.kernel.access import SYSTEM
from caicach.surveys.collection import queries
from caicach.surveys.collection.models import Attachment, Submission, SubmissionOrigin
from openrosa.collecting import NOW, PICTURE, instance, open_survey

pytestmark = pytest.mark.django_db

_AGENT = "org.odk.collect.android/v2025.2.4 Dalvik/2.1.0 (Linux; U; Android 13; SM-A045F Build/TP1A.220624.014)"
_HEADERS = {"User-Agent": _AGENT, "X-OpenRosa-Version": "1.0", "Date": "Fri, 20 Nov 2026 02:00:00 GMT"}
_DEVICE = {"deviceID": "collect:Zq3UZZc6vJ1bqYEa"}


@pytest.fixture
def collect(monkeypatch: pytest.MonkeyPatch) -> requests.Session:
    monkeypatch.setattr(timezone, "now", lambda: NOW)
    session = requests.Session()
    session.headers.update(_HEADERS)
    return session


def _texts(xml: bytes, name: str) -> list[str]:
    return [element.text or "" for element in etree.fromstring(xml).iter("{*}" + name)]


def _parts(xml: bytes, files: Mapping[str, bytes] = {}) -> list[tuple[str, tuple[str, bytes, str]]]:
    first = ("xml_submission_file", ("Khảo sát_2026-11-20_09-00-00.xml", xml, "text/xml"))
    return [first, *((name, (name, data, "image/png")) for name, data in files.items())]


@pytest.mark.django_db(transaction=True)
def test_a_session_from_the_list_to_a_submission_sent_twice(collect: requests.Session, live_server: LiveServer) -> None:
    _, account = open_survey(is_anonymous=False)
    server = f"{live_server.url}/odk"
    stranger = collect.get(f"{server}/formList")
    assert stranger.status_code == 401
    assert stranger.headers["WWW-Authenticate"].startswith('Digest realm="caicach", qop="auth", nonce="')
    assert stranger.headers["X-OpenRosa-Version"] == "1.0"
    collect.auth = HTTPDigestAuth(account.username, account.password)

    listed = collect.get(f"{server}/formList")
    assert (listed.status_code, listed.headers["Content-Type"]) == (200, "text/xml; charset=utf-8")
    assert _texts(listed.content, "formID") == ["hai_long"]
    assert _texts(listed.content, "version") == ["1"]
    form = collect.get(_texts(listed.content, "downloadUrl")[0])
    assert _texts(listed.content, "hash") == [f"md5:{hashlib.md5(form.content).hexdigest()}"]
    assert b"Kh\xe1\xba\xa3o s\xc3\xa1t h\xc3\xa0i l\xc3\xb2ng" in form.content
    manifest = collect.get(_texts(listed.content, "manifestUrl")[0])
    assert _texts(manifest.content, "filename") == ["xa.csv"]
    table = collect.get(_texts(manifest.content, "downloadUrl")[0])
    assert _texts(manifest.content, "hash") == [f"md5:{hashlib.md5(table.content).hexdigest()}"]

    head = collect.head(f"{server}/submission", params=_DEVICE)
    assert head.status_code == 204
    assert head.headers["Location"] == f"{server}/submission"
    assert int(head.headers["X-OpenRosa-Accept-Content-Length"]) == 50_000_000
    files = _parts(instance(), {"1700000000000.png": PICTURE})
    for status in (201, 202, 202):
        sent = collect.post(head.headers["Location"], params=_DEVICE, files=files)
        assert sent.status_code == status
        assert 'nature="submit_success"' in sent.text
    assert Submission.objects.count() == Attachment.objects.count() == 1
    assert SubmissionOrigin.objects.get().device == "collect:Zq3UZZc6vJ1bqYEa"
    assert queries.survey_lines(SYSTEM)[0].submissions == 1


@pytest.mark.django_db(transaction=True)
def test_a_token_in_the_address_is_enough_and_many_files_come_in_parts(
    collect: requests.Session, live_server: LiveServer
) -> None:
    _, account = open_survey()
    server = f"{live_server.url}/odk/key/{account.token}"
    listed = collect.get(f"{server}/formList")
    assert all(url.startswith(server) for url in _texts(listed.content, "downloadUrl"))
    assert collect.get(_texts(listed.content, "manifestUrl")[0]).status_code == 200
    first = collect.post(f"{server}/submission", files=_parts(instance(), {"1.png": PICTURE}))
    second = collect.post(f"{server}/submission", files=_parts(instance(), {"2.png": PICTURE + b"2"}))
    assert (first.status_code, second.status_code) == (201, 202)
    assert list(Attachment.objects.values_list("name", flat=True)) == ["1.png", "2.png"]


@pytest.mark.django_db(transaction=True)
def test_who_answers_an_anonymous_survey_stands_in_no_table(collect: requests.Session, live_server: LiveServer) -> None:
    _, account = open_survey(is_anonymous=True)
    url = f"{live_server.url}/odk/key/{account.token}/submission"
    assert collect.post(url, params=_DEVICE, files=_parts(instance())).status_code == 201
    assert SubmissionOrigin.objects.count() == 0
    assert Submission.objects.get().received_on.isoformat() == "2026-11-20"


@pytest.mark.django_db(transaction=True)
def test_wrong_answers_to_the_challenge_open_nothing(collect: requests.Session, live_server: LiveServer) -> None:
    _, account = open_survey()
    url = f"{live_server.url}/odk/formList"
    assert collect.get(url, auth=HTTPDigestAuth(account.username, "wrong")).status_code == 401
    assert collect.get(url, auth=HTTPDigestAuth("dt0-abc", account.password)).status_code == 401
    assert collect.get(url, auth=(account.username, account.password)).status_code == 401
    right = collect.get(url, auth=HTTPDigestAuth(account.username, account.password))
    header = str(right.request.headers["Authorization"])
    assert right.status_code == 200
    moved = f"{live_server.url}/odk/submission"
    assert collect.head(moved, headers={"Authorization": header}).status_code == 401
    assert collect.get(f"{live_server.url}/odk/key/wrong/formList").status_code == 404
