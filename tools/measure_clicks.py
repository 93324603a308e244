"""Clicks and seconds of everyday jobs, done in a browser on a running example installation.

    python tools/measure_clicks.py http://127.0.0.1:8000 letter.txt [job ...]

Each job starts on the first page of who does it, signed in. A click is a press of the mouse, a file chosen counts
as one; what is typed is not counted. The seconds are those between a click and what it leads to being there. The jobs
change what is there: run them on an installation that is thrown away, filled by
``fill_for_clicks.py``, with a letter that it has not received yet.
"""

import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

from PIL import Image
from playwright.sync_api import Browser, Locator, Page, sync_playwright

PASSWORD: Final = "caicach-vi-du-2026"  # noqa: S105  (of the example, printed by it)


class Person:
    """Who does a job: every click is counted, the wait behind it is timed."""

    def __init__(self, browser: Browser, address: str, username: str) -> None:
        self.page: Page = browser.new_page(viewport={"width": 1366, "height": 768})
        self.page.set_default_timeout(60_000)
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

    def choose(self, field: str, value: str) -> None:
        """A choice is two presses: the field and the line."""
        self.page.get_by_label(field).select_option(value)
        self.clicks += 2

    def menu(self, group: str) -> None:
        """A group that is folded opens with its first page."""
        link = self.page.get_by_role("navigation", name="Chính").locator(".menu-opener", has_text=group)
        if link.count() and link.first.is_visible():
            with self.page.expect_navigation():
                self.click(link.first, lambda: None)

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


def plan(office: Person, folder: Path) -> str:
    """200 rows: forty without a day, ten whose lead nobody knows, five with a day that there is not."""
    page, office_file = office.page, folder / "ke-hoach-200.html"
    office_file.write_text(plan_of_200(), encoding="utf-8")
    office.menu("Công việc")
    office.click(office.link("Kế hoạch"), office.link("Lập kế hoạch").wait_for)
    office.click(office.link("Lập kế hoạch"), page.get_by_label("Tệp có bảng nhiệm vụ").wait_for)
    office.file("Tệp có bảng nhiệm vụ", office_file)
    page.get_by_label("Tên kế hoạch").fill("Kế hoạch 200 dòng")
    office.choose("Của đơn vị", "UBND-T")
    page.get_by_label("Năm", exact=True).fill("2027")
    page.get_by_label("Ngày ban hành").fill("05/11/2026")
    office.click(office.button("Lập kế hoạch"), lambda: page.wait_for_url("**/soat/**"))
    office.click(office.link("Xem thành bảng, làm nhiều dòng"), lambda: page.wait_for_url("**/bang/**"))
    office.click(office.link("Cần xem"), lambda: page.wait_for_url("**xem=can-xem**"))
    for words in ("Tổ công tác", "31/2/2027"):
        for box in page.get_by_role("row").filter(has_text=words).get_by_role("checkbox").all():
            office.tick(box)
        if words == "31/2/2027":
            page.locator("input[name=due_on]").fill("28/02/2027")
            office.click(office.button("Đặt hạn"), page.get_by_role("status").first.wait_for)
        else:
            page.locator("input[name=lead]").fill("Sở Khoa học và Công nghệ")
            office.click(office.button("Đặt chủ trì"), page.get_by_role("status").first.wait_for)
    office.click(office.link("Giao được"), lambda: page.wait_for_url("**xem=giao-duoc**"))
    given = 0
    while page.locator("input[name=dong]").count():
        office.tick(page.locator("main thead input[type=checkbox]"))
        page.evaluate("document.querySelector('[role=status]')?.remove()")
        office.click(page.get_by_role("button", name="Giao", exact=True), page.get_by_role("status").first.wait_for)
        given += 1
        if given > 20:
            break
    return f"{page.get_by_role('status').first.inner_text()} ({given} lần giao)"


