"""Footnote marks as superscript digits, the one form every loader writes and the reader looks for."""

_DIGITS = str.maketrans("0123456789*", "⁰¹²³⁴⁵⁶⁷⁸⁹*")


def superscript(mark: str) -> str:
    """
    >>> superscript("12")
    '¹²'
    """
    return mark.translate(_DIGITS)
