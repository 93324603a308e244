"""Making a picture of a page easier to read: upright, grey, evenly lit, at the size Tesseract reads best."""

import math
from collections.abc import Iterator
from itertools import pairwise

from PIL import Image, ImageChops, ImageFilter, ImageMath, ImageOps, ImageStat

READING_DPI = 210
"""Measured on letters in 13 and 14 points: at 300 dpi Tesseract takes ỉ for í three times as often."""

_A4_WIDTH_INCHES = 8.27
_STRIP = 1.6  # an A4 page on its side is 1.41 times as wide as high
_MAX_SIDE_PIXELS = 6000
_SAME_SIZE = 0.03
_TALL = 2.0
_NARROWEST = 400  # pixels: no line of a letter can be read in fewer
_RED_ABOVE_OTHERS = 60
_THUMB = 4
_BLEACH = 0.6  # black ink under a seal is a little red too, and has to stay
_STEPS, _FINE_STEPS = tuple(range(-3, 4)), (-0.75, -0.5, -0.25, 0.0, 0.25, 0.5, 0.75)  # degrees
_SAMPLE = 480
_BLURS = ((35.0, 1.0), (4.0, 0.7))
"""(grain above, radius): measured; sharper loses words to the dots, softer loses marks over letters."""


def bands(picture: Image.Image) -> Iterator[tuple[int, Image.Image]]:
    """A picture much higher than a page (a text drawn as one long picture) in pieces, each with where it begins."""
    top = 0
    while picture.width >= _NARROWEST and picture.height - top > _TALL * picture.width:
        end = top + _lightest_row(picture, top + picture.width, top + round(1.5 * picture.width))
        yield top, picture.crop((0, top, picture.width, end))
        top = end
    yield top, picture.crop((0, top, picture.width, picture.height)) if top else picture


def _lightest_row(picture: Image.Image, start: int, end: int) -> int:
    strip = picture.crop((0, start, picture.width, end)).convert("L")
    rows = list(strip.resize((1, strip.height), Image.Resampling.BOX).tobytes())
    return start + max(range(len(rows)), key=lambda at: (min(rows[max(0, at - 2) : at + 3]), at))


def reading_scale(picture: Image.Image) -> float:
    """What brings it to READING_DPI: a page upright or on its side is A4, a strip or tall piece as wide as A4."""
    shorter, longer = sorted(picture.size)
    across = shorter if longer <= _STRIP * shorter else picture.width
    scale = READING_DPI * _A4_WIDTH_INCHES / across
    return min(scale, _MAX_SIDE_PIXELS / longer) if picture.width < _NARROWEST else scale


def scaled_picture(picture: Image.Image, scale: float) -> Image.Image:
    if abs(scale - 1) < _SAME_SIZE:
        return picture
    size = (max(1, round(picture.width * scale)), max(1, round(picture.height * scale)))
    return picture.resize(size, Image.Resampling.LANCZOS)


def without_red(picture: Image.Image) -> Image.Image:
    """Grey, with red ink gone: in the red channel it is nearly as light as the paper, and here wholly so."""
    if picture.mode != "RGB":
        return picture.convert("L")
    return ImageChops.add(picture.getchannel("R"), _redness(picture).point(lambda level: round(_BLEACH * level)))


def _redness(picture: Image.Image) -> Image.Image:
    red, green, blue = picture.split()
    return ImageChops.subtract(red, ImageChops.lighter(green, blue))


def red_ink(picture: Image.Image) -> Image.Image | None:
    """Only what is red, black on white; None where less than one pixel in a thousand is red."""
    if picture.mode != "RGB" or not _has_red(picture):
        return None
    mask = _redness(picture).point(lambda level: 255 if level > _RED_ABOVE_OTHERS else 0)
    if mask.histogram()[255] < picture.width * picture.height / 1000:
        return None
    return ImageOps.invert(mask)


