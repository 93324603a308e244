"""Putting a signature on a PDF: an incremental update, so that the signatures before it stay valid."""

import io
import tempfile

from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.layout import AxisAlignment, InnerScaling, Margins, SimpleBoxLayoutRule
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.sign.fields import SigFieldSpec, SigSeedSubFilter
from pyhanko.sign.general import SigningError
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner
from pyhanko.stamp import StaticStampStyle

from caicach.correspondence.signing.keys import SigningKey
from caicach.correspondence.signing.marks import Mark, mark_as_pdf
from caicach.correspondence.signing.places import Place
from caicach.kernel.errors import InvalidInput

_WHOLE_BOX = SimpleBoxLayoutRule(
    x_align=AxisAlignment.ALIGN_MID,
    y_align=AxisAlignment.ALIGN_MID,
    margins=Margins(0, 0, 0, 0),
    inner_content_scaling=InnerScaling.STRETCH_FILL,
)


def signed_pdf(
    data: bytes, key: SigningKey, *, field: str, place: Place, mark: Mark, reason: str = "", location: str = ""
) -> bytes:
    """The PDF with one more signature in the field ``field``. Raises InvalidInput where the file cannot be signed."""
    box = tuple(round(edge) for edge in (place.left, place.bottom, place.right, place.top))
    metadata = PdfSignatureMetadata(
        field_name=field,
        md_algorithm="sha256",
        subfilter=SigSeedSubFilter.PADES,
        reason=reason or None,
        location=location or None,
        name=key.subject,
    )
    output = io.BytesIO()
    with tempfile.NamedTemporaryFile(suffix=".pdf") as drawn:
        drawn.write(mark_as_pdf(mark, place))
        drawn.flush()
        style = StaticStampStyle.from_pdf_file(
            drawn.name, border_width=0, background_layout=_WHOLE_BOX, background_opacity=1.0
        )
        signer = PdfSigner(
            metadata,
            key.signer,
            stamp_style=style,
            new_field_spec=SigFieldSpec(field, on_page=place.page, box=box),  # type: ignore[arg-type]
        )
        try:
            signer.sign_pdf(IncrementalPdfFileWriter(io.BytesIO(data)), output=output)
        except (PdfError, SigningError) as error:
            raise InvalidInput(
                "signing.file_not_signable",
                what="Không ký được tệp PDF này.",
                why="Tệp không mở được, hoặc đã có chữ ký ở ô «{field}».",
                todo="Hãy kiểm tra tệp; tệp đã ký không ký lại cùng một ô.",
                field=field,
            ) from error
    return output.getvalue()
