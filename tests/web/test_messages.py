"""Both languages are complete: nothing missing or stale, placeholders kept, no Vietnamese left in English pages."""

import re
import runpy
import string
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import polib
import pytest
from django.template import engines
from django.test import Client
from django.utils import translation
from django.utils.translation import gettext

from caicach.plans import services
from factories.correspondence import NOW, OFFICE
from factories.plans import rows
from factories.web import read_letter, version

pytestmark = pytest.mark.slow

REPOSITORY = Path(__file__).resolve().parents[2]
Shown = dict[str, set[str]]
Catalogues = dict[str, list[polib.POEntry]]
VIETNAMESE = re.compile(r"[ăâđêôơưĂÂĐÊÔƠƯáàảãạấầẩẫậắằẳẵặéèẻẽẹếềểễệíìỉĩịóòỏõọốồổỗộớờởỡợúùủũụứừửữựýỳỷỹỵ]")


def _names(text: str) -> set[str]:
    braces = {name for _, name, _, _ in string.Formatter().parse(re.sub(r"%\(\w+\)s", "", text)) if name}
    return braces | set(re.findall(r"%\((\w+)\)s", text))


def _tools(name: str) -> dict[str, Any]:
    return runpy.run_path(str(REPOSITORY / "tools" / name))


@pytest.fixture(scope="module")
def shown() -> Shown:
    """Every string people see, by the module whose catalogue has it."""
    tool = _tools("messages.py")
    return dict(tool["by_module"](tool["gathered"]()))


@pytest.fixture(scope="module")
def catalogues() -> Catalogues:
    return {path.parents[3].name: list(polib.pofile(str(path))) for path in _tools("translations.py")["catalogues"]()}


def _entries(catalogues: Catalogues) -> Iterator[polib.POEntry]:
    return (entry for entries in catalogues.values() for entry in entries)


def test_every_string_people_see_has_its_english(shown: Shown, catalogues: Catalogues) -> None:
    missing = {m: strings - {e.msgid for e in catalogues.get(m, [])} for m, strings in shown.items()}
    assert {m: strings for m, strings in missing.items() if strings} == {}, "run make messages and translate"
    assert [e.msgid for e in _entries(catalogues) if not e.msgstr or e.fuzzy] == []


def test_a_catalogue_holds_what_its_module_shows_in_the_order_of_the_text(shown: Shown, catalogues: Catalogues) -> None:
    assert {m: [e.msgid for e in entries] for m, entries in catalogues.items()} == {m: sorted(shown[m]) for m in shown}


def test_translations_keep_their_placeholders(catalogues: Catalogues) -> None:
    assert [e.msgid for e in _entries(catalogues) if _names(e.msgid) != _names(e.msgstr)] == []


def test_the_tests_and_the_pages_speak_the_catalogue_as_it_is_now(catalogues: Catalogues) -> None:
    assert _tools("translations.py")["compile_stale"]() == []
    with translation.override("en"):
        spoken = {entry.msgid: gettext(entry.msgid) for entry in _entries(catalogues)}
    assert spoken == {entry.msgid: entry.msgstr for entry in _entries(catalogues)}


def test_a_changed_catalogue_is_compiled_again_and_what_lost_its_catalogue_goes(tmp_path: Path) -> None:
    compile_stale = _tools("translations.py")["compile_stale"]
    catalogue = tmp_path / "plans" / "locale" / "en" / "LC_MESSAGES" / "django.po"
    catalogue.parent.mkdir(parents=True)
    catalogue.write_text('msgid "Hạn"\nmsgstr "Deadline"\n', encoding="utf-8")
    assert compile_stale(tmp_path) == [catalogue.with_suffix(".mo")]
    assert compile_stale(tmp_path) == []
    catalogue.write_text('msgid "Hạn"\nmsgstr "Due"\n', encoding="utf-8")
    assert compile_stale(tmp_path) == [catalogue.with_suffix(".mo")]
    assert [e.msgstr for e in polib.mofile(str(catalogue.with_suffix(".mo")))] == ["Due"]
    catalogue.unlink()
    assert compile_stale(tmp_path) == []
    assert not catalogue.with_suffix(".mo").exists()


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


@pytest.mark.parametrize(
    ("vietnamese", "english"), [("Mục tiêu (%)", "Target (%)"), ("90% không quá", "90% take at most")]
)
def test_words_of_a_template_with_a_percent_sign_are_english_too(vietnamese: str, english: str) -> None:
    """Templates ask the catalogue for them with the sign doubled."""
    with translation.override("en"):
        assert engines["django"].from_string(f'{{% load i18n %}}{{% translate "{vietnamese}" %}}').render() == english


@pytest.mark.django_db
def test_the_language_is_vietnamese_whatever_the_browser_prefers() -> None:
    page = Client().get("/dang-nhap/", headers={"Accept-Language": "en-US,en"}).content.decode()
    assert '<html lang="vi">' in page


@pytest.mark.parametrize(
    "source",
    [
        "def f():\n    reason = 'Chưa được.'\n    raise Fault(why=reason)",
        "def f():\n    reason, todo = 'Chưa được.', 'Hãy sửa.'\n    raise told(reason)\ndef told(why): ...",
        "def f(x):\n    reason = 'Chưa được.' if x else 'Không có.'\n    raise Fault(what=reason)",
    ],
)
def test_a_reason_is_gathered_through_the_variable_that_it_is_given_by(source: str) -> None:
    assert "Chưa được." in set(_tools("messages.py")["of_python"](source))
