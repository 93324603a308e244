"""Letters with a known reading as DOCX and as scans: ``python benchmarks/letter_files.py LETTERS OUT [--scans STEMS]``.

LETTERS holds NNN.txt and NNN.json (``tests/documents/letters``). OUT/docx gets every letter with its head and last page
in tables; OUT/scans gets those of STEMS drawn as pages of 200 to 300 dpi, a little askew and dirty, a ring over the
signature. Read both with ``caicach read`` and score the result against LETTERS.
"""

import argparse
import json
import random
import re
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path
from typing import Any

from docx import Document
from PIL import Image, ImageDraw, ImageFilter, ImageFont

MOTTO = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")
A4 = (595, 842)
FACES = Path(__file__).resolve().parents[1] / "src/caicach/documents/write/fonts"
_STARTS = re.compile(r"[-+] |\d{1,2}[.,)] ?\D|\d{1,2}- |[a-zđ]\) |Điều \d|[IVX]+[.-] ")


@dataclass(frozen=True)
class Letter:
    stem: str
    gold: dict[str, Any]
    paragraphs: list[str]

    @property
    def is_letter(self) -> bool:
        return bool(self.gold["doc_type"] == "Công văn")

    @property
    def number(self) -> str:
        symbol, number = self.gold["symbol"], self.gold.get("number") or "    "
        return f"Số {number}-{symbol}" if "/" in symbol else f"Số: {number}/{symbol}"

    @property
    def bodies(self) -> list[str]:
        issuer = self.gold["issuer"].upper()
        return [self.gold["superior"].upper(), issuer] if self.gold.get("superior") else [issuer]

    @property
    def dated(self) -> str:
        year, month, day = (self.gold.get("date") or "2022-06-  ").split("-")
        return f"{self.gold['place']}, ngày {day} tháng {month} năm {year}"

    @property
    def signature(self) -> list[str]:
        signatory = self.gold["signatory"]
        return [*filter(None, (signatory["capacity"] or "").split(" / ")), signatory["title"]]


def read_letter(folder: Path, stem: str) -> Letter:
    gold = json.loads((folder / f"{stem}.json").read_text(encoding="utf-8"))
    text = (folder / f"{stem}.txt").read_text(encoding="utf-8")
    return Letter(stem, gold, _paragraphs(_middle(text, gold)))


def _middle(text: str, gold: dict[str, Any]) -> str:
    """From the first words after the subject to «Nơi nhận»."""
    end = min(at for mark in ("Nơi nhận", "\nKT. BỘ TRƯỞNG\n") if (at := text.find(mark)) >= 0)
    last = " ".join(gold["subject"].split()[-5:])
    found = re.search(r"\s+".join(map(re.escape, last.split())), text)
    start = text.index("Kính gửi") if "Kính gửi" in text else (found.end() if found else 0)
    return text[start:end]


def _paragraphs(text: str) -> list[str]:
    found: list[str] = []
    is_after_blank = True
    for line in map(str.strip, text.split("\n")):
        if line.isdigit() or len(line) < 3:
            is_after_blank = is_after_blank or not line
            continue
        ended = not found or (is_after_blank and line[0].isupper()) or line.startswith("Căn cứ")
        if ended or _STARTS.match(line) or found[-1].endswith((":", ";", "./.")):
            found.append(line)
        else:
            found[-1] += f" {line}"
        is_after_blank = False
    return found


def write_docx(letter: Letter, path: Path) -> None:
    document = Document()
    left, right = document.add_table(rows=1, cols=2).rows[0].cells
    about = f"\nV/v {letter.gold['subject']}" if letter.is_letter else ""
    left.text = "\n".join([*letter.bodies, "-------", letter.number]) + about
    right.text = "\n".join([*MOTTO, "---------------", letter.dated])
    if not letter.is_letter:
        document.add_paragraph(letter.gold["doc_type"].upper())
        document.add_paragraph(f"Về việc {letter.gold['subject']}")
    for paragraph in letter.paragraphs:
        document.add_paragraph(paragraph)
    left, right = document.add_table(rows=1, cols=2).rows[0].cells
    *others, last = letter.gold["recipients"]
    left.text = "\n".join(["Nơi nhận:", *(f"- {name};" for name in others), f"- {last}."])
    right.text = "\n".join([*letter.signature, "", "", letter.gold["signatory"]["name"]])
    document.save(str(path))


