"""The definition of a scoring year, read from the text kept with the year and never from the packaged file."""

from functools import lru_cache
from hashlib import sha256

from caicach.indices.definition.loading import read_text
from caicach.indices.definition.problems import refusal
from caicach.indices.definition.values import Definition
from caicach.indices.models import ScoringYear
from caicach.kernel.errors import Conflict, NotFound


def hash_of(text: str) -> str:
    return sha256(text.encode()).hexdigest()


def definition_of(year: ScoringYear) -> Definition:
    """Raises Conflict where the kept text is not the one that its hash names."""
    if not year.definition_text:
        raise NotFound(
            "index_year.no_definition",
            what="Kỳ chấm {year} không có bộ tiêu chí.",
            why="Kết quả được nhập từ trước khi có hệ thống.",
            todo="Chỉ xem được kết quả, không tính lại được.",
            year=year.year,
        )
    if hash_of(year.definition_text) != year.definition_hash:
        raise Conflict(
            "index_year.definition_altered",
            what="Bộ tiêu chí lưu cùng kỳ chấm {year} đã bị thay đổi.",
            why="Nội dung không khớp mã băm khi mở kỳ.",
            todo="Hãy báo quản trị viên khôi phục từ bản sao lưu.",
            year=year.year,
        )
    return _loaded(year.definition_text, year.definition_file)


@lru_cache(maxsize=32)
def _loaded(text: str, file: str) -> Definition:
    loaded = read_text(text, file)
    if loaded.definition is None or loaded.errors:
        raise refusal(file, loaded.problems)
    return loaded.definition
