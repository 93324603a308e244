"""Tesseract as a child process: a picture in, words with places and certainty out."""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import BinaryIO

from lxml import etree
from PIL import Image, TiffImagePlugin

from caicach.documents.read.words import Word
from caicach.kernel.bounded.unnamed import unnamed_file
from caicach.kernel.errors import NotInstalled, TooLarge

LANGUAGE = "vie"
_DPI = "210"  # near enough at every size looked at; without it Tesseract guesses
_PAGE_SECONDS = 120.0
_LONGEST_MARK = 3
DIGIT_HEIGHT = 0.75  # of the size Tesseract gives a line
_DOUBLE_D = re.compile("ĐÐ|ÐĐ|Ð")
"""Ð (U+00D0) beside Đ: one letter seen as both."""
_HTML = "{http://www.w3.org/1999/xhtml}"
_LINES = frozenset({"ocr_line", "ocr_header", "ocr_caption", "ocr_textfloat"})


@dataclass(frozen=True, slots=True)
class SeenWord:
    """A word with how sure Tesseract is of it, from 0 to 100.

    ``raised`` is how far a small one stands above its line, ``line`` tells the lines of the page apart.
    """

    word: Word
    certainty: float
    raised: float = 0.0
    line: int = 0


def _missing(what: str, todo: str) -> NotInstalled:
    return NotInstalled(
        "ocr.not_installed",
        what="Máy này chưa nhận dạng được văn bản quét.",
        why=what,
        todo=todo,
    )


@cache
def _program(path: str) -> str:
    """The program, once it is known to have Vietnamese; the search path is the key, so a change is noticed."""
    program = shutil.which("tesseract", path=path)
    if program is None:
        raise _missing(
            "Chưa cài chương trình Tesseract.",
            "Người quản trị cần cài: apt-get install tesseract-ocr tesseract-ocr-vie. "
            "Trong lúc chờ, hãy gửi bản DOCX hoặc PDF có chữ.",
        )
    listed = subprocess.run(  # noqa: S603 -- a program found on the search path, fixed arguments
        [program, "--list-langs"], capture_output=True, text=True, check=False, timeout=30
    )
    if LANGUAGE not in listed.stdout.split():
        raise _missing(
            "Tesseract chưa có dữ liệu tiếng Việt.",
            "Người quản trị cần cài: apt-get install tesseract-ocr-vie. "
            "Trong lúc chờ, hãy gửi bản DOCX hoặc PDF có chữ.",
        )
    return program


def require_tesseract() -> str:
    """The path of Tesseract; NotInstalled, saying what to install, where it or its Vietnamese is missing."""
    return _program(os.environ.get("PATH", os.defpath))


def recognise(picture: Image.Image, *, layout: int, only: str = "") -> list[SeenWord]:
    """The words of a picture of text; ``layout`` is Tesseract's page segmentation mode, ``only`` all it may see."""
    return recognised_each([picture], layout=layout, only=only)[0]


def recognised_each(pictures: Sequence[Image.Image], *, layout: int, only: str = "") -> list[list[SeenWord]]:
    """As ``recognise``, of several at once: to start Tesseract takes as long as to read six lines."""
    if not pictures:
        return []
    command = [
        require_tesseract(), "stdin", "stdout", "-l", LANGUAGE, "--psm", str(layout), "--dpi", _DPI,
        *(("-c", f"tessedit_char_whitelist={only}") if only else ()), "hocr",
    ]  # fmt: skip
    try:
        with _as_file(pictures) as stream:
            done = subprocess.run(  # noqa: S603 -- as above
                command, stdin=stream, capture_output=True, check=False, timeout=_PAGE_SECONDS,
                env={**os.environ, "OMP_THREAD_LIMIT": "1"},
            )  # fmt: skip
    except subprocess.TimeoutExpired as error:
        raise TooLarge(
            "ocr.page_too_slow",
            what="Một trang ảnh mất quá nhiều thời gian nhận dạng.",
            why="Trang có quá nhiều chi tiết không phải là chữ.",
            todo="Hãy quét lại trang đó ở chế độ đen trắng, 300 dpi.",
        ) from error
    seen = list(_words_of_pictures(done.stdout)) if done.returncode == 0 else []
    return seen if len(seen) == len(pictures) else [[] for _ in pictures]


def _as_file(pictures: Sequence[Image.Image]) -> BinaryIO:
    """Points as they are: packing them would take longer than reading them."""
    stream = unnamed_file()
    first, *others = pictures
    if others:
        first.save(stream, TiffImagePlugin.TiffImageFile.format, save_all=True, append_images=others)
    else:
        first.save(stream, "PPM")
    stream.flush()
    stream.seek(0)
    return stream


def turn_of(picture: Image.Image) -> int:
    """By how many degrees clockwise the page lies on its side; 0 where Tesseract cannot tell."""
    with _as_file([picture]) as stream:
        done = subprocess.run(  # noqa: S603 -- as above
            [require_tesseract(), "stdin", "stdout", "--psm", "0", "--dpi", _DPI],
            stdin=stream, capture_output=True, check=False, timeout=_PAGE_SECONDS,
            env={**os.environ, "OMP_THREAD_LIMIT": "1"},
        )  # fmt: skip
    found = re.search(rb"Rotate: (\d+)", done.stdout)
    return int(found[1]) % 360 if found else 0


def _words_of_pictures(answer: bytes) -> Iterator[list[SeenWord]]:
    """The words of each picture."""
    if not answer.strip():
        return
    root = etree.fromstring(answer, etree.XMLParser(resolve_entities=False, no_network=True, recover=True))
    for page in root.iter(f"{_HTML}div"):
        if page.get("class") == "ocr_page":
            lines = enumerate(page.iter(f"{_HTML}span"))
            yield [word for number, line in lines if line.get("class") in _LINES for word in _words(line, number)]


def _words(line: etree._Element, number: int) -> Iterator[SeenWord]:
    title = line.get("title", "")
    left, _, _, bottom = _numbers(title, "bbox", 4)
    slope, offset = _numbers(title, "baseline", 2)
    (size,) = _numbers(title, "x_size", 1)
    for span in line.iter(f"{_HTML}span"):
        if span.get("class") != "ocrx_word":
            continue
        text = _DOUBLE_D.sub("Đ", "".join(map(str, span.itertext())).strip())
        start, high, end, low = _numbers(span.get("title", ""), "bbox", 4)
        (certainty,) = _numbers(span.get("title", ""), "x_wconf", 1)
        base = bottom + offset + slope * ((start + end) / 2 - left)
        if text and _is_raised(text, low - high, base - low, size):
            yield SeenWord(Word(text, start, end, low, (low - high) / DIGIT_HEIGHT), certainty, base - low, number)
        elif text:
            yield SeenWord(Word(text, start, end, base, max(size, 1.0)), certainty, line=number)


def _is_raised(text: str, height: float, lift: float, size: float) -> bool:
    """A footnote mark by its place: Tesseract knows no small digits and takes them for other signs."""
    return len(text) <= _LONGEST_MARK and 0.25 * size < height < 0.58 * size and 0.15 * size < lift < 0.6 * size


def _numbers(title: str, name: str, count: int) -> tuple[float, ...]:
    """The numbers after a name in an hOCR title; zeros where it is not there."""
    found = re.search(rf"\b{name} ([-\d. ]+)", title)
    numbers = tuple(float(number) for number in found[1].split()) if found else ()
    return numbers if len(numbers) == count else (0.0,) * count
