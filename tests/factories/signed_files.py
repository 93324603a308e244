"""PDF files signed as offices sign them: at a written time, by several, certified first, stamped, added to later."""

import io
from collections.abc import Iterable
from datetime import datetime

from asn1crypto import crl as asn1_crl
from asn1crypto import keys as asn1_keys
from asn1crypto import ocsp as asn1_ocsp
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509 import ocsp
from fpdf import FPDF
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.pdf_utils.writer import BasePdfFileWriter
from pyhanko.sign.fields import MDPPerm, SigFieldSpec
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, PdfTimeStamper, SimpleSigner
from pyhanko.sign.signers.pdf_signer import PdfSigningSession
from pyhanko.sign.timestamps.dummy_client import DummyTimeStamper
from pyhanko.sign.validation.dss import DocumentSecurityStore
from pyhanko_certvalidator.registry import SimpleCertificateStore

from factories.keys import authority, certificate, private_der, stamping_certificate

HIDDEN, PRINTED_ONLY = 2, 4 + 32
"""Flags of a note: nowhere shown, on paper alone."""
OFFICE_BOX, PERSON_BOX = (60, 60, 200, 110), (340, 60, 500, 110)


def plain_pdf(*words: str) -> bytes:
    """One page a word."""
    pdf = FPDF()
    for word in words or ("VAN BAN SO 7",):
        pdf.add_page()
        pdf.set_font("helvetica", size=24)
        pdf.text(60, 80, word)
    return bytes(pdf.output())


class _SignerAt(PdfSigner):
    """Signs at a written time instead of the clock's."""

    at: datetime

    def init_signing_session(self, pdf_out: BasePdfFileWriter, existing_fields_only: bool = False) -> PdfSigningSession:
        session = super().init_signing_session(pdf_out, existing_fields_only)
        session.system_time = self.at
        return session


def signed_at(
    data: bytes,
    at: datetime,
    *,
    name: str = "Văn thư Sở Nội vụ",
    by: x509.Certificate | None = None,
    field: str = "person",
    box: tuple[int, int, int, int] = PERSON_BOX,
    certify: MDPPerm | None = None,
    stamped_at: datetime | None = None,
    digest: str = "sha256",
) -> bytes:
    """The file with one more visible signature; ``certify`` makes it a certification that allows so much later."""
    metadata = PdfSignatureMetadata(
        field_name=field,
        md_algorithm=digest,
        certify=certify is not None,
        docmdp_permissions=certify or MDPPerm.FILL_FORMS,
    )
    signer = _SignerAt(
        metadata,
        SimpleSigner(_loaded(by or certificate(name)), _key(name), _store()),
        timestamper=_stamper(stamped_at) if stamped_at else None,
        new_field_spec=SigFieldSpec(field, on_page=0, box=box),
    )
    signer.at = at
    output = io.BytesIO()
    signer.sign_pdf(IncrementalPdfFileWriter(io.BytesIO(data)), output=output)
    return output.getvalue()


def stamped(data: bytes, at: datetime) -> bytes:
    """The file with a timestamp of the whole of it."""
    output = io.BytesIO()
    PdfTimeStamper(_stamper(at)).timestamp_pdf(IncrementalPdfFileWriter(io.BytesIO(data)), "sha256", output=output)
    return output.getvalue()


def with_material(
    data: bytes,
    *,
    lists: Iterable[x509.CertificateRevocationList] = (),
    answers: Iterable[ocsp.OCSPResponse] = (),
) -> bytes:
    """The file with what checks it, added later (LTV, DSS)."""
    writer = IncrementalPdfFileWriter(io.BytesIO(data))
    DocumentSecurityStore.supply_dss_in_writer(
        writer,
        None,
        certs=[_loaded(authority())],
        crls=[asn1_crl.CertificateList.load(one.public_bytes(Encoding.DER)) for one in lists],
        ocsps=[asn1_ocsp.OCSPResponse.load(one.public_bytes(Encoding.DER)) for one in answers],
    )
    return _written(writer)


def added_unseen(data: bytes) -> bytes:
    """An addition that no rule of PDF allows after a signature, and that no page shows."""
    writer = IncrementalPdfFileWriter(io.BytesIO(data))
    writer.root["/PieceInfo"] = generic.DictionaryObject({"/Made": generic.pdf_string("by another program")})
    writer.update_root()
    return _written(writer)