class Pages:
    """Pages drawn from the top; a new one is begun where the text reaches the foot."""

    def __init__(self, dpi: int) -> None:
        self.k = dpi / 72
        self.pages: list[Image.Image] = []
        self.y = 0.0
        self.turn()

    def turn(self) -> None:
        page = Image.new("L", (round(A4[0] * self.k), round(A4[1] * self.k)), 250)
        self.pages.append(page)
        self.draw, self.y = ImageDraw.Draw(page), 50.0
        if len(self.pages) > 1:
            self.draw.text((297 * self.k, 28 * self.k), str(len(self.pages)), font=self.font("Regular", 12), fill=20)

    def font(self, style: str, size: float) -> ImageFont.FreeTypeFont:
        return ImageFont.truetype(str(FACES / f"LiberationSerif-{style}.ttf"), round(size * self.k))

    def wrapped(self, text: str, font: ImageFont.FreeTypeFont, width: float) -> list[str]:
        lines = [""]
        for word in text.split():
            longer = f"{lines[-1]} {word}".strip()
            if self.draw.textlength(longer, font=font) <= width * self.k:
                lines[-1] = longer
            else:
                lines.append(word)
        return lines

    def centred(self, x: float, texts: list[str], style: str, size: float) -> None:
        font = self.font(style, size)
        for text in texts:
            start = x * self.k - self.draw.textlength(text, font=font) / 2
            self.draw.text((start, self.y * self.k), text, font=font, fill=15)
            self.y += 1.25 * size

    def lines(self, texts: list[str], size: float, indent: float = 0) -> None:
        for at, text in enumerate(texts):
            if self.y > A4[1] - 70:
                self.turn()
            left = 85 + (0 if at else indent)
            self.draw.text((left * self.k, self.y * self.k), text, font=self.font("Regular", size), fill=15)
            self.y += 1.35 * size


def draw_letter(letter: Letter, dpi: int) -> list[Image.Image]:
    page = Pages(dpi)
    top = page.y
    page.centred(160, letter.bodies, "Bold", 12)
    page.y = top
    page.centred(420, list(MOTTO), "Bold", 12)
    page.y = max(page.y, top + 60)
    top = page.y
    page.centred(420, [letter.dated], "Italic", 12.5)
    page.y = top
    page.centred(160, [letter.number], "Regular", 13)
    subject, small, bold = letter.gold["subject"], page.font("Regular", 11), page.font("Bold", 13)
    if letter.is_letter:
        page.centred(160, page.wrapped(f"V/v {subject}", small, 190), "Regular", 11)
    else:
        page.y += 12
        page.centred(297, [letter.gold["doc_type"].upper()], "Bold", 13)
        page.centred(297, page.wrapped(f"Về việc {subject}", bold, 380), "Bold", 13)
    page.y += 12
    for paragraph in letter.paragraphs:
        page.lines(page.wrapped(paragraph, page.font("Regular", 13.5), 430), 13.5, 26)
        page.y += 5
    _draw_last(page, letter)
    return page.pages


def _draw_last(page: Pages, letter: Letter) -> None:
    if page.y > A4[1] - 240:
        page.turn()
    top = page.y = page.y + 10
    small = page.font("Regular", 10.5)
    page.lines(["Nơi nhận:"], 12)
    for name in letter.gold["recipients"]:
        end = "." if name == letter.gold["recipients"][-1] else ";"
        page.lines(page.wrapped(f"- {name}{end}", small, 215), 10.5)
    page.y = top
    page.centred(430, letter.signature, "Bold", 12.5)
    ring = (350 * page.k, (page.y + 2) * page.k, 425 * page.k, (page.y + 72) * page.k)
    page.draw.ellipse(ring, outline=150, width=round(2 * page.k))
    page.y += 78
    page.centred(430, [letter.gold["signatory"]["name"]], "Bold", 12.5)


def scanned(pages: list[Image.Image], askew: float, dirt: float, seed: str) -> list[Image.Image]:
    chance = random.Random(seed)  # noqa: S311 -- the same dirt every time
    done = []
    for page in pages:
        turned = page.rotate(askew, fillcolor=250, resample=Image.Resampling.BICUBIC)
        for _ in range(int(turned.width * turned.height * dirt)):
            spot = chance.randrange(turned.width), chance.randrange(turned.height)
            turned.putpixel(spot, chance.choice((60, 110, 200)))
        done.append(turned.filter(ImageFilter.GaussianBlur(0.5)))
    return done


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("letters", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--scans", default="101,104,106,109,203,205,207,208,301,304,305,306")
    options = parser.parse_args()
    for name in ("docx", "scans"):
        (options.out / name).mkdir(parents=True, exist_ok=True)
    for path in sorted(options.letters.glob("*.json")):
        write_docx(read_letter(options.letters, path.stem), options.out / "docx" / f"{path.stem}.docx")
    kinds = cycle(((300, 0.4, 0.0005), (200, -0.5, 0.0005), (250, 0.8, 0.001), (300, -0.3, 0.001)))
    for stem, (dpi, askew, dirt) in zip(options.scans.split(","), kinds, strict=False):
        pages = scanned(draw_letter(read_letter(options.letters, stem), dpi), askew, dirt, stem)
        first, *others = pages
        first.save(options.out / "scans" / f"{stem}.pdf", save_all=True, append_images=others, resolution=dpi)


if __name__ == "__main__":
    main()
