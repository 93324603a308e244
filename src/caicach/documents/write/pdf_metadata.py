"""What a PDF says of itself in XMP, the same as in its older Info dictionary; PDF/A asks that both agree."""

import datetime
from html import escape


def metadata(*, title: str, author: str, tool: str, made: datetime.datetime) -> str:
    """The XMP of a PDF/A-2u file."""
    at = made.isoformat(timespec="seconds")
    creator = f"<dc:creator><rdf:Seq><rdf:li>{escape(author)}</rdf:li></rdf:Seq></dc:creator>" if author else ""
    return (
        '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        '<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/" '
        'xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">'
        "<pdfaid:part>2</pdfaid:part><pdfaid:conformance>U</pdfaid:conformance>"
        f'<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{escape(title)}</rdf:li></rdf:Alt></dc:title>{creator}'
        "<dc:language><rdf:Bag><rdf:li>vi-VN</rdf:li></rdf:Bag></dc:language>"
        f"<xmp:CreatorTool>{tool}</xmp:CreatorTool><xmp:CreateDate>{at}</xmp:CreateDate>"
        f"<xmp:ModifyDate>{at}</xmp:ModifyDate><pdf:Producer>{tool}</pdf:Producer>"
        "</rdf:Description></rdf:RDF></x:xmpmeta>"
    )
