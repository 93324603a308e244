"""Dossiers of the one-stop shop, pushed by the systems that hold them, and what became of each push."""

from datetime import datetime
from typing import Annotated

from django.http import HttpRequest
from django.utils import timezone
from ninja import File, Form, Header, Router, Schema, Status
from ninja.files import UploadedFile

from caicach.api.auth import actor_of, token_of
from caicach.api.errors import ERRORS
from caicach.api.identifiers import RowId
from caicach.dossiers import queries, services
from caicach.kernel.errors import NotAllowed
from caicach.kernel.files.services import check_size
from caicach.kernel.saying import say
from caicach.notifications.domain import signing

router = Router(tags=["dossiers"])
PREFIX = "/dossier-imports"


class AsideOut(Schema):
    """Rows that were not taken in for one reason."""

    why: str
    rows: int


class DossierImportOut(Schema):
    """``finished_at`` is empty while the worker reads the file and lays its rows over the store: counts still grow.

    ``refused`` says why the file was not taken in: then it is forgotten, and nothing of it counts.
    """

    id: int
    source: str
    filename: str
    received_at: datetime
    finished_at: datetime | None
    rows: int
    set_aside: int
    new: int
    changed: int
    same: int
    older: int
    reasons: list[AsideOut]
    refused: str


@router.post("", response={202: DossierImportOut, **ERRORS}, summary="Push dossiers as their system exports them")
def receive_dossiers(
    request: HttpRequest,
    file: Annotated[UploadedFile, File()],
    source: Annotated[str, Form(max_length=100)],
    signature: Annotated[str, Header(alias=signing.HEADER)] = "",
) -> Status[DossierImportOut]:
    """The same file again is the same import, the same rows in another file change nothing: when in doubt, push again.

    Only the columns that the source's mapping names are read; what names a person is never kept.

    Who pushes with a token signs: `Caicach-Signature: t=SECONDS,v1=HEX`, where HEX is HMAC-SHA256 with the token over
    the bytes of `t`, a full stop, `source`, a line feed and the file.
    """
    actor, name = actor_of(request), file.name or "tep"
    check_size(file.size or 0, name=name)
    data, now = file.read(), timezone.now()
    if token := token_of(request):
        _check_signature(signature, token, f"{source}\n".encode(), data, now=now)
    made = services.receive_export(actor, source=source, filename=name, data=data, now=now)
    return Status(202, _import_out(queries.import_line(actor, made)))


def _check_signature(header: str, token: str, *signed: bytes, now: datetime) -> None:
    """Raises NotAllowed where it is missing, of another time, or of another file."""
    at = signing.signed_at(header)
    todo = "Hãy ký lại nội dung đang gửi: Caicach-Signature: t=…,v1=… (docs/operations/dossiers.md)."
    if at is None:
        why = "Tệp đẩy bằng mã truy cập phải có chữ ký trong tiêu đề Caicach-Signature."
    elif not signing.is_signed(header, token, *signed):
        why = "Chữ ký không khớp với mã truy cập, tên nguồn và nội dung tệp."
    elif abs(now.timestamp() - at) > signing.SECONDS:
        why = "Chữ ký lệch quá năm phút so với đồng hồ của máy chủ."
    else:
        return
    raise NotAllowed("dossiers.signature", what="Không nhận tệp hồ sơ.", why=why, todo=todo)


@router.get("/{taken_id}", response={200: DossierImportOut, **ERRORS}, summary="What became of a push")
def get_dossier_import(request: HttpRequest, taken_id: RowId) -> DossierImportOut:
    return _import_out(queries.import_line(actor_of(request), taken_id))


def _import_out(line: queries.ImportLine) -> DossierImportOut:
    return DossierImportOut(
        id=line.id,
        source=line.source,
        filename=line.filename,
        received_at=line.received_at,
        finished_at=line.finished_at,
        rows=line.rows,
        set_aside=line.aside,
        new=line.new,
        changed=line.changed,
        same=line.same,
        older=line.older,
        reasons=[AsideOut(why=say(why), rows=count) for why, count in line.reasons],
        refused=say(line.failure),
    )
