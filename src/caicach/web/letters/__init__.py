"""Pages of letters that go out: list, draft, letter, registers, series, signatures, chasing."""
