"""``caicach letter``: a document written as DOCX and PDF, and its drafting check. No database."""

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from caicach.cli import letter_signing
from caicach.cli.commands import Exit
from caicach.cli.read_file import read_path
from caicach.documents.read.limits import MAX_FILE_BYTES
from caicach.documents.read.loading import too_large_file
from caicach.documents.values import OfficialDocument
from caicach.documents.write.checking import drafting_findings
from caicach.documents.write.docx import write_docx
from caicach.documents.write.findings import Finding
from caicach.documents.write.letter_json import document_from_json
from caicach.documents.write.pdf import write_pdf
from config.system_words import system_words

if TYPE_CHECKING:
    from argparse import _SubParsersAction


def register(subparsers: "_SubParsersAction[argparse.ArgumentParser]") -> None:
    about = "văn bản: viết ra DOCX, PDF và kiểm tra thể thức, không cần cơ sở dữ liệu"
    parser = subparsers.add_parser("letter", help=about, description=about)
    actions = parser.add_subparsers(title="việc", metavar="VIỆC", required=True)
    about = "viết văn bản từ tệp JSON (như «caicach read --json» in ra) theo thể thức Nghị định 30/2020/NĐ-CP"
    writing = actions.add_parser("write", help=about, description=about)
    writing.add_argument("path", type=Path, metavar="TỆP.json")
    writing.add_argument("--docx", type=Path, metavar="RA.docx", help="tệp DOCX được ghi")
    writing.add_argument("--pdf", type=Path, metavar="RA.pdf", help="tệp PDF/A được ghi")
    writing.set_defaults(run=write, parser=writing)
    about = "kiểm tra thể thức, kỹ thuật trình bày của văn bản (JSON, TXT, DOCX, PDF)"
    checking = actions.add_parser("check", help=about, description=about)
    checking.add_argument("path", type=Path, metavar="TỆP")
    checking.add_argument("--json", action="store_true", help="in danh sách JSON ra đầu ra chuẩn")
    checking.set_defaults(run=check, parser=checking)
    letter_signing.register(actions)


def write(options: argparse.Namespace) -> int:
    if options.docx is None and options.pdf is None:
        options.parser.error("cần --docx RA.docx hoặc --pdf RA.pdf")
    document = _document(options)
    for target, written in ((options.docx, write_docx), (options.pdf, write_pdf)):
        if target is not None:
            _save(target, written(document), options.parser)
    return Exit.DONE


def _save(target: Path, data: bytes, parser: argparse.ArgumentParser) -> None:
    try:
        target.write_bytes(data)
    except OSError as error:
        parser.error(f"không ghi được {target}: {system_words(error)}")


def check(options: argparse.Namespace) -> int:
    """Exit code 1 where something was found, as of every check."""
    findings = drafting_findings(_document(options))
    if options.json:
        rows = [_as_json(finding) for finding in findings]
        sys.stdout.buffer.write(json.dumps(rows, ensure_ascii=False).encode() + b"\n")
        sys.stdout.buffer.flush()
    else:
        for finding in findings:
            print(f"{finding.path}: {finding.message} ({finding.source})")
        print(f"{len(findings)} điểm cần xem lại." if findings else "Không thấy lỗi thể thức.")
    return Exit.FAULTS if findings else Exit.DONE


def _as_json(finding: Finding) -> dict[str, str]:
    return {
        "code": finding.code,
        "message": finding.message,
        "path": finding.path,
        "quote": finding.quote,
        "source": finding.source,
    }


def _document(options: argparse.Namespace) -> OfficialDocument:
    path: Path = options.path
    if not path.is_file():
        options.parser.error(f"không có tệp {path}")
    if path.suffix.casefold() != ".json" and options.run is check:
        return read_path(path).document
    size = path.stat().st_size
    if size > MAX_FILE_BYTES:
        raise too_large_file(size, name=path.name)
    return document_from_json(path.read_bytes(), name=path.name)