def plan_of_200() -> str:
    leads = ("Sở Nội vụ", "Sở Tư pháp", "Sở Tài chính", "Sở Y tế", "Sở Xây dựng", "Thanh tra tỉnh")
    rows = [("STT", "Nhiệm vụ", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời gian hoàn thành")]
    for number in range(1, 201):
        lead = "Tổ công tác chuyển đổi số" if number % 20 == 3 else leads[number % len(leads)]
        day = f"{number % 28 + 1:02d}/{number % 12 + 1:02d}/2027"
        day = "" if number % 5 == 0 else "31/2/2027" if number % 40 == 7 else day
        rows.append((str(number), f"Rà soát, hoàn thiện quy trình số {number}", lead, "Sở Nội vụ", day))
    cells = ("".join(f"<td>{cell}</td>" for cell in row) for row in rows)
    return f"<!doctype html><html><body><table>{''.join(f'<tr>{row}</tr>' for row in cells)}</table></body></html>"


def sheet(unit: Person) -> str:
    """Keys that move or save, none of the mouse; figures typed are not counted."""
    page, keys = unit.page, 0

    def press(key: str) -> None:
        nonlocal keys
        page.keyboard.press(key)
        keys += 1

    page.goto(page.url.split("/viec-don-vi")[0] + "/chi-so/")
    page.get_by_role("link", name="Sở Tư pháp", exact=True).first.focus()
    press("Enter")
    page.get_by_role("link", name="Nhập theo bảng").wait_for()
    page.get_by_role("link", name="Nhập theo bảng").focus()
    press("Enter")
    first = page.locator("main input[name^='first:']")
    first.first.wait_for()
    first.first.focus()
    started = time.perf_counter()
    count = first.count()
    for row in range(count):
        page.keyboard.type(str(40 + row))
        press("Tab")
        page.keyboard.type("100")
        for key in ("ArrowDown", "ArrowLeft") if row < count - 1 else ("Tab",):
            press(key)
    page.wait_for_timeout(3000)
    unit.seconds += time.perf_counter() - started - 3
    page.reload()
    kept = page.locator("main input[name^='first:']").evaluate_all("all => all.filter(one => one.value).length")
    return f"{kept} of {count} criteria kept, {keys} keys that move"


def dates(office: Person) -> str:
    """From the board over its figure «không có hạn»: all of the filter, one day."""
    page = office.page
    office.click(page.locator("main a[href*='no_deadline']").first, lambda: page.wait_for_url("**no_deadline**"))
    office.tick(page.locator("main input[name=tat-ca]"))
    office.click(page.get_by_role("button", name="Đặt hạn", exact=True), lambda: page.wait_for_url("**/dat-han/**"))
    page.locator("input[name=due_on]").fill("30/06/2027")
    page.locator("input[name=reason]").fill("theo chỉ đạo của lãnh đạo tỉnh")
    office.click(page.get_by_role("main").get_by_role("button").last, page.get_by_role("status").first.wait_for)
    return page.get_by_role("status").first.inner_text()


def extensions(office: Person) -> str:
    """Ten that wait, granted as they were asked."""
    page = office.page
    office.menu("Công việc")
    office.click(office.link("Nhiệm vụ"), page.locator("main table").first.wait_for)
    office.click(office.link("Đề nghị gia hạn"), office.link("Xem và quyết định").wait_for)
    office.tick(page.locator("input[data-tick-all=de-nghi]"))
    office.tick(page.locator("input[value=grant]"))
    office.click(office.button("Quyết định các đề nghị đã chọn"), page.get_by_role("status").first.wait_for)
    return page.get_by_role("status").first.inner_text()


def chase(office: Person, folder: Path) -> str:
    """Signed by hand: the office keeps the scan of what the leader signed."""
    page, scan = office.page, folder / "da-ky.png"
    Image.new("RGB", (1240, 1754), "white").save(scan)
    office.menu("Công việc")
    office.click(office.link("Nhiệm vụ"), page.locator("main table").first.wait_for)
    office.click(page.locator("main a[href*='trang-thai=overdue']").first, lambda: page.wait_for_url("**overdue**"))
    for number in range(3):
        office.tick(page.locator("input[name=phan-cong]").nth(number))
    office.click(office.button("Đôn đốc nhiệm vụ đã chọn"), office.button("Soạn công văn đôn đốc").wait_for)
    office.click(office.button("Soạn công văn đôn đốc"), office.link("Cấp số").wait_for)
    office.click(office.link("Cấp số"), office.button("Cấp số").wait_for)
    office.click(office.button("Cấp số"), office.link("Lưu bản quét đã ký").wait_for)
    office.click(office.link("Lưu bản quét đã ký"), page.get_by_label("Bản quét").wait_for)
    office.file("Bản quét", scan)
    office.click(page.get_by_role("main").get_by_role("button").last, office.button("Phát hành").wait_for)
    office.click(office.button("Phát hành"), page.get_by_role("main").get_by_text("đơn vị đã trả lời").first.wait_for)
    return page.locator("main h1").first.inner_text()


def late_unit(leader: Person) -> str:
    page = leader.page
    leader.click(page.locator("main td a[href*='trang-thai=overdue']").first, page.locator("main table").first.wait_for)
    return page.locator("main h1").first.inner_text()


def question(unit: Person) -> str:
    page = unit.page
    unit.click(
        page.get_by_role("link", name="Thông báo").first, page.locator("main a", has_text="gọi bạn").first.wait_for
    )
    unit.click(page.locator("main a", has_text="gọi bạn").first, unit.link("Mở danh sách").wait_for)
    unit.click(unit.link("Mở danh sách"), page.locator("#trao-doi").first.wait_for)
    if not page.locator("#trao-doi textarea").first.is_visible():
        unit.click(page.locator("#trao-doi summary").first, page.locator("#trao-doi textarea").first.wait_for)
    page.locator("#trao-doi textarea").first.fill("@noivu Sở đã gửi ngày 15/11.")
    unit.click(unit.button("Gửi ý kiến"), page.get_by_text("Sở đã gửi ngày 15/11").first.wait_for)
    return "answered"


def periodic(office: Person) -> str:
    """The newest period: joined, then published with what its preview shows."""
    page = office.page
    office.menu("Báo cáo, đánh giá")
    office.click(office.link("Báo cáo định kỳ"), page.locator("main table").first.wait_for)
    office.click(page.locator("main td a, main th a").first, office.button("Lập bản tổng hợp").wait_for)
    office.click(office.button("Lập bản tổng hợp"), page.locator(".notice.success").first.wait_for)
    office.click(page.get_by_role("link", name="Công bố", exact=True).first, lambda: page.wait_for_url("**/cong-bo/**"))
    here = page.locator("main a[href*='/xem-truoc/periodic/']").first
    fold = page.locator("main details:has(a[href*='/xem-truoc/periodic/']) > summary").first
    fold.wait_for()
    if not here.is_visible():
        office.click(fold, here.wait_for)
    office.click(here, page.get_by_role("button", name="Công bố", exact=True).wait_for)
    office.click(page.get_by_role("button", name="Công bố", exact=True), page.locator(".notice.success").first.wait_for)
    return page.locator(".notice.success").first.inner_text()


def by_number(leader: Person) -> str:
    page = leader.page
    page.locator("#tim-kiem").fill("1234/UBND-NC")
    started = time.perf_counter()
    page.keyboard.press("Enter")
    found = page.locator("main ol.found li", has_text="1234/UBND-NC").get_by_role("link").first
    found.wait_for()
    leader.seconds += time.perf_counter() - started
    leader.click(found, page.locator("main h1").first.wait_for)
    return page.locator("main h1").first.inner_text()


def main() -> int:
    address, path = sys.argv[1].rstrip("/"), Path(sys.argv[2])
    with sync_playwright() as started:
        browser = started.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        jobs: tuple[tuple[str, str, Callable[[Person], str]], ...] = (
            ("letter from its file to tasks with a date", "noivu", lambda person: letter(person, path)),
            ("30 reports accepted", "noivu", reports),
            ("a plan of 200 rows reviewed and given", "noivu", lambda person: plan(person, path.parent)),
            ("a sheet of 60 criteria by keyboard alone", "tuphap", sheet),
            ("a deadline for all tasks without one", "noivu", dates),
            ("ten extensions granted", "noivu", extensions),
            ("late units chased by a letter that goes out", "noivu", lambda person: chase(person, path.parent)),
            ("the leader finds the late unit", "lanhdao", late_unit),
            ("a question answered", "tuphap", question),
            ("a periodic report joined and published", "noivu", periodic),
            ("a document found by its number", "lanhdao", by_number),
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
