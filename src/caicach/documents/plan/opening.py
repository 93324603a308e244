"""A plan's file to its tasks, by what the file is and not by what it is called."""

from dataclasses import replace
from typing import Final

from caicach.documents.plan.from_html import html_plan
from caicach.documents.plan.from_pdf import pdf_plan
from caicach.documents.plan.from_text import docx_plan, text_plan
from caicach.documents.plan.from_xlsx import xlsx_plan
from caicach.documents.plan.from_xml_sheet import is_xml_sheet, xml_sheet_plan
from caicach.documents.plan.reader import PlanSource, read_tables
from caicach.documents.plan.values import PlanReading
from caicach.documents.plan.workbook import workbook_part
from caicach.documents.read.limits import MAX_FILE_BYTES
from caicach.documents.read.loading import is_old_workbook, load, too_large_file
from caicach.documents.read.office_conversion import converted_file
from caicach.documents.read.office_package import open_package
from caicach.documents.read.reader import read_source
from caicach.documents.read.secrecy import refuse_secret
from caicach.documents.read.source import SourceFormat, SourceText
from caicach.documents.values import OfficialDocument

_HEAD: Final = 6000  # characters in which a mark of secrecy stands
_MARKUP: Final = (b"<!doctype html", b"<html", b"<head", b"<body", b"<table", b"<meta", b"<div", b"<p>", b"<?xml")


def read_plan(data: bytes, *, filename: str) -> PlanReading:
    """The tasks of a plan's tables; ``filename`` only names the file in messages.

    Raises InvalidInput (no table of tasks, empty, damaged, encrypted, unsafe, of a kind not read), TooLarge, or
    NotAllowed where the document bears a mark of secrecy.
    """
    source = plan_source(data, filename=filename)
    document = refuse_secret_head(source.text, name=filename)
    reading = read_tables(source, name=filename)
    reference = f"{document.number}/{document.symbol}" if document.number and document.symbol else ""
    return replace(reading, reference=reference, title=document.subject or "", issued=reading.issued or document.date)


def refuse_secret_head(text: str, *, name: str) -> OfficialDocument:
    """What the beginning of a text says of its document. Raises NotAllowed where it bears a mark of secrecy."""
    document = read_source(SourceText(text[:_HEAD], SourceFormat.TEXT)).document
    refuse_secret(document, name=name)
    return document


def plan_source(data: bytes, *, filename: str) -> PlanSource:
    """The tables of a file, before anything in them is understood."""
    if len(data) > MAX_FILE_BYTES:
        raise too_large_file(len(data), name=filename)
    if is_old_workbook(data):
        data = converted_file(data, ending=".xls", to="xlsx") or data
    if data.startswith(b"PK\x03\x04"):
        package = open_package(data, name=filename)
        if package.main_document() is None and package.has(workbook_part(package)):
            return xlsx_plan(package)
    elif b"%PDF-" in data[:1024]:
        return pdf_plan(data, name=filename)
    elif is_xml_sheet(data):
        return xml_sheet_plan(data, name=filename)
    elif _is_markup(data):
        return html_plan(data, name=filename)
    source = load(data, filename=filename)
    return text_plan(source) if source.format is SourceFormat.TEXT else docx_plan(source)


def _is_markup(data: bytes) -> bool:
    head = data[:4096].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").lower()
    return head.startswith(_MARKUP) or b"<html" in head
