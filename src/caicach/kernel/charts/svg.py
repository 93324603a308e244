"""A drawing as SVG for a page: presentation attributes only, so that a strict content security policy lets it pass."""

from typing import Final
from xml.sax.saxutils import escape, quoteattr

from caicach.kernel.charts.primitives import COLOURS, Box, Dot, Drawing, Link, Path, Primitive, Strokes, Words

FACE: Final = "Be Vietnam Pro, Liberation Sans, Arial, sans-serif"


def svg_of(drawing: Drawing, *, name: str) -> str:
    """The picture as one element; ``name`` makes the ids of title and description its own on the page.

    Every word in the drawing is escaped: names of units and tasks come from outside.
    """
    parts = "".join(_element(part) for part in drawing.primitives)
    if drawing.links:
        parts = f'<g aria-hidden="true">{parts}</g>{"".join(map(_link, drawing.links))}'
    role = "group" if drawing.links else "img"  # an image has no links inside
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_n(drawing.width)} {_n(drawing.height)}" role="{role}" '
        f'aria-labelledby="{name}-t {name}-d" font-family={quoteattr(FACE)}>'
        f'<title id="{name}-t">{escape(drawing.title)}</title><desc id="{name}-d">{escape(drawing.description)}</desc>'
        f"{parts}</svg>"
    )


def _link(link: Link) -> str:
    """Areas that are not seen, above everything that is."""
    areas = "".join(
        _element(area).removesuffix("/>")
        + (' opacity="0"/>' if isinstance(area, Box) else ' opacity="0" pointer-events="stroke"/>')
        for area in link.areas
    )
    title = f"<title>{escape(link.words)}</title>"
    return f"<a href={quoteattr(link.address)} aria-label={quoteattr(link.words)}>{title}{areas}</a>"


def _element(part: Primitive) -> str:
    if isinstance(part, Words):
        return _text(part)
    if isinstance(part, Box):
        edge = f' stroke="{COLOURS[part.edge]}"' if part.edge else ""
        size = f'width="{_n(part.width)}" height="{_n(part.height)}"'
        return f'<rect x="{_n(part.x)}" y="{_n(part.y)}" {size} fill="{COLOURS[part.fill]}"{edge}/>'
    if isinstance(part, Strokes):
        data = "".join(f"M{_n(x1)} {_n(y1)}L{_n(x2)} {_n(y2)}" for x1, y1, x2, y2 in part.lines)
        return f'<path d="{data}" stroke="{COLOURS[part.tone]}" stroke-width="{_n(part.width)}" fill="none"/>'
    if isinstance(part, Path):
        return _path(part)
    return _dot(part)


def _path(part: Path) -> str:
    data = "M" + "L".join(f"{_n(x)} {_n(y)}" for x, y in part.points)
    dash = f' stroke-dasharray="{_n(part.dash[0])} {_n(part.dash[1])}"' if part.dash else ""
    return f'<path d="{data}" stroke="{COLOURS[part.tone]}" stroke-width="{_n(part.width)}" fill="none"{dash}/>'


def _dot(part: Dot) -> str:
    colour = COLOURS[part.tone]
    look = f'fill="#ffffff" stroke="{colour}" stroke-width="1.5"' if part.is_open else f'fill="{colour}"'
    return f'<circle cx="{_n(part.x)}" cy="{_n(part.y)}" r="{_n(part.radius)}" {look}/>'


def _text(part: Words) -> str:
    weight = ' font-weight="600"' if part.is_bold else ""
    return (
        f'<text x="{_n(part.x)}" y="{_n(part.y)}" font-size="{_n(part.size)}" fill="{COLOURS[part.tone]}" '
        f'text-anchor="{part.anchor.value}"{weight}>{escape(part.text)}</text>'
    )


def _n(value: float) -> str:
    """A tenth of a pixel is finer than any screen.

    >>> _n(12.0), _n(3.14159), _n(-0.01)
    ('12', '3.1', '0')
    """
    return f"{round(value, 1) + 0.0:.1f}".removesuffix(".0")
