"""A person at a browser whose every page is checked."""

import json
import re
import shutil
from pathlib import Path

from django.contrib.auth import get_user_model
from django.test import Client
from playwright.sync_api import Browser, Page, expect

from factories.web import PASSWORD
from stories.pictures import picture

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
FLAGS = [
    "--no-sandbox",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-gpu",
    "--disable-software-rasterizer",
    "--disable-extensions",
    "--disable-dev-shm-usage",
]
AXE = Path(__file__).parent / "vendor" / "axe-core" / "axe.min.js"


# What differs between two draws of one page, and is nothing that a person meets.
_DRAWN_ANEW = re.compile(
    r'(?:name="csrfmiddlewaretoken" value|nonce|data-csrf)="[^"]*"|http://(?:localhost|127\.0\.0\.1):\d+'
)
_STILL = (
    "document.readyState === 'complete' && !document.querySelector('.htmx-request, .htmx-swapping, .htmx-settling')"
)
_SERIOUS = """async () => {
  const grave = ["serious", "critical"];
  const rules = {};
  for (const rule of axe._audit.rules) if (!grave.includes(rule.impact)) rules[rule.id] = {enabled: false};
  const said = await axe.run(document, {rules, resultTypes: ["violations"], elementRef: false});
  return said.violations
    .filter(one => grave.includes(one.impact))
    .map(one => ({rule: one.id, nodes: one.nodes.slice(0, 3).map(node => node.html.slice(0, 200))}));
}"""
"""What axe finds serious or critical, and nothing else: every rule says beforehand how grave its findings are."""


class Visitor:
    """A person at a browser of their own; every page is checked before it is used.

    Signed in already, unless ``types`` asks for the page where a name and a password are typed.
    """

    scripts = True
    """Whether the browser runs scripts; a story of its own runs all the others without."""
    checked: set[tuple[str, str]] = set()
    """Pages, each in a size of window, that axe had nothing to say of: one drawn again as it was is not asked again."""

    def __init__(self, browser: Browser, address: str, username: str, *, types: bool = False) -> None:
        self._context = browser.new_context(
            viewport={"width": 1366, "height": 768}, bypass_csp=True, java_script_enabled=self.scripts
        )
        self.page: Page = self._context.new_page()
        self.complaints: list[str] = []
        self.page.on("console", lambda m: self.complaints.append(m.text) if m.type == "error" else None)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.address = address
        self._context.add_cookies([{"name": "first_steps_known", "value": "1", "url": address}])
        if types:
            self._sign_in(username)
        else:
            client = Client()
            client.force_login(get_user_model().objects.get(username=username))
            cookie = client.cookies["sessionid"].value
            self._context.add_cookies([{"name": "sessionid", "value": cookie, "url": address}])
            self.open("/")

    def _sign_in(self, username: str) -> None:
        self.open("/dang-nhap/")
        self.page.get_by_label("Tên đăng nhập").fill(username)
        self.page.get_by_label("Mật khẩu").fill(PASSWORD)
        self.page.get_by_role("main").get_by_role("button", name="Đăng nhập").click()
        self.page.wait_for_url(lambda url: "dang-nhap" not in url)
        self.check()

    def open(self, path: str) -> None:
        self.page.goto(self.address + path)
        self.check()

    def check(self) -> None:
        """No serious or critical finding of axe on the page as it stands, and no error in the console."""
        self.page.wait_for_load_state("load")
        if not self.scripts:
            self._check_way_on()
            return
        self.page.wait_for_function(_STILL)
        assert self.complaints == []
        seen = (_DRAWN_ANEW.sub("", self.page.content()), str(self.page.viewport_size))
        if seen in self.checked:
            return
        if not self.page.evaluate("'axe' in window"):
            self.page.evaluate(AXE.read_text(encoding="utf-8"))
        serious = self.page.evaluate(_SERIOUS)
        assert serious == [], f"{self.page.url}: {json.dumps(serious, ensure_ascii=False, indent=1)}"
        assert self.complaints == []
        self.checked.add(seen)

    def picture(self, name: str) -> None:
        """The guide shows the page as it stands; a browser without scripts shows nothing else."""
        if self.scripts:
            picture(self.page, name)

    def _check_way_on(self) -> None:
        """The page says what it is, and there is something to do next or somewhere to go."""
        main = self.page.get_by_role("main")
        expect(main.get_by_role("heading", level=1)).to_be_visible()
        ways = main.get_by_role("link").or_(main.get_by_role("button"))
        assert ways.count() > 0, f"{self.page.url}: a dead end"
