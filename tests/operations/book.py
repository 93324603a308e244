"""docs/operations/install.md as commands, run word for word, and the first page as a browser gets it."""

import re
import subprocess
import urllib.parse
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from operations.places import SOURCE
from operations.served import end_group

BOOK = SOURCE.parent / "docs" / "operations" / "install.md"
HOST, PASSWORD = "caicach.tinh.gov.vn", "Rieng-Tu-Va-Dai-2026"


def commands() -> list[str]:
    return re.findall(r"^```sh\n(.*?)^```", BOOK.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)


@contextmanager
def followed(folder: Path, database: str, port: int, environment: dict[str, str]) -> Iterator[str]:
    """Steps 2 to 4 of the book in a folder where step 1 was done; what the commands said, while the program serves.

    ``database``: the address that the book says to add for PostgreSQL, "" for the embedded one. Only the port is
    another: many run on one machine.
    """
    settings, first, start = commands()
    if database:
        first = f"echo 'DATABASE_URL={database}' >> var/caicach.env\n{first}"
    script = "set -e\n" + settings + first + "set +e\n" + start.replace("8000", str(port))
    with (folder / "out").open("w") as out, (folder / "err").open("w") as err:
        shell = subprocess.Popen(
            ["bash", "-c", script],
            cwd=folder,
            env={"HOME": str(folder), "LANG": "C.UTF-8", **environment},
            stdin=subprocess.PIPE,
            stdout=out,
            stderr=err,
            text=True,
            start_new_session=True,
        )
    try:
        shell.communicate(f"{PASSWORD}\n", timeout=600)
        errors = (folder / "err").read_text()
        assert "Traceback" not in errors, errors
        yield (folder / "out").read_text() + errors
    finally:
        end_group(shell)


def first_page(port: int) -> str:
    """Sign in as a browser behind the proxy does; the page that opens."""
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
