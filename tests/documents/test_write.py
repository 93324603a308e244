"""A document written as a file is read from it again."""

import dataclasses
import time

import pytest

from caicach.documents.read.reader import read_file
from caicach.documents.values import BlockKind
from caicach.documents.write.docx import write_docx
from caicach.documents.write.pdf import write_pdf
from documents.written import ADVISORY_LETTER, PLAN


@pytest.mark.parametrize("document", [ADVISORY_LETTER, PLAN], ids=lambda document: document.doc_type)
def test_a_docx_reads_back_as_the_document_it_was_written_from(document):
    assert read_file(write_docx(document), filename="vb.docx").document == document


@pytest.mark.parametrize(
    "document",
    [ADVISORY_LETTER, dataclasses.replace(PLAN, body=tuple(b for b in PLAN.body if b.kind is not BlockKind.TABLE))],
    ids=lambda document: document.doc_type,
)
def test_a_pdf_reads_back_as_the_document_it_was_written_from(document):
    assert read_file(write_pdf(document), filename="vb.pdf").document == document


@pytest.mark.slow
@pytest.mark.parametrize("write", [write_docx, write_pdf])
def test_the_same_document_gives_the_same_bytes(write):
    first = write(ADVISORY_LETTER)
    time.sleep(1.1)  # a second passes: no clock may show in the bytes
    assert write(ADVISORY_LETTER) == first
