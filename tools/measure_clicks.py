"""Clicks and seconds of everyday jobs, done in a browser on a running example installation.

    python tools/measure_clicks.py http://127.0.0.1:8000 letter.txt [job ...]

Each job starts on the first page of who does it, signed in. A click is a press of the mouse, a file chosen counts
as one; what is typed is not counted. The seconds are those between a click and what it leads to being there. The jobs
change what is there: run them on an installation that is thrown away, with a letter that it has not received yet.
"""

import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

from playwright.sync_api import Browser, Locator, Page, sync_playwright

PASSWORD: Final = "caicach-vi-du-2026"  # noqa: S105  (of the example, printed by it)


class Person:
    """Who does a job: every click is counted, the wait behind it is timed."""

    def __init__(self, browser: Browser, address: str, username: str) -> None:
        self.page: Page = browser.new_page(viewport={"width": 1366, "height": 768})
        self.page.set_default_timeout(25_000)
        self.page.goto(f"{address}/dang-nhap/")
        self.page.locator("input[name=username]").fill(username)
        self.page.locator("input[name=password]").fill(PASSWORD)
        self.page.locator("input[name=password]").press("Enter")
        self.page.wait_for_url(lambda url: "dang-nhap" not in url)
        self.clicks, self.seconds = 0, 0.0

    def click(self, what: Locator, until: Callable[[], object]) -> None:
        started = time.perf_counter()
        what.click()
        until()
        self.clicks, self.seconds = self.clicks + 1, self.seconds + time.perf_counter() - started

    def tick(self, what: Locator) -> None:
        what.check()
        self.clicks += 1

    def file(self, field: str, path: Path) -> None:
        self.page.get_by_label(field).set_input_files(path)
        self.clicks += 1

    def link(self, name: str) -> Locator:
        return self.page.get_by_role("link", name=name).first

    def button(self, name: str) -> Locator:
        return self.page.get_by_role("button", name=name).first

    def shows(self, words: str) -> Callable[[], object]:
        return self.page.get_by_role("main").get_by_text(words).first.wait_for


def letter(office: Person, path: Path) -> str:
    page, editor = office.page, office.page.locator("[data-editor]")
    office.click(office.link("Tiếp nhận một văn bản"), office.link("Tiếp nhận văn bản").wait_for)
    office.click(office.link("Tiếp nhận văn bản"), page.get_by_label("Tệp văn bản").wait_for)
    office.file("Tệp văn bản", path)
    office.click(office.button("Tiếp nhận và đọc"), lambda: page.wait_for_url("**/soat/"))
    office.click(page.locator("#effective").get_by_role("link").first, editor.locator("input[name=on]").wait_for)
    editor.locator("input[name=on]").fill("15/02/2023")
    editor.locator("input[name=reason]").fill("theo dấu công văn đến")
    office.click(office.button("Lưu ngày"), lambda: editor.wait_for(state="detached"))
    office.click(office.link("Chọn đơn vị Mục 3"), editor.wait_for)
    office.click(office.button("Lưu đơn vị"), lambda: editor.wait_for(state="detached"))
    page.locator("input[name=common_due_on]").fill("31/12/2026")
    office.click(office.button("Xác nhận và giao nhiệm vụ"), office.shows("Đã xác nhận"))
    return page.get_by_role("status").first.inner_text()


def reports(office: Person) -> str:
    page = office.page
    office.click(office.link("Đọc và chấp nhận nhiều báo cáo"), office.button("Chấp nhận").wait_for)
    count = page.locator("input[name=bao-cao]").count()
    office.tick(page.locator("input[data-tick-all]"))
    office.click(office.button("Chấp nhận"), page.get_by_role("status").first.wait_for)
    return f"{count} báo cáo"


def main() -> int:
    address, path = sys.argv[1].rstrip("/"), Path(sys.argv[2])
    with sync_playwright() as started:
        browser = started.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        jobs: tuple[tuple[str, str, Callable[[Person], str]], ...] = (
            ("letter from its file to tasks with a date", "noivu", lambda person: letter(person, path)),
            ("reports accepted", "noivu", reports),
        )
        asked = sys.argv[3:]
        for title, username, job in jobs:
            if asked and not any(word in title for word in asked):
                continue
            person = Person(browser, address, username)
            try:
                said = job(person)
            except Exception as error:  # noqa: BLE001  (what a job met is told, the others are done)
                said = f"stopped: {str(error).splitlines()[0]}"
            sys.stdout.write(f"{title} | {person.clicks} | {person.seconds:.1f} s | {' '.join(said.split())}\n")
            sys.stdout.flush()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
