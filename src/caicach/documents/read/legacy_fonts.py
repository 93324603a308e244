"""Text of the years before Unicode: TCVN3 and VNI, told by the name of the font or by the letters themselves."""

from caicach.documents.values import ReadingWarning
from caicach.kernel.said import tell
from caicach.kernel.text.legacy import decode_tcvn3, decode_vni, detect


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


def unified(text: str) -> str:
    """Unicode of a text whose letters are those of TCVN3 or VNI; any other text as it is."""
    match detect(text):
        case "tcvn3":
            return decode_tcvn3(text)
        case "vni":
            return decode_vni(text)
    return text


def legacy_warning() -> ReadingWarning:
    message = tell("Văn bản dùng bảng mã cũ (TCVN3 hoặc VNI), đã chuyển sang Unicode.")
    return ReadingWarning("source.legacy_encoding", message)
