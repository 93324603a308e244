"""docs/operations/install.md, executed word for word in an empty folder, to the first signed-in page."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import urllib.parse
import urllib.request
from pathlib import Path

import pytest

from operations.places import SOURCE, Installation, Places, is_on_postgresql

pytestmark = [pytest.mark.installation, pytest.mark.timeout(900)]

REPOSITORY = SOURCE.parent
BOOK = REPOSITORY / "docs" / "operations" / "install.md"
HOST, PASSWORD = "caicach.tinh.gov.vn", "Rieng-Tu-Va-Dai-2026"


def _commands() -> list[str]:
    return re.findall(r"^```sh\n(.*?)^```", BOOK.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)


def _after_step_one(place: Installation) -> Path:
    """What a checkout has after step 1: the program, its examples, and nothing of an installation."""
    program = place.folder / ".venv" / "bin" / "caicach"
    program.parent.mkdir(parents=True)
    program.write_text(f'#!/bin/sh\nPYTHONPATH={SOURCE} exec {sys.executable} -m caicach.cli.main "$@"\n')
    program.chmod(0o755)
    shutil.copytree(REPOSITORY / "examples" / "province", place.folder / "examples" / "province")
    return place.folder


@pytest.mark.skipif(shutil.which("curl") is None, reason="curl is not installed")
def test_the_book_leads_to_the_first_signed_in_page(places: Places) -> None:
    place = places.new()
    folder, port = _after_step_one(place), _free_port()
    settings, first, start = _commands()
    if is_on_postgresql():  # the one line that the book says to add
        first = f"echo 'DATABASE_URL={place.database}' >> var/caicach.env\n{first}"
    # Only the port is another: many tests run on one machine.
    script = "set -e\n" + settings + first + "set +e\n" + start.replace("8000", str(port))
    with (folder / "out").open("w") as out, (folder / "err").open("w") as err:
        shell = subprocess.Popen(
            ["bash", "-c", script],
            cwd=folder,
            env={"PATH": os.environ["PATH"], "HOME": str(folder), "LANG": "C.UTF-8"},
            stdin=subprocess.PIPE,
            stdout=out,
            stderr=err,
            text=True,
            start_new_session=True,
        )
    try:
        shell.communicate(f"{PASSWORD}\n", timeout=600)
        said, errors = (folder / "out").read_text(), (folder / "err").read_text()
        assert "✓ database" in said, said + errors
        assert "✓ secret" in said
        assert "Traceback" not in errors
        assert "Quản trị hệ thống" in _first_page(port)
    finally:
        os.killpg(shell.pid, signal.SIGTERM)


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def _first_page(port: int) -> str:
    """Sign in as a browser behind the proxy does."""
    opener = urllib.request.build_opener(_Cookies())
    address = f"http://127.0.0.1:{port}/dang-nhap/"
    with opener.open(address, timeout=60) as page:
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page.read().decode())
    assert token is not None
    typed = {"csrfmiddlewaretoken": token[1], "username": "quantri", "password": PASSWORD}
    request = urllib.request.Request(
        address, urllib.parse.urlencode(typed).encode(), {"Referer": f"https://{HOST}/dang-nhap/"}
    )
    with opener.open(request, timeout=60) as page:
        return str(page.read().decode())


class _Cookies(urllib.request.BaseHandler):
    """The proxy's headers, and cookies as the browser keeps them: it speaks https to the proxy, and the proxy http."""

    handler_order = 400  # before the one that writes its own Host

    def __init__(self) -> None:
        self._kept: dict[str, str] = {}

    def http_request(self, request: urllib.request.Request) -> urllib.request.Request:
        for name, value in (("Host", HOST), ("X-Forwarded-Proto", "https"), ("X-Forwarded-For", "198.51.100.7")):
            request.add_unredirected_header(name, value)
        if self._kept:
            request.add_unredirected_header("Cookie", "; ".join(f"{n}={v}" for n, v in self._kept.items()))
        return request

    def http_response(self, _request: urllib.request.Request, response):  # type: ignore[no-untyped-def]
        for cookie in response.headers.get_all("Set-Cookie") or ():
            assert "; Secure" in cookie
            name, _, value = cookie.partition(";")[0].partition("=")
            self._kept[name] = value
        return response