def _has_red(picture: Image.Image) -> bool:
    """A look at a small copy: most pages are black on white, and what is red on others is large."""
    small = picture.reduce(_THUMB) if min(picture.size) > 8 * _THUMB else picture
    return sum(_redness(small).histogram()[_RED_ABOVE_OTHERS // 2 :]) > 0


def calm_picture(grey: Image.Image) -> Image.Image:
    """Blurred as little as it takes to lose grain (a cheap camera) and dots (a fax): each dot costs Tesseract time.

    To be done at the resolution the picture came in: dots enlarged are no longer dots.
    """
    grain = grain_of(grey)
    radius = next((radius for above, radius in _BLURS if grain > above), None)
    return grey.filter(ImageFilter.GaussianBlur(radius)) if radius else grey


def grain_of(grey: Image.Image) -> float:
    """How much, in levels of grey, points of the bare paper differ from their neighbours; seen in the middle."""
    across, down = min(grey.width, _SAMPLE), min(grey.height, _SAMPLE)
    left, top = (grey.width - across) // 2, (grey.height - down) // 2
    sample = grey.crop((left, top, left + across, top + down))
    smooth = sample.filter(ImageFilter.MedianFilter(5))
    level = ImageStat.Stat(smooth).median[0]
    paper = smooth.filter(ImageFilter.MinFilter(5)).point(lambda light: 255 if light >= level - 16 else 0)
    return float(ImageStat.Stat(ImageChops.difference(sample, smooth), paper).rms[0]) if paper.getbbox() else 0.0


def clean_picture(grey: Image.Image) -> Image.Image:
    """Ink black on an even white ground."""
    return _stretched(_evenly_lit(grey))


def _evenly_lit(grey: Image.Image) -> Image.Image:
    """Divided by the brightness of the paper around: shadows and grey grounds go."""
    small = grey.copy()
    small.thumbnail((400, 400), Image.Resampling.BOX)
    for _ in range(4):  # as MaxFilter(9), in half its time
        small = small.filter(ImageFilter.MaxFilter(3))
    ground = small.filter(ImageFilter.GaussianBlur(6))
    ground = ground.resize(grey.size, Image.Resampling.BICUBIC)
    even: Image.Image = ImageMath.lambda_eval(
        lambda of: of["convert"](of["min"](of["grey"] * 255 / of["max"](of["ground"], 32), 255), "L"),
        grey=grey, ground=ground,
    )  # fmt: skip
    return even


def _stretched(grey: Image.Image) -> Image.Image:
    """Contrast stretched over what is really there; of a page with a few lines ink is far less than a hundredth."""
    return ImageOps.autocontrast(grey, cutoff=(0.1, 1))


def level_picture(grey: Image.Image) -> Image.Image:
    """The picture turned so that lines of text lie level; a page within a quarter of a degree is left alone."""
    angle = skew_of(grey)
    if abs(angle) < 0.25:
        return grey
    return grey.rotate(angle, resample=Image.Resampling.BICUBIC, fillcolor=255)


def skew_of(grey: Image.Image) -> float:
    """Degrees to turn counter-clockwise: at the right angle rows are either full of ink or empty."""
    small = grey.copy()
    small.thumbnail((700, 700), Image.Resampling.BOX)
    ink = ImageOps.invert(small).point(lambda level: level if level > 96 else 0)
    near = max(_STEPS, key=lambda angle: (_sharpness(ink, angle), -abs(angle)))
    sharpness = {near + step: _sharpness(ink, near + step) for step in _FINE_STEPS if abs(near + step) <= _STEPS[-1]}
    best = max(sharpness, key=lambda angle: (sharpness[angle], -abs(angle)))
    return best if sharpness[best] > 1.05 * (sharpness.get(0.0) or _sharpness(ink, 0.0)) else 0.0


def _sharpness(ink: Image.Image, angle: float) -> float:
    turned = ink.rotate(angle, resample=Image.Resampling.BILINEAR) if angle else ink
    rows = list(turned.resize((1, turned.height), Image.Resampling.BOX).tobytes())
    return math.fsum((below - above) ** 2 for above, below in pairwise(rows))
