"""read(write(document)) = document, over documents of every form."""

from hypothesis import HealthCheck, given, settings

from caicach.documents.read.reader import read_file
from caicach.documents.write.docx import write_docx
from caicach.documents.write.pdf import write_pdf
from documents.invented_documents import documents

_SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large]


@settings(max_examples=60, deadline=None, suppress_health_check=_SLOW)
@given(documents())
def test_what_is_written_as_docx_is_read_again(document):
    assert read_file(write_docx(document), filename="vb.docx").document == document


@settings(max_examples=30, deadline=None, suppress_health_check=_SLOW)
@given(documents(with_tables=False))
def test_what_is_written_as_pdf_is_read_again(document):
    assert read_file(write_pdf(document), filename="vb.pdf").document == document
