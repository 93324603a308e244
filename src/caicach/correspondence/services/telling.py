"""Who brought a document hears that the worker could not read it, took it away, or had it already."""

from datetime import datetime

from django.urls import reverse
from django.utils import timezone

from caicach.correspondence.failures import secret
from caicach.correspondence.models import ReceivedDocument
from caicach.documents.values import Secrecy
from caicach.kernel.errors import CaicachError
from caicach.kernel.outcomes import Outcome, tell_outcome
from caicach.kernel.said import Said, joint_sentence, sentence_of, sentences_of, tell


def tell_not_read(document: ReceivedDocument, error: CaicachError, now: datetime) -> None:
    title = tell("Không đọc được văn bản bạn đã nhập: {name}", name=document.filename)
    _tell(document, title, sentence_of(error), document, now)


def tell_refused(document: ReceivedDocument, secrecy: Secrecy, now: datetime) -> None:
    """By the hour at which it was brought: of a secret document not even the file's name is kept."""
    at = f"{timezone.localtime(document.received_at):%H:%M %d/%m/%Y}"
    why = joint_sentence(sentences_of(secret(secrecy))[1:])
    _tell(document, tell("Văn bản bạn đã nhập lúc {at} bị gỡ", at=at), why, document, now)


def tell_duplicate(document: ReceivedDocument, known: ReceivedDocument, now: datetime) -> None:
    title = tell("Văn bản bạn đã nhập trùng với văn bản có sẵn: {name}", name=document.filename)
    _tell(document, title, tell("Bản nhập sau được rút khỏi danh sách; hãy mở văn bản có sẵn."), known, now)


def _tell(document: ReceivedDocument, title: Said, why: Said, shown: ReceivedDocument, now: datetime) -> None:
    if document.received_by_id is not None:
        key = f"correspondence.read:{document.pk}:{now.isoformat()}"
        link = reverse("web:document", args=[shown.pk])
        tell_outcome(Outcome(document.received_by_id, key, title, why, link), now=now)
