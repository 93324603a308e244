"""Making a picture of a page easier to read: upright, grey, clear, at the size Tesseract expects."""

import math
from itertools import pairwise

from PIL import Image, ImageChops, ImageOps

from caicach.documents.read.tesseract import DPI

_A4_WIDTH_INCHES = 8.27
_STRIP = 1.6  # an A4 page on its side is 1.41 times as wide as high
_MAX_SIDE_PIXELS = 6000
_RED_ABOVE_OTHERS = 60
_STEPS = tuple(step / 4 for step in range(-12, 13))  # degrees


def at_reading_size(picture: Image.Image) -> Image.Image:
    """The picture at about 300 dots an inch: a page upright or on its side is A4, a strip as wide as an A4 page."""
    shorter, longer = sorted(picture.size)
    across = picture.width if picture.width > _STRIP * picture.height else shorter
    scale = min(DPI * _A4_WIDTH_INCHES / across, _MAX_SIDE_PIXELS / longer)
    if 0.8 <= scale <= 1.25:
        return picture
    size = (max(1, round(picture.width * scale)), max(1, round(picture.height * scale)))
    return picture.resize(size, Image.Resampling.LANCZOS)


def without_red(picture: Image.Image) -> Image.Image:
    """Grey, with red ink gone: in the red channel a red stamp is as light as the paper."""
    if picture.mode != "RGB":
        return picture.convert("L")
    return picture.getchannel("R")


def red_ink(picture: Image.Image) -> Image.Image | None:
    """Only what is red, black on white; None where less than one pixel in a thousand is red."""
    if picture.mode != "RGB":
        return None
    red, green, blue = picture.split()
    redness = ImageChops.subtract(red, ImageChops.lighter(green, blue))
    mask = redness.point(lambda level: 255 if level > _RED_ABOVE_OTHERS else 0)
    if mask.histogram()[255] < picture.width * picture.height / 1000:
        return None
    return ImageOps.invert(mask)


def cleared(grey: Image.Image) -> Image.Image:
    """Contrast stretched over what is really there; of a page with a few lines ink is far less than a hundredth."""
    return ImageOps.autocontrast(grey, cutoff=(0.1, 1))


def straightened(grey: Image.Image) -> Image.Image:
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
    best = max(_STEPS, key=lambda angle: (_sharpness(ink, angle), -abs(angle)))
    return best if _sharpness(ink, best) > 1.05 * _sharpness(ink, 0.0) else 0.0


def _sharpness(ink: Image.Image, angle: float) -> float:
    turned = ink.rotate(angle, resample=Image.Resampling.BILINEAR) if angle else ink
    rows = list(turned.resize((1, turned.height), Image.Resampling.BOX).tobytes())
    return math.fsum((below - above) ** 2 for above, below in pairwise(rows))
