"""The parts of a DOCX package around the text: styles, settings, footnotes, page numbers, relations."""

import datetime
from collections.abc import Sequence
from html import escape
from typing import Final

from caicach.documents.values import Footnote
from caicach.documents.write import styles
from caicach.documents.write.docx_xml import Notes, Writer, style_look, style_properties, text
from caicach.documents.write.runs import RunMaker

_XML: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006"
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
NAMESPACES: Final = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    f'xmlns:r="{_OFFICE}/relationships" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
)
_WORD: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_FONT: Final = "Times New Roman"
_PARTS: Final = ("styles", "settings", "fontTable", "footnotes", "header")


def content_types() -> str:
    kinds = {"header1": "header", "header2": "header", **{part: part for part in _PARTS if part != "header"}}
    overrides = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{_WORD}.{kind}+xml"/>' for name, kind in kinds.items()
    )
    return (
        f'{_XML}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/>'
        f'<Override PartName="/word/document.xml" ContentType="{_WORD}.document.main+xml"/>{overrides}'
        '<Override PartName="/docProps/core.xml" '
        'ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>'
    )


def package_relations() -> str:
    return _relations(
        (
            ("rId1", f"{_OFFICE}/relationships/officeDocument", "word/document.xml"),
            ("rId2", f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
        )
    )


def document_relations(pictures: int) -> str:
    """The parts of the text; pictures are rIdP1, rIdP2, ..."""
    parts = [(f"rId{name}", f"{_OFFICE}/relationships/{name}", f"{name}.xml") for name in _PARTS if name != "header"]
    parts += [
        ("rIdHeader", f"{_OFFICE}/relationships/header", "header1.xml"),
        ("rIdFirst", f"{_OFFICE}/relationships/header", "header2.xml"),
    ]
    parts += [(f"rIdP{at}", f"{_OFFICE}/relationships/image", f"media/image{at}.png") for at in range(1, pictures + 1)]
    return _relations(parts)


def _relations(relations: Sequence[tuple[str, str, str]]) -> str:
    lines = "".join(f'<Relationship Id="{key}" Type="{kind}" Target="{target}"/>' for key, kind, target in relations)
    return f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships">{lines}</Relationships>'


def core_properties(title: str, author: str, made: datetime.datetime) -> str:
    stamp = made.strftime("%Y-%m-%dT%H:%M:%SZ")
    return (
        f'{_XML}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape(title, quote=False)}</dc:title><dc:creator>{escape(author, quote=False)}</dc:creator>"
        f'<dc:language>vi-VN</dc:language><dcterms:created xsi:type="dcterms:W3CDTF">{stamp}</dcterms:created>'
        f'<dcterms:modified xsi:type="dcterms:W3CDTF">{stamp}</dcterms:modified></cp:coreProperties>'
    )


def settings() -> str:
    compatible = (
        '<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>'
    )
    return (
        f'{_XML}<w:settings {NAMESPACES}><w:footnotePr><w:footnote w:id="-1"/><w:footnote w:id="0"/></w:footnotePr>'
        f'<w:compat>{compatible}</w:compat><w:themeFontLang w:val="vi-VN"/></w:settings>'
    )


def font_table() -> str:
    """Times New Roman by name; where it is absent, a font of the same metrics."""
    return (
        f'{_XML}<w:fonts {NAMESPACES}><w:font w:name="{_FONT}"><w:altName w:val="Liberation Serif"/>'
        '<w:panose1 w:val="02020603050405020304"/><w:charset w:val="00"/><w:family w:val="roman"/>'
        '<w:pitch w:val="variable"/></w:font></w:fonts>'
    )


def style_sheet() -> str:
    fonts = f'<w:rFonts w:ascii="{_FONT}" w:hAnsi="{_FONT}" w:eastAsia="{_FONT}" w:cs="{_FONT}"/>'
    language = '<w:lang w:val="vi-VN" w:eastAsia="vi-VN" w:bidi="ar-SA"/>'
    paragraphs = "".join(_style(style) for style in styles.STYLES)
    reference = (
        '<w:style w:type="character" w:styleId="FootnoteReference"><w:name w:val="footnote reference"/>'
        '<w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style>'
    )
    return (
        f"{_XML}<w:styles {NAMESPACES}><w:docDefaults><w:rPrDefault><w:rPr>{fonts}"
        f'<w:sz w:val="28"/><w:szCs w:val="28"/>{language}</w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>'
        f"{paragraphs}{reference}</w:styles>"
    )


def _style(style: styles.Style) -> str:
    is_normal = style is styles.NORMAL
    default = ' w:default="1"' if is_normal else ""
    based = "" if is_normal else '<w:basedOn w:val="Normal"/>'
    custom = "" if style.id in _BUILT_IN else ' w:customStyle="1"'
    return (
        f'<w:style w:type="paragraph"{default}{custom} w:styleId="{style.id}"><w:name w:val="{style.name}"/>{based}'
        f"<w:qFormat/>{style_properties(style)}{style_look(style)}</w:style>"
    )


_BUILT_IN: Final = frozenset(
    {"Normal", "Title", "Subtitle", "BodyText", "Header", "FootnoteText"} | {f"Heading{depth}" for depth in range(1, 5)}
)


def page_number() -> str:
    """The number of the page in the middle of the upper margin."""
    field = "".join(
        f"<w:r>{part}</w:r>"
        for part in (
            '<w:fldChar w:fldCharType="begin"/>',
            '<w:instrText xml:space="preserve"> PAGE </w:instrText>',
            '<w:fldChar w:fldCharType="separate"/>',
            "<w:t>2</w:t>",
            '<w:fldChar w:fldCharType="end"/>',
        )
    )
    return f'{_XML}<w:hdr {NAMESPACES}><w:p><w:pPr><w:pStyle w:val="Header"/></w:pPr>{field}</w:p></w:hdr>'


def no_page_number() -> str:
    """The upper margin of a first page."""
    return f'{_XML}<w:hdr {NAMESPACES}><w:p><w:pPr><w:pStyle w:val="Header"/></w:pPr></w:p></w:hdr>'


def footnotes(notes: Sequence[tuple[int, Footnote, bool]]) -> str:
    separators = "".join(
        f'<w:footnote w:type="{kind}" w:id="{at}"><w:p><w:pPr><w:spacing w:before="0" w:after="0"/></w:pPr>'
        f"<w:r><w:{kind}/></w:r></w:p></w:footnote>"
        for at, kind in ((-1, "separator"), (0, "continuationSeparator"))
    )
    return f"{_XML}<w:footnotes {NAMESPACES}>{separators}{''.join(map(_footnote, notes))}</w:footnotes>"


def _footnote(entry: tuple[int, Footnote, bool]) -> str:
    at, note, is_own = entry
    mark = "<w:footnoteRef/>" if is_own else text(note.mark)
    return (
        f'<w:footnote w:id="{at}"><w:p><w:pPr><w:pStyle w:val="FootnoteText"/></w:pPr>'
        f'<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr>{mark}</w:r>'
        f"{Writer(Notes()).runs(RunMaker({}).runs(' ' + note.text))}</w:p></w:footnote>"
    )
