"""Following a body through merges, splits and endings."""

from datetime import date, timedelta

from caicach.organisations.domain.directory import Register
from caicach.organisations.domain.units import body_since

DAY = timedelta(days=1)


def successors_on(register: Register, code: str, start: date, on: date) -> tuple[str, ...]:
    """The codes that the body ``code`` of day ``start`` became by the day ``on``, in order; itself where it stayed."""
    current = {code}
    for change in sorted(register.changes, key=lambda change: change.effective_on):
        if start < change.effective_on <= on and current & set(change.from_codes):
            current = (current - set(change.from_codes)) | set(change.to_codes)
    return tuple(sorted(current))


def heirs_on(register: Register, code: str, start: date, on: date) -> tuple[str, ...]:
    """Who goes on on the day ``on`` with the work of the body ``code`` of day ``start``: itself where it still exists.

    A body that ended with no record of who followed (the districts of 01/07/2025) is followed by what became of the
    units right below it. Empty where nobody is known.
    """
    found = tuple(c for c in successors_on(register, code, start, on) if _is_there(register, c, code, start, on))
    if found:
        return found
    facts = (fact for fact in register.facts if fact.code == code and (fact.valid_from or date.min) <= start)
    ends = [fact.valid_to for fact in facts if fact.valid_to is not None and start < fact.valid_to <= on]
    if not ends:
        return ()
    eve = max(ends) - DAY
    below = sorted({fact.code for fact in register.facts if fact.parent == code and fact.is_valid(eve)})
    return tuple(sorted({heir for child in below for heir in heirs_on(register, child, eve, on)}))


def office_name(register: Register, code: str, on: date) -> str:
    """What the body that bore the code on the day was called; the code where none did."""
    named = (fact.office_name for fact in register.facts if fact.code == code and fact.is_valid(on))
    return next(named, code)


def _is_there(register: Register, successor: str, code: str, start: date, on: date) -> bool:
    """Codes are handed to other bodies: the body's own code names it only while it is that same body."""
    exists, since = body_since([fact for fact in register.facts if fact.code == successor], on)
    followed = successor != code or any(
        code in change.to_codes and start < change.effective_on <= on for change in register.changes
    )
    return exists and (followed or since is None or since <= start)
