"""Pictures in a DOCX: the files of the package, and the paragraph that shows each."""

import struct
from dataclasses import dataclass, field
from html import escape
from typing import Final

from caicach.documents.values import Picture
from caicach.documents.write.styles import MM
from caicach.kernel.text.characters import writable

_EMU: Final = 12700  # English metric units in a point
_PNG: Final = b"\x89PNG\r\n\x1a\n"
_PICTURE: Final = "http://schemas.openxmlformats.org/drawingml/2006/picture"


def pixels(png: bytes) -> tuple[int, int]:
    """Width and height as the head of the PNG says; anything else is no picture."""
    if not png.startswith(_PNG) or len(png) < 24:
        raise ValueError("not a PNG")
    width, height = struct.unpack(">II", png[16:24])
    return int(width) or 1, int(height) or 1


def shown_size(picture: Picture, available: float) -> tuple[float, float]:
    """Width and height in points, never wider than the text."""
    wide, high = pixels(picture.png)
    width = min(picture.width_mm * MM, available)
    return width, width * high / wide


@dataclass(slots=True)
class Pictures:
    files: list[bytes] = field(default_factory=list)

    def paragraph(self, picture: Picture, available: float) -> str:
        self.files.append(picture.png)
        at = len(self.files)
        width, height = (round(side * _EMU) for side in shown_size(picture, available))
        said = escape(writable(picture.alternative))
        return (
            '<w:p><w:pPr><w:pStyle w:val="HinhAnh"/></w:pPr><w:r><w:drawing>'
            f'<wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{width}" cy="{height}"/>'
            f'<wp:docPr id="{at}" name="Hình {at}" descr="{said}"/>'
            f'<a:graphic><a:graphicData uri="{_PICTURE}"><pic:pic><pic:nvPicPr>'
            f'<pic:cNvPr id="{at}" name="image{at}.png" descr="{said}"/><pic:cNvPicPr/></pic:nvPicPr>'
            f'<pic:blipFill><a:blip r:embed="rIdP{at}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
            f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>'
            '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>'
            "</wp:inline></w:drawing></w:r></w:p>"
        )
