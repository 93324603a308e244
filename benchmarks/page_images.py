"""Letters of plain text drawn as scans: ``python benchmarks/page_images.py LETTERS OUT [--only STEMS]``.

Every NNN.txt of LETTERS becomes OUT/NNN.pdf: two columns in head and foot, 150 to 300 dpi, in turns askew, dirty, red
with a seal over the signature and a stamp in the head, squeezed by JPEG, in a face of broad letters. Read with
``caicach read OUT --json-dir SCANS`` and score against the readings of the texts themselves: what is lost is lost by
recognition.
"""

import argparse
import io
import random
import re
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path

from PIL import Image, ImageDraw, ImageFilter, ImageFont

A4 = (595, 842)
FACES = Path(__file__).resolve().parents[1] / "src/caicach/documents/write/fonts"
_RIGHT = re.compile(r"\W*(?:CỘNG H[OÒ][AÀ]|Độc lập|.{2,40}, ngày .{0,12}tháng .{0,12}năm)")
_BODY = re.compile(r"(?!Số|V/v|UBND|ỦY BAN|SỞ|BỘ)\W*\w")


@dataclass(frozen=True)
class Look:
    dpi: int
    askew: float = 0.0
    dirt: float = 0.0
    seal: bool = False
    quality: int = 0
    face: str = ""
    size: float = 13.5


LOOKS = (
    Look(300), Look(200, -0.6, 0.0005, seal=True), Look(250, 0.8, 0.001, quality=45),
    Look(200, 0.3, seal=True, quality=60, size=12.5), Look(150, -0.3, 0.0003),
    Look(300, 0.5, 0.001, seal=True, face="DejaVuSerif", size=12),
)  # fmt: skip


class Pages:
    def __init__(self, look: Look) -> None:
        self.look, self.k = look, look.dpi / 72
        self.pages: list[Image.Image] = []
        self.turn()

    def turn(self) -> None:
        page = Image.new("RGB", (round(A4[0] * self.k), round(A4[1] * self.k)), (250, 249, 246))
        self.pages.append(page)
        self.pen, self.y = ImageDraw.Draw(page), 55.0

    def font(self, style: str, size: float) -> ImageFont.FreeTypeFont:
        name = f"{self.look.face}.ttf" if self.look.face else str(FACES / f"LiberationSerif-{style}.ttf")
        return ImageFont.truetype(name, round(size * self.k))

    def wrapped(self, text: str, font: ImageFont.FreeTypeFont, width: float) -> list[str]:
        lines = [""]
        for word in text.split():
            longer = f"{lines[-1]} {word}".strip()
            if self.pen.textlength(longer, font=font) <= width * self.k:
                lines[-1] = longer
            else:
                lines.append(word)
        return lines

    def centred(self, x: float, text: str, style: str, size: float, width: float) -> None:
        font = self.font(style, size)
        for line in self.wrapped(text, font, width):
            start = x * self.k - self.pen.textlength(line, font=font) / 2
            self.pen.text((start, self.y * self.k), line, font=font, fill=(20, 20, 25))
            self.y += 1.25 * size

    def paragraph(self, text: str, *, size: float, width: float = 430, indent: float = 28) -> None:
        font = self.font("Regular", size)
        first, *rest = self.wrapped(text, font, width - indent)
        lines = [first, *(self.wrapped(" ".join(rest), font, width) if rest else ())]
        for at, line in enumerate(lines):
            if self.y > A4[1] - 65:
                self.turn()
            self.pen.text(((85 + (0 if at else indent)) * self.k, self.y * self.k), line, font=font, fill=(20, 20, 25))
            self.y += 1.33 * size
        self.y += 4


