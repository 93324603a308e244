"""Both languages are complete: nothing missing or stale, placeholders kept, no Vietnamese left in English pages."""

import importlib.util
import re
import string
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import polib
import pytest
from django.test import Client

from caicach.plans import services
from factories.correspondence import NOW, OFFICE
from factories.plans import rows
from factories.web import read_letter, version

REPOSITORY = Path(__file__).resolve().parents[2]
CATALOGUE = REPOSITORY / "src/caicach/locale/en/LC_MESSAGES/django.po"
VIETNAMESE = re.compile(r"[ăâđêôơưĂÂĐÊÔƠƯáàảãạấầẩẫậắằẳẵặéèẻẽẹếềểễệíìỉĩịóòỏõọốồổỗộớờởỡợúùủũụứừửữựýỳỷỹỵ]")


def _tool() -> ModuleType:
    spec = importlib.util.spec_from_file_location("messages_tool", REPOSITORY / "tools" / "messages.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _names(text: str) -> set[str]:
    braces = {name for _, name, _, _ in string.Formatter().parse(re.sub(r"%\(\w+\)s", "", text)) if name}
    return braces | set(re.findall(r"%\((\w+)\)s", text))


def test_every_string_people_see_has_its_english() -> None:
    entries = {entry.msgid: entry for entry in polib.pofile(str(CATALOGUE))}
    found = set(_tool().gathered())
    assert found - entries.keys() == set(), "run make messages and translate"
    assert {m for m in found if not entries[m].msgstr or entries[m].fuzzy} == set()


def test_the_catalogue_holds_nothing_that_nobody_shows() -> None:
    assert {entry.msgid for entry in polib.pofile(str(CATALOGUE))} - set(_tool().gathered()) == set()


def test_translations_keep_their_placeholders() -> None:
    wrong = [e.msgid for e in polib.pofile(str(CATALOGUE)) if _names(e.msgid) != _names(e.msgstr)]
    assert wrong == []


def test_the_compiled_catalogue_is_current() -> None:
    compiled = {e.msgid: e.msgstr for e in polib.mofile(str(CATALOGUE.with_suffix(".mo")))}
    assert compiled == {e.msgid: e.msgstr for e in polib.pofile(str(CATALOGUE)) if e.msgstr}


def _chrome(page: str) -> str:
    """The page without what comes from documents and from names: quotes marked as Vietnamese, and data."""
    main = re.sub(r'<(\w+)[^>]*lang="vi"[^>]*>.*?</\1>', "", page, flags=re.DOTALL)
    return re.sub(r"<[^>]+>", " ", re.sub(r"<(script|style).*?</\1>", "", main, flags=re.DOTALL))


@pytest.mark.parametrize(
    "address", ["/van-ban/tiep-nhan/", "/tro-giup/", "/theo-doi/", "/van-ban/", "/nhiem-vu/", "/khong-co-trang-nay/"]
)
def test_pages_without_data_show_no_vietnamese_in_english(sign_in: Callable[[str], Client], address: str) -> None:
    client = sign_in("thuongtruc")
    client.cookies["caicach_language"] = "en"
    page = client.get(address).content.decode()
    assert '<html lang="en">' in page
    words = _chrome(page).replace("Chuyên viên Sở Nội vụ", "").replace("Sở Nội vụ", "").replace("Tiếng Việt", "")
    known = {"UBND tỉnh Hồng Lam", "Tỉnh Hồng Lam", "UBND huyện Bình Sơn", "UBND xã An Thượng", "Sở Tư pháp", "Sở Y tế"}
    for name in known:
        words = words.replace(name, "")
    assert sorted({word for word in words.split() if VIETNAMESE.search(word)}) == []


def test_the_review_and_the_task_speak_english_around_their_quotes(sign_in: Callable[[str], Client]) -> None:
    client = sign_in("thuongtruc")
    client.cookies["caicach_language"] = "en"
    letter = read_letter()
    review = client.get(f"/van-ban/{letter}/soat/").content.decode()
    for words in ("To look at", "Number", "Symbol", "Addressed to", "Lead", "Deadline", "Choose units", "Confirm"):
        assert words in review
    services.confirm_directive(OFFICE, document_id=letter, version=version(letter), now=NOW)
    task = client.get(f"/nhiem-vu/{rows()[0].task_id}/").content.decode()
    for words in ("Assigned by", "History", "Task assigned when the document was confirmed", "Not yet due"):
        assert words in task


@pytest.mark.django_db
def test_the_language_is_vietnamese_whatever_the_browser_prefers() -> None:
    page = Client().get("/dang-nhap/", headers={"Accept-Language": "en-US,en"}).content.decode()
    assert '<html lang="vi">' in page
