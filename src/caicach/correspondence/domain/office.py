"""Who issues: the values that head and end a letter, and a letter begun from them."""

from dataclasses import dataclass

from caicach.correspondence.domain.numbering import LETTER, symbol_of
from caicach.documents.values import OfficialDocument, Recipient, RecipientRole, Signatory


@dataclass(frozen=True, slots=True)
class Office:
    """An office profile. ``signatories`` are the posts that may sign, the usual one first."""

    code: str
    name: str
    issuer: str
    symbol: str
    place: str
    superior: str = ""
    drafting_unit: str = ""
    organ_id: str = ""
    address: str = ""
    recipients: tuple[Recipient, ...] = ()
    signatories: tuple[Signatory, ...] = ()
    version: int = 1

    def symbol_for(self, doc_type: str) -> str:
        return symbol_of(doc_type, self.symbol, self.drafting_unit)


def begun_document(office: Office, doc_type: str = LETTER) -> OfficialDocument:
    """An empty document of the office: its head, places of receipt and usual signatory."""
    archive = f"Lưu: VT, {office.drafting_unit}" if office.drafting_unit else "Lưu: VT"
    recipients = office.recipients or (
        Recipient("Như trên", RecipientRole.ADDRESSEE),
        Recipient(archive, RecipientRole.ARCHIVE),
    )
    return OfficialDocument(
        doc_type=doc_type,
        superior=office.superior or None,
        issuer=office.issuer,
        symbol=office.symbol_for(doc_type),
        place=office.place,
        recipients=recipients,
        signatory=office.signatories[0] if office.signatories else None,
    )
