"""How long a text may be, at every door: longer ones come by mistake, fill the database, and can be shown nowhere."""

from typing import Final

LINE: Final = 1_000
"""Characters of what is typed into one line."""
PARAGRAPHS: Final = 20_000
"""Characters of a reason, a report, an explanation: some eight printed pages."""
WHOLE: Final = 500_000
"""Characters of the body of a letter, and of anything at all."""
ADDRESS: Final = 4_000
"""Characters of an address with its question."""
EARLIEST, LATEST = 1900, 2199
"""Years of any day that an administration writes down."""
