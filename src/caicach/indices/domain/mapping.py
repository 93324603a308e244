"""Following a unit through merges and splits."""

from datetime import date

from caicach.organisations.domain.directory import Register


def successors_on(register: Register, code: str, start: date, on: date) -> tuple[str, ...]:
    """The codes that the body ``code`` of day ``start`` became by the day ``on``, in order; itself where it stayed."""
    current = {code}
    for change in sorted(register.changes, key=lambda change: change.effective_on):
        if start < change.effective_on <= on and current & set(change.from_codes):
            current = (current - set(change.from_codes)) | set(change.to_codes)
    return tuple(sorted(current))
