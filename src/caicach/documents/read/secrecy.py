"""A letter that bears a secrecy mark is refused at every door."""

from caicach.documents.values import OfficialDocument
from caicach.kernel.errors import NotAllowed


def refuse_secret(document: OfficialDocument, *, name: str) -> None:
    """Raises NotAllowed where the document bears a mark of Luật Bảo vệ bí mật nhà nước 2018, Điều 8."""
    if document.secrecy is not None:
        raise NotAllowed(
            "document.secret",
            what="Không nhận văn bản trong tệp «{name}».",
            why="Văn bản có dấu độ mật «{mark}»; hệ thống này không được phép chứa bí mật nhà nước.",
            todo="Hãy xử lý theo quy định bảo vệ bí mật nhà nước và xóa tệp khỏi máy này nếu tải lên nhầm. "
            "Nếu dấu mật bị nhận nhầm, hãy gửi bản rõ hơn.",
            name=name,
            mark=document.secrecy.label,
        )
