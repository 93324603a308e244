"""Reasons and warnings that come as finished Vietnamese sentences, told in English."""

import pytest
from django.utils import translation

from caicach.web.shell.retelling import retold

REASONS = {
    "«Giám đốc các Sở»: 14 sở có trong danh bạ ngày 10/02/2023. "
    "Người chịu trách nhiệm là người giữ chức vụ được nêu.": (
        "«Giám đốc các Sở»: 14 departments in the directory on 10/02/2023. Answerable is who holds the post named."
    ),
    "7 thành viên của Ban Chỉ đạo ngày 10/02/2023, theo chức vụ. Danh sách thành viên chưa được kiểm chứng bằng "
    "quyết định: hãy xem lại.": (
        "7 members of Ban Chỉ đạo on 10/02/2023, by post. "
        "The list of members is not yet verified by a decision: look again."
    ),
    "Chú thích ³ không thấy chỗ gắn trong văn bản.": "Footnote ³ has no mark in the text.",
}


@pytest.mark.parametrize("reason", REASONS)
def test_sentences_of_templates_are_told_in_english(reason: str) -> None:
    with translation.override("en"):
        assert retold(reason) == REASONS[reason]


def test_a_sentence_of_no_template_is_left_to_be_marked() -> None:
    with translation.override("en"):
        assert retold("Một câu do người viết.") is None
