"""What a table of an illustrative set bears wherever it goes."""

from django.utils.translation import gettext


def mark_of(is_illustrative: bool) -> str:
    return (
        gettext("MINH HỌA: bộ tiêu chí không phải bộ chính thức, kết quả không dùng để công bố.")
        if is_illustrative
        else ""
    )
