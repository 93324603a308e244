"""Text of the years before Unicode: TCVN3, VNI and VISCII, told by the font or by the letters themselves."""

from collections.abc import Callable

from caicach.documents.values import ReadingWarning
from caicach.kernel.said import tell
from caicach.kernel.text.legacy import decode_tcvn3, decode_viscii, decode_vni, detect


def decode_by_font(text: str, font: str) -> str:
    """Unicode of a run set in a TCVN3 (.VnTime) or VNI (VNI-Times) font; other fonts leave the text alone.

    The letters of a .Vn...H font are drawn as capitals whatever is stored.
    """
    if not text or not font:
        return text
    if font.startswith(".Vn"):
        decoded = decode_tcvn3(text)
        return decoded.upper() if font.endswith("H") else decoded
    if font.upper().startswith("VNI-"):
        return decode_vni(text)
    return text


def unicode_text(text: str) -> str:
    """Unicode of a text whose letters are those of an old encoding; any other text as it is."""
    return decoder_of(text)(text)


def decoder_of(text: str) -> Callable[[str], str]:
    """What makes Unicode of every piece of such a text."""
    match detect(text):
        case "tcvn3":
            return decode_tcvn3
        case "vni":
            return decode_vni
        case "viscii":
            return decode_viscii
    return str


def legacy_warning(*, is_viscii: bool = False) -> ReadingWarning:
    message = tell("Văn bản dùng bảng mã cũ (TCVN3 hoặc VNI), đã chuyển sang Unicode.")
    if is_viscii:
        message = tell("Văn bản dùng bảng mã VISCII, đã chuyển sang Unicode.")
    return ReadingWarning("source.legacy_encoding", message)
