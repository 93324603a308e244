"""Words that fold alike and are others: their marks tell which one stands in a name."""

from typing import Final

_OTHER_WORDS: Final = {
    "so": {"số", "sổ", "so", "sô"},
    "bo": {"bố", "bổ", "bỏ"},
    "ban": {"bản", "bàn", "bán", "bạn"},
    "bao": {"bảo", "bao"},
    "to": {"to", "tơ", "tô", "tố"},
    "vu": {"vũ"},
    "hoi": {"hỏi"},
    "quan": {"quan", "quân", "quản", "quán"},
    "tinh": {"tình", "tính", "tinh"},
    "xa": {"xa", "xả"},
    "truong": {"trương"},
    "vien": {"viên"},
    "ca": {"cả", "cá", "cà"},
    "cap": {"cáp", "cập"},
    "quy": {"quy", "quý"},
    "khoa": {"khóa", "khoá", "khoả"},
}
_OTHERS: Final = frozenset().union(*_OTHER_WORDS.values())
_NO_FUNCTION_WORDS: Final = frozenset(
    {"đô", "đỏ", "độ", "đo", "tư", "cơ", "cổ", "vệ", "đê", "bảo", "báo", "bàn", "bản", "qua", "chợ", "sở"}
)
_FUNCTION_WORDS: Final = frozenset(
    {
        "với",
        "để",
        "và",
        "của",
        "tại",
        "từ",
        "nếu",
        "được",
        "đã",
        "đang",
        "sẽ",
        "là",
        "về",
        "trên",
        "dưới",
        "có",
        "không",
    }
    | {"bởi", "vào", "lên", "nhằm", "như", "thì", "này", "trước", "đến", "gồm", "các", "những", "một", "cũng", "cùng"}
    | {"hoặc", "số", "ngày", "năm", "tháng", "quý", "đúng", "dùng", "nơi", "yêu", "cầu", "kỳ", "ký"}
)
_VERBS_OF_ONE: Final = frozenset(
    {"trình", "gửi", "lập", "cử", "cần", "phải", "sớm", "để", "thay", "giúp", "ký", "kí", "đưa", "mở", "tăng", "giảm"}
    | {"nộp", "lắp", "chọn", "đón", "nhập", "chuyển", "không", "ngoài"}
)


def is_other_word(word: str) -> bool:
    """«số», «bổ», «bản» fold into the heads of names but are other words."""
    return word.lower() in _OTHERS


def is_function_word(word: str) -> bool:
    """Of a word that folds into one: «tải», «thị», «đô» are others."""
    lower = word.lower()
    return lower in _FUNCTION_WORDS or (lower.isascii() and lower not in _NO_FUNCTION_WORDS)


def is_other_syllable(words: str) -> bool:
    """Of a verb of one syllable: «tầng» folds like «tăng»; without marks any word may be meant."""
    word = words.lower()
    return " " not in word and not word.isascii() and word not in _VERBS_OF_ONE
