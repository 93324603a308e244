"""What keeps a draft from getting its number: sentences for a person, in the order of the page."""

from typing import Final

from caicach.correspondence.domain.numbering import LETTER
from caicach.documents.values import OfficialDocument

# Labels of what is missing; a door translates them.
ISSUER_LABELS: Final = "cơ quan ban hành"
SYMBOL_LABELS: Final = "ký hiệu"
PLACE_LABELS: Final = "địa danh"
SUBJECT_LABELS: Final = "trích yếu"
ADDRESSEE_LABELS: Final = "nơi nhận chính (Kính gửi)"
BODY_LABELS: Final = "nội dung"
RECIPIENT_LABELS: Final = "nơi nhận"
SIGNATORY_LABELS: Final = "chức vụ và họ tên người ký"


def missing_parts(document: OfficialDocument) -> tuple[str, ...]:
    """Parts without which an official document is none (Nghị định 30/2020/NĐ-CP, Điều 8); "" is as good as None.

    >>> missing_parts(OfficialDocument(issuer="SỞ NỘI VỤ", symbol="SNV", place="Hà Tĩnh", subject="x"))[:2]
    ('nội dung', 'nơi nhận')
    """
    signatory = document.signatory
    is_letter = (document.doc_type or LETTER) == LETTER
    checks = (
        (document.issuer, ISSUER_LABELS),
        (document.symbol, SYMBOL_LABELS),
        (document.place, PLACE_LABELS),
        (document.subject, SUBJECT_LABELS),
        (document.addressees or document.doc_type is None or not is_letter, ADDRESSEE_LABELS),
        (document.body or document.opening, BODY_LABELS),
        (document.recipients, RECIPIENT_LABELS),
        (signatory and signatory.title and signatory.name, SIGNATORY_LABELS),
    )
    return tuple(label for value, label in checks if not value)