def mark_added(data: bytes, flags: int) -> bytes:
    """A white note over words of the first page, added later; ``flags`` say where it shows."""
    writer = IncrementalPdfFileWriter(io.BytesIO(data))
    drawn = generic.StreamObject(stream_data=b"1 1 1 rg 0 0 350 100 re f")
    box = generic.ArrayObject(map(generic.NumberObject, (0, 0, 350, 100)))
    drawn.update({_name("/Type"): _name("/XObject"), _name("/Subtype"): _name("/Form"), _name("/BBox"): box})
    note = generic.DictionaryObject({_name("/Type"): _name("/Annot"), _name("/Subtype"): _name("/FreeText")})
    note[_name("/Rect")] = generic.ArrayObject(map(generic.NumberObject, (150, 580, 500, 680)))
    note[_name("/F")], note[_name("/Contents")] = generic.NumberObject(flags), generic.pdf_string("x")
    note[_name("/AP")] = generic.DictionaryObject({_name("/N"): writer.add_object(drawn)})
    writer.register_annotation(writer.root["/Pages"]["/Kids"].raw_get(0), writer.add_object(note))
    return _written(writer)


_name = generic.NameObject


def number_freed(data: bytes, number: int) -> bytes:
    """An addition that calls an object number free, as iText writes it; of a number that nothing bore, it is empty."""
    reader = PdfFileReader(io.BytesIO(data))
    trailer = reader.trailer.raw_get("/Root").reference.idnum, max(int(reader.trailer["/Size"]), number + 1)
    before = data.rindex(b"startxref")
    return (
        data
        + (
            f"xref\n0 1\n0000000000 65535 f \n{number} 1\n0000000000 65535 f \ntrailer\n"
            f"<< /Root {trailer[0]} 0 R /Size {trailer[1]} /Prev {int(data[before + 9 : -6])} >>\n"
            f"startxref\n{len(data)}\n%%EOF\n"
        ).encode()
    )


def page_rewritten(data: bytes, page: int = 0) -> bytes:
    """An addition that makes a page show other words."""
    writer = IncrementalPdfFileWriter(io.BytesIO(data))
    found = writer.root["/Pages"]["/Kids"][page]
    found[generic.pdf_name("/Contents")] = writer.add_object(
        generic.StreamObject(stream_data=b"BT /F1 24 Tf 60 700 Td (VAN BAN SO 8) Tj ET 0 0 200 200 re f")
    )
    writer.update_container(found)
    return _written(writer)


def with_form(data: bytes) -> bytes:
    """The file with a text field that the receiving office fills in («so_den»)."""
    writer = IncrementalPdfFileWriter(io.BytesIO(data))
    page = writer.root["/Pages"]["/Kids"][0]
    field = {
        "/Type": "/Annot",
        "/Subtype": "/Widget",
        "/FT": "/Tx",
    }
    widget = generic.DictionaryObject({generic.pdf_name(k): generic.pdf_name(v) for k, v in field.items()})
    widget["/T"] = generic.pdf_string("so_den")
    widget["/V"] = generic.pdf_string("")
    widget["/F"] = generic.NumberObject(4)
    widget["/Rect"] = generic.ArrayObject(map(generic.NumberObject, (60, 700, 160, 720)))
    held = writer.add_object(widget)
    page["/Annots"] = generic.ArrayObject([held])
    form = {"/Fields": generic.ArrayObject([held]), "/DA": generic.pdf_string("/Helv 12 Tf 0 g")}
    writer.root["/AcroForm"] = writer.add_object(generic.DictionaryObject(form))
    writer.update_container(page)
    writer.update_root()
    return _written(writer)


def field_filled(data: bytes, name: str, value: str) -> bytes:
    writer = IncrementalPdfFileWriter(io.BytesIO(data))
    (field,) = [held for one in writer.root["/AcroForm"]["/Fields"] if (held := one.get_object())["/T"] == name]
    field["/V"] = generic.pdf_string(value)
    writer.update_container(field)
    return _written(writer)


def _written(writer: IncrementalPdfFileWriter) -> bytes:
    output = io.BytesIO()
    writer.write(output)
    return output.getvalue()


def _stamper(at: datetime) -> DummyTimeStamper:
    key = asn1_keys.PrivateKeyInfo.load(private_der("stamps"))
    return DummyTimeStamper(_loaded(stamping_certificate()), key, certs_to_embed=_store(), fixed_dt=at)


def _store() -> SimpleCertificateStore:
    return SimpleCertificateStore.from_certs([_loaded(authority())])


def _loaded(one: x509.Certificate) -> asn1_x509.Certificate:
    return asn1_x509.Certificate.load(one.public_bytes(Encoding.DER))


def _key(name: str) -> asn1_keys.PrivateKeyInfo:
    return asn1_keys.PrivateKeyInfo.load(private_der(name))