def drawn(text: str, look: Look, seed: str) -> list[Image.Image]:
    lines = [line.strip() for line in text.replace("\t", "\n").splitlines()]
    dated = [at for at, line in enumerate(lines[:20]) if _RIGHT.match(line)]
    body = next((at for at in range(dated[-1] + 1, len(lines)) if _BODY.match(lines[at])), 0) if dated else 0
    foot = next((at for at, line in enumerate(lines) if line.startswith("Nơi nhận")), len(lines))
    pages = Pages(look)
    _head(pages, [line for line in lines[:body] if line])
    for line in lines[body:foot]:
        if line.isupper() and len(line) < 80:
            pages.centred(297, line, "Bold", look.size, 420)
        elif line:
            pages.paragraph(line, size=look.size)
    _foot(pages, [line for line in lines[foot:] if line])
    return [_worn(page, look, f"{seed}{at}") for at, page in enumerate(pages.pages)]


def _head(pages: Pages, lines: list[str]) -> None:
    top = pages.y
    left = [line for line in lines if not _RIGHT.match(line)]
    for line in left:
        pages.centred(165, line, "Bold" if line.isupper() else "Regular", 12, 210)
    low, pages.y = pages.y, top
    for line in lines:
        if line not in left:
            pages.centred(425, line, "Italic" if "ngày" in line else "Bold", 12, 260)
            pages.y += 8 if "lập" in line else 0
    pages.y = max(pages.y, low) + 12


def _foot(pages: Pages, lines: list[str]) -> None:
    if pages.y > A4[1] - 220:
        pages.turn()
    top = pages.y = pages.y + 8
    end = next((at for at, line in enumerate(lines[1:], 1) if not line.startswith(("-", "+"))), len(lines))
    for line in lines[:end]:
        pages.paragraph(line, size=10.5 if line.startswith("-") else 12, width=210, indent=0)
        pages.y -= 3
    low, pages.y = pages.y, top
    for line in lines[end : end + 8]:
        is_name = not line.isupper()
        if is_name:
            if pages.look.seal:
                _seal(pages, 400, pages.y + 22)
            pages.y += 62
        pages.centred(430, line, "Bold", 12.5, 230)
    pages.y = max(pages.y, low)
    for line in lines[end + 8 :]:
        pages.paragraph(line, size=pages.look.size)


def _seal(pages: Pages, x: float, y: float) -> None:
    layer = Image.new("RGBA", pages.pages[-1].size, (0, 0, 0, 0))
    pen, k = ImageDraw.Draw(layer), pages.k
    for ring in (52, 48, 30):
        box = [(x - ring) * k, (y - ring) * k, (x + ring) * k, (y + ring) * k]
        pen.ellipse(box, outline=(205, 30, 45, 200), width=round(1.6 * k))
    pages.pages[-1].paste(layer, (0, 0), layer)
    pages.pen = ImageDraw.Draw(pages.pages[-1])


def _worn(page: Image.Image, look: Look, seed: str) -> Image.Image:
    chance = random.Random(seed)  # noqa: S311 -- the same dirt every time
    page = page.rotate(look.askew, fillcolor=(250, 249, 246), resample=Image.Resampling.BICUBIC) if look.askew else page
    for _ in range(int(page.width * page.height * look.dirt)):
        shade = chance.choice((60, 110, 200))
        page.putpixel((chance.randrange(page.width), chance.randrange(page.height)), (shade, shade, shade))
    page = page.filter(ImageFilter.GaussianBlur(0.5))
    if look.quality:
        stream = io.BytesIO()
        page.save(stream, "JPEG", quality=look.quality)
        page = Image.open(stream).convert("RGB")
    return page


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("letters", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--only", default="", help="stems, with commas between them")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    chosen = {stem for stem in options.only.split(",") if stem}
    for path, look in zip(sorted(options.letters.glob("*.txt")), cycle(LOOKS), strict=False):
        if not chosen or path.stem in chosen:
            first, *others = drawn(path.read_text(encoding="utf-8"), look, path.stem)
            target = options.out / f"{path.stem}.pdf"
            first.save(target, save_all=True, append_images=others, resolution=look.dpi)


if __name__ == "__main__":
    main()
