"""``caicach letter sign`` and ``verify``: digital signatures of PDF files. No database."""

import argparse
import getpass
import json
import os
import sys
from contextlib import AbstractContextManager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from caicach.cli.commands import Exit
from caicach.kernel.errors import InvalidInput
from config.system_words import system_words

if TYPE_CHECKING:
    from argparse import _SubParsersAction
    from collections.abc import Callable

    from caicach.correspondence.signing.keys import SigningKey
    from caicach.kernel.said import Said

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
SECRET = "CAICACH_SIGNING_SECRET"  # noqa: S105  (the name of a variable)


def register(actions: "_SubParsersAction[argparse.ArgumentParser]") -> None:
    about = "ký số tệp PDF (PAdES) bằng tệp khóa PKCS#12 hoặc thiết bị khóa PKCS#11"
    signing = actions.add_parser(
        "sign", help=about, description=f"{about}. Mật khẩu hỏi khi chạy, hoặc lấy ở {SECRET}."
    )
    signing.add_argument("path", type=Path, metavar="VÀO.pdf")
    signing.add_argument("target", type=Path, metavar="RA.pdf")
    where = signing.add_mutually_exclusive_group(required=True)
    where.add_argument("--key", type=Path, metavar="KHÓA.p12", help="tệp khóa PKCS#12")
    where.add_argument("--library", metavar="THƯ_VIỆN.so", help="thư viện PKCS#11 của thiết bị khóa")
    signing.add_argument("--token", default="", help="nhãn của thiết bị khóa")
    signing.add_argument("--key-label", default="", help="nhãn của khóa và chứng thư trên thiết bị")
    signing.add_argument("--agency", metavar="TÊN", help="ký của cơ quan mang tên này; không có là ký của người")
    signing.add_argument("--title", default="", help="chức vụ in trên văn bản, để đặt chữ ký dưới dòng đó")
    signing.add_argument("--name", default="", help="họ tên in trên văn bản, để đặt chữ ký trên dòng đó")
    signing.add_argument("--picture", type=Path, metavar="ẢNH.png", help="ảnh chữ ký hoặc con dấu, nền trong suốt")
    signing.set_defaults(run=sign, parser=signing)
    about = "kiểm tra chữ ký số của tệp PDF: ai ký, lúc nào, còn nguyên vẹn không, có được tin cậy không"
    checking = actions.add_parser("verify", help=about, description=about)
    checking.add_argument("path", type=Path, metavar="TỆP.pdf")
    checking.add_argument("--trust", type=Path, nargs="*", default=[], metavar="CHỨNG_THƯ", help="PEM hoặc DER")
    checking.add_argument("--lang", choices=["vi", "en"], default="vi", help="ngôn ngữ của các câu kết luận")
    checking.add_argument("--json", action="store_true", help="in JSON ra đầu ra chuẩn")
    checking.set_defaults(run=verify, parser=checking)


def sign(options: argparse.Namespace) -> int:
    from caicach.correspondence.signing.marks import Mark, agency_words, checked_picture, person_words
    from caicach.correspondence.signing.places import corner_place, seal_place, signature_place
    from caicach.correspondence.signing.sign import signed_pdf

    now = datetime.now(HANOI)
    data = _file_bytes(options.path)
    picture = checked_picture(_file_bytes(options.picture)) if options.picture else None
    with _key(options, now) as key:
        place = signature_place(data, title=options.title, name=options.name)
        mark = Mark(person_words(options.name or key.subject, now), picture)
        if options.agency:
            place = seal_place(place) if picture else corner_place(data)
            mark = Mark(agency_words(options.agency, now), picture)
        field = "agency" if options.agency else "person"
        options.target.write_bytes(signed_pdf(data, key, field=field, place=place, mark=mark))
        print(f"Đã ký: {key.subject}, chứng thư {key.serial}. Tệp: {options.target}")
    return Exit.DONE


def _key(options: argparse.Namespace, now: datetime) -> "AbstractContextManager[SigningKey]":
    from caicach.correspondence.signing.keys import file_key
    from caicach.correspondence.signing.tokens import Token, token_key

    secret = os.environ.get(SECRET)
    if secret is None:
        secret = getpass.getpass("Mật khẩu tệp khóa hoặc mã PIN: ")
    if options.library:
        return token_key(Token(options.library, options.token, options.key_label), secret, now=now)
    return file_key(_file_bytes(options.key), secret, now=now)


def verify(options: argparse.Namespace) -> int:
    """Exit code 1 where there is no signature, or one that is not valid."""
    from caicach.correspondence.signing.bounded import signatures_bounded
    from caicach.correspondence.signing.findings import Verdict

    trusted = [_file_bytes(path) for path in options.trust]
    data, name = _file_bytes(options.path), options.path.name
    said = _speaking(options.lang)
    findings = signatures_bounded(data, filename=name, trusted=trusted, now=datetime.now(HANOI))
    if options.json:
        rows = [
            {
                "field": f.field,
                "signer": f.signer,
                "issuer": f.issuer,
                "serial": f.serial,
                "signed_at": f.signed_at.isoformat() if f.signed_at else None,
                "time_by": f.time_by.value,
                "stamped_by": f.stamped_by,
                "verdict": f.verdict.value,
                "content": f.content.value,
                "standing": f.standing.value,
                "revocation": f.revocation.value,
                "revoked_at": f.revoked_at.isoformat() if f.revoked_at else None,
                "path": list(f.path),
                "filled": list(f.filled),
                "sentences": [said(sentence) for sentence in f.sentences],
            }
            for f in findings
        ]
        print(json.dumps({"signatures": rows}, ensure_ascii=False))
    for finding in () if options.json else findings:
        issuer = f" (cấp bởi {finding.issuer})" if finding.issuer else ""
        print(f"{finding.signer or finding.field}{issuer}")
        for sentence in finding.sentences:
            print(f"  {said(sentence)}")
    if not findings:
        print("Tệp không có chữ ký số.", file=sys.stderr)
    return Exit.DONE if findings and all(f.verdict is Verdict.VALID for f in findings) else Exit.FAULTS


def _speaking(language: str) -> "Callable[[Said], str]":
    """Vietnamese needs no installation: sentences are written in it."""
    if language == "vi":
        return str
    from django.utils import translation

    from caicach.cli.installation import start
    from caicach.kernel.saying import say

    start()

    def said(sentence: "Said") -> str:
        with translation.override(language):
            return say(sentence)

    return said


def _file_bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise InvalidInput(
            "cli.file_not_read",
            what="Không đọc được tệp {path}.",
            why="{reason}.",
            todo="Hãy kiểm tra đường dẫn.",
            path=str(path),
            reason=system_words(error),
        ) from error
